import { strip } from '../../platform/vietnamese/strip.ts'
import { wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import {
  fieldsOfKind,
  isStatutory,
  needsEvent,
  shapeOf,
  type DraftKind,
  type Facts,
  type NoticeField,
} from './notice-kind.ts'
import { writtenFact } from './notice-words.ts'
import type { NoticeText, NoticeWords } from './notice.ts'

type Told = { kind: DraftKind; facts: Facts; words: NoticeWords; eventAt: Date | null }

/**
 * Fields whose facts the words do not say, or say otherwise: lead time, expiry and calendar follow the facts, residents
 * follow the words. `isFree`: written without a form, so that its event has to be named at all.
 */
export function differingFacts({ kind, facts, words, eventAt }: Told, isFree: boolean): string[] {
  if (Object.keys(facts).length > 0)
    return fieldsOfKind[kind]
      .filter(({ name }) => facts[name]?.trim())
      .filter((field) => !isSaid(field, facts[field.name] ?? '', words))
      .map(({ name }) => name)
  if (!needsEvent(kind) || eventAt === null) return []
  const text = `${words.vi.title}\n${words.vi.body}`
  const [date, clock] = [wardDateOf(eventAt), wardClockOf(eventAt)]
  return [
    ...((isFree || anyDay.test(text)) && !saysDay(text, date) ? ['event_date'] : []),
    ...((isFree || anyClock.test(text)) && !saysClock(text, clock) ? ['event_clock'] : []),
  ]
}

/** Days and hours always; all else only where the law says what must be told. */
export const mustAgree = (kind: DraftKind, field: string): boolean =>
  ['date', 'clock'].includes(shapeOf(field)) || isStatutory(kind)

const isSaid = ({ name, shape, required }: NoticeField, fact: string, { vi, en }: NoticeWords): boolean => {
  if (shape === 'date') return bothSay(vi, en, (text) => saysDay(text, fact))
  if (shape === 'clock') return bothSay(vi, en, (text) => saysClock(text, fact))
  const matters = required || name === 'place'
  return !matters || saysLine(`${vi.title}\n${vi.body}`, writtenFact(fact, shape, 'vi'))
}

const bothSay = (vi: NoticeText, en: NoticeText | undefined, says: (text: string) => boolean): boolean =>
  [vi, ...(en ? [en] : [])].every(({ title, body }) => says(`${title}\n${body}`.normalize('NFC')))

const anyDay = /(?<!\d)\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| tháng \d{1,2})(?!\d)/u
const anyClock = /(?<![\d.])\d{1,2}\s?(?:giờ|h|:\d{2})(?!\p{L})/u
const englishMonths = 'January|February|March|April|May|June|July|August|September|October|November|December'.split('|')

/** "28/11/2026", "28/11", "28 tháng 11 năm 2026", "28 November". */
function saysDay(text: string, date: string): boolean {
  const [year = '', month = '', day = ''] = date.split('-')
  const [d, m] = [Number(day), Number(month)]
  return new RegExp(
    String.raw`(?<![\d/])0?${d}(?:[/.-]0?${m}(?:[/.-](?:${year}|${year.slice(2)}))?(?![/\d]|-\d)| tháng 0?${m}(?!\d)(?! năm (?!${year}))| ${englishMonths[m - 1]}(?! \d)| ${englishMonths[m - 1]} ${year})`,
    'iu'
  ).test(text)
}

/** "19 giờ 30", "19h30", "7 giờ rưỡi tối", "8 giờ". */
function saysClock(text: string, clock: string): boolean {
  const [h = 0, m = 0] = clock.split(':').map(Number)
  const hours = h > 12 ? `${h}|${h - 12}` : String(h)
  const minutes = String(m).padStart(2, '0')
  const said = m === 0 ? String.raw`(?:00)?(?!\s?\d|\s?rưỡi)` : m === 30 ? '(?:30|rưỡi)' : minutes
  return new RegExp(String.raw`(?<![\d.])0?(?:${hours})\s?(?:giờ|h|g|:)\s?${said}`, 'iu').test(text)
}

/** Reworded it still holds most of its pairs of syllables, and each of its numbers beside the same word. */
function saysLine(text: string, fact: string): boolean {
  const [said, asked] = [syllablesOf(text), syllablesOf(fact)]
  const pairs = pairsOf(asked)
  const known = new Set(pairsOf(said))
  if (pairs.length === 0) return asked.every((one) => said.includes(one))
  const hasNumber = (number: string): boolean =>
    pairs.some((pair) => pair.split(' ').includes(number) && known.has(pair))
  return (
    asked.filter((one) => /\d/.test(one)).every(hasNumber) &&
    pairs.filter((pair) => known.has(pair)).length >= pairs.length * mostlySaid
  )
}
const mostlySaid = 0.6

/** Digits that are written in groups are one number. */
const syllablesOf = (text: string): string[] =>
  strip(text.replace(/(?<=\d)[ .](?=\d)/g, '')).match(/\p{L}+|\d+/gu) ?? []
const pairsOf = (syllables: readonly string[]): string[] =>
  syllables.slice(1).map((one, at) => `${syllables[at]} ${one}`)

/** What tells that words without a form speak of a required field at all (domain.md §11). */
const cues: Readonly<Record<DraftKind, Readonly<Record<string, RegExp>>>> = {
  meeting: {
    agenda: /nội dung|(?<!\p{L})(?:về|bàn|thảo luận|báo cáo|góp ý|biểu quyết|bầu|tổng kết|sơ kết|phổ biến)(?!\p{L})/iu,
    place: /địa điểm|(?<!\p{L})(?:tại|ở)(?!\p{L})/iu,
  },
  election: { place: /địa điểm|(?<!\p{L})(?:tại|ở)(?!\p{L})/iu },
  disclosure: { posted_at: /niêm yết|đăng/iu, comments_to: /góp ý|ý kiến|phản ánh|giải thích/iu },
  general: {},
  emergency: { hotline: /\d{3}/ },
}

/** Required fields of which words that were written without a form say nothing. */
export const unsaidFields = (kind: DraftKind, { vi }: NoticeWords): string[] =>
  Object.entries(cues[kind]).flatMap(([name, cue]) => (cue.test(`${vi.title}\n${vi.body}`) ? [] : [name]))
