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
    ['chỉ gửi buổi tối', quiet('07:00', '18:00')],
    ['chi gui buoi toi thoi', quiet('07:00', '18:00')],
    ['gui sang thoi', quiet('12:00', '07:00')],
    ['chỉ nhắn cho tui vào buổi chiều', quiet('18:00', '13:00')],
    ['đừng nhắn ban đêm', quiet('21:00', '07:00')],
    ['nhắn tin lúc nào cũng được', { kind: 'no_quiet' }],
    ['tôi đang nhận những tin nào', { kind: 'show' }],
    ['only water notices please', { kind: 'only', topics: ['water'] }],
    ["don't message me after 8 pm", quiet('20:00', '07:00')],
    ['đừng nhắn từ 12 giờ đêm đến 6 giờ sáng', quiet('00:00', '06:00')],
    ['đừng nhắn sau 12 giờ đêm', quiet('00:00', '07:00')],
    ['sau 8 giờ tối đừng nhắn tin nữa nhé', quiet('20:00', '07:00')],
    ['khong nhan tin tu 10 gio den 6 gio sang', quiet('22:00', '06:00')],
    ['đừng báo từ 1 đến 3 giờ chiều', quiet('13:00', '15:00')],
    ['đừng nhắn từ 11h30 đến 1h30', quiet('11:30', '13:30')],
    ['không nhắn từ 2 giờ đêm tới 5 giờ sáng', quiet('02:00', '05:00')],
    ['không nhắn từ 22:00 đến 06:30', quiet('22:00', '06:30')],
    ['đừng gửi tin sau 10 tối', quiet('22:00', '07:00')],
    ["don't message me between 12 am and 6 am", quiet('00:00', '06:00')],
    ['nhắn lúc nào cũng được', { kind: 'no_quiet' }],
    ['dạ nhan luc nao cung duoc a', { kind: 'no_quiet' }],
    ['bỏ giờ nghỉ', { kind: 'no_quiet' }],
    ['chị ơi cho tôi nhận tin cúp nước', { kind: 'want', topics: ['water'] }],
    ['đừng gửi giấy mời họp nữa', { kind: 'invitations', by: 'door' }],
    ['tôi không muốn nhận giấy mời họp tổ', { kind: 'invitations', by: 'door' }],
    ['không nhận tin bầu cử nữa', { kind: 'invitations', by: 'door' }],
    ['dung moi toi hop nua', { kind: 'invitations', by: 'door' }],
    ['no meeting invitations please', { kind: 'invitations', by: 'door' }],
    ['chỉ nhận tin họp tổ', { kind: 'only', topics: [] }],
    ['khỏi báo cúp điện', { kind: 'spare', topics: ['power'] }],
    ['không cần tin văn nghệ', { kind: 'spare', topics: ['culture'] }],
    ['bỏ tin văn nghệ giúp tôi', { kind: 'spare', topics: ['culture'] }],
    ['no culture notices', { kind: 'spare', topics: ['culture'] }],
  ])('%s', (text, wish) => expect(readWish(text)).toEqual(wish))

  it.each([
    ['dừng'],
    ['nhận tin'],
    ['dừng nhắn tin'],
    ['đăng ký nhận thông báo'],
    ['thôi không nhận nữa'],
    ['unsubscribe'],
  ])('all of them are meant: %s', (text) => expect(readWish(text)).toBeNull())

  it.each([
    'Rác quá 3 ngày không ai thu gom, báo phường xử lý giúp',
    'Hồ sơ quá 5 ngày rồi mà không thấy báo gì',
    'Đèn đường hư quá 2 tuần không ai sửa, báo rồi',
    'Hàng xóm hát karaoke sau 10 giờ đêm, báo không ai xử lý',
    'Cúp nước từ 8h đến 17h mà không báo gì',
    'Cán bộ hẹn trước 10 giờ mà không nhận hồ sơ',
    'sao phường không báo trước 8 giờ',
    'phường không gửi thông báo gì về cúp nước',
    'tổ trưởng không báo họp cho nhà tôi',
    'không báo trước khi cắt nước',
    'không gửi tin trước 3 ngày thì ai biết',
    'Tôi không nhận được thông báo cúp nước',
    'toi khong nhan duoc thong bao cup nuoc',
    'nha toi khong nhan duoc giay moi',
    'khong nhan dc giay moi hop',
    'nhà tôi không nhận được tin cúp điện hôm qua',
    'đừng nhắn sau 30 giờ',
    'tôi không đi họp được',
    'hồ sơ gửi lúc nào cũng được hả',
    'phường bỏ giờ nghỉ trưa chưa',
  ])('asks to be spared nothing and to be left in peace at no hour: %s', (text) =>
    expect(readWish(text)?.kind ?? 'want').toBe('want')
  )
})
