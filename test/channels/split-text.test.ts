import fc from 'fast-check'
import { expect, it } from 'vitest'
import { numberChoices } from '../../src/channels/number-choices.ts'
import { splitText } from '../../src/channels/split-text.ts'

const wordsOf = (text: string) => text.split(/\s+/u).filter((word) => word !== '')
const syllable = fc.constantFrom(
  'phường',
  'tổ',
  'họp.',
  'ạ!',
  'TP.',
  'Huế',
  '19:30;',
  'ông/bà',
  '\n\n',
  'ThS.',
  'dân?',
  '🏠'
)

it('whatever is cut keeps every word whole, in order and within the limit', () => {
  fc.assert(
    fc.property(fc.array(syllable, { maxLength: 200 }), fc.integer({ min: 12, max: 120 }), (words, limit) => {
      const text = words.join(' ')
      const parts = splitText(text, limit)
      expect(parts.every((part) => part !== '' && part.length <= limit)).toBe(true)
      expect(wordsOf(parts.join(' '))).toEqual(wordsOf(text.normalize('NFC')))
    })
  )
})

it('any text at all comes out whole, no character torn', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 20, max: 60 }), (text, limit) => {
      const glue = (one: string) => one.replace(/\s/gu, '')
      const parts = splitText(text, limit)
      expect(glue(parts.join(''))).toBe(glue(text.normalize('NFC')))
      expect(parts.every((part) => !/\p{Surrogate}/u.test(part))).toBe(true)
    })
  )
})

it('cuts after a sentence and not after "TP." or a thousand’s full stop', () => {
  expect(splitText('Họp tổ tối nay. Mời bà con TP. Huế đến dự đông đủ.', 36)).toEqual([
    'Họp tổ tối nay.',
    'Mời bà con TP. Huế đến dự đông đủ.',
  ])
  expect(splitText('Thu mỗi hộ gia đình 120.000 đồng một năm', 26)).toEqual([
    'Thu mỗi hộ gia đình',
    '120.000 đồng một năm',
  ])
})

it('composes, trims and mends half characters', () => {
  expect(splitText(`  ${'Phường'.normalize('NFD')} \ud83c chào \n`, 100)).toEqual(['Phường \ufffd chào'])
  expect(splitText(' \n ', 100)).toEqual([])
})

it('keeps the numbered choices together, in a part of their own where the last part is full', () => {
  const choices = ['Có', 'Không'].map((label) => ({ id: label, label }))
  expect(numberChoices('Dự họp ạ?', choices, 40)).toEqual(['Dự họp ạ?\n\n1. Có\n2. Không'])
  expect(numberChoices('Ông/bà có dự họp tối thứ Bảy không ạ?', choices, 40)).toEqual([
    'Ông/bà có dự họp tối thứ Bảy không ạ?',
    '1. Có\n2. Không',
  ])
})
