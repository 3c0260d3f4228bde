import { strip } from '../../platform/vietnamese/strip.ts'
import { usualOfficeHours, type OfficeHours, type Span } from '../calendar/calendar.ts'

/**
 * What anybody may ask of the ward itself. Topics: `office_address` · `office_hours` (label names the days, value the
 * hours: "07:30-11:30, 13:30-17:00") · `receipt_cut_off` ("15:00") · `hotline` · `email` · `website` ·
 * `role:<role>` (label: the role in words, value: the name) · `place:<place>` (label: what it is, value: where).
 */
export type WardFact = { topic: string; label: string; value: string; phone: string | null }

const clock = String.raw`(\d{1,2})\s*(?::|giờ|h|g)\s*(\d{2})?`
const span = new RegExp(String.raw`${clock}\s*(?:-|–|—|đến|tới)\s*${clock}`, 'giu')
const pad = (text: string | undefined): string => (text ?? '0').padStart(2, '0')

/** "07:30-11:30", "7h30 – 11h30", "7 giờ 30 đến 11 giờ 30"; what is no span is passed over. */
export function readSpans(text: string): Span[] {
  return [...text.matchAll(span)]
    .map(([, fromHour, fromMinute, toHour, toMinute]) => ({
      from: `${pad(fromHour)}:${pad(fromMinute)}`,
      to: `${pad(toHour)}:${pad(toMinute)}`,
    }))
    .filter(({ from, to }) => from < to && to <= '24:00')
}

const isSaturday = (label: string): boolean =>
  /\b(thu bay|thu 7|saturday)\b/.test(strip(label)) && !/\bthu (hai|2)\b/.test(strip(label))

/** The counter's hours as the ward wrote them; the usual ones where it wrote none. */
export function officeHoursOf(facts: readonly WardFact[]): OfficeHours {
  const hours = facts.filter((fact) => fact.topic === 'office_hours')
  const spans = hours.filter((fact) => !isSaturday(fact.label)).flatMap((fact) => readSpans(fact.value))
  const saturday = hours.filter((fact) => isSaturday(fact.label)).flatMap((fact) => readSpans(fact.value))
  const cutOff = facts.find((fact) => fact.topic === 'receipt_cut_off')?.value
  return {
    spans: spans.length > 0 ? spans : usualOfficeHours.spans,
    ...(saturday.length > 0 ? { saturday } : {}),
    receiptCutOff: cutOff !== undefined && /^\d{2}:\d{2}$/.test(cutOff) ? cutOff : usualOfficeHours.receiptCutOff,
  }
}
