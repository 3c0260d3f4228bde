import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atWardTime, wardClockOf, wardDateOf } from '../../../src/platform/ward-time.ts'
import { makeCalendar, type CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import { workingMinutesBetween } from '../../../src/ward/calendar/working-hours.ts'
import { feedbackStatuses } from '../../../src/ward/feedback/feedback.ts'
import {
  answerDue,
  clockKindOf,
  endOfPeriod,
  feedbackRules,
  hasPassed,
  intakeDue,
  isAgeing,
  period,
  resumeDue,
  timeStateOf,
} from '../../../src/ward/feedback/feedback-clock.ts'
import { readReference } from '../../support/read-reference.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))
const clock = { calendar, rules: feedbackRules }
const at = (text: string) => atWardTime(text.slice(0, 10), text.slice(11))
const show = (instant: Date) => `${wardDateOf(instant)} ${wardClockOf(instant)}`

describe('the clock of a report', () => {
  it.each([
    ['over the culture day', '2026-11-23 09:30', '2026-11-25 10:00'],
    ['sent at night', '2026-11-25 22:10', '2026-11-27 08:00'],
    ['over Tết', '2026-02-13 15:00', '2026-02-23 15:30'],
    ['before a Saturday that is worked', '2026-08-21 15:00', '2026-08-22 15:30'],
    ['on a Sunday', '2026-11-22 08:00', '2026-11-25 08:00'],
  ])('looks at it within eight working hours, %s', (_when, sent, due) => {
    expect(show(intakeDue(clock, at(sent)).at)).toBe(due)
  })

  it.each([
    ['urgent', 'over the lunch break', '2026-11-25 10:30', '2026-11-25 16:30'],
    ['urgent', 'over Tết', '2026-02-13 16:00', '2026-02-23 10:30'],
    ['normal', 'over Tết', '2026-02-12 10:00', '2026-03-02 17:00'],
    ['normal', 'with a Saturday worked for a Monday', '2026-08-20 09:00', '2026-08-28 17:00'],
    ['normal', 'over the national day and its swap', '2026-08-27 09:00', '2026-09-10 17:00'],
    ['normal', 'with a make-up day', '2026-04-23 09:00', '2026-05-07 17:00'],
    ['complex', 'ending on mùng 1', '2026-01-28 09:00', '2026-02-23 17:00'],
  ] as const)('answers %s reports in time, %s', (urgency, _when, accepted, due) => {
    expect(show(answerDue(clock, urgency, at(accepted)).at)).toBe(due)
  })

  it('sends what is another body’s within a working day, over Tết', () => {
    expect(show(endOfPeriod(clock, 'FB.FORWARD', at('2026-02-13 15:00')).at)).toBe('2026-02-23 17:00')
  })

  it('says when a date lies in a year whose notice is not out', () => {
    expect(answerDue(clock, 'normal', at('2027-02-01 09:00')).provisional).toBe(true)
    expect(answerDue(clock, 'normal', at('2026-02-12 10:00')).provisional).toBe(false)
  })

  it('stands still while the resident is asked: what was left is left, over Tết too', () => {
    const due = at('2026-03-02 17:00')
    expect(show(resumeDue(calendar, due, at('2026-02-13 16:00'), at('2026-02-24 07:30')).at)).toBe('2026-03-04 08:30')
  })

  it('wins no time back by asking when it was overdue already', () => {
    const due = at('2026-11-20 17:00')
    expect(resumeDue(calendar, due, at('2026-11-23 08:00'), at('2026-12-01 08:00')).at).toEqual(due)
  })

  it('leaves the same working minutes after a pause, whenever it was', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 60 })
    fc.assert(
      fc.property(minutes, minutes, minutes, (a, b, c) => {
        const begin = at('2026-01-05 08:00').getTime()
        const [paused, resumed] = [new Date(begin + a * 60_000), new Date(begin + (a + b) * 60_000)]
        const due = new Date(paused.getTime() + (c + 1) * 60_000)
        const left = workingMinutesBetween(calendar, paused, due)
        const next = resumeDue(calendar, due, paused, resumed).at
        if (left > 0) expect(workingMinutesBetween(calendar, resumed, next)).toBeCloseTo(left, 5)
        else expect(next).toEqual(due)
      }),
      { numRuns: 200 }
    )
  })

  it('is one clock for each status', () => {
    expect(feedbackStatuses.map(clockKindOf)).toEqual([
      'stopped', 'intake', 'paused', 'answer', 'answer', 'answer', 'answer', 'stopped', 'stopped', 'agency', 'main', 'stopped', 'stopped', 'stopped', 'stopped',
    ]) // prettier-ignore
  })

  it('warns a day before and is overdue after', () => {
    const one = { status: 'in_progress' as const, intakeDueAt: null, dueAt: at('2026-11-27 17:00') }
    expect(timeStateOf(clock, one, at('2026-11-26 16:59'))).toBe('in_time')
    expect(timeStateOf(clock, one, at('2026-11-26 17:00'))).toBe('due_soon')
    expect(timeStateOf(clock, one, at('2026-11-27 17:01'))).toBe('overdue')
    expect(timeStateOf(clock, { ...one, status: 'awaiting_details' }, at('2026-12-27 17:01'))).toBe('paused')
    expect(timeStateOf(clock, { ...one, status: 'answered' }, at('2026-12-27 17:01'))).toBe('none')
  })

  it('gives the resident whole days, counted on the wall', () => {
    expect(hasPassed(clock, 'FB.SILENCE', at('2026-11-20 15:00'), at('2026-11-27 14:59'))).toBe(false)
    expect(hasPassed(clock, 'FB.SILENCE', at('2026-11-20 15:00'), at('2026-11-27 15:00'))).toBe(true)
  })

  it('follows the rule the ward has set, from its day on', () => {
    const own = {
      ...feedbackRules.find(({ ruleId }) => ruleId === 'FB.NORMAL')!,
      offset: 5,
      effectiveFrom: '2026-11-25',
    }
    const changed = { calendar, rules: [...feedbackRules, own] }
    expect(period(changed, 'FB.NORMAL', at('2026-11-24 09:00')).offset).toBe(7)
    expect(show(endOfPeriod(changed, 'FB.NORMAL', at('2026-11-25 09:00')).at)).toBe('2026-12-02 17:00')
  })

  it('lists as dragging on what is open twice its time or was opened three times again', () => {
    const one = {
      status: 'in_progress' as const,
      submittedAt: at('2026-11-02 08:00'),
      firstDueAt: at('2026-11-11 17:00'),
      reopens: 0,
    }
    expect(isAgeing(one, at('2026-11-20 17:00'))).toBe(false)
    expect(isAgeing(one, at('2026-11-22 08:00'))).toBe(true)
    expect(isAgeing({ ...one, reopens: 3 }, at('2026-11-03 08:00'))).toBe(true)
    expect(isAgeing({ ...one, status: 'completed' }, at('2026-12-22 08:00'))).toBe(false)
  })
})
