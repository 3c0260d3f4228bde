import { formatShortDate, formatShortInstant, isWardDate } from '../../platform/ward-time.ts'
import { menu } from '../views/menu.ts'
import type { Words } from '../visit.ts'

type Details = Readonly<Record<string, unknown>>
/** Keys under which the words of a code may be, for a line about this noun. */
type Keys = (code: string, noun: string) => string[]
/** How a detail is told: as a sum, a time, a thing that holds, a page of the menu, or by the words of its code. */
type Reading = 'number' | 'year' | 'money' | 'time' | 'holds' | 'yes_or_no' | 'page' | 'roles' | Keys

const numbers = [
  ...['added', 'agencies', 'booked', 'calendarDays', 'candidates', 'changed', 'chats', 'count', 'days', 'doors'],
  ...['faulty', 'handedOut', 'households', 'known', 'lawRules', 'left', 'minutes', 'noticeTemplates', 'number'],
  ...['onTheWay', 'papers', 'places', 'present', 'procedures', 'rated', 'renamed', 'rows', 'rowsBad', 'rowsChanged'],
  ...['rowsGood', 'rowsNew', 'rowsRead', 'rowsWritten', 'rungs', 'sessions', 'stopped', 'told', 'totalHouseholds'],
  ...['version', 'written'],
]
const times = [
  ...['date', 'day', 'effectiveFrom', 'fromDate', 'toDate', 'lastDate', 'sentDate', 'since', 'visitDate', 'sendAt'],
]
const facts = [
  ...['alone', 'complete', 'dismissed', 'late', 'locked', 'loss', 'moved', 'passedOn', 'reopened', 'restricted'],
  'urgent',
]
function statusKeys(code: string, noun: string): string[] {
  if (noun === 'dossier') return [`console.dossiers.status.${code}`]
  return [noun === 'longevity' ? `longevity.status.${code}` : `feedback.desk.status.${code}`]
}

function whyKeys(code: string, noun: string): string[] {
  if (noun === 'notice')
    return [`notice.desk.paused_why.${code}`, `notice.desk.reasons.${code}`, `notice.refused.${code}`]
  if (noun === 'hand_over') return [`console.hand_overs.why.${code}`]
  if (noun === 'import') return [`import.failure.${code}`]
  return [`console.citizens.ended.${code}`, `console.citizens.link_end.${code}`]
}

const all = (names: readonly string[], reading: Reading): [string, Reading][] => names.map((name) => [name, reading])

/** What a line tells besides who, when and what, in this order. A detail that is not here is a row's id: it tells a reader nothing. */
export const readings: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['page', 'page'],
  [
    'kind',
    (code, noun) => [
      ...(noun === 'notice' ? [`notice.kind.${code}`] : []),
      `fund.kind.${code}`,
      `console.data_requests.kind.${code}`,
      `console.calendar.kinds.${code}`,
    ],
  ],
  ['noun', (code) => [`import.noun.${code}`, `console.audit.matter.${code}`]],
  ['form', (code) => [`posting.form.${code}`, `fund.form.${code}`]],
  ['from', statusKeys],
  ['to', statusKeys],
  ['status', (code) => [`notice.desk.status.${code}`]],
  ['why', whyKeys],
  ['channel', (code) => [`console.channel.${code}`]],
  ['outcome', (code) => [`recognition.outcome.${code}`]],
  ['disposition', (code) => [`consultation.disposition.${code}`]],
  ['answer', (code) => [`meeting.answer.${code}`]],
  ['purpose', (code) => [`console.citizens.purposes.${code}`]],
  ['provenBy', (code) => [`console.citizens.proof.${code}`]],
  ['intent', (code) => [`conversation.intent.${code}`]],
  ['became', (code) => [`suggestion_box.desk.kind.${code}`]],
  ['topic', (code) => [`console.ward_facts.topic.${code}`]],
  ['roles', 'roles'],
  ['amountDong', 'money'],
  ['year', 'year'],
  ['came', 'yes_or_no'],
  ['on', 'yes_or_no'],
  ...all(times, 'time'),
  ...all(facts, 'holds'),
  ...all(numbers, 'number'),
])

/** The details of one line of the trail in words: "còn lại: 12". Ids, and codes nobody has words for, are left out. */
export function detailWords(t: Words, { action, details }: { action: string; details: Details }): string[] {
  const noun = action.split('.')[0] ?? ''
  return Object.entries(details).flatMap(([name, value]) => {
    const reading = readings.get(name)
    const said = reading === undefined || value === null ? null : readingOf(t, reading, value, noun)
    if (said === null) return []
    const label = t(`console.audit.detail.${labelOf(name)}`)
    return [said === '' ? label : `${label}: ${said}`]
  })
}

/** The words of a label are named as all words are: lower case, parts apart. */
export const labelOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function readingOf(t: Words, reading: Reading, value: unknown, noun: string): string | null {
  if (typeof value === 'boolean') {
    if (reading === 'yes_or_no') return t(value ? 'console.audit.yes' : 'console.audit.no')
    return reading === 'holds' && value ? '' : null
  }
  if (typeof value === 'number') {
    if (reading === 'money') return t('console.audit.dong', { amount: value })
    if (reading === 'year') return String(value)
    return reading === 'number' ? value.toLocaleString('vi-VN') : null
  }
  if (typeof value !== 'string') return null
  if (isWardDate(value)) return formatShortDate(value, 'vi')
  if (reading === 'time') return /^\d{4}-\d\d-\d\dT/.test(value) ? formatShortInstant(new Date(value), 'vi') : null
  if (reading === 'page') return pageWords(t, value)
  if (reading === 'roles') return value.split(' ').map((role) => t(`official.role.${role}`)).join(', ') // prettier-ignore
  return typeof reading === 'string' ? null : codeWords(t, reading(value.toLowerCase(), noun))
}

/** The first of these keys that has words. */
const codeWords = (t: Words, keys: readonly string[]): string | null =>
  keys.map((key) => ({ key, words: t(key) })).find(({ key, words }) => words !== key)?.words ?? null

/** The entry of the menu under which a page stands, for `POST /notices/:id/pause`. */
function pageWords(t: Words, written: string): string | null {
  const path = written.split(' ')[1] ?? ''
  const entries = menu.flatMap(({ entries }) => entries).filter(({ path: one }) => one !== '/')
  const entry = entries.find(({ path: one }) => path === one || path.startsWith(`${one}/`))
  return entry === undefined ? null : t(entry.say)
}
