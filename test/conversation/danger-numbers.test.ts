import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findAlarm } from '../../src/understanding/emergency.ts'
import { readMessage } from '../../src/understanding/reading.ts'

const cards = JSON.parse(readFileSync('locales/vi/danger.json', 'utf8')) as Record<string, string>
const kindOf = (text: string): string =>
  findAlarm(readMessage(text, new Date('2026-11-21T09:00:00+07:00')).written)!.kind
const numberOn = (card: string): string => /\d{3}/.exec(card)![0]

test.each([
  ['113', 'có trộm đang cạy cửa nhà tôi'],
  ['113', 'bị chồng đánh chảy máu'],
  ['113', 'hai thanh niên đang chém nhau đầu hẻm'],
  ['114', 'cháy nhà rồi'],
  ['114', 'bình ga xì nồng nặc'],
  ['114', 'có người bị đuối nước'],
  ['114', 'thằng bé đuối nước ngoài sông'],
  ['114', 'em bé rớt xuống hồ chưa lên'],
  ['114', 'ông cụ rớt xuống sông chưa thấy lên'],
  ['114', 'lật ghe giữa sông, hai người chới với'],
  ['114', 'sập nhà, có người bị đè bên trong'],
  ['114', 'giàn giáo sập đè trúng công nhân'],
  ['114', 'mẹ tôi kẹt trong thang máy'],
  ['114', 'nước lũ lên tới nóc nhà, cả nhà kẹt trên mái'],
  ['115', 'ông cụ ngất xỉu không thở'],
  ['115', 'tai nạn xe máy, một người bất tỉnh'],
  ['111', 'có người lạ dắt cháu bé đi mất'],
])('%s stands first on the card of “%s”', (number, text) => {
  expect(numberOn(cards[kindOf(text)]!)).toBe(number)
})
