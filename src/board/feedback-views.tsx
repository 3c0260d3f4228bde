import type { Translate } from '../platform/i18n.ts'
import { formatShortDate } from '../platform/ward-time.ts'
import { feedbackFields } from '../ward/feedback/feedback.ts'
import type { PublicReport } from '../ward/feedback/list-public-feedback.ts'

type Base = { t: Translate; ward: { slug: string } }

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const day = (date: string | null): string => (date === null ? '' : formatShortDate(date, 'vi'))

type ListProps = Base & {
  reports: readonly PublicReport[]
  next: string | null
  field: string
  isFirst: boolean
}

/** What residents reported and what became of it. */
export function FeedbackList({ t, ward, reports, next, field, isFirst }: ListProps) {
  const base = `/${ward.slug}/feedback`
  const narrowed = field === '' ? '' : `field=${encodeURIComponent(field)}`
  const withQuery = (path: string, ...parts: string[]) => {
    const query = [narrowed, ...parts].filter(Boolean).join('&')
    return query === '' ? path : `${path}?${query}`
  }
  return (
    <>
      <p>{t('feedback.board.what')}</p>
      <p>
        <a class="button" href={`/${ward.slug}/chat`}>
          {t('feedback.board.send')}
        </a>
      </p>
      <form method="get">
        <label for="field">{t('feedback.board.field')}</label>
        <select id="field" name="field">
          <option value="">{t('feedback.board.all')}</option>
          {feedbackFields.map((one) => (
            <option key={one} value={one} selected={one === field}>
              {capital(t(`feedback.field.${one}`))}
            </option>
          ))}
        </select>
        <button type="submit">{t('feedback.board.filter')}</button>
      </form>
      {reports.length === 0 ? (
        <p>{t('feedback.board.none')}</p>
      ) : (
        <ul class="reports">
          {reports.map((report) => (
            <li key={report.code}>
              <h2>
                <a href={`${base}/${report.code}`}>{report.code}</a>
              </h2>
              <p>{report.text}</p>
              <p>
                <strong>{t(`feedback.desk.outcome.${report.outcome}`)}</strong>
                {report.answeredDate ? `, ${day(report.answeredDate)}` : ''}
              </p>
              <p class="quiet">
                {[report.field ? capital(t(`feedback.field.${report.field}`)) : '', report.area, report.unit]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      <nav aria-label={t('feedback.board.more')}>
        {isFirst ? null : <a href={withQuery(base)}>{t('feedback.board.first')}</a>}{' '}
        {next === null ? null : (
          <a href={withQuery(base, `cursor=${next}`)} rel="next">
            {t('feedback.board.next')}
          </a>
        )}
      </nav>
      <p class="quiet">
        {t('feedback.board.as_data')} <a href={withQuery(`${base}.json`)}>JSON</a>,{' '}
        <a href={withQuery(`${base}.csv`)}>CSV</a>.
      </p>
    </>
  )
}

export function FeedbackDetail({ t, ward, report }: Base & { report: PublicReport }) {
  const rows: [string, string | null][] = [
    ['feedback.board.standing', t(`feedback.board.status.${report.status}`)],
    ['feedback.board.field', report.field === null ? null : capital(t(`feedback.field.${report.field}`))],
    ['feedback.board.area', report.area],
    ['feedback.board.unit', report.unit],
    ['feedback.board.submitted', day(report.submittedDate)],
    ['feedback.board.due', day(report.dueDate)],
    ['feedback.board.answered', day(report.answeredDate)],
    ['feedback.board.outcome', t(`feedback.desk.outcome.${report.outcome}`)],
    ['feedback.board.agency', report.agency],
    [
      'feedback.board.rating',
      report.rating === null ? t('feedback.board.not_rated') : t(`feedback.score.${report.rating}`),
    ],
  ]
  return (
    <>
      <section aria-labelledby="phan-anh">
        <h2 id="phan-anh">{t('feedback.board.words')}</h2>
        <p class="said">{report.text}</p>
      </section>
      <section aria-labelledby="tra-loi">
        <h2 id="tra-loi">{t('feedback.board.answer')}</h2>
        <p class="said">{report.answer}</p>
        {report.proofs.length === 0 ? null : (
          <ul class="proofs">
            {report.proofs.map(({ id, mime }, at) => {
              const href = `/${ward.slug}/feedback/${report.code}/proof/${id}`
              const isPicture = mime.startsWith('image/')
              return (
                <li key={id}>
                  <a href={href}>
                    {isPicture ? <img src={href} alt="" loading="lazy" /> : null}
                    {t(isPicture ? 'feedback.board.proof' : 'feedback.board.document', { number: at + 1 })}
                  </a>
                </li>
              )
            })}
          </ul>
        )}
      </section>
      <dl>
        {rows
          .filter(([, value]) => value)
          .map(([say, value]) => (
            <div key={say}>
              <dt>{t(say)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p>
        <a href={`/${ward.slug}/feedback`}>{t('feedback.board.back')}</a>
      </p>
    </>
  )
}
