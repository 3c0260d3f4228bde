import { describe, expect, it } from 'vitest'
import { confidences } from '../../../src/ward/law/dated-row.ts'
import { countProcedures, procedureFrom, proceduresOn } from '../../../src/ward/procedure/procedure.ts'
import { readReference } from '../../support/read-reference.ts'

const rows = readReference<Record<string, string | null>>('procedures.csv').map(procedureFrom)
const today = proceduresOn(rows, '2026-11-21')

describe('the catalogue', () => {
  it('has 72 procedures today and after the civil status law of 1/3/2027', () => {
    const numbers = Array.from({ length: 72 }, (_, at) => at + 1)
    expect(today.map((row) => row.number)).toEqual(numbers)
    expect(proceduresOn(rows, '2027-03-01').map((row) => row.number)).toEqual(numbers)
  })

  it('is complete: every row says what to bring, when, for how much, where and on whose word', () => {
    const incomplete = rows.filter(
      (row) =>
        !row.name || !row.field || !row.department || !row.deadlineText || !row.feeText || !row.whereToDo || !row.source ||
        row.documents.length === 0 || row.aliases.length < 5 || !confidences.includes(row.confidence) ||
        Number.isNaN(row.deadlineWorkingDays) || Number.isNaN(row.feeDong)
    ) // prettier-ignore
    expect(incomplete.map((row) => row.number)).toEqual([])
  })

  it('counts same-day procedures as zero working days, and knows where the 15:00 rule applies', () => {
    expect(today.filter((row) => row.cutOff15h).map((row) => row.number)).toEqual([1, 2, 7, 10, 17, 20, 22, 23, 64])
    expect(today.filter((row) => row.cutOff15h && row.deadlineWorkingDays !== 0)).toEqual([])
  })

  it('sends nobody to a district, which is no more', () => {
    const texts = rows.flatMap((row) => [row.whereToDo, row.deadlineText, row.department, ...row.documents, row.name])
    expect(texts.filter((text) => /UBND (?:quận|huyện|thị xã)/i.test(text ?? ''))).toEqual([])
  })

  it('has no alias twice in one procedure', () => {
    expect(rows.filter((row) => new Set(row.aliases).size !== row.aliases.length).map((row) => row.number)).toEqual([])
  })
})

describe('the statistics', () => {
  it('count every procedure once in each way', () => {
    const counts = countProcedures(today)
    const sum = (record: Record<string, number>) => Object.values(record).reduce((a, b) => a + b, 0)
    expect(counts.total).toBe(72)
    expect([counts.fields, counts.departments, counts.interlink, counts.online].map(sum)).toEqual([72, 72, 72, 72])
    expect(counts.fields['Hộ tịch']).toBe(18)
    expect(counts.interlink).toEqual({ none: 51, horizontal: 8, two_level: 3, three_level: 0, vertical: 10 })
  })

  it('reproduce the counters a city reported in 2023', () => {
    const of = (interlink: 'none' | 'horizontal' | 'two_level' | 'three_level' | 'vertical', count: number) =>
      Array.from(
        { length: count },
        () => ({ field: 'x', department: null, interlink, onlineLevel: 'full', onTheSpot: false }) as const
      )
    const city = [
      ...of('three_level', 18),
      ...of('two_level', 27),
      ...of('horizontal', 12),
      ...of('vertical', 73),
      ...of('none', 147),
    ]
    expect(countProcedures(city)).toMatchObject({
      total: 277,
      interlink: { three_level: 18, two_level: 27, horizontal: 12, vertical: 73 },
      departments: {},
    })
  })
})
