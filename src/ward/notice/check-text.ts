import { strip } from '../../platform/vietnamese/strip.ts'
import { dateFindings } from './check-dates.ts'
import { levelFindings } from './check-levels.ts'
import { personFindings } from './check-persons.ts'
import { moneyFindings, votingFindings } from './check-pleas.ts'
import { isSober, type DraftKind } from './notice-kind.ts'
import { block, warn, type TextFinding } from './text-finding.ts'

export type { TextFinding, TextRule } from './text-finding.ts'

/** `publicPhones`: numbers the ward itself publishes, in any writing. `today`: a ward day. */
export type CheckedText = {
  kind: DraftKind
  title: string
  body: string
  language: 'vi' | 'en'
  today: string
  publicPhones?: readonly string[]
}

/** Zalo takes 2,000 characters in a message; a reader on a phone about a hundred words. */
const mostCharacters = 2_000
const mostWords = 120
/** A title stands on one or two lines of a phone and opens the loudspeaker's reading. */
const mostOfTitle = 120

/** What must be mended, and what should be looked at again, before a notice goes to many. */
export function checkText(text: CheckedText): TextFinding[] {
  const whole = `${text.title}\n${text.body}`.normalize('NFC')
  const findings = [
    ...emptyFindings(text),
    ...dateFindings(whole, { ...text, isSober: isSober(text.kind) }),
    ...(text.language === 'vi' ? [...markFindings(text), ...levelFindings(whole), ...familiarFindings(whole)] : []),
    ...personFindings(whole, { publicPhones: text.publicPhones ?? [], listsCandidates: text.kind === 'election' }),
    ...moneyFindings(whole),
    ...(text.kind === 'election' ? votingFindings(whole) : []),
    ...urgentFindings(text),
    ...lengthFindings(text),
    ...loudFindings(text, whole),
    ...leftoverFindings(whole),
  ]
  const seen = new Set<string>()
  return findings.filter(({ rule, quote }) => !seen.has(`${rule} ${quote}`) && seen.add(`${rule} ${quote}`))
}

export const isBlocked = (findings: readonly TextFinding[]): boolean => findings.some(({ level }) => level === 'block')

const emptyFindings = ({ title, body }: CheckedText): TextFinding[] => [
  ...(title.trim() === '' ? [block('empty', '')] : []),
  ...(body.trim() === '' ? [block('empty', '')] : []),
]

// ── Vietnamese that lost its marks ──

const isMarked = (word: string): boolean => strip(word) !== word.toLowerCase()
const wordsOf = (text: string): string[] => text.match(/\p{L}+/gu)?.filter((word) => word.length > 1) ?? []

/** About seven of ten written syllables carry a mark; a sentence of six without any has lost them. */
function markFindings({ title, body }: CheckedText): TextFinding[] {
  return [title, ...body.split(/\n+|(?<=[.!?;])\s+/u)].flatMap((sentence) => {
    const words = wordsOf(sentence.replace(/https?:\S+|\{\{.*?\}\}/g, ' '))
    const marked = words.filter(isMarked).length
    const lost = (words.length >= 4 && marked === 0) || (words.length >= 10 && marked / words.length < 0.2)
    return lost ? [block('missing_marks', sentence.slice(0, 60))] : []
  })
}

// ── manner ──

function lengthFindings({ title, body }: CheckedText): TextFinding[] {
  const titled = title.length > mostOfTitle ? [block('title_too_long', String(title.length))] : []
  if (body.length > mostCharacters) return [...titled, block('too_long', String(body.length))]
  const words = body.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  return [...titled, ...(words > mostWords ? [warn('long', String(words))] : [])]
}

/** In danger nobody reads on: what is happening, where, what to do, whom to call (domain.md §11). */
const mostUrgentWords = 80

function urgentFindings({ kind, body }: CheckedText): TextFinding[] {
  const words = body.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  return kind === 'emergency' && words > mostUrgentWords ? [block('long', String(words))] : []
}

const shortForms =
  /^(?:UBND|HĐND|MTTQ|UBMTTQ|TDP|BHYT|BHXH|PCCC|CCCD|THCS|THPT|TTHC|CNXH|VNPT|EVN|QĐ|NĐ|TB|KH|GM|CV|BC|NQ|TP|HCM|AI|VNeID|[IVX]+)$/
const emoji = /\p{Extended_Pictographic}/gu

function loudFindings({ kind, title, body }: CheckedText, whole: string): TextFinding[] {
  const shouting = [title, ...body.split('\n')].filter((line) => {
    const words = wordsOf(line).filter((word) => !shortForms.test(word))
    return words.length >= 3 && words.filter((word) => word === word.toUpperCase()).length / words.length > 0.6
  })
  const pictures = whole.match(emoji) ?? []
  return [
    ...shouting.map((line) => block('all_capitals', line.slice(0, 60))),
    ...(pictures.length > 0 && isSober(kind) ? [block('emoji', pictures.join(' '))] : []),
    ...(pictures.length > 1 && !isSober(kind) ? [warn('emoji', pictures.join(' '))] : []),
  ]
}

function familiarFindings(text: string): TextFinding[] {
  const familiar = /(?<!\p{L})(?<!tình )(?:các )?bạn(?! bè| đời| đọc| hàng)(?!\p{L})/giu
  return [...text.matchAll(familiar)].map(([quote]) => block('familiar', quote))
}

function leftoverFindings(text: string): TextFinding[] {
  const blanks =
    /\{\{(?!\s*(?:household|salutation|neighbourhood)\s*\}\}).*?\}\}|(?:\.{4,}|…{2,}|_{3,}|…\/…)|\[(?:điền|ghi|nhập)[^\]]*\]/giu
  // a blank whose name was mistyped stands there as it was typed
  const bracketed = /\[(?!điền|ghi|nhập)[^\]\n]{2,40}\]/giu
  const shortener = /(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|cutt\.ly|is\.gd|s\.id)\/\S*/giu
  return [
    ...[...text.matchAll(blanks)].map(([quote]) => block('unfilled', quote)),
    ...[...text.matchAll(bracketed)].map(([quote]) => warn('unfilled', quote)),
    ...[...text.matchAll(shortener)].map(([quote]) => block('hidden_link', quote)),
  ]
}
