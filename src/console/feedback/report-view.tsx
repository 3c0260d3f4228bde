import { root } from '../console-app.ts'
import { usePage } from '../views/page-context.ts'
import { Day, Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { ActForm } from './act-form.tsx'
import { Acts } from './act-forms.tsx'
import type { ReportModel } from './report-model.ts'
import { capital, detailsOf, fieldWords, timeTones } from './words.ts'

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
  const { page, base } = model
  const { row, text, spot, place, neighbourhood, reporter } = page
  const pin =
    spot.latitude === undefined || spot.longitude === undefined
      ? null
      : `${spot.latitude.toFixed(5)}, ${spot.longitude.toFixed(5)}`
  const photos = page.files.filter(({ addedBy }) => !addedBy.startsWith('official:'))
  return (
    <>
      {text === '' ? <p class="empty">{t('feedback.desk.no_words')}</p> : <blockquote class="words">{text}</blockquote>}
      <Files model={model} files={photos} base={base} label="feedback.desk.photo" />
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

type FilesProps = { model: ReportModel; files: ReportModel['page']['files']; base: string; label: string }

function Files({ model, files, base, label }: FilesProps) {
  const { t } = usePage()
  if (files.length === 0) return null
  const { row } = model.page
  return (
    <ul class="photos">
      {files.map((file, at) => {
        const name = t(file.mime === 'application/pdf' ? 'feedback.desk.document' : label, { number: at + 1 })
        const href = `${root}${base}/${row.id}/files/${file.id}`
        return (
          <li>
            {!file.ready ? (
              <span class="quiet">{t('feedback.desk.photo_coming', { number: at + 1 })}</span>
            ) : file.mime === 'application/pdf' ? (
              <a href={href}>{name}</a>
            ) : (
              <a href={href}>
                <img src={href} alt="" loading="lazy" />
                {name}
              </a>
            )}
            {model.may('handle_feedback') && model.page.row.answeredAt === null ? (
              <ActForm model={model} act="remove-file" fields={{ file_id: file.id }}>
                <button class="second" aria-label={t('feedback.desk.remove_named', { name })}>
                  {t('feedback.desk.remove')}
                </button>
              </ActForm>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function Answers({ model }: Props) {
  const { t } = usePage()
  const { page, names, base } = model
  return (
    <>
      <h2>{t('feedback.desk.answers')}</h2>
      {page.answers.map((answer) => (
        <section class="answer">
          <p>
            <Tag tone={answer.status === 'approved' ? 'good' : answer.status === 'sent_back' ? 'bad' : 'warn'}>
              {t(`feedback.desk.answer_status.${answer.status}`)}
            </Tag>{' '}
            <strong>{t(`feedback.desk.outcome.${answer.outcome}`)}</strong>
          </p>
          <blockquote class="words">{answer.text}</blockquote>
          <Files
            model={model}
            files={page.files.filter(({ answerId }) => answerId === answer.id)}
            base={base}
            label="feedback.desk.proof_number"
          />
          <p class="quiet">
            {answer.agency ?? names.get(answer.authorId ?? '') ?? t('feedback.desk.somebody')},{' '}
            <When at={answer.proposedAt} />
            {answer.approverId === null
              ? null
              : `; ${t('feedback.desk.decided_by', { name: names.get(answer.approverId) ?? '' })}`}
            {answer.promisedDate === null ? null : (
              <>
                ; {t('feedback.desk.promised_by')} <Day date={answer.promisedDate} />
              </>
            )}
          </p>
        </section>
      ))}
      {page.ratings.length === 0 ? null : (
        <Facts
          facts={page.ratings.map((rating) => [
            t('feedback.desk.rating'),
            [
              t(`feedback.score.${rating.score}`),
              rating.reason === null ? '' : t(`feedback.reason.${rating.reason}`),
              rating.comment ?? '',
            ]
              .filter(Boolean)
              .join('. '),
          ])}
        />
      )}
    </>
  )
}

function Forwardings({ model: { page } }: Props) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('feedback.desk.forwardings')}</h2>
      <Table
        caption={t('feedback.desk.forwardings')}
        empty=""
        rows={page.forwardings}
        columns={[
          { title: t('feedback.desk.agency'), kind: 'main', cell: ({ agency }) => agency },
          { title: t('feedback.desk.forwarded_on'), cell: ({ date }) => <Day date={date} /> },
          { title: t('feedback.desk.document_number'), cell: ({ number }) => number ?? '–' },
          { title: t('feedback.desk.nudges'), kind: 'number', cell: ({ nudges }) => String(nudges) },
          {
            title: t('feedback.desk.next_nudge'),
            cell: ({ endedWhy, nextNudgeAt }) =>
              endedWhy === null ? <Day date={nextNudgeAt} /> : t(`feedback.desk.forwarding_ended.${endedWhy}`),
          },
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

/** The five axes and every clock. */
function Axes({ model: { page, names } }: Props) {
  const { t } = usePage()
  const { row, time } = page
  const at = (instant: Date | null) => (instant === null ? null : <When at={instant} />)
  return (
    <>
      <h2>{t('feedback.desk.axes')}</h2>
      <Facts
        facts={[
          [t('console.list.status'), t(`feedback.desk.status.${row.status}`)],
          [t('feedback.desk.visible'), t(`feedback.desk.visibility.${row.visibility}`)],
          [t('feedback.desk.timing'), t(`feedback.desk.time.${time}`)],
          [t('feedback.desk.whose'), t(`feedback.desk.authority.${row.authority}`)],
          [t('feedback.desk.restricted'), t(`feedback.desk.restriction.${row.restricted ?? 'none'}`)],
          [t('feedback.desk.kind_label'), t(`feedback.desk.kind.${row.kind}`)],
          [t('feedback.desk.field'), fieldWords(t, row.field)],
          [t('feedback.desk.urgency_label'), row.urgency === null ? null : t(`feedback.desk.urgency.${row.urgency}`)],
          [t('feedback.desk.unit'), row.unit],
          [t('feedback.desk.assignee'), row.assigneeId === null ? null : names.get(row.assigneeId)],
          [t('feedback.desk.handler'), row.handlerId === null ? null : names.get(row.handlerId)],
          [t('feedback.desk.submitted'), at(row.submittedAt)],
          [t('feedback.desk.intake_due'), at(row.intakeDueAt)],
          [t('feedback.desk.accepted'), at(row.acceptedAt)],
          [t('feedback.desk.answer_due'), at(row.dueAt)],
          [t('feedback.desk.paused'), at(row.pausedAt)],
          [t('feedback.desk.answered_at'), at(row.answeredAt)],
          [t('feedback.desk.completed_at'), at(row.completedAt)],
          [t('feedback.desk.reopened'), row.reopens > 0 ? t('feedback.desk.times', { count: row.reopens }) : null],
        ]}
      />
    </>
  )
}

function History({ model: { page, names } }: Props) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('feedback.desk.history')}</h2>
      <ol class="history">
        {page.history.map((line) => (
          <li class={line.event === 'internal_note' ? 'internal' : undefined}>
            <p class="who">
              <When at={line.at} />, {actorWords(t, line.by, names)}
            </p>
            <p>
              <strong>{t(`feedback.desk.event.${line.event}`)}</strong>
              {line.from === line.to ? null : <span class="quiet"> → {t(`feedback.desk.status.${line.to}`)}</span>}
            </p>
            {detailsOf(t, line.event, line.details, names).map((words) => (
              <p class="detail">{words}</p>
            ))}
          </li>
        ))}
      </ol>
    </>
  )
}

function actorWords(t: ReturnType<typeof usePage>['t'], by: string, names: ReadonlyMap<string, string>): string {
  const [kind = '', id = ''] = by.split(':')
  if (kind === 'official') return names.get(id) ?? t('feedback.desk.somebody')
  if (kind === 'citizen' || kind === 'conversation') return t('feedback.desk.resident')
  return kind === 'api_key' ? t('feedback.desk.other_system') : t('feedback.desk.by_clock')
}
