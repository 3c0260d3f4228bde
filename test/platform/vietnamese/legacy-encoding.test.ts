import { describe, expect, test } from 'vitest'
import {
  decodeLegacy,
  detectLegacyBytes,
  detectLegacyEncoding,
} from '../../../src/platform/vietnamese/legacy-encoding.ts'

describe('spreadsheets and messages in fonts from before Unicode', () => {
  test.each([
    ['tcvn3', 'Céng hßa x· héi chñ nghÜa ViÖt Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['tcvn3', 'NguyÔn V¨n An', 'Nguyễn Văn An'],
    ['vni', 'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['vni', 'Nguyeãn Thò Hoa', 'Nguyễn Thị Hoa'],
  ] as const)('%s is recognised in “%s”', (encoding, typed, meant) => {
    expect(detectLegacyEncoding(typed)).toBe(encoding)
    expect(decodeLegacy(typed, encoding).normalize('NFC')).toBe(meant)
  })

  test.each([
    'Cộng hòa xã hội chủ nghĩa Việt Nam',
    'café Pháp',
    'ho so cua toi',
    'à ơi, ok á',
    'Nguyễn Văn An'.normalize('NFD'),
    '',
  ])('“%s” is what it seems', (text) => {
    expect(detectLegacyBytes(text)).toBe(false)
  })
})
