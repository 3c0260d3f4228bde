import { describe, expect, it } from 'vitest'
import { readCell } from '../../../src/platform/spreadsheet/cell-value.ts'
import { excelDate, excelInstant, excelSerial } from '../../../src/platform/spreadsheet/excel-date.ts'

const date = (cell: string | number) => readCell(cell, { kind: 'date' })
const instant = (cell: string | number) => readCell(cell, { kind: 'instant', clockWhenAbsent: '17:00' })
const number = (cell: string | number) => readCell(cell, { kind: 'number' })

describe('a cell', () => {
  it.each([
    ['20/11/2026', '2026-11-20'],
    ['5/9/1958', '1958-09-05'],
    ['05-09-1958', '1958-09-05'],
    ['05.09.1958', '1958-09-05'],
    ['2026-11-20', '2026-11-20'],
    ['ngày 20/11/2026', '2026-11-20'],
    ['20/11/2026 08:15', '2026-11-20'],
    [46346, '2026-11-20'],
    ['46346', '2026-11-20'],
  ])('with the day %s is read', (cell, expected) => {
    expect(date(cell)).toEqual({ value: expected })
  })

  it.each(['31/02/2026', '11/20/2026', '20/11/26', '2026', 'hôm qua', 1958, 20261120, '20/11/2026 25:00'])(
    'with "%s" is no day, and not guessed at',
    (cell) => {
      expect(date(cell)).toEqual({ problem: 'not_a_date' })
    }
  )

  it.each([
    ['20/11/2026 08:15', '2026-11-20T08:15:00+07:00'],
    ['20/11/2026 8h15', '2026-11-20T08:15:00+07:00'],
    ['20/11/2026 8h', '2026-11-20T08:00:00+07:00'],
    ['08 giờ 15 ngày 20/11/2026', '2026-11-20T08:15:00+07:00'],
    ['08:15 20/11/2026', '2026-11-20T08:15:00+07:00'],
    ['2026-11-20 08:15:30', '2026-11-20T08:15:00+07:00'],
    ['2026-11-20T08:15', '2026-11-20T08:15:00+07:00'],
    ['2026-11-20T01:15:00Z', '2026-11-20T08:15:00+07:00'],
    ['2026-11-20T08:15:00.000+07:00', '2026-11-20T08:15:00+07:00'],
    ['20/11/2026', '2026-11-20T17:00:00+07:00'],
    [46346.34375, '2026-11-20T08:15:00+07:00'],
  ])('with the instant %s is read on the ward’s clock', (cell, expected) => {
    expect(instant(cell)).toEqual({ value: new Date(expected) })
  })

  it.each([
    ['24.300.000', 24_300_000],
    ['24.300.000 đồng', 24_300_000],
    ['24.300.000đ', 24_300_000],
    ['24,300,000', 24_300_000],
    ['8,912', 8912],
    ['12,5', 12.5],
    ['1.234,5', 1234.5],
    ['-5', -5],
    ['1958', 1958],
    [1958, 1958],
  ])('with the number %s is read', (cell, expected) => {
    expect(number(cell)).toEqual({ value: expected })
  })

  it.each(['mười', '1.2.3', '12a', '1,2,3'])('with "%s" is no number', (cell) => {
    expect(number(cell)).toEqual({ problem: 'not_a_number' })
  })

  it('with a code typed as a number gets its zeros back', () => {
    expect(readCell(22090001234, { kind: 'code', digits: 12 })).toEqual({ value: '022090001234' })
    expect(readCell(1.00422, { kind: 'code', fractionDigits: 6 })).toEqual({ value: '1.004220' })
    expect(readCell('1.004220', { kind: 'code', fractionDigits: 6 })).toEqual({ value: '1.004220' })
    expect(readCell(7, { kind: 'code' })).toEqual({ value: '7' })
    expect(readCell(12345678901234567890, { kind: 'code' })).toEqual({ problem: 'damaged_number' })
  })

  it.each([
    'Hà',
    'Lê Hoàng Ánh',
    'Võ Thành Ân',
    'Đỗ Ý',
    'Phùng Hà',
    'ngõ Lò Đúc',
    'Nhà văn hóa',
    'Cà Mau',
    'Út',
    'bà Tôn Nữ Á',
  ])('with "%s" is good Vietnamese, no old font', (cell) => {
    expect(readCell(cell, { kind: 'text' })).toEqual({ value: cell })
  })

  it('loses invisible letters and double spaces', () => {
    expect(readCell('\uFEFF Nguyễn\u00A0\u200B  Văn An ', { kind: 'text' })).toEqual({ value: 'Nguyễn Văn An' })
    expect(readCell(' \u200B ', { kind: 'text' })).toEqual({ value: null })
  })
})

describe('Excel’s day numbers', () => {
  it('go there and back, and know Excel’s leap day of 1900', () => {
    expect(excelDate(46346.5)).toEqual({ date: '2026-11-20', clock: '12:00' })
    expect(excelDate(61)).toEqual({ date: '1900-03-01', clock: null })
    expect(excelDate(1)).toEqual({ date: '1900-01-01', clock: null })
    expect(excelDate(0.5)).toBeNull()
    expect(excelSerial('2026-11-20')).toBe(46346)
    expect(excelInstant(new Date('2026-11-20T12:00:59+07:00'))).toBe(46346.5)
  })
})
