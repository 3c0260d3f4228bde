import { addDays, atWardTime, columnDate, formatDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { nextOccurrence, type Recurrence, type Shift } from '../recurrence/recurrence.ts'
import type { Work } from '../work.ts'
import type { Audience } from './audience.ts'
import { draftNotice, type DraftRefusal } from './draft-notice.ts'
import { isDraftKind } from './notice-kind.ts'
import type { NoticeText, NoticeWords } from './notice.ts'

type Row = NonNullable<Awaited<ReturnType<Work['db']['recurringNotice']['findFirst']>>>

/** Drafts are written so long before they leave. */
const aheadDays = 7

const dateOf = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null

/** Where the day stands in words that come again. */
const dayBlank = /\{\{\s*event_date\s*\}\}/g

/**
 * The day a recurring notice is next about, for which it can still be sent in time; null where it comes no more. Pure but
 * for the row.
 */
export function nextDayOf(row: Row, now: Date, calendar: Calendar): string | null {
  const last = dateOf(row.lastDate)
  const recurrence = row.recurrence as Recurrence
  const shift = row.shift as Shift
  const today = wardDateOf(now)
  const canLeave = atWardTime(today, row.sendClock) > now
  const earliest = addDays(today, row.leadDays + (canLeave ? 0 : 1))
  const from = last !== null && last >= earliest ? addDays(last, 1) : earliest
  const day = nextOccurrence(recurrence, from, calendar, shift)
  const ends = dateOf(row.endsDate)
  return day === null || (ends !== null && day > ends) ? null : day
}

/** Drafts what comes again within a week: each day once. It is sent when a second official has approved it, as any other. */
export async function draftRecurring(work: Work): Promise<number> {
  const rows = await work.db.recurringNotice.findMany({ where: { endedAt: null } })
  if (rows.length === 0) return 0
  const calendar = await loadCalendar(work)
  let drafted = 0
  for (const row of rows) {
    const day = nextDayOf(row, work.now, calendar)
    if (day === null) {
      await work.db.recurringNotice.updateMany({ where: { id: row.id, endedAt: null }, data: { endedAt: work.now } })
      continue
    }
    if (addDays(day, -row.leadDays) > addDays(wardDateOf(work.now), aheadDays)) continue
    drafted += await draftFor(work, row, day)
  }
  return drafted
}

async function draftFor(work: Work, row: Row, day: string): Promise<number> {
  const words = row.words as unknown as NoticeWords
  const vi = onDay(words.vi, day, 'vi')
  const made = await draftNotice(work, {
    ...{ kind: isDraftKind(row.kind) ? row.kind : 'general', title: vi.title, topic: row.topic },
    words: { vi, ...(words.en ? { en: onDay(words.en, day, 'en') } : {}) },
    ...{ audience: row.audience as Audience, statutory: row.statutory, authorId: null },
    sendAt: atWardTime(addDays(day, -row.leadDays), row.sendClock),
    // of no hour: for the whole of its day, and not after it
    ...(row.eventClock === null
      ? { eventAt: null, expiresAt: atWardTime(addDays(day, 1)) }
      : { eventAt: atWardTime(day, row.eventClock) }),
    ...{ source: 'recurring', sourceRow: `${row.id}:${day}` },
  })
  if (!made.ok) {
    await noteRefusal(work, row, { day, why: made.refusal })
    return 0
  }
  await work.db.recurringNotice.updateMany({
    where: { id: row.id },
    data: { lastDate: columnDate(day), refusedWhy: null, refusedDate: null },
  })
  return made.value.isNew ? 1 : 0
}

/** Said once a day and reason: it stands on the page and among the duties until it is mended or its day is past. */
async function noteRefusal(work: Work, row: Row, { day, why }: { day: string; why: DraftRefusal }): Promise<void> {
  const known = refusedOf(row)
  if (known?.why === why && known.date === day) return
  await work.db.recurringNotice.updateMany({
    where: { id: row.id },
    data: { refusedWhy: why, refusedDate: columnDate(day) },
  })
  work.audit('notice.repeat_refused', { recurringId: row.id, day, why })
}

/** Why the last draft of it could not be written; null where it could. */
export const refusedOf = ({ refusedWhy, refusedDate }: Row): { why: string; date: string } | null =>
  refusedWhy === null || refusedDate === null ? null : { why: refusedWhy, date: refusedDate.toISOString().slice(0, 10) }

const onDay = ({ title, body }: NoticeText, day: string, language: 'vi' | 'en'): NoticeText => ({
  title: title.replace(dayBlank, formatDate(day, language)),
  body: body.replace(dayBlank, formatDate(day, language)),
})
