import { beforeAll, describe, expect, test } from 'vitest'
import { loadTranslate, type Translate } from '../../../src/platform/i18n.ts'
import type { Party } from '../../../src/ward/letter/address.ts'
import type { LetterKind } from '../../../src/ward/letter/letter.ts'
import { wordLetter } from '../../../src/ward/letter/word-letter.ts'
import { textFault } from '../../../src/ward/letter-text/letter-text.ts'

let t: Translate
beforeAll(async () => void (t = await loadTranslate()))

type Who = { gender?: 'male' | 'female' | null; born?: number | null; agreed?: boolean }
const party = (role: string, fullName: string, { gender = null, born = null, agreed = true }: Who = {}): Party => ({
  role,
  person: { fullName, gender, birthYear: born },
  agreed,
})
const word = (kind: LetterKind, ...parties: Party[]) =>
  wordLetter(t, { kind, parties, body: t(`letter.text.${kind}`), wardName: 'phường Cẩm Bình', year: 2026 })
const to = (kind: LetterKind, ...parties: Party[]) => word(kind, ...parties)?.addressee ?? null

const mother = party('mother', 'Nguyễn Thị Lành', { gender: 'female', born: 1996 })
const father = party('father', 'Trần Văn Thuận', { gender: 'male', born: 1994 })
const child = party('child', 'Trần Minh Khôi')

describe('whom a letter greets', () => {
  test('both young parents by name, the father first, as the register writes them', () => {
    expect(to('birth', child, mother, father)).toBe('anh Trần Văn Thuận và chị Nguyễn Thị Lành')
  })
  test('a mother who stands alone in the register alone, never as half of a couple', () => {
    expect(to('birth', child, mother)).toBe('chị Nguyễn Thị Lành')
    expect(word('birth', child, mother)!.text).not.toMatch(/anh chị/)
  })
  test('only the parent who agreed by name, where the other has not', () => {
    expect(to('birth', child, mother, { ...father, agreed: false })).toBe('chị Nguyễn Thị Lành và gia đình')
  })
  test('nobody whose age or gender is not in the register is guessed from a name', () => {
    const unknown = party('mother', 'Nguyễn Thị Lành')
    expect(to('birth', child, unknown)).toBe('Quý ông/bà Nguyễn Thị Lành')
    expect(to('birth', child, unknown, father)).toBe('Quý ông/bà Trần Văn Thuận và Nguyễn Thị Lành')
  })
  test('an older couple as ông and bà, and a couple of different ages alike', () => {
    const husband = party('husband', 'Phạm Văn Khoan', { gender: 'male', born: 1962 })
    const wife = party('wife', 'Đỗ Thị Mận', { gender: 'female', born: 1990 })
    expect(to('marriage', husband, wife)).toBe('ông Phạm Văn Khoan và bà Đỗ Thị Mận')
    expect(word('marriage', husband, wife)!.text).toContain('Nhân dịp ông bà nên duyên')
  })
  test('a second marriage with the same words as a first', () => {
    const husband = party('husband', 'Phạm Văn Khoan', { gender: 'male', born: 1995 })
    const wife = party('wife', 'Đỗ Thị Mận', { gender: 'female', born: 1996 })
    expect(word('marriage', husband, wife)!.text).toContain('anh chị trăm năm hạnh phúc')
  })
  test('from eighty years on as cụ, of either gender, known or not', () => {
    const elder = (born: number) => party('honoured', 'Lê Thị Hiền', { gender: 'female', born })
    expect(to('longevity', elder(1946))).toBe('cụ Lê Thị Hiền')
    expect(to('longevity', elder(1951))).toBe('bà Lê Thị Hiền')
    expect(word('longevity', elder(1946))!.text).toContain('cụ thọ 80 tuổi')
  })
  test('the family of the dead, spoken of as cụ, ông, bà', () => {
    const dead = (who: Who) => party('deceased', 'Lê Thị Hiền', who)
    expect(to('condolence', dead({ gender: 'female', born: 1944 }))).toBe('gia quyến cụ Lê Thị Hiền')
    expect(to('condolence', dead({ gender: 'female', born: 1970 }))).toBe('gia quyến bà Lê Thị Hiền')
    expect(to('condolence', dead({ gender: 'male', born: 2000 }))).toBe('gia quyến anh Lê Thị Hiền')
  })
  test('the dead of whom age or gender is not known as ông/bà, neither guessed nor greeted with Quý', () => {
    const dead = party('deceased', 'Lê Thị Hiền')
    expect(to('condolence', dead)).toBe('gia quyến ông/bà Lê Thị Hiền')
    expect(word('condolence', dead)!.text).toContain('Được tin ông/bà Lê Thị Hiền từ trần')
  })
  test('a dead child as cháu, never as ông or bà', () => {
    const dead = party('deceased', 'Trần Minh Khôi', { born: 2023 })
    expect(to('condolence', dead)).toBe('gia quyến cháu Trần Minh Khôi')
    expect(word('condolence', dead)!.text).not.toMatch(/ông|bà/)
  })
  test('nobody, where nobody has agreed', () => {
    expect(to('birth', child, { ...mother, agreed: false })).toBeNull()
  })
})

describe('what a letter says', () => {
  test('no placeholder is left standing, and nothing of a date of birth, an amount or a number', () => {
    for (const [kind, parties] of [
      ['birth', [child, mother, father]],
      ['condolence', [party('deceased', 'Lê Thị Hiền', { born: 1944, gender: 'female' })]],
    ] as const) {
      const { text } = word(kind, ...parties)!
      expect(text).not.toMatch(/\[|\]|\d/)
    }
  })
  test('a condolence is sober: no wish of joy, no exclamation mark, no picture', () => {
    expect(textFault('condolence', t('letter.text.condolence'))).toBeNull()
    expect(textFault('condolence', 'Xin chia buồn!')).toBe('text_not_sober')
    expect(textFault('condolence', 'Chúc gia đình mạnh khỏe')).toBe('text_not_sober')
    expect(textFault('condolence', 'Ông ấy đã chết')).toBe('text_not_sober')
    expect(textFault('birth', 'Chúc mừng 🎉')).toBe('text_not_sober')
    expect(textFault('birth', 'Quà 500.000 đồng')).toBe('text_has_number')
  })
})
