import { usePage } from '../views/page-context.ts'
import { Facts, When } from '../views/parts.tsx'
import type { ReportModel } from './report-model.ts'
import { detailsOf, fieldWords } from './words.ts'

type Props = { model: ReportModel }

/** The five axes and every clock. */
export function Axes({ model: { page, names } }: Props) {
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

/** Every step, by whom and when; nothing is ever taken out of it. */
export function History({ model: { page, names } }: Props) {
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
