import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

type Words = { key: string; text: string }

function wordsOf(language: 'vi' | 'en', file: string): Words[] {
  const tree = JSON.parse(readFileSync(path.join('locales', language, file), 'utf8')) as unknown
  return flat(tree, path.basename(file, '.json'))
}

function flat(tree: unknown, key: string): Words[] {
  if (typeof tree === 'string') return [{ key, text: tree }]
  return Object.entries(tree as Record<string, unknown>).flatMap(([name, branch]) => flat(branch, `${key}.${name}`))
}

const files = readdirSync('locales/vi').filter((file) => file.endsWith('.json'))
const vietnamese = files.flatMap((file) => wordsOf('vi', file))
/** What only officials and operators read. */
const forOfficials =
  /^(console|official|import|api_key|hand_over|learning|ward_fact|citizen|procedure\.refused|agency\.refused|notice\.refused|[a-z_]+\.desk)\./
/** Pages are not bubbles. */
const onPages = /^board\./
const spoken = vietnamese.filter(({ key }) => !forOfficials.test(key))
const grave = /^(grief|danger|grievance|verify)\.|letter|condolence|overdue|late/

const emoji = /\p{Extended_Pictographic}/u
const wholeWord = (word: string): RegExp => new RegExp(String.raw`(?<!\p{L})${word}(?!\p{L})`, 'iu')
const blanks = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort()
const withoutBlanks = (text: string): string => text.replace(/\{\{[^}]*\}\}/g, ' x ').replace(/\$t\([^)]*\)/g, ' ')
const count = (text: string): number =>
  withoutBlanks(text)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
const faulty = (list: readonly Words[], isFaulty: (text: string) => boolean): string[] =>
  list.filter(({ text }) => isFaulty(text)).map(({ key, text }) => `${key}: ${text}`)

describe('the words residents read', () => {
  it('are there to be read', () => {
    expect(spoken.length).toBeGreaterThan(150)
  })

  it.each(['bạn', 'các bạn', 'hệ thống', 'yêu cầu không hợp lệ', 'vui lòng thử lại sau', 'bot', 'user', 'admin'])(
    'never say "%s"',
    (word) => {
      expect(faulty(spoken, (text) => wholeWord(word).test(text))).toEqual([])
    }
  )

  it('never send anybody to a district: there is none since 1/7/2025', () => {
    expect(
      faulty(vietnamese, (text) => /(UBND|ủy ban nhân dân|Ủy ban nhân dân) (quận|huyện|thị xã)/i.test(text))
    ).toEqual([])
    expect(faulty(spoken, (text) => wholeWord('(quận|huyện|thị xã)').test(text))).toEqual([])
  })

  it('carry no emoji in grave matters, and at most one elsewhere', () => {
    expect(
      faulty(
        spoken.filter(({ key }) => grave.test(key)),
        (text) => emoji.test(text)
      )
    ).toEqual([])
    expect(faulty(spoken, (text) => (text.match(new RegExp(emoji, 'gu')) ?? []).length > 1)).toEqual([])
  })

  it('carry no exclamation mark and nothing cheerful where somebody has died', () => {
    expect(
      faulty(
        spoken.filter(({ key }) => key.startsWith('grief.')),
        (text) => /!|chúc|vui|mừng (?!gửi)|chết/.test(text)
      )
    ).toEqual([])
  })

  it('stay within sixty words a bubble', () => {
    const bubbles = spoken.filter(({ key }) => !onPages.test(key))
    expect(faulty(bubbles, (text) => count(text) > 60)).toEqual([])
  })

  it('are short on buttons', () => {
    const buttons = spoken.filter(({ key }) => /\.(button|menu)\./.test(key))
    expect(buttons.length).toBeGreaterThan(10)
    expect(faulty(buttons, (text) => text.length > 26)).toEqual([])
  })

  it('are written in composed letters, without stray spaces', () => {
    expect(faulty(vietnamese, (text) => text !== text.normalize('NFC') || /^\s|\s$| {2}/.test(text))).toEqual([])
  })
})

describe('the English words', () => {
  it.each(files)('say the same things with the same blanks: %s', (file) => {
    const english = new Map(wordsOf('en', file).map(({ key, text }) => [key, text]))
    const original = wordsOf('vi', file)
    expect([...english.keys()].sort()).toEqual(original.map(({ key }) => key).sort())
    const differing = original.filter(({ key, text }) => blanks(text).join() !== blanks(english.get(key) ?? '').join())
    expect(differing.map(({ key }) => key)).toEqual([])
  })
})

describe('the lint itself', () => {
  it('bites', () => {
    expect(wholeWord('bạn').test('Chào bạn.')).toBe(true)
    expect(wholeWord('bạn').test('Ủy bạnx')).toBe(false)
    expect(emoji.test('Chúc mừng 🎉')).toBe(true)
    expect(count('một {{at, instant}} hai')).toBe(3)
    expect(blanks('{{at, instant}} {{ name }}')).toEqual(['at', 'name'])
  })
})
