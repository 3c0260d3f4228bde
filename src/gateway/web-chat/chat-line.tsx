import type { Translate } from '../../platform/i18n.ts'
import { formatShortInstant } from '../../platform/ward-time.ts'
import type { ChatLine } from '../../ward/conversation/list-messages.ts'

type Props = { line: ChatLine; slug: string; t: Translate }

/** One bubble. Choices are small forms, so that a button works without JavaScript. */
export function ChatBubble({ line, slug, t }: Props) {
  const mine = line.from === 'citizen'
  return (
    <li class={mine ? 'bubble mine' : 'bubble'} id={`m-${line.id}`} data-id={line.id} data-from={line.from}>
      <span class="visually-hidden">{t(mine ? 'chat.you' : 'chat.ward')}</span>
      {mine ? <Said line={line} slug={slug} t={t} /> : <Words line={line} slug={slug} />}
      <time dateTime={line.at.toISOString()}>{formatShortInstant(line.at, 'vi')}</time>
    </li>
  )
}

function Words({ line, slug }: Omit<Props, 't'>) {
  const { text = '', choices = [] } = line.words ?? {}
  return (
    <>
      <p>{text}</p>
      {choices.length > 0 && (
        <form class="choices" method="post" action={`/${slug}/chat/messages`}>
          {choices.map((choice) => (
            <button type="submit" name="choice" value={choice.id} key={choice.id}>
              {choice.label}
            </button>
          ))}
        </form>
      )}
    </>
  )
}

function Said({ line, slug, t }: Props) {
  const content = line.content
  switch (content?.kind) {
    case 'text':
      return <p>{textOf(content.text)}</p>
    case 'choice':
      return <p>{textOf(content.label) || t('chat.chose')}</p>
    case 'photo':
      return (
        <p>
          <img src={`/${slug}/chat/photos/${textOf(content.fetchKey)}`} alt={t('chat.your_photo')} loading="lazy" />
          {textOf(content.caption) ? <span>{textOf(content.caption)}</span> : null}
        </p>
      )
    case 'unknown':
      return <p>{t(content.name === 'withheld' ? 'chat.withheld' : 'chat.something')}</p>
    default:
      return <p>{t('chat.something')}</p>
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
