import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, atWardTime, wardDateOf } from '../../../src/platform/ward-time.ts'
import { makeCalendar, type CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import {
  ladderKinds,
  ladders,
  makeLadder,
  quarterEndOf,
  quarterStartOf,
  type Anchors,
} from '../../../src/ward/ladder/ladder.ts'
import { lawRuleFrom } from '../../../src/ward/law/law-rule.ts'
import { readReference } from '../../support/read-reference.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))
const rules = readReference<Record<string, string | null>>('law-rules.csv').map(lawRuleFrom)
const make = (kind: keyof typeof ladders, anchors: Anchors, now: Date, done = {}) =>
  makeLadder(ladders[kind], { anchors, rules, calendar, now, done })

describe('the election of deputies of 15/3/2026, as the law’s worked example counts it', () => {
  const { rungs, missed } = make(
    'deputies',
    { electionDay: atWardTime('2026-03-15', '07:00'), postedAt: '2026-02-03' },
    atWardTime('2025-11-19', '08:00')
  )
  const lawful = Object.fromEntries(rungs.map((rung) => [rung.step, rung.lawfulDate]))

  it('has missed nothing when it is made in time', () => expect(missed).toEqual([]))
  it.each([
    ['day_announced', '2025-11-20'],
    ['committee', '2025-11-30'],
    ['board', '2026-01-04'],
    ['team', '2026-01-31'],
    ['voter_list', '2026-02-03'],
    ['list_complaints_end', '2026-03-05'],
    ['front_list', '2026-02-22'],
    ['official_list', '2026-02-26'],
    ['candidates', '2026-02-27'],
    ['ballots', '2026-03-02'],
    ['announce_10', '2026-03-05'],
    ['candidate_complaints_end', '2026-03-05'],
    ['day_before', '2026-03-14'],
    ['record', '2026-03-18'],
    ['extra', '2026-03-22'],
    ['result', '2026-03-25'],
  ])('%s by %s', (step, date) => expect(lawful[step]).toBe(date))

  it('plans what an office must do for an earlier working day', () => {
    const planned = (step: string) => wardDateOf(rungs.find((rung) => rung.step === step)!.dueAt)
    expect(planned('board')).toBe('2025-12-31') // 4/1/2026 is a Sunday, 3/1 a Saturday, 1/1 and 2/1 are off
    expect(planned('front_list')).toBe('2026-02-13') // Tết lies between
  })
})

describe('the election of a neighbourhood head on Sunday 6/12/2026', () => {
  const electionAt = atWardTime('2026-12-06', '08:00')
  const dates = (now: string, done = {}) => make('neighbourhood_head', { electionAt }, atWardTime(now, '08:00'), done)

  it('climbs D-20, D-15, D-10, D-7, D-2, D-1 and ends five working days after', () => {
    const { rungs } = dates('2026-11-10')
    expect(rungs.map(({ step, lawfulDate }) => [step, lawfulDate])).toEqual([
      ['decision', '2026-11-16'],
      ['candidates', '2026-11-21'],
      ['team', '2026-11-26'],
      ['posted', '2026-11-29'],
      ['invite', '2026-12-04'],
      ['day_before', '2026-12-05'],
      ['result_sent', '2026-12-11'],
    ])
    expect(rungs.map((rung) => wardDateOf(rung.dueAt))).toEqual([
      ...['2026-11-16', '2026-11-20', '2026-11-26', '2026-11-27', '2026-12-04', '2026-12-05', '2026-12-11'],
    ])
  })

  it('is refused with the rule named when a lead time has been missed', () => {
    const { missed } = dates('2026-11-25')
    expect(missed.map(({ ruleId, lawfulDate }) => [ruleId, lawfulDate])).toEqual([
      ['TT.D20', '2026-11-16'],
      ['TT.D15', '2026-11-21'],
    ])
    expect(missed[0]!.basis).toBe('ND59/2023 D6.1a')
  })

  it('stands when what was due has been done on its day, and not when it was done late', () => {
    expect(dates('2026-11-25', { decision: '2026-11-14', candidates: '2026-11-20' }).missed).toEqual([])
    expect(
      dates('2026-11-25', { decision: '2026-11-17', candidates: '2026-11-20' }).missed.map(({ step }) => step)
    ).toEqual(['decision'])
  })
})

describe('other ladders', () => {
  it('a meeting in the evening is remembered the day before and two hours before', () => {
    const { rungs } = make(
      'community',
      { meetingAt: atWardTime('2026-11-28', '19:30') },
      atWardTime('2026-11-23', '09:00')
    )
    expect(rungs.map(({ step, dueAt }) => [step, dueAt.toISOString()])).toEqual([
      ['invite', atWardTime('2026-11-26', '08:00').toISOString()],
      ['papers', atWardTime('2026-11-26', '08:00').toISOString()],
      ['day_before', atWardTime('2026-11-27', '17:30').toISOString()],
      ['hours_before', atWardTime('2026-11-28', '17:30').toISOString()],
      ['decision', atWardTime('2026-12-04', '08:00').toISOString()],
    ])
  })

  it('a meeting called on the last lawful day, a holiday, is invited to at once', () => {
    const now = atWardTime('2026-11-24', '09:00')
    const { rungs, missed } = make('community', { meetingAt: atWardTime('2026-11-26', '19:30') }, now)
    expect(missed).toEqual([])
    expect(rungs.find(({ step }) => step === 'invite')?.dueAt).toEqual(now)
  })

  it('a year-end conference needs five days, a meeting two', () => {
    const meetingAt = atWardTime('2026-12-06', '08:00')
    expect(make('year_end', { meetingAt }, atWardTime('2026-12-02')).missed.map(({ ruleId }) => ruleId)).toEqual([
      'CONF.YEAR',
    ])
    expect(make('community', { meetingAt }, atWardTime('2026-12-02')).missed).toEqual([])
  })

  it('a consultation reminds half way, near the end and on the day before the last', () => {
    const { rungs } = make(
      'consultation',
      { publishedAt: '2026-11-23', closesAt: '2026-12-15' },
      atWardTime('2026-11-23', '08:00')
    )
    expect(rungs.map(({ step, dueAt }) => [step, wardDateOf(dueAt)])).toEqual([
      ['opened', '2026-11-23'],
      ['half_way', '2026-12-03'],
      ['near_end', '2026-12-10'],
      ['last_days', '2026-12-14'],
    ])
  })

  it('a disclosure warns a working day before, and its poster may come down after thirty days', () => {
    const { rungs } = make(
      'disclosure',
      { dueAt: '2026-11-30', postedAt: '2026-11-26' },
      atWardTime('2026-11-25', '07:00')
    )
    expect(rungs.map(({ step, dueAt }) => [step, wardDateOf(dueAt)])).toEqual([
      ['due_soon', '2026-11-27'],
      ['due', '2026-11-30'],
      ['take_down', '2026-12-26'],
    ])
  })

  it('knows the quarter of a day', () => {
    expect(quarterEndOf('2026-11-25')).toBe('2026-12-31')
    expect(quarterStartOf('2026-11-25')).toBe('2026-10-01')
    expect(quarterStartOf('2026-03-31')).toBe('2026-01-01')
  })

  it('every rung keeps a rule that is in the table', () => {
    const known = new Set(rules.map(({ ruleId }) => ruleId))
    const used = ladderKinds.flatMap((kind) => ladders[kind].map(({ rule }) => rule))
    expect(used.filter((rule) => !known.has(rule))).toEqual([])
  })
})

describe('any ladder', () => {
  const anchorNames = [
    'meetingAt',
    'electionAt',
    'electionDay',
    'periodStart',
    'reviewDate',
    'closesAt',
    'publishedAt',
    'dueAt',
  ]
  const days = fc.integer({ min: 0, max: 700 })

  it('plans nothing in the past, acts on working days, never after the last lawful day, and misses exactly what is late', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ladderKinds), days, fc.integer({ min: -60, max: 200 }), (kind, at, lead) => {
        const date = addDays('2025-06-01', at)
        const now = atWardTime(addDays(date, -lead), '08:00')
        const anchors = Object.fromEntries(anchorNames.map((name) => [name, atWardTime(date, '19:00')]))
        const { rungs, missed } = make(kind, anchors, now)
        expect(make(kind, anchors, now)).toEqual({ rungs, missed })
        expect(new Set(rungs.map(({ step }) => step)).size).toBe(rungs.length)
        for (const rung of rungs) {
          const step = ladders[kind].find((one) => one.step === rung.step)!
          const rule = rules.find(({ ruleId }) => ruleId === rung.ruleId)!
          expect(rung.dueAt >= now).toBe(true)
          expect(wardDateOf(rung.dueAt) <= rung.lawfulDate).toBe(true)
          if (!step.exact && rule.direction === 'before' && rule.unit !== 'H' && rung.dueAt > now)
            expect(calendar.isWorkingDay(wardDateOf(rung.dueAt))).toBe(true)
        }
        for (const { step, lawfulDate } of missed) {
          expect(ladders[kind].find((one) => one.step === step)?.mandatory).toBe(true)
          expect(lawfulDate < wardDateOf(now)).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
  })
})
