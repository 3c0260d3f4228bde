import { describe, expect, it } from 'vitest'
import { atWardTime, wardDateOf } from '../../../src/platform/ward-time.ts'
import { makeCalendar } from '../../../src/ward/calendar/calendar.ts'
import type { CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import { confidences, isInForce, mayBeQuoted } from '../../../src/ward/law/dated-row.ts'
import {
  lastLawfulDate,
  lawRuleFrom,
  meetsShare,
  ruleDate,
  ruleInstant,
  ruleOn,
  type LawRule,
} from '../../../src/ward/law/law-rule.ts'
import { readReference } from '../../support/read-reference.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))
const rules = readReference<Record<string, string | null>>('law-rules.csv').map(lawRuleFrom)
const on = (ruleId: string, anchorDate: string) => {
  const rule = ruleOn(rules, ruleId, anchorDate)
  return rule && ruleDate(calendar, rule, anchorDate)?.date
}

describe('the rule table', () => {
  it('is whole and well formed', () => {
    expect(rules).toHaveLength(98)
    expect(new Set(rules.map((rule) => rule.ruleId)).size).toBe(98)
    expect(rules.filter((rule) => !confidences.includes(rule.confidence))).toEqual([])
    expect(rules.filter((rule) => rule.offset === null && rule.threshold === null)).toEqual([])
    expect(
      rules.filter((rule) => Number.isNaN(rule.offset) || !/^\d{4}-\d{2}-\d{2}$/.test(rule.effectiveFrom))
    ).toEqual([])
  })

  it('is confirmed by nobody yet, so nothing of it is quoted as law', () => {
    expect(rules.some(mayBeQuoted)).toBe(false)
  })
})

describe('a rule', () => {
  it.each([
    ['a community meeting is announced two days before', 'MEET.NOTICE', '2026-11-28', '2026-11-26'],
    ['… and on an earlier working day when that is a holiday', 'MEET.NOTICE', '2026-11-26', '2026-11-23'],
    ['a year-end conference five days before', 'CONF.YEAR', '2026-12-06', '2026-12-01'],
    ['an election twenty days before', 'TT.D20', '2026-12-06', '2026-11-16'],
    ['its candidates fifteen days before, a Saturday: on Friday', 'TT.D15', '2026-12-06', '2026-11-20'],
    ['the reception schedule five working days before', 'TCD.SCHEDULE', '2026-12-01', '2026-11-23'],
    ['a decision is sent within five working days', 'MEET.DECISION', '2026-11-20', '2026-11-30'],
    ['the answer to the people’s inspectors within fifteen days', 'TTND.ANSWER', '2026-11-06', '2026-11-23'],
    ['the quarter’s budget within ten days', 'BUD.QUARTER', '2026-09-30', '2026-10-12'],
    ['a consultation lasts twenty days, days off or not', 'CONS.MIN', '2026-11-02', '2026-11-22'],
    ['a leader’s term is five years', 'TT.TERM', '2026-12-06', '2031-12-06'],
    ['an initiative is valid for three months', 'INIT.CITIZEN', '2026-11-30', '2027-02-28'],
    ['the convention is reviewed on 18 November', 'HU.REVIEW', '2026-11-18', '2026-11-18'],
  ])('says when: %s', (_, ruleId, anchor, expected) => {
    expect(on(ruleId, anchor)).toBe(expected)
  })

  it('counts the ladder before election day as the law’s worked example does', () => {
    const day = '2026-03-15'
    const ladder = ['ELEC.VOTERLIST', 'ELEC.CANDIDATES', 'ELEC.FREQUENT'].map((ruleId) => on(ruleId, day))
    expect(ladder).toEqual(['2026-02-03', '2026-02-27', '2026-03-05'])
  })

  it('before an event is broken only after its last lawful day, working day or not', () => {
    const notice = ruleOn(rules, 'MEET.NOTICE', '2026-11-26')!
    expect(lastLawfulDate(calendar, notice, '2026-11-26')).toBe('2026-11-24')
    expect(lastLawfulDate(calendar, ruleOn(rules, 'TCD.SCHEDULE', '2026-12-01')!, '2026-12-01')).toBe('2026-11-23')
    expect(lastLawfulDate(calendar, ruleOn(rules, 'CONS.MIN', '2026-12-01')!, '2026-12-01')).toBeNull()
  })

  it('in hours runs day and night', () => {
    const breach = ruleOn(rules, 'DATA.BREACH', '2026-11-21')!
    const detected = atWardTime('2026-11-21', '22:00')
    expect(ruleInstant(calendar, breach, detected, '2026-11-21')).toEqual(atWardTime('2026-11-24', '22:00'))
  })

  it('in working days ends when the office closes', () => {
    const answer = ruleOn(rules, 'PAKN.ANSWER', '2026-11-20')!
    const due = ruleInstant(calendar, answer, atWardTime('2026-11-20', '09:00'), '2026-11-20')
    expect(due).toEqual(atWardTime('2026-12-14', '17:00'))
    expect(due && wardDateOf(due)).toBe('2026-12-14')
  })

  it('not yet in force does not count, and a later one replaces it', () => {
    expect(ruleOn(rules, 'MEET.NOTICE', '2023-08-14')).toBeNull()
    const base = ruleOn(rules, 'MEET.NOTICE', '2026-01-01')!
    const later = { ...base, offset: 3, effectiveFrom: '2027-01-01' }
    expect(ruleOn([base, later], 'MEET.NOTICE', '2026-12-31')?.offset).toBe(2)
    expect(ruleOn([base, later], 'MEET.NOTICE', '2027-01-01')?.offset).toBe(3)
    expect(isInForce({ effectiveFrom: null, effectiveTo: '2027-02-28' }, '2027-03-01')).toBe(false)
  })

  it('that is a share of all households is counted in whole numbers', () => {
    expect(meetsShare('yes*3>=2*total', 200, 300)).toBe(true)
    expect(meetsShare('yes*3>=2*total', 199, 300)).toBe(false)
    expect(meetsShare('yes*2>total', 150, 300)).toBe(false)
    expect(meetsShare('yes*2>total', 151, 300)).toBe(true)
    expect(meetsShare('support*10>=total', 30, 300)).toBe(true)
    expect(meetsShare('45 complex', 30, 300)).toBeNull()
  })
})

describe('a later row', () => {
  const row = (more: Partial<LawRule>): LawRule => ({
    ...rules.find(({ ruleId }) => ruleId === 'MEET.NOTICE')!,
    ...more,
  })
  const known = row({ offset: 2, confirmedBy: 'o' })
  const later = (more: Partial<LawRule>) => row({ effectiveFrom: '2026-11-01', confirmedBy: null, ...more })
  const offsetOf = (all: LawRule[]) => ruleOn(all, 'MEET.NOTICE', '2026-12-01')?.offset

  it.each<[string, LawRule[], number]>([
    ['that nobody has confirmed shortens no lead time', [known, later({ offset: 0 })], 2],
    ['shortens none that is itself unconfirmed', [row({ offset: 2, confirmedBy: null }), later({ offset: 0 })], 2],
    ['that nobody has confirmed may lengthen one', [known, later({ offset: 3 })], 3],
    ['without days takes none away', [known, later({ offset: null, threshold: 'yes*2>total', direction: null })], 2],
    ['that is confirmed counts', [known, later({ offset: 1, confirmedBy: 'o' })], 1],
    ['counts from its day on', [known, later({ offset: 1, confirmedBy: 'o', effectiveFrom: '2026-12-02' })], 2],
  ])('%s', (_, all, offset) => expect(offsetOf(all)).toBe(offset))
})
