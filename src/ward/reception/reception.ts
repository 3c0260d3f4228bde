import { strip } from '../../platform/vietnamese/strip.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { lastLawfulDate, type LawRule } from '../law/law-rule.ts'

/**
 * Citizens' reception (tiếp công dân): the ward's leaders receive people in person, at hours that are posted ahead. A
 * booking keeps a place in the queue; it is not the petition itself (Luật Tiếp công dân 2013, NĐ 154/2026).
 */
export const bookingStatuses = ['booked', 'cancelled', 'came', 'missed'] as const
export type BookingStatus = (typeof bookingStatuses)[number]

/** What a booking may say of its subject. */
export const longestNote = 200

/** The rule by which a schedule is posted ahead. */
export const scheduleRuleId = 'TCD.SCHEDULE'

/**
 * Words of an accusation, without marks, whole syllables: such a note is not taken, for the accuser's sake. "tờ cáo phó",
 * written with its marks, accuses nobody.
 */
const accusing =
  /(?<![a-z])(?:to cao|to giac|tham nhung|tham o|nhan hoi lo|hoi lo|dua tien|an tien|an chan|an bot|vo tien|voi vinh|lam quyen|bao che|bat chet|lot tay|phong bi|chay tien|chiem doat|lua dao|cau ket|bon rut|rut ruot|khai khong|lap khong)(?![a-z])/

const looksLikeId = /(?<!\d)\d{12}(?!\d)/

export type NoteRefusal = 'note_too_long' | 'note_accuses' | 'note_names_papers'

/** Whether a booking may carry this note; null when it may. */
export function noteRefusal(note: string): NoteRefusal | null {
  const text = note.normalize('NFC').trim()
  if ([...text].length > longestNote) return 'note_too_long'
  if (looksLikeId.test(text)) return 'note_names_papers'
  return accusing.test(
    strip(text.replace(/tờ\s+cáo/giu, ' '))
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
  )
    ? 'note_accuses'
    : null
}

/** Whether a schedule for `date` posted on `today` still keeps the time the rule asks. */
export function isPostedInTime(calendar: Calendar, rule: LawRule, date: string, today: string): boolean {
  const last = lastLawfulDate(calendar, rule, date)
  return last === null || today <= last
}

/** About when a number is called: the session shared out evenly over its seats. */
export function calledAt(session: { startsAt: Date; endsAt: Date; seats: number }, number: number): Date {
  const [start, end] = [session.startsAt.getTime(), session.endsAt.getTime()]
  const slot = (end - start) / session.seats
  const place = Math.min(number, session.seats) - 1
  return new Date(Math.floor((start + place * slot) / 60_000) * 60_000)
}

/** When a booking is next spoken of: the morning of the day before, an hour before, then no more. */
export function nextReminder(at: Date, reminders: number, now: Date, dayBeforeAt: Date): Date | null {
  const hourBefore = new Date(at.getTime() - 3_600_000)
  const due = [dayBeforeAt, hourBefore].slice(reminders).filter((one) => one > now)
  return due[0] ?? null
}
