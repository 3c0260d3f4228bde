import { describe, expect, test } from 'vitest'
import { digestOf } from '../../../src/ward/notice/digest-words.ts'
import { fillTemplate, firstWords } from '../../../src/ward/notice/notice-words.ts'
import { readNoticeTemplates } from '../../../src/ward/notice/notice-template.ts'

const water = {
  id: '0197-water',
  facts: { event_date: '2026-11-27', event_clock: '08:00', place: 'ngõ 12 đến ngõ 40' },
  words: {
    vi: {
      title: 'Thông báo: Tạm ngừng cấp nước',
      body: 'Nhà máy nước tạm ngừng cấp nước để thay đường ống.\nXin trữ nước trước.\nThời gian: 08 giờ 00 thứ Sáu, 27/11/2026.\nĐịa điểm: ngõ 12 đến ngõ 40.',
    },
  },
}
const clinic = {
  id: '0197-clinic',
  facts: {},
  words: { vi: { title: 'Tiêm chủng tháng 11', body: 'Tiêm chủng tháng 11.\nMang theo sổ tiêm.' } },
}

describe('a digest', () => {
  test('names each notice with its first line, its day and its place, and has a button for each', () => {
    const { words, choices } = digestOf([water, clinic])
    expect(words.vi.body).toBe(
      '1. Thông báo: Tạm ngừng cấp nước\nNhà máy nước tạm ngừng cấp nước để thay đường ống\nThời gian: 08 giờ 00 thứ Sáu, 27/11/2026.\nĐịa điểm: ngõ 12 đến ngõ 40.\n\n2. Tiêm chủng tháng 11'
    )
    expect(choices.map(({ id, vi }) => [id, vi])).toEqual([
      ['notices:read:0197-water', 'Xem tin 1'],
      ['notices:read:0197-clinic', 'Xem tin 2'],
    ])
  })

  test('says a notice that is alone whole, with nothing to press', () => {
    const { words, choices } = digestOf([clinic])
    expect(words.vi.body).toBe('Tiêm chủng tháng 11\n\nTiêm chủng tháng 11.\nMang theo sổ tiêm.')
    expect(choices).toEqual([])
  })

  test('has no more buttons than Zalo shows', () => {
    const many = Array.from({ length: 7 }, (_, n) => ({ ...clinic, id: `n${n}` }))
    expect(digestOf(many).choices).toHaveLength(5)
    expect(digestOf(many).words.vi.body).toContain('7. ')
  })
})

test('the title of a general notice says what it is about', () => {
  const template = readNoticeTemplates().find(({ kind }) => kind === 'general')!
  const title = (what: string) => fillTemplate(template, { what, contact: 'x' }, 'phường Cẩm Bình', 'vi').title
  expect(title('Mất nước từ 8 giờ ngày mai. Xin bà con trữ nước.')).toBe('Thông báo: Mất nước từ 8 giờ ngày mai')
  expect(title('Lịch thu gom rác thải sinh hoạt tháng 12 của toàn bộ các ngõ thuộc tổ dân phố 12')).toBe(
    'Thông báo: Lịch thu gom rác thải sinh hoạt tháng 12 của toàn bộ các…'
  )
  expect(firstWords('TP. Cẩm Phả thu thuế', 60)).toBe('TP. Cẩm Phả thu thuế')
})
