import type { ComponentChild } from 'preact'
import type { Translate } from '../../platform/i18n.ts'
import { formatInstant, formatShortDate, wardDateOf } from '../../platform/ward-time.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import type { PostingLine } from '../../ward/posting/list-postings.ts'

/** Facts in pairs; one without content is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, ComponentChild])[] }) {
  const told = facts.filter(([, fact]) => fact !== null && fact !== '')
  return (
    <dl>
      {told.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

export const When = ({ at }: { at: Date }) => <time dateTime={at.toISOString()}>{formatInstant(at, 'vi')}</time>
export const Day = ({ date }: { date: string }) => <time dateTime={date}>{formatShortDate(date, 'vi')}</time>

const sizeOf = (bytes: number): string =>
  bytes < 100_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`

/** Files anybody may read, earlier versions too. `base`: the page they belong to. */
export function Papers({ t, base, papers }: { t: Translate; base: string; papers: readonly PaperLine[] }) {
  if (papers.length === 0) return null
  return (
    <section aria-labelledby="tai-lieu">
      <h2 id="tai-lieu">{t('paper.board.title')}</h2>
      <ul>
        {papers.map(({ id, name, size, replacedAt }) => (
          <li key={id}>
            <a href={`${base}/papers/${id}`}>{name}</a> ({sizeOf(size)})
            {replacedAt === null ? null : (
              <>
                , {t('paper.board.replaced_on')} <Day date={wardDateOf(replacedAt)} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where and for how long it has been made public. Photos of evidence stay inside the ward. */
export function Postings({ t, postings }: { t: Translate; postings: readonly PostingLine[] }) {
  if (postings.length === 0) return null
  return (
    <section aria-labelledby="niem-yet">
      <h2 id="niem-yet">{t('posting.board.title')}</h2>
      <ul>
        {postings.map(({ id, form, place, fromDate, toDate }) => (
          <li key={id}>
            {t(`posting.form.${form}`)}: {place}, {t('posting.board.from')} <Day date={fromDate} />
            {toDate === null ? null : (
              <>
                {' '}
                {t('posting.board.to')} <Day date={toDate} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The lines of a longer text as paragraphs. */
export const Text = ({ text }: { text: string }) => (
  <>
    {text
      .split(/\n+/)
      .filter((line) => line.trim() !== '')
      .map((line) => (
        <p key={line}>{line}</p>
      ))}
  </>
)
