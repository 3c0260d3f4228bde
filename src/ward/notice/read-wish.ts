import { strip } from '../../platform/vietnamese/strip.ts'
import type { NoticeTopic } from './notice-topic.ts'
import type { NoticeWish } from './subscribe.ts'

/** What people call a topic, without marks, whole syllables. */
const topicWords: readonly (readonly [NoticeTopic, RegExp])[] = [
  ['water', /\b(?:nuoc|cup nuoc|cat nuoc|water)\b/],
  ['power', /\b(?:dien|cup dien|cat dien|mat dien|power|electricity)\b/],
  ['traffic', /\b(?:duong|giao thong|cam duong|sua duong|phan luong|ket xe|traffic|roads?)\b/],
  ['health', /\b(?:y te|tiem|tiem chung|suc khoe|dich benh|kham benh|vac xin|vaccine|health)\b/],
  ['environment', /\b(?:rac|moi truong|ve sinh|thu gom|rubbish|waste|environment)\b/],
  ['security', /\b(?:an ninh|trat tu|lua dao|trom|pccc|security)\b/],
  ['welfare', /\b(?:tro cap|chinh sach|an sinh|luong huu|bao tro|welfare|benefits?)\b/],
  ['culture', /\b(?:van hoa|van nghe|le hoi|the thao|culture|festivals?)\b/],
]

const topicsIn = (plain: string): NoticeTopic[] =>
  topicWords.filter(([, words]) => words.test(plain)).map(([topic]) => topic)

const clock = (hour: number, minute = 0): string =>
  `${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

/** "8 giờ tối" is 20:00, "8 giờ sáng" 08:00; without a part of the day, "sau 8 giờ" means the evening. */
function hourOf(hour: string, minute: string | undefined, part: string | undefined, isEvening: boolean): string {
  const h = Number(hour)
  const m = minute === 'ruoi' ? 30 : Number(minute ?? 0)
  if (part === 'sang') return clock(h, m)
  if (part === 'trua') return clock(h < 5 ? h + 12 : h, m)
  if (part !== undefined && h < 12) return clock(h + 12, m)
  return clock(isEvening && h < 12 ? h + 12 : h, m)
}

const time = String.raw`(\d{1,2})(?: ?(?:h|gio|:) ?(\d{2}|ruoi)?)?(?: (sang|trua|chieu|toi|dem|pm|am))?`
const spanPattern = new RegExp(String.raw`\btu ${time} (?:den|toi|-) ${time}`)
const afterPattern = new RegExp(String.raw`\b(?:sau|qua|after|from) ${time}`)
const beforePattern = new RegExp(String.raw`\b(?:truoc|before) ${time}`)

/** When the morning's notices may begin again for one who only named an evening hour. */
const morning = '07:00'
const evening = '21:00'

/**
 * What a resident wishes of notices: "chỉ nhận tin cúp nước", "đừng nhắn sau 8 giờ tối", "không nhận tin văn hóa". Null
 * where no topic and no hour is meant: then it is all notices, on or off.
 */
export function readWish(text: string): NoticeWish | null {
  const plain = strip(text.normalize('NFC'))
    .replace(/[^a-z0-9:]+/g, ' ')
    .trim()
  const quiet = readQuiet(plain)
  if (quiet !== null) return quiet
  if (/\b(?:nhan tin (?:luc|gio) nao cung duoc|bo gio (?:im lang|nghi)|any ?time)\b/.test(plain))
    return { kind: 'no_quiet' }
  if (
    /\b(?:dang nhan (?:tin|nhung tin) (?:gi|nao)|nhan nhung tin nao|dang ky (?:nhung )?tin (?:gi|nao)|toi dang nhan)\b/.test(
      plain
    )
  )
    return { kind: 'show' }
  const topics = topicsIn(plain)
  if (topics.length === 0) return null
  if (/\b(?:chi|only)\b/.test(plain)) return { kind: 'only', topics }
  if (/\b(?:dung|ngung|thoi|tat|bo|huy|khong|ko|khoi|stop|no)\b/.test(plain)) return { kind: 'spare', topics }
  return { kind: 'want', topics }
}

function readQuiet(plain: string): NoticeWish | null {
  const isWish = /\b(?:dung|khong|ko|khoi|thoi|tat|im|don t|do not|no)\b/.test(plain)
  if (!isWish || !/\b(?:nhan|gui|bao|tin|message|notices?|im lang)\b/.test(plain)) return null
  const span = spanPattern.exec(plain)
  if (span) {
    const [, h1 = '', m1, p1, h2 = '', m2, p2] = span
    return { kind: 'quiet', fromClock: hourOf(h1, m1, p1, false), toClock: hourOf(h2, m2, p2, false) }
  }
  const after = afterPattern.exec(plain)
  if (after) return { kind: 'quiet', fromClock: hourOf(after[1] ?? '', after[2], after[3], true), toClock: morning }
  const before = beforePattern.exec(plain)
  if (before)
    return { kind: 'quiet', fromClock: evening, toClock: hourOf(before[1] ?? '', before[2], before[3], false) }
  if (/\b(?:ban dem|buoi toi|dem khuya|at night)\b/.test(plain))
    return { kind: 'quiet', fromClock: evening, toClock: morning }
  if (/\b(?:gio trua|buoi trua)\b/.test(plain)) return { kind: 'quiet', fromClock: '11:30', toClock: '13:30' }
  return null
}
