import { z } from 'zod'
import { solarToLunar } from '../../platform/lunar.ts'
import {
  addDays,
  addMonths,
  atWardTime,
  formatClock,
  formatWeekday,
  wardClockOf,
  wardDateOf,
  weekdayOf,
} from '../../platform/ward-time.ts'
import { loadCalendar } from '../../ward/calendar/load-calendar.ts'
import { listPlanned, type NoticeLine } from '../../ward/notice/find-notice.ts'
import { show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { page } from '../page.tsx'
import { usePage } from '../views/page-context.ts'
import { Go, Tag } from '../views/parts.tsx'
import type { Visit } from '../visit.ts'
import { toneOf } from './send-views.tsx'

const asked = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
    .optional(),
})

type PlannedDay = {
  date: string
  inMonth: boolean
  lunar: string
  working: boolean
  holiday: string | null
  entries: readonly { notice: NoticeLine; clock: string; what: 'send' | 'event' }[]
}

/** The month as a wall calendar: what leaves and what takes place, with lunar days and holidays. */
export function addPlanPages(app: ConsoleApp): void {
  page(app, 'GET /notices/calendar', 'read_notices', { query: asked, answer: calendarPage })
}

async function calendarPage({
  work,
  query,
  t,
}: Visit<z.ZodObject<Record<string, never>>, typeof asked>): Promise<Answer> {
  const month = query.month ?? wardDateOf(work.now).slice(0, 7)
  const first = `${month}-01`
  const from = addDays(first, 1 - weekdayOf(first))
  const last = addDays(addMonths(first, 1), -1)
  const to = addDays(last, 7 - weekdayOf(last))
  const calendar = await loadCalendar(work)
  const planned = await listPlanned(work, { from: atWardTime(from), to: atWardTime(addDays(to, 1)) })
  const days: PlannedDay[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const { working, name } = calendar.dayOf(date)
    days.push({
      date,
      inMonth: date.startsWith(month),
      lunar: lunarOf(date),
      working,
      holiday: name,
      entries: entriesOn(planned, date),
    })
  }
  return show(
    t('notice.desk.calendar_title', { month: Number(month.slice(5)), year: month.slice(0, 4) }),
    <MonthView month={month} days={days} today={wardDateOf(work.now)} />
  )
}

/** The first of a lunar month names it, as on a wall calendar. */
function lunarOf(date: string): string {
  const { day, month, leap } = solarToLunar(date)
  return day === 1 ? `${day}/${month}${leap ? 'N' : ''}` : String(day)
}

function entriesOn(planned: readonly NoticeLine[], date: string): PlannedDay['entries'] {
  const on = (at: Date | null, what: 'send' | 'event', notice: NoticeLine) =>
    at !== null && wardDateOf(at) === date ? [{ notice, clock: formatClock(wardClockOf(at), 'vi'), what }] : []
  const told = new Set<string>()
  // the reminders of a meeting are of one meeting: it takes place once
  const isFirst = ({ id, source, sourceRow }: NoticeLine): boolean => {
    const thing = source?.startsWith('ladder_') ? `${source} ${sourceRow?.split(':')[0]}` : id
    return !told.has(thing) && told.add(thing).size > 0
  }
  return planned.flatMap((notice) => {
    const event = on(notice.eventAt, 'event', notice)
    return [...on(notice.sendAt, 'send', notice), ...(event.length > 0 && isFirst(notice) ? event : [])]
  })
}

function MonthView({ month, days, today }: { month: string; days: readonly PlannedDay[]; today: string }) {
  const { t } = usePage()
  const weeks = Array.from({ length: days.length / 7 }, (_, at) => days.slice(at * 7, at * 7 + 7))
  const near = (by: number) => addMonths(`${month}-01`, by).slice(0, 7)
  return (
    <>
      <p>
        <Go to={`/notices/calendar?month=${near(-1)}`}>{t('notice.desk.month_before')}</Go> ·{' '}
        <Go to={`/notices/calendar?month=${near(1)}`}>{t('notice.desk.month_after')}</Go> ·{' '}
        <Go to="/notices">{t('notice.desk.back')}</Go>
      </p>
      <table class="month" role="table">
        <caption class="visually-hidden">{t('notice.desk.calendar')}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {days.slice(0, 7).map(({ date }) => (
              <th scope="col" role="columnheader">
                {formatWeekday(date, 'vi')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {weeks.map((week) => (
            <tr role="row">
              {week.map((day) => (
                <DayCell day={day} isToday={day.date === today} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function DayCell({ day, isToday }: { day: PlannedDay; isToday: boolean }) {
  const { t } = usePage()
  const { date, inMonth, lunar, working, holiday, entries } = day
  const names = [
    'day',
    ...(inMonth ? [] : ['other-month']),
    ...(working ? [] : ['day-off']),
    ...(entries.length === 0 ? ['no-entry'] : []),
  ]
  return (
    <td role="cell" class={names.join(' ')} aria-current={isToday ? 'date' : undefined}>
      <div class="day-head">
        <time dateTime={date}>{Number(date.slice(8))}</time>
        <span class="weekday-name"> {formatWeekday(date, 'vi')}</span>
        <span class="lunar" title={t('notice.desk.lunar')}>
          {lunar}
          <span class="visually-hidden"> {t('notice.desk.lunar')}</span>
        </span>
      </div>
      {holiday ? <div class="holiday">{holiday}</div> : null}
      {entries.map(({ notice, clock, what }) => (
        <div class="entry">
          <Go to={`/notices/${notice.id}`}>{notice.title}</Go>
          <div class="hint">
            {clock} {t(`notice.desk.entry.${what}`)}
          </div>
          <Tag tone={toneOf(notice.status)}>{t(`notice.desk.status.${notice.status}`)}</Tag>
        </div>
      ))}
    </td>
  )
}
