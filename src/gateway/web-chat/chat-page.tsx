import type { Translate } from '../../platform/i18n.ts'
import type { ChatLine } from '../../ward/conversation/list-messages.ts'
import { ChatBubble } from './chat-line.tsx'

type Props = {
  ward: { slug: string; name: string }
  lines: readonly ChatLine[]
  t: Translate
  assets: { styles: readonly string[]; script: string }
  /** A key of `chat.fault`, after a send that was not taken. */
  fault?: string
}

export function ChatPage({ ward, lines, t, assets, fault }: Props) {
  const title = t('chat.title', { ward: ward.name })
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {assets.styles.map((href) => (
          <link rel="stylesheet" href={href} key={href} />
        ))}
        <link rel="icon" href="data:," />
        <script src={assets.script} defer />
      </head>
      <body>
        <a class="skip-link" href="#cau">
          {t('chat.skip')}
        </a>
        <header>
          <a href={`/${ward.slug}`}>{t('chat.board')}</a>
          <h1>{title}</h1>
        </header>
        <main>
          {lines.length === 0 && <Hint t={t} />}
          <ol id="lines" aria-live="polite" aria-label={t('chat.lines')} data-slug={ward.slug}>
            {lines.map((line) => (
              <ChatBubble line={line} slug={ward.slug} t={t} key={line.id} />
            ))}
          </ol>
          <p id="trouble" role="alert" hidden={fault === undefined}>
            {fault === undefined ? t('chat.trouble') : t(`chat.fault.${fault}`)}
          </p>
        </main>
        <Composer ward={ward} t={t} />
      </body>
    </html>
  )
}

function Hint({ t }: { t: Translate }) {
  return (
    <div class="hint" id="hint">
      <p>{t('chat.hint')}</p>
      <ul>
        {['dossier', 'procedure', 'report'].map((example) => (
          <li key={example}>{t(`chat.example.${example}`)}</li>
        ))}
      </ul>
    </div>
  )
}

function Composer({ ward, t }: { ward: Props['ward']; t: Translate }) {
  return (
    <form
      id="composer"
      aria-label={t('chat.compose')}
      method="post"
      action={`/${ward.slug}/chat/messages`}
      encType="multipart/form-data"
    >
      <label for="cau">{t('chat.say')}</label>
      <textarea id="cau" name="text" rows={2} maxLength={4000} autocomplete="off" placeholder={t('chat.placeholder')} />
      <div class="row">
        <span class="photo">
          <input class="visually-hidden" id="photo" name="photo" type="file" accept="image/*" />
          <label for="photo">{t('chat.photo')}</label>
          <output for="photo" />
        </span>
        <button type="submit">{t('chat.send')}</button>
      </div>
    </form>
  )
}
