import { describe, expect, it } from 'vitest'
import { strip } from '../../../src/platform/vietnamese/strip.ts'
import { procedureFrom } from '../../../src/ward/procedure/procedure.ts'
import { makeProcedureSearch } from '../../../src/ward/procedure/procedure-search.ts'
import { procedureQuestions } from '../../fixtures/procedure-questions.ts'
import { readReference } from '../../support/read-reference.ts'

const rows = readReference<Record<string, string | null>>('procedures.csv').map(procedureFrom)
const search = makeProcedureSearch(rows)
const today = '2026-11-21'
const first = (text: string, date = today) => search.rank(text, date, 1)[0]?.procedure.number
const answered = (text: string) => {
  const answer = search.answer(text, today)
  if (answer.kind === 'one') return answer.procedure.number
  return answer.kind === 'ask' ? answer.candidates.map(({ number }) => number) : 'none'
}

describe('a procedure', () => {
  it.each(Object.entries(procedureQuestions))('no. %s is found first in the words people use', (number, questions) => {
    expect(questions.length).toBeGreaterThanOrEqual(3)
    expect(questions.map((question) => [question, first(question)])).toEqual(
      questions.map((question) => [question, Number(number)])
    )
  })

  it.each(Object.entries(procedureQuestions))('no. %s is found first without marks too', (number, questions) => {
    const bare = questions.map(strip)
    expect(bare.map((question) => [question, first(question)])).toEqual(
      bare.map((question) => [question, Number(number)])
    )
  })

  it('"với lại" turns to another wish and asks for nothing to be done again', () => {
    const plain = answered('làm giấy đăng ký kết hôn thì cần mang theo giấy tờ gì')
    expect(answered('Với lại làm giấy đăng ký kết hôn thì cần mang theo giấy tờ gì')).toEqual(plain)
    expect(answered('đăng ký lại kết hôn')).not.toEqual(plain)
  })

  it('of every number in the catalogue has questions', () => {
    expect(Object.keys(procedureQuestions).map(Number)).toEqual(Array.from({ length: 72 }, (_, at) => at + 1))
  })

  it('is found by its own name, and by each of its aliases among the first three', () => {
    const names = rows.filter((row) => first(row.name, row.effectiveFrom ?? today) !== row.number)
    expect(names.map((row) => row.name)).toEqual([])
    const lost = rows.flatMap((row) =>
      row.aliases.filter((alias) => {
        const found = search.rank(alias, row.effectiveFrom ?? today, 3)
        return !found.some(({ procedure }) => procedure.number === row.number)
      })
    )
    expect(lost).toEqual([])
  })

  it('is found in short forms, capitals, both tone placements and with a slip of the finger', () => {
    expect(first('BHYT CHO BE MOI SINH')).toBe(6)
    expect(first('đkkh')).toBe(10)
    expect(first('gia hạn gpxd')).toBe(57)
    expect(first('hoà giải tranh chấp đất')).toBe(65)
    expect(first('xac nhan tinh trang hon nhna')).toBe(12)
    expect(first('giấy khai snih bị sai tên')).toBe(16)
    expect(first('sao y bản chính'.normalize('NFD'))).toBe(20)
  })

  it('is found by its national code, with all its variants', () => {
    expect(answered('thủ tục 2.000635 làm sao')).toBe(17)
    expect(answered('1.001193')).toEqual([1, 2])
  })
})

describe('the answer', () => {
  it('is one where one is meant', () => {
    expect(['kết hôn', 'sao y', 'tạm trú', 'làm di chúc', 'xin dựng rạp đám cưới'].map(answered)).toEqual([
      10, 20, 29, 25, 60,
    ])
  })

  it.each([
    ['giấy phép kinh doanh', 50],
    ['trợ cấp', 37],
    ['trợ cấp', 39],
  ])('to "%s" asks back among at most four, no. %d among them', (text, number) => {
    const numbers = answered(text)
    expect(numbers).toContain(number)
    expect((numbers as number[]).length).toBeLessThanOrEqual(4)
  })

  it.each([
    'hôm nay trời đẹp quá',
    'cảm ơn nhé',
    'đèn đường ngõ 12 hỏng',
    'rác không ai thu gom',
    'mất điện từ sáng tới giờ',
    'đổi bằng lái xe',
    'phạt nguội xe máy',
    'hồ sơ của tôi tới đâu rồi',
    'viết code python',
    'thủ tục',
    '',
    '???',
  ])('to "%s" is none', (text) => {
    expect(answered(text)).toBe('none')
  })

  it('speaks of the rows in force on the day', () => {
    const before = search.rank('đăng ký khai sinh', '2027-02-28', 1)[0]?.procedure
    const after = search.rank('đăng ký khai sinh', '2027-03-01', 1)[0]?.procedure
    expect([before?.number, after?.number]).toEqual([1, 1])
    expect(before?.effectiveTo).toBe('2027-02-28')
    expect(after?.source).toMatch(/Luật Hộ tịch 03\/2026/)
    expect(search.rank('đăng ký khai sinh', '2020-01-01')).toEqual([])
  })
})

describe('the plain case and its special cases', () => {
  const date = '2026-11-21'
  const answer = (text: string) => {
    const found = search.answer(text, date)
    return found.kind === 'one' ? found.procedure.name : found.kind
  }

  it.each([
    ['làm giấy đăng ký kết hôn cần giấy tờ gì', 'Đăng ký kết hôn'],
    ['làm khai sinh cần gì', 'Đăng ký khai sinh'],
    ['đăng ký lại kết hôn thì sao', 'Đăng ký lại kết hôn'],
    ['khai sinh quá hạn cho con', 'Đăng ký khai sinh quá hạn'],
    ['làm giấy khai sinh ở đâu, mất bao lâu', 'Đăng ký khai sinh'],
    ['dang ky khai sinh mat may ngay', 'Đăng ký khai sinh'],
    ['đăng ký kết hôn mất bao nhiêu tiền', 'Đăng ký kết hôn'],
    ['khai tử mất khoảng bao lâu', 'Đăng ký khai tử'],
  ])('"%s" means %s', (text, name) => {
    expect(answer(text)).toBe(name)
  })
})
