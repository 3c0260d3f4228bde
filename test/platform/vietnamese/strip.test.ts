import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldTonePlacement } from '../../../src/platform/vietnamese/fold-tone-placement.ts'
import { normalise } from '../../../src/platform/vietnamese/normalise.ts'
import { strip } from '../../../src/platform/vietnamese/strip.ts'
import { syllables } from '../../../src/platform/vietnamese/syllables.ts'

describe('the search key of a Vietnamese text', () => {
  test('has no marks, no capitals and no đ', () => {
    expect(strip('Phường CẨM BÌNH, Đường Nguyễn Huệ')).toBe('phuong cam binh, duong nguyen hue')
  })

  test('is the same for composed and decomposed typing', () => {
    const typed = 'Tổ trưởng tổ dân phố số 7 ở ngõ Hoà Thuỷ'
    expect(strip(typed.normalize('NFD'))).toBe(strip(typed))
  })

  test('is its own search key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => strip(strip(text)) === strip(text)),
      { numRuns: 200 }
    )
  })
})

describe('the two schools of tone placement', () => {
  test.each([
    ['hoà', 'hòa'],
    ['khoẻ', 'khỏe'],
    ['thuý', 'thúy'],
    ['HOÀ', 'HÒA'],
    ['Tuỳ', 'Tùy'],
  ])('%s and %s are one word', (modern, old) => {
    expect(foldTonePlacement(modern)).toBe(old)
  })

  test('quý, hoàng and toán keep their spelling', () => {
    expect(foldTonePlacement('quý hoàng toán')).toBe('quý hoàng toán')
  })
})

describe('normalising what a phone sends', () => {
  test('drops invisible characters and keeps what can be read', () => {
    expect(normalise('cảm\u200b ơn\ufeff phường').text).toBe('cảm ơn phường')
  })

  test('reads letters of other alphabets that stand in for Latin ones', () => {
    expect(normalise('сảm ơn рhường').text).toBe('cảm ơn phường')
    expect(normalise('ｐｈường 𝐱𝐢𝐧 ðường').text).toBe('phường xin đường')
  })

  test('leaves a text that truly is Russian alone', () => {
    expect(normalise('привет, как дела').text).toBe('привет, как дела')
  })

  test('still knows where every character came from', () => {
    const received = 'a\u200bb đường'.normalize('NFD')
    const { text, originalOffset } = normalise(received)
    const at = text.indexOf('đ')
    expect(received.slice(originalOffset(at))).toBe('đường'.normalize('NFD'))
  })

  test.each(['İ', 'آب', 'ஔ', 'ဦ'])('keeps as many places of %s when stripped', (received) => {
    const { text } = normalise(received)
    expect(strip(text)).toHaveLength(text.length)
  })

  test('keeps as many places when stripped, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (received) => {
        const { text } = normalise(received)
        expect(strip(text)).toHaveLength(text.length)
      }),
      { numRuns: 200 }
    )
  })
})

test('syllables stand where they were written', () => {
  expect(syllables('Tổ 7, ngõ 12/3')).toEqual([
    { text: 'Tổ', start: 0, end: 2 },
    { text: '7', start: 3, end: 4 },
    { text: 'ngõ', start: 6, end: 9 },
    { text: '12', start: 10, end: 12 },
    { text: '3', start: 13, end: 14 },
  ])
})
