import { describe, expect, test } from 'vitest'
import { findAlarm } from '../../src/understanding/emergency.ts'
import { expand } from '../../src/understanding/expand.ts'
import { readMessage } from '../../src/understanding/reading.ts'

const now = new Date('2026-11-21T09:00:00+07:00')
const alarm = (text: string): ReturnType<typeof findAlarm> => findAlarm(expand(readMessage(text, now).words))

describe('the rules for danger', () => {
  test.each([
    ['Cháy nhà!', 'fire'],
    ['khói mù mịt cả cầu thang', 'fire'],
    ['bình ga xì nồng nặc', 'gas'],
    ['ông cụ ngất xỉu không thở', 'medical'],
    ['bị chồng đánh chảy máu', 'domestic_violence'],
    ['cháu không thiết sống nữa', 'self_harm'],
    ['có trộm đang cạy cửa nhà tôi', 'crime'],
    ['nước lũ lên tới nóc nhà, cả nhà kẹt trên mái', 'flood'],
  ])('are certain of “%s”: %s', (text, kind) => {
    expect(alarm(text)).toEqual({ strength: 'certain', kind })
  })

  test('hear a wish to die through words that are often said lightly', () => {
    expect(alarm('sống chán quá, muốn chết cho xong')).toMatchObject({ kind: 'self_harm', beyondDoubt: true })
    expect(alarm('nóng muốn chết luôn')).toBeNull()
  })

  test.each([
    'con mèo nhà con bị lạc', 'cháy hàng', 'cháy túi', 'chết máy', 'chết cười', 'cười muốn xỉu', 'ngập đầu việc', 'kẹt xe', 'giải cứu trợ', 'đăng ký khai sinh',
    'bóng đèn bị cháy', 'danh sách nhau thai', 'ăn chay trường',
  ])('hear nothing in “%s”', (text) => {
    expect(alarm(text)).toBeNull()
  }) // prettier-ignore

  test('match whole written syllables only', () => {
    expect(alarm('chayd nhaf')).toBeNull()
    expect(alarm('kháy nhau')).toBeNull()
  })

  test('take what is over, or only asked about, for a hint at most', () => {
    expect(alarm('hôm trước cháy nhà, nay xin giấy xác nhận')?.strength).not.toBe('certain')
    expect(alarm('nếu cháy nhà thì gọi số nào')?.strength).not.toBe('certain')
  })
})

describe('who lets somebody of the family go instead', () => {
  test.each(['cho vo di thay', 'ban roi cho vo di hop thay', 'cho vợ đi thay'])(
    '%s: no dog has leapt at anybody',
    (text) => expect(alarm(text)).toBeNull()
  )
  test.each(['cho vo di cap cuu', 'cho vo con be'])('%s: one has', (text) => expect(alarm(text)).not.toBeNull())
})
