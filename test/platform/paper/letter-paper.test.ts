import { describe, expect, test } from 'vitest'
import { drawLetters, type LetterPaper } from '../../../src/platform/paper/letter-paper.ts'
import { paperFonts } from '../../../src/platform/paper/paper-fonts.ts'

const letter = (more: Partial<LetterPaper> = {}): LetterPaper => ({
  head: ['ỦY BAN NHÂN DÂN PHƯỜNG CẨM BÌNH'],
  placeAndDate: 'Cẩm Bình, ngày 28 tháng 11 năm 2026',
  title: 'Thư chúc mừng',
  addressee: 'Kính gửi: anh Trần Văn Thuận và chị Nguyễn Thị Lành',
  paragraphs: ['Được tin gia đình vừa đăng ký khai sinh cho cháu Trần Minh Khôi, phường xin gửi lời chúc mừng.'],
  closing: 'Trân trọng./.',
  signer: { title: 'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH', name: 'Lê Thị Thử' },
  tone: 'joy',
  ...more,
})

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
/** Without what names the moment of drawing. */
const timeless = (pdf: Buffer): string =>
  pdf
    .toString('latin1')
    .replace(/\(D:\d+Z\)/g, '')
    .replace(/\/ID \[[^\]]*\]/g, '')

const vowels = 'aăâeêioôơuưy'
const tones = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323']
const vietnamese = [...vowels].flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC'))).join('') + 'đ'

describe('a letter on paper', () => {
  test.each(['text', 'strong', 'slanted'] as const)('has every Vietnamese letter, small and capital (%s)', (name) => {
    const letters = [...(vietnamese + vietnamese.toLocaleUpperCase('vi') + '“”–…‘’')]
    expect(letters.filter((one) => !paperFonts()[name].hasGlyphForCodePoint(one.codePointAt(0)!))).toEqual([])
  })

  test('is the same whatever was drawn before it', async () => {
    const first = timeless(await drawLetters([letter()]))
    await drawLetters([letter({ paragraphs: [vietnamese.repeat(4)], tone: 'grief' })])
    expect(timeless(await drawLetters([letter()]))).toBe(first)
  })

  test('carries its letters with it: no font is left to the reader’s machine', async () => {
    const pdf = (await drawLetters([letter()])).toString('latin1')
    expect(pdf.match(/\/FontFile2/g)).toHaveLength(3)
  })

  test('stays on one page at the greatest length that is approved, with the longest names', async () => {
    const name = 'Công Tằng Tôn Nữ Hoàng Nguyễn Thị Phương Khánh Thụy'
    const long = letter({
      addressee: `Kính gửi: Quý ông/bà ${name} và ${name}`,
      paragraphs: Array.from({ length: 4 }, () => 'Nghiêng những đường ruộng mượt '.repeat(10).slice(0, 300)),
      signer: { title: 'TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH', name },
    })
    expect(pagesOf(await drawLetters([long]))).toBe(1)
  })

  test('printed with others stands on a page of its own', async () => {
    expect(pagesOf(await drawLetters([letter(), letter(), letter({ tone: 'grief' })]))).toBe(3)
  })
})
