import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, formatDate, formatShortDate, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { isPossible, type Recurrence, type Shift } from '../recurrence/recurrence.ts'
import type { Work } from '../work.ts'
import { draftRecurring, nextDayOf, refusedOf } from './draft-recurring.ts'
import { findNotice, type NoticeRow } from './find-notice.ts'
import type { NoticeText, NoticeWords } from './notice.ts'

export type Repeat = {
  noticeId: string
  recurrence: Recurrence
  shift: Shift
  /** Sent so many days before the day it is about. */
  leadDays: number
  sendClock: string
  /** The last day it may be about; null: until it is ended. */
  endsDate: string | null
  /** The key of the form it was typed in: the same form is kept once. */
  recurringId?: string
}

export type RepeatRefusal = 'not_found' | 'never_happens' | 'date_left' | 'not_repeatable' | 'repeated_twice'

/** Emergencies and corrections are of one day; what follows from a meeting or an election comes with the next one. */
export const isRepeatable = ({ class: urgency, correctsId, source }: NoticeRow): boolean =>
  urgency === 'notice' && correctsId === null && !source?.startsWith('ladder_') && source !== 'digest'

/**
 * Lets a notice come again: its words and its recipients, each time as a new draft. The day of its event becomes a blank;
 * another date in the words would be wrong the second time, so it is refused.
 */
export async function repeatNotice(
  work: Work,
  { noticeId, recurrence, endsDate, recurringId = newId(), ...when }: Repeat
): Promise<Result<{ id: string }, RepeatRefusal>> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return refuse('not_found')
  if (!isRepeatable(notice)) return refuse('not_repeatable')
  if (!isPossible(recurrence)) return refuse('never_happens')
  const words = withoutDay(notice)
  if (namesADay(words)) return refuse('date_left')
  const id = recurringId
  const actor = work.actor.startsWith('official:') ? work.actor.slice('official:'.length) : null
  const { count } = await work.db.recurringNotice.createMany({
    skipDuplicates: true,
    data: {
      ...{ id, ...when, kind: notice.kind, words, topic: notice.topic, statutory: notice.statutory },
      audience: notice.audience,
      recurrence,
      eventClock: notice.eventAt === null ? null : wardClockOf(notice.eventAt),
      endsDate: endsDate === null ? null : columnDate(endsDate),
      // the notice itself is the first
      lastDate: columnDate(dayOf(notice, work.now)),
      ...{ createdById: actor, createdAt: work.now },
    },
  })
  if (count === 0) return refuse('repeated_twice')
  work.audit('notice.repeated', { noticeId, recurringId: id })
  await draftRecurring(work)
  return ok({ id })
}

const dayOf = ({ eventAt, sendAt }: NoticeRow, now: Date): string => wardDateOf(eventAt ?? sendAt ?? now)

function withoutDay(notice: NoticeRow): NoticeWords {
  const { words, eventAt, sendAt } = notice
  const at = eventAt ?? sendAt
  if (at === null) return words
  const day = wardDateOf(at)
  const blank = (text: string, language: 'vi' | 'en'): string =>
    [formatDate(day, language), formatShortDate(day, language)].reduce(
      (said, date) => said.replaceAll(date, '{{event_date}}'),
      text
    )
  const open = ({ title, body }: NoticeText, language: 'vi' | 'en'): NoticeText => ({
    title: blank(title, language),
    body: blank(body, language),
  })
  return { vi: open(words.vi, 'vi'), ...(words.en ? { en: open(words.en, 'en') } : {}) }
}

const namesADay = ({ vi, en }: NoticeWords): boolean =>
  [vi, ...(en ? [en] : [])].some(({ title, body }) => /\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(`${title} ${body}`))

export type RecurringLine = {
  id: string
  title: string
  recurrence: Recurrence
  shift: Shift
  leadDays: number
  sendClock: string
  endsDate: string | null
  /** The next day that has no draft yet; null where it comes no more. */
  nextDay: string | null
  isEnded: boolean
  /** Ended before its last day: it can come again. */
  mayResume: boolean
  /** Why its next draft could not be written, and of which day. */
  refused: { why: string; date: string } | null
}

/** Notices that come again: those that are stuck, then by the day they come next; those that have ended at the end. */
export async function listRecurring(work: Work): Promise<RecurringLine[]> {
  const rows = await work.db.recurringNotice.findMany({
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: 200,
  })
  const calendar = await loadCalendar(work)
  const lines = rows.map((row) => ({
    ...{ id: row.id, title: (row.words as unknown as NoticeWords).vi.title, leadDays: row.leadDays },
    ...{ recurrence: row.recurrence as unknown as Recurrence, shift: row.shift as Shift, sendClock: row.sendClock },
    endsDate: row.endsDate?.toISOString().slice(0, 10) ?? null,
    nextDay: row.endedAt === null ? nextDayOf(row, work.now, calendar) : null,
    isEnded: row.endedAt !== null,
    mayResume: row.endedAt !== null && nextDayOf(row, work.now, calendar) !== null,
    refused: row.endedAt === null ? refusedOf(row) : null,
  }))
  const rankOf = ({ isEnded, refused }: RecurringLine): number => (isEnded ? 2 : refused === null ? 1 : 0)
  return lines.sort((a, b) => rankOf(a) - rankOf(b) || (a.nextDay ?? '').localeCompare(b.nextDay ?? ''))
}
