import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import type { Translate } from '../platform/i18n.ts'

export type BoardFrame = { t: Translate; styles: readonly string[]; ward: { slug: string; name: string } | null }

/** Every public page of a ward, as a whole document. The title is the h1. */
export function boardPage({ t, styles, ward }: BoardFrame, title: string, content: ComponentChildren): string {
  const base = ward === null ? '/' : `/${ward.slug}`
  return `<!doctype html>${render(
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{ward === null ? title : `${title} – ${ward.name}`}</title>
        <link rel="icon" href="data:," />
        {styles.map((href) => (
          <link rel="stylesheet" href={href} key={href} />
        ))}
      </head>
      <body>
        <a class="skip-link" href="#noi-dung">
          {t('board.skip')}
        </a>
        <header>
          <p>
            <a href={base}>{ward === null ? t('board.service') : t('board.of', { ward: ward.name })}</a>
          </p>
          {ward !== null && (
            <nav aria-label={t('board.menu')}>
              <a href={`${base}/chat`}>{t('board.chat')}</a>
              <a href={`${base}/procedures`}>{t('board.procedures')}</a>
              <a href={`${base}/disclosures`}>{t('board.disclosures')}</a>
              <a href={`${base}/meetings`}>{t('board.meetings')}</a>
              <a href={`${base}/consultations`}>{t('board.consultations')}</a>
              <a href={`${base}/elections`}>{t('board.elections')}</a>
              <a href={`${base}/feedback`}>{t('feedback.board.menu')}</a>
              <a href={`${base}/reception`}>{t('reception.board.menu')}</a>
              <a href={`${base}/satisfaction`}>{t('satisfaction.board.menu')}</a>
            </nav>
          )}
        </header>
        <main id="noi-dung">
          <h1>{title}</h1>
          {content}
        </main>
      </body>
    </html>
  )}`
}
