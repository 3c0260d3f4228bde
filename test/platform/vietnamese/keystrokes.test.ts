import { expect, test } from 'vitest'
import { decodeKeystrokes } from '../../../src/platform/vietnamese/keystrokes.ts'
import { isVietnameseSyllable } from '../../../src/platform/vietnamese/syllable-shape.ts'

test.each([
  ['hooff sow cuar tooi', 'hồ sơ của tôi'],
  ['ddawng kys khai sinh', 'đăng ký khai sinh'],
  ['khoong ddoongf ys', 'không đồng ý'],
  ['ho62 so7 cu3a to6i', 'hồ sơ của tôi'],
  ['d9u7o7ng2 hu7', 'đường hư'],
])('raw keys “%s” are read as “%s”', (typed, meant) => {
  expect(decodeKeystrokes(typed)).toBe(meant)
})

test.each(['cho hoi ho so cua toi', 'nha to5 lua chay', 'PA2511 0007', 'xin chào phường', ''])(
  '“%s” is no raw keys',
  (text) => {
    expect(decodeKeystrokes(text)).toBeNull()
  }
)

test.each([
  ['nghiêng', true],
  ['quyết', true],
  ['giếng', true],
  ['phườg', false],
  ['các', true],
  ['càc', false],
  ['wifi', false],
])('“%s” as a syllable: %s', (syllable, formed) => {
  expect(isVietnameseSyllable(syllable)).toBe(formed)
})
