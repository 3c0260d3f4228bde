import { isUnmarkedSyllable, isVietnameseSyllable } from './syllable-shape.ts'

const combining: Record<string, string> = { f: '\u0300', s: '\u0301', r: '\u0309', x: '\u0303', j: '\u0323' }
const vniTones: Record<string, string> = { 1: 's', 2: 'f', 3: 'r', 4: 'x', 5: 'j' }
const circumflex: Record<string, string> = { a: 'â', e: 'ê', o: 'ô' }
const vowels = 'aăâeêioôơuưy'

/**
 * The words that raw Telex ("hooff sow") or VNI ("ho62 so7") keys were meant to be, or null when the text is not such
 * keys. Only words that mean nothing as they stand are read so, and only when there are enough of them to be a habit.
 */
export function decodeKeystrokes(text: string, atLeast = 2): string | null {
  const lower = text.toLowerCase()
  let decoded = 0
  let words = 0
  for (const token of lower.match(/\S+/g) ?? []) {
    const core = coreOf(token)
    if (core === null) continue
    words += 1
    if (decodeWord(core) !== null) decoded += 1
  }
  if (decoded < atLeast || decoded < words * 0.34) return null
  return lower.replace(/\S+/g, (token) => {
    const core = coreOf(token)
    const meant = core === null ? null : decodeWord(core)
    return meant === null ? token : token.replace(core!, meant)
  })
}

/** The plain letters and digits of a token, what stands around them left off; null when other letters are among them. */
function coreOf(token: string): string | null {
  let from = 0
  while (from < token.length && !isKey(token.charCodeAt(from))) from += 1
  let to = token.length
  while (to > from && !isKey(token.charCodeAt(to - 1))) to -= 1
  if (from === to || token.charCodeAt(from) < 97) return null
  for (let at = from; at < to; at += 1) if (!isKey(token.charCodeAt(at))) return null
  return token.slice(from, to)
}

/** a–z or 0–9. */
function isKey(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

function decodeWord(word: string): string | null {
  if ((isUnmarkedSyllable(word) && !word.includes('oo')) || word.length > 10 || word.length < 2) return null
  if (/^[a-z]+$/.test(word)) return wellFormed(fromTelex(word), word)
  if (/^[a-z]+[0-9][a-z0-9]*$/.test(word) && !/\d{3}/.test(word)) return wellFormed(fromVni(word), word)
  return null
}

function wellFormed(syllable: string, typed: string): string | null {
  return syllable !== typed && isVietnameseSyllable(syllable) ? syllable : null
}

function fromTelex(word: string): string {
  const letters: string[] = []
  let tone = ''
  for (const key of word) {
    const hasVowel = letters.some((letter) => vowels.includes(letter))
    if (hasVowel && key in combining) tone = key
    else if (key === 'w') horn(letters, true)
    else if (key === 'd' && letters[0] === 'd') letters[0] = 'đ'
    else if (key in circumflex && letters.includes(key)) letters[letters.lastIndexOf(key)] = circumflex[key]!
    else letters.push(key)
  }
  return placeTone(letters, tone)
}

function fromVni(word: string): string {
  const letters: string[] = []
  let tone = ''
  for (const key of word) {
    if (key in vniTones) tone = vniTones[key]!
    else if (key === '6') replaceLast(letters, circumflex)
    else if (key === '7') horn(letters, false)
    else if (key === '8') replaceLast(letters, { a: 'ă' })
    else if (key === '9') replaceLast(letters, { d: 'đ' })
    else letters.push(key)
  }
  return placeTone(letters, tone)
}

function replaceLast(letters: string[], by: Record<string, string>): void {
  const at = letters.findLastIndex((letter) => letter in by)
  if (at >= 0) letters[at] = by[letters[at]!]!
}

function horn(letters: string[], telex: boolean): void {
  const at = letters.findLastIndex((letter) => letter === 'o' || letter === 'u' || (telex && letter === 'a'))
  if (at < 0) {
    if (telex) letters.push('ư')
    return
  }
  const letter = letters[at]!
  letters[at] = letter === 'o' ? 'ơ' : letter === 'u' ? 'ư' : 'ă'
  if (letter === 'u' && letters[at - 1] === 'u') [letters[at - 1], letters[at]] = ['ư', 'u']
  if (letter === 'o' && letters[at - 1] === 'u' && letters[0] !== 'q') letters[at - 1] = 'ư'
}

/** The tone stands on the marked vowel, else on the last vowel before an ending, else on the first of two. */
function placeTone(letters: string[], tone: string): string {
  if (tone === '') return letters.join('')
  let start =
    letters[0] === 'q' || (letters[0] === 'g' && letters[1] === 'i' && vowels.includes(letters[2] ?? ' ')) ? 2 : 0
  while (start < letters.length && !vowels.includes(letters[start]!)) start += 1
  let end = start
  while (end < letters.length && vowels.includes(letters[end]!)) end += 1
  if (end === start) return letters.join('') + tone
  const nucleus = letters.slice(start, end)
  const special = nucleus.findLastIndex((letter) => 'ăâêôơư'.includes(letter))
  const inside = special >= 0 ? special : end < letters.length ? nucleus.length - 1 : nucleus.length === 3 ? 1 : 0
  return letters
    .map((letter, at) => (at === start + inside ? (letter + combining[tone]!).normalize('NFC') : letter))
    .join('')
}
