import { describe, expect, it } from 'vitest'
import { readWish } from '../../../src/ward/notice/read-wish.ts'

const quiet = (fromClock: string, toClock: string) => ({ kind: 'quiet', fromClock, toClock })

describe('a wish about notices', () => {
  it.each([
    ['chỉ nhận tin cúp nước', { kind: 'only', topics: ['water'] }],
    ['chi nhan tin cup nuoc voi cup dien thoi a', { kind: 'only', topics: ['water', 'power'] }],
    ['cho tôi nhận thêm tin tiêm chủng', { kind: 'want', topics: ['health'] }],
    ['đừng gửi tin văn nghệ nữa', { kind: 'spare', topics: ['culture'] }],
    ['tôi không nhận tin về rác', { kind: 'spare', topics: ['environment'] }],
    ['đừng nhắn sau 8 giờ tối', quiet('20:00', '07:00')],
    ['dung nhan sau 20h', quiet('20:00', '07:00')],
    ['đừng nhắn tin sau 9 giờ rưỡi', quiet('21:30', '07:00')],
    ['đừng gửi tin trước 8 giờ sáng', quiet('21:00', '08:00')],
    ['không nhắn từ 12 giờ đến 14 giờ', quiet('12:00', '14:00')],
    ['đừng nhắn buổi trưa', quiet('11:30', '13:30')],
    ['đừng nhắn ban đêm', quiet('21:00', '07:00')],
    ['nhắn tin lúc nào cũng được', { kind: 'no_quiet' }],
    ['tôi đang nhận những tin nào', { kind: 'show' }],
    ['only water notices please', { kind: 'only', topics: ['water'] }],
    ["don't message me after 8 pm", quiet('20:00', '07:00')],
  ])('%s', (text, wish) => expect(readWish(text)).toEqual(wish))

  it.each([
    ['dừng'],
    ['nhận tin'],
    ['dừng nhắn tin'],
    ['đăng ký nhận thông báo'],
    ['thôi không nhận nữa'],
    ['unsubscribe'],
  ])('all of them are meant: %s', (text) => expect(readWish(text)).toBeNull())
})
