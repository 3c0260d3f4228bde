import { describe, expect, it } from 'vitest'
import { atWardTime } from '../../../src/platform/ward-time.ts'
import { differingFacts, unsaidFields } from '../../../src/ward/notice/check-facts.ts'

const facts = {
  agenda: 'sửa đường ngõ 43\nquỹ vệ sinh',
  event_date: '2026-12-20',
  event_clock: '19:30',
  place: 'Nhà văn hóa tổ 12',
  attendants: 'đại diện hộ',
  convener: 'ông Chu Văn Bền',
  number: '12/GM',
  contact: '0203 000 0000',
}
const body = [
  'Kính mời đại diện hộ dự họp tổ dân phố. Nội dung: sửa đường ngõ 43; quỹ vệ sinh.',
  'Thời gian: 19 giờ 30 Chủ nhật, 20/12/2026.',
  'Địa điểm: Nhà văn hóa tổ 12.',
  'Người triệu tập: ông Chu Văn Bền. Giấy mời số 12/GM.',
  'Liên hệ: 0203 000 0000.',
].join('\n')
const eventAt = atWardTime('2026-12-20', '19:30')
const differing = (text: string, more: { en?: string; facts?: Record<string, string> } = {}): string[] =>
  differingFacts(
    {
      kind: 'meeting',
      facts: more.facts ?? facts,
      words: { vi: { title: 'Mời họp', body: text }, ...(more.en ? { en: { title: 'Meeting', body: more.en } } : {}) },
      eventAt,
    },
    false
  )

describe('words and the form they came from', () => {
  it('agree as drafted', () => expect(differing(body)).toEqual([]))

  it.each([
    ['19h30 ngày 20/12', []],
    ['7 giờ rưỡi tối ngày 20 tháng 12 năm 2026', []],
    ['19:30 ngày 20.12.2026', []],
    ['19 giờ 30 thứ Tư, 25/11/2026', ['event_date']],
    ['19 giờ 30 ngày 20/12/2027', ['event_date']],
    ['20 giờ 00 Chủ nhật, 20/12/2026', ['event_clock']],
    ['19 giờ Chủ nhật, 20/12/2026', ['event_clock']],
  ])('day and hour in any writing: %s', (said, fields) =>
    expect(differing(body.replace('19 giờ 30 Chủ nhật, 20/12/2026', said))).toEqual(fields)
  )

  it('a required line that is taken out is missed, a reworded one is not', () => {
    expect(differing(body.replace('Địa điểm: Nhà văn hóa tổ 12.', ''))).toEqual(['place'])
    expect(differing(body.replace('tổ 12', 'tổ 15'))).toEqual(['place'])
    expect(differing(body.replace('0203 000 0000', '02030000000'))).toEqual([])
    expect(differing(body.replace('Người triệu tập: ông Chu Văn Bền.', ''))).toEqual(['convener'])
    expect(differing(body.replace('sửa đường ngõ 43; quỹ vệ sinh', 'bàn sửa đường ngõ 43 và quỹ vệ sinh'))).toEqual([])
  })

  it('the English words are held to the same day', () => {
    expect(differing(body, { en: 'At 19:30 on Sunday, 20 December 2026.' })).toEqual([])
    expect(differing(body, { en: 'At 19:30 on Friday, 25 December 2026.' })).toEqual(['event_date'])
  })

  it('without a form the day that counts is the one in the words, where they name one', () => {
    const none = { facts: {} }
    expect(differing(body, none)).toEqual([])
    expect(differing(body.replace('20/12', '25/11'), none)).toEqual(['event_date'])
    expect(differing('Xin đính chính: địa điểm là sân bóng.', none)).toEqual([])
  })
})

describe('words that were written without a form', () => {
  const unsaid = (text: string) => unsaidFields('meeting', { vi: { title: 'Mời họp', body: text } })
  it('still say where and about what', () => {
    expect(unsaid('Kính mời họp về việc sửa đường tại nhà văn hóa.')).toEqual([])
    expect(unsaid('Kính mời ông/bà dự họp.')).toEqual(['agenda', 'place'])
  })
})
