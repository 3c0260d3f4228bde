import type { Translate } from '../../platform/i18n.ts'
import type { ConsultationRow } from '../../ward/consultation/list-consultations.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import type { PostingLine } from '../../ward/posting/list-postings.ts'
import { Day, Facts, Papers, Postings, Text } from './parts.tsx'

type Ward = { slug: string }

const stateOf = ({ isOpen, status }: ConsultationRow) =>
  isOpen ? 'open' : status === 'answered' ? 'answered' : 'closed'

export function ConsultationList({ t, ward, rows }: { t: Translate; ward: Ward; rows: readonly ConsultationRow[] }) {
  if (rows.length === 0) return <p>{t('consultation.board.none')}</p>
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <a href={`/${ward.slug}/consultations/${row.id}`}>{row.title}</a> (
          {t(`consultation.board.state.${stateOf(row)}`)}, {t('consultation.board.closes')}{' '}
          <Day date={row.closesDate} />)
        </li>
      ))}
    </ul>
  )
}

type DetailProps = {
  t: Translate
  ward: Ward
  row: ConsultationRow
  papers: readonly PaperLine[]
  postings: readonly PostingLine[]
}

/** The question and, when the ward has answered, its answer. How many said what is not shown while it is open. */
export function ConsultationDetail({ t, ward, row, papers, postings }: DetailProps) {
  return (
    <>
      <p class="note">{t('consultation.board.no_vote')}</p>
      <p>{row.question}</p>
      <Text text={row.background} />
      <Facts
        facts={[
          [t('consultation.board.status'), t(`consultation.board.state.${stateOf(row)}`)],
          [t('consultation.board.closes'), <Day date={row.closesDate} />],
          [t('consultation.board.answer_by'), row.answerDate === null ? null : <Day date={row.answerDate} />],
          [
            t('consultation.board.who'),
            row.neighbourhoods.length === 0 ? t('consultation.board.whole_ward') : row.neighbourhoods.join(', '),
          ],
        ]}
      />
      {row.isOpen ? (
        <p>
          <a class="button" href={`/${ward.slug}/chat`}>
            {t('consultation.board.give')}
          </a>
        </p>
      ) : null}
      {row.summary === null ? null : (
        <section aria-labelledby="tong-hop">
          <h2 id="tong-hop">{t('consultation.board.summary')}</h2>
          <Text text={row.summary} />
          <h2>{t('consultation.board.explanation')}</h2>
          <Text text={row.explanation ?? ''} />
        </section>
      )}
      <Papers t={t} base={`/${ward.slug}/consultations/${row.id}`} papers={papers} />
      <Postings t={t} postings={postings} />
    </>
  )
}
