import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import type { RecurringLine } from '../../ward/notice/repeat-notice.ts'
import type { Recurrence } from '../../ward/recurrence/recurrence.ts'
import { usePage } from '../views/page-context.ts'
import { Day, Deed, Fold, Go, Tag } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { showBlanks } from './blanks.ts'

/** What comes within so many days is what an official looks for. */
const soonDays = 31

const parts = ['stuck', 'soon', 'later', 'over'] as const
type Part = (typeof parts)[number]

function partOf({ isEnded, refused, nextDay }: RecurringLine, now: Date): Part {
  if (isEnded) return 'over'
  if (refused !== null) return 'stuck'
  return nextDay !== null && nextDay <= addDays(wardDateOf(now), soonDays) ? 'soon' : 'later'
}

/** Folded by when it comes: what is stuck and what comes soon lies open. */
export function RecurringList({ lines, mayWrite }: { lines: readonly RecurringLine[]; mayWrite: boolean }) {
  const { t, now } = usePage()
  const grouped = parts.map((part) => ({ part, of: lines.filter((one) => partOf(one, now) === part) }))
  return (
    <>
      <p>{t('notice.desk.recurring_what')}</p>
      {lines.length === 0 ? <p class="empty">{t('notice.desk.recurring_none')}</p> : null}
      {grouped.map(({ part, of }) =>
        of.length === 0 ? null : (
          <Fold
            name={t('notice.desk.repeat_part_count', { part: t(`notice.desk.repeat_part.${part}`), count: of.length })}
            open={part === 'stuck' || part === 'soon'}
          >
            <PartTable part={part} of={of} mayWrite={mayWrite} />
          </Fold>
        )
      )}
      <p>
        <Go to="/notices">{t('notice.desk.back_to_list')}</Go>
      </p>
    </>
  )
}

function PartTable({ part, of, mayWrite }: { part: Part; of: readonly RecurringLine[]; mayWrite: boolean }) {
  const { t } = usePage()
  return (
    <Table
      caption={t(`notice.desk.repeat_part.${part}`)}
      empty=""
      rows={of}
      columns={[
        { title: t('notice.desk.title'), kind: 'main', cell: ({ title }) => showBlanks(t, title, 'general') },
        { title: t('notice.desk.rhythm'), cell: (line) => <Recurs line={line} /> },
        ...(part === 'over'
          ? []
          : [{ title: t('notice.desk.next_day'), cell: (line: RecurringLine) => <NextDay line={line} /> }]),
        ...(mayWrite
          ? [{ title: t('console.list.deed'), cell: (line: RecurringLine) => <RepeatDeed line={line} /> }]
          : []),
      ]}
    />
  )
}

/** Ended by a slip of the hand or taken up again after a while: one press either way. */
function RepeatDeed({ line: { id, isEnded, mayResume } }: { line: RecurringLine }) {
  const { t } = usePage()
  const path = `/notices/recurring/${id}`
  if (!isEnded) return <Deed action={`${path}/end`} label={t('notice.desk.repeat_end')} tone="second" />
  if (!mayResume) return <>{t('notice.desk.repeat_past')}</>
  return <Deed action={`${path}/resume`} label={t('notice.desk.repeat_resume')} tone="second" />
}

/** How it recurs, what a day off does to it, and how long. */
function Recurs({ line: { recurrence, shift, endsDate } }: { line: RecurringLine }) {
  const { t } = usePage()
  return (
    <>
      <Rhythm recurrence={recurrence} />
      {shift === 'stays' ? null : <div class="quiet">{t(`notice.desk.shifted.${shift}`)}</div>}
      {endsDate === null ? null : (
        <div class="quiet">
          {t('notice.desk.until')} <Day date={endsDate} />
        </div>
      )}
    </>
  )
}

/** A rhythm in words. */
function Rhythm({ recurrence }: { recurrence: Recurrence }) {
  const { t } = usePage()
  switch (recurrence.kind) {
    case 'weekly':
      return (
        <>
          {recurrence.weekdays.length === 7
            ? t('notice.desk.every.daily')
            : t('notice.desk.every.weekly', {
                days: recurrence.weekdays.map((one) => t(`notice.desk.weekday.d${one as 1}`)).join(', '),
              })}
        </>
      )
    case 'monthly':
      return <>{t('notice.desk.every.monthly', { day: recurrence.day })}</>
    case 'yearly':
      return <>{t('notice.desk.every.yearly', { day: recurrence.day, month: recurrence.month })}</>
    case 'working_day':
      if (recurrence.nth === -1) return <>{t('notice.desk.every.last_working_day')}</>
      return recurrence.nth > 0 ? (
        <>{t('notice.desk.every.working_day', { nth: recurrence.nth })}</>
      ) : (
        <>{t('notice.desk.every.working_day_from_end', { nth: -recurrence.nth })}</>
      )
    case 'lunar':
      return recurrence.month === undefined ? (
        <>{t('notice.desk.every.lunar', { day: recurrence.day })}</>
      ) : (
        <>{t('notice.desk.every.lunar_month', { day: recurrence.day, month: recurrence.month })}</>
      )
    case 'once':
      return <Day date={recurrence.date} />
  }
}

/** The next day and when it leaves, and what keeps its draft from being written. */
function NextDay({ line: { nextDay, refused, leadDays, sendClock } }: { line: RecurringLine }) {
  const { t } = usePage()
  return (
    <>
      <Day date={nextDay} />
      <div class="quiet">
        {t(leadDays === 0 ? 'notice.desk.leaves_same_day' : 'notice.desk.leaves_before', {
          days: leadDays,
          clock: sendClock,
        })}
      </div>
      {refused === null ? null : (
        <>
          <p>
            <Tag tone="bad">{t('notice.desk.repeat_stuck')}</Tag> {t(`notice.refused.${refused.why}`)}
          </p>
          <p>{t('notice.desk.repeat_stuck_do')}</p>
        </>
      )}
    </>
  )
}
