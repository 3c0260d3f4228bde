import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { normalise } from '../../src/platform/vietnamese/normalise.ts'
import { findEntities } from '../../src/understanding/entities/find-entities.ts'
import { evaluateEntities, type EntityCase, type EntityTally } from '../../src/understanding/evaluate-entities.ts'
import type { Entities } from '../../src/understanding/meaning.ts'

const { messages } = parse(
  readFileSync(new URL('../fixtures/understanding/entities.yaml', import.meta.url), 'utf8')
) as {
  messages: EntityCase[]
}
const readAt = (text: string, now: Date): Entities => findEntities(normalise(text).text, now).entities
const read = (text: string, now = '2026-11-21T09:00:00+07:00'): Entities => readAt(text, new Date(now))
const mistakes = (fields: (keyof Entities)[]): EntityTally => evaluateEntities(messages, fields, readAt)

describe('over the collected messages', () => {
  test('dossier codes, feedback codes, phones and citizen ids are read right 99 times in 100', () => {
    const { asked, wrong } = mistakes(['dossierCodes', 'feedbackCodes', 'phones', 'citizenId'])
    expect(asked).toBeGreaterThan(100)
    expect(wrong.length / asked, wrong.join('\n')).toBeLessThanOrEqual(0.01)
  })

  test('days, times, places and sums are read right 95 times in 100', () => {
    const { asked, wrong } = mistakes(['date', 'time', 'neighbourhood', 'amountDong'])
    expect(asked).toBeGreaterThan(200)
    expect(wrong.length / asked, wrong.join('\n')).toBeLessThanOrEqual(0.05)
  })
})

describe('a dossier code', () => {
  test.each([
    ['000.00.12.H55-240105-0001', '000.00.12.H55-240105-0001'],
    ['h49 12 261120 0034', 'H49.12-261120-0034'],
    ['H49.12–261120–0034', 'H49.12-261120-0034'],
    ['h49_12_261120_0034', 'H49.12-261120-0034'],
    ['H49.l2-26ll2O-OO34', 'H49.12-261120-0034'],
    ['HS H15.50.05.13-261008-0975 của tôi', 'H15.50.05.13-261008-0975'],
  ])('typed as “%s” is %s', (typed, code) => {
    expect(read(typed).dossierCodes).toEqual([code])
  })

  test('with an impossible day is read, and doubted', () => {
    expect(read('H49.12-251332-0034')).toMatchObject({
      dossierCodes: ['H49.12-251332-0034'],
      doubtfulDossierCodes: ['H49.12-251332-0034'],
    })
  })

  test.each([
    '1.001193',
    '2.000815.000.00.00.H38',
    '0912 345 678',
    '001085012345',
    'số nhà 12/34/5A',
    'T1 lo lo 261120',
  ])('is not “%s”', (typed) => {
    expect(read(typed).dossierCodes).toEqual([])
  })

  test('never hides another one in the same message', () => {
    expect(read('H49.12-261101-0011 với pa 2511 0007, H49.12-261102-0012')).toMatchObject({
      dossierCodes: ['H49.12-261101-0011', 'H49.12-261102-0012'],
      feedbackCodes: ['PA-2511-0007'],
    })
  })
})

describe('phones', () => {
  test.each([
    ['o912 345 678', ['+84912345678']],
    ['84912345678', ['+84912345678']],
    ['0912.345.678 hoặc 0987 654 321', ['+84912345678', '+84987654321']],
    ['001085012345', []],
    ['01681234567', []],
  ])('“%s” holds %j', (text, phones) => {
    expect(read(text).phones).toEqual(phones)
  })

  test('a citizen id is noticed and is no phone', () => {
    expect(read('CCCD 001 085 012 345')).toMatchObject({ citizenId: true, phones: [] })
  })
})

describe('days and times, asked on Saturday 21/11/2026', () => {
  test.each([
    ['thứ 5 tuần sau', '2026-11-26', undefined],
    ['thu 5 tuan sau 2 ruoi chieu', '2026-11-26', '14:30'],
    ['mốt', '2026-11-23', undefined],
    ['3 ngày nữa', '2026-11-24', undefined],
    ['mùng 3 Tết', '2027-02-08', undefined],
    ['rằm tháng Giêng', '2027-02-20', undefined],
    ['23 tháng Chạp', '2027-01-30', undefined],
    ['30 Tết', '2027-02-05', undefined],
    ['ngày 5 tháng sau', '2026-12-05', undefined],
    ['7h kém 15', undefined, '06:45'],
    ['19g30', undefined, '19:30'],
    ['chờ 3 giờ đồng hồ', undefined, undefined],
    ['cái thứ hai', undefined, undefined],
    ['mai táng phí', undefined, undefined],
  ])('“%s” is %s %s', (text, date, time) => {
    const found = read(text)
    expect([found.date, found.time]).toEqual([date, time])
  })
})

describe('sums and places', () => {
  test.each([
    ['2tr5', 2_500_000],
    ['1 triệu rưỡi', 1_500_000],
    ['24.300.000đ', 24_300_000],
    ['hai trăm nghìn', 200_000],
    ['một trăm năm mươi nghìn', 150_000],
    ['3 củ khoai', undefined],
  ])('“%s” is %s đồng', (text, amountDong) => {
    expect(read(text).amountDong).toBe(amountDong)
  })

  test.each([
    ['tổ mười hai', '12'],
    ['tdp số 7', '7'],
    ['chuyển từ tổ 7 sang tổ 9', '9'],
    ['ở khu Nam Tiến', 'Nam Tiến'],
    ['who is the head of group 7', '7'],
    ['the street light in neighbourhood group 12 is out', '12'],
    ['i live in quarter 3', '3'],
    ['budget of quarter 3 of 2026', undefined],
    ['a group 5 people came', undefined],
    ['tổ 3 người', undefined],
    ['xe ô tô 4 chỗ', undefined],
    ['xe o to 7 cho dau truoc nha', undefined],
    ['nha toi o to 5', '5'],
    ['toi o to 7 cho hoi bao gio hop', '7'],
    ['họp tổ 7 ngày mấy', '7'],
    ['tổ 7 ngày nào họp', '7'],
    ['tổ 7 ngày rồi chưa sửa', undefined],
    ['tdp 12 hop luc nao', '12'],
    ['tổ 5 hộ nghèo', undefined],
  ])('“%s” is in neighbourhood %s', (text, neighbourhood) => {
    expect(read(text).neighbourhood).toBe(neighbourhood)
  })
})
