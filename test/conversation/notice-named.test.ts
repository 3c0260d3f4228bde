import { describe, expect, it } from 'vitest'
import { noticeNamed } from '../../src/conversation/dialogues/notice-named.ts'

const digested = [
  { noticeId: 'water', titles: ['Mất nước tổ 12 ngày 27/11', 'No water in neighbourhood 12'] },
  { noticeId: 'clinic', titles: ['Thông báo: Lịch tiêm chủng tháng 11 của {{neighbourhood}}'] },
  { noticeId: 'market', titles: ['Phiên chợ'] },
]

describe('a notice of a digest called by its title', () => {
  it.each([
    ['Mất nước tổ 12 ngày 27/11', 'water'],
    ['cho tôi xem tin mất nước tổ 12', 'water'],
    ['no water in neighbourhood 12', 'water'],
    ['Thông báo: lịch tiêm chủng tháng 11', 'clinic'],
    ['lich tiem chung', 'clinic'],
    ['phien cho', 'market'],
  ])('%s', (text, noticeId) => expect(noticeNamed(text, digested)).toBe(noticeId))

  it.each([
    'mất nước',
    'nhà tôi mất nước tổ 12',
    'đừng gửi lịch tiêm chủng nữa',
    'không nhận tin mất nước tổ 12',
    'tháng 11',
    'thông báo',
    'bao giờ tiêm chủng tháng 11',
  ])('says something else: %s', (text) => expect(noticeNamed(text, digested)).toBeNull())
})
