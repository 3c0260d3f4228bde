import { usePage } from '../views/page-context.ts'
import { Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Acts } from './act-forms.tsx'
import { Files } from './report-files.tsx'
import type { ReportModel } from './report-model.ts'
import { Answers, Forwardings } from './report-outcome.tsx'
import { Axes, History } from './report-record.tsx'
import { capital, timeTones } from './words.ts'

type Props = { model: ReportModel }

/** A report as an official reads it: how it stands, what was said, what is to be done, and how it came here. */
export function ReportView({ model }: Props) {
  const { t } = usePage()
  const { page, next } = model
  return (
    <>
      <Standing model={model} />
      <h2>{t('feedback.desk.words')}</h2>
      <Said model={model} />
      <h2>{t('feedback.desk.to_do')}</h2>
      <Acts model={model} />
      {next === null ? null : (
        <p>
          <Go to={`/feedback/${next.id}`}>{t('feedback.desk.next_one', { code: next.code })}</Go>
        </p>
      )}
      {page.answers.length > 0 ? <Answers model={model} /> : null}
      {page.forwardings.length > 0 ? <Forwardings model={model} /> : null}
      <Duplicates model={model} />
      <Axes model={model} />
      <History model={model} />
    </>
  )
}

function Standing({ model: { page, base, main } }: Props) {
  const { t } = usePage()
  const { row, time, dueAt, ageing } = page
  return (
    <>
      <p class="standing">
        <Tag>{t(`feedback.desk.status.${row.status}`)}</Tag>{' '}
        {time === 'none' ? null : <Tag tone={timeTones[time]}>{t(`feedback.desk.time.${time}`)}</Tag>}{' '}
        {dueAt === null ? null : <When at={dueAt} />}{' '}
        {row.urgency === 'urgent' ? <Tag tone="bad">{t('feedback.desk.urgency.urgent')}</Tag> : null}{' '}
        {ageing ? <Tag tone="bad">{t('feedback.desk.ageing')}</Tag> : null}{' '}
        {row.unit === null ? null : <span>{row.unit}</span>}
      </p>
      {row.restricted === null ? null : (
        <Notice tone="warn">
          <p>{t(`feedback.desk.restriction.${row.restricted}`)}</p>
          <p>{t('feedback.desk.restricted_what')}</p>
        </Notice>
      )}
      {main === null ? null : (
        <Notice>
          <Go to={`${base}/${main.id}`}>{t('feedback.desk.merged_into', { code: main.code })}</Go>
        </Notice>
      )}
      {page.row.dissatisfied >= 2 ? <Notice tone="bad">{t('feedback.desk.escalated_what')}</Notice> : null}
    </>
  )
}

function Said({ model }: Props) {
  const { t } = usePage()
  const { page } = model
  const { row, text, spot, place, neighbourhood, reporter } = page
  const pin =
    spot.latitude === undefined || spot.longitude === undefined
      ? null
      : `${spot.latitude.toFixed(5)}, ${spot.longitude.toFixed(5)}`
  const photos = page.files.filter(({ addedBy }) => !addedBy.startsWith('official:'))
  return (
    <>
      {text === '' ? <p class="empty">{t('feedback.desk.no_words')}</p> : <blockquote class="words">{text}</blockquote>}
      <Files model={model} files={photos} label="feedback.desk.photo" />
      <Facts
        facts={[
          [t('feedback.desk.place'), [place, spot.words, spot.house].filter(Boolean).join('; ')],
          [t('feedback.desk.neighbourhood'), neighbourhood === null ? null : capital(neighbourhood)],
          [t('feedback.desk.pin'), pin],
          [t('feedback.desk.intake_by'), t(`feedback.desk.intake.${row.intake}`)],
          [t('feedback.desk.reporter'), reporter?.name],
          [t('feedback.desk.phone'), reporter?.phone],
          [t('feedback.desk.address'), reporter?.address],
          [t('feedback.desk.on_behalf'), reporter?.onBehalfOf],
          [t('feedback.desk.followers'), page.followers > 0 ? String(page.followers) : null],
        ]}
      />
    </>
  )
}

function Duplicates({ model: { page, base } }: Props) {
  const { t } = usePage()
  if (page.merged.length === 0) return null
  return (
    <>
      <h2>{t('feedback.desk.merged_here')}</h2>
      <ul>
        {page.merged.map(({ id, code }) => (
          <li>
            <Go to={`${base}/${id}`}>{code}</Go>
          </li>
        ))}
      </ul>
    </>
  )
}
