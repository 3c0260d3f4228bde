import { describe, expect, it } from 'vitest'
import { atWardTime, wardClockOf, wardDateOf } from '../../../src/platform/ward-time.ts'
import { makeCalendar } from '../../../src/ward/calendar/calendar.ts'
import type { CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import { dossierDues, dossierTiming, isOnTime } from '../../../src/ward/dossier/dossier-deadline.ts'
import type { DossierStatus } from '../../../src/ward/dossier/dossier.ts'
import { readReference } from '../../support/read-reference.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))
const at = (text: string) => atWardTime(text.slice(0, 10), text.slice(11))
const show = (due: { at: Date } | null) => due && `${wardDateOf(due.at)} ${wardClockOf(due.at)}`
const story = (...steps: [DossierStatus, string][]) => steps.map(([status, text]) => ({ status, occurredAt: at(text) }))
const fiveDays = { count: 5, unit: 'working_days', cutOff: true } as const

describe('a dossier’s due day', () => {
  it('is the appointment on the slip where there is one', () => {
    const terms = { receivedAt: at('2026-11-20 08:15'), period: fiveDays, appointmentAt: at('2026-11-23 16:00') }
    const dues = dossierDues(calendar, terms, story(['received', '2026-11-20 08:15']))
    expect([show(dues.pause), show(dues.restart)]).toEqual(['2026-11-23 16:00', '2026-11-23 16:00'])
  })

  it('is counted from the receipt where there is none', () => {
    const dues = dossierDues(calendar, { receivedAt: at('2026-11-20 08:15'), period: fiveDays }, [])
    expect(show(dues.pause)).toBe('2026-11-30 17:00')
  })

  it('is unknown where neither slip nor period is known', () => {
    expect(dossierDues(calendar, { receivedAt: at('2026-11-20 08:15'), period: null }, []).pause).toBeNull()
  })

  it('waits for the citizen, and restarts from zero under the older rule', () => {
    const history = story(
      ['received', '2026-11-02 08:00'],
      ['in_progress', '2026-11-02 10:00'],
      ['awaiting_papers', '2026-11-04 09:00'],
      ['in_progress', '2026-11-11 09:00']
    )
    const dues = dossierDues(calendar, { receivedAt: at('2026-11-02 08:00'), period: fiveDays }, history)
    expect(show(dues.pause)).toBe('2026-11-16 17:00')
    expect(show(dues.restart)).toBe('2026-11-18 17:00')
    expect(dues).toMatchObject({ pausedSince: null, supplementRequests: 1 })
  })

  it('does not move by a pause that the new appointment already counts', () => {
    const history = story(['awaiting_papers', '2026-11-04 09:00'], ['in_progress', '2026-11-11 09:00'])
    const terms = { receivedAt: at('2026-11-02 08:00'), period: fiveDays, appointmentAt: at('2026-11-16 16:00') }
    const dues = dossierDues(calendar, { ...terms, appointmentSetAt: at('2026-11-11 09:05') }, history)
    expect(show(dues.pause)).toBe('2026-11-16 16:00')
  })

  it('stands still while papers are awaited, out-of-order messages or not', () => {
    const history = story(['awaiting_papers', '2026-11-04 09:00'], ['received', '2026-11-02 08:00'])
    const dues = dossierDues(calendar, { receivedAt: at('2026-11-02 08:00'), period: fiveDays }, history)
    expect(dues.pausedSince).toEqual(at('2026-11-04 09:00'))
  })

  it('of a waiting payment pauses but does not restart', () => {
    const history = story(['awaiting_payment', '2026-11-04 09:00'], ['in_progress', '2026-11-06 09:00'])
    const dues = dossierDues(calendar, { receivedAt: at('2026-11-02 08:00'), period: fiveDays }, history)
    expect([show(dues.pause), show(dues.restart)]).toEqual(['2026-11-11 17:00', '2026-11-11 17:00'])
  })

  it('in calendar days ends on a working day', () => {
    const period = { count: 30, unit: 'days', cutOff: false } as const
    const dues = dossierDues(calendar, { receivedAt: at('2026-10-25 09:00'), period }, [])
    expect(show(dues.pause)).toBe('2026-11-25 17:00')
  })
})

describe('a dossier against its clock', () => {
  const timing = (status: DossierStatus, due: string, now: string) =>
    dossierTiming(calendar, { status, dueAt: at(due) }, at(now))

  it('is seven working days late on 24/11 when it was due on 12/11', () => {
    expect(timing('in_progress', '2026-11-12 16:00', '2026-11-24 09:00')).toEqual({ state: 'overdue', workingDays: 7 })
  })

  it('has one working day left on the Saturday before its Monday', () => {
    expect(timing('in_progress', '2026-11-23 16:00', '2026-11-21 09:00')).toEqual({ state: 'due_soon', workingDays: 1 })
  })

  it('has time', () => {
    expect(timing('in_progress', '2026-11-30 17:00', '2026-11-20 09:00')).toEqual({ state: 'on_time', workingDays: 5 })
  })

  it('is late from the minute after the appointed hour', () => {
    expect(timing('received', '2026-11-23 16:00', '2026-11-23 16:00')).toEqual({ state: 'due_soon', workingDays: 0 })
    expect(timing('received', '2026-11-23 16:00', '2026-11-23 16:01')).toEqual({ state: 'overdue', workingDays: 0 })
  })

  it('is not late while the citizen’s papers are awaited, nor once it ended', () => {
    expect(timing('awaiting_papers', '2026-11-12 16:00', '2026-11-24 09:00')).toEqual({ state: 'paused' })
    expect(timing('done', '2026-11-12 16:00', '2026-11-24 09:00')).toEqual({ state: 'ended' })
    expect(timing('newly_registered', '2026-11-12 16:00', '2026-11-24 09:00')).toEqual({ state: 'not_started' })
  })
})

describe('the national indicator counts a dossier as on time', () => {
  const due = at('2026-11-12 16:00')
  const end = at('2026-11-30 17:00')

  it('when its result was there by the appointment, even if fetched later', () => {
    expect(isOnTime(story(['done', '2026-11-12 16:00'], ['returned', '2026-11-20 09:00']), due, end)).toBe(true)
    expect(isOnTime(story(['done', '2026-11-12 16:01']), due, end)).toBe(false)
  })

  it('when the citizen’s time, taken off, makes it so', () => {
    const waiting = story(['awaiting_papers', '2026-11-05 09:00'], ['in_progress', '2026-11-10 09:00'])
    expect(isOnTime([...waiting, ...story(['done', '2026-11-17 15:00'])], due, end)).toBe(true)
    expect(isOnTime([...waiting, ...story(['done', '2026-11-17 16:30'])], due, end)).toBe(false)
  })

  it('not when papers were asked for twice', () => {
    const twice = story(
      ['awaiting_papers', '2026-11-03 09:00'],
      ['in_progress', '2026-11-04 09:00'],
      ['awaiting_papers', '2026-11-05 09:00'],
      ['in_progress', '2026-11-06 09:00'],
      ['done', '2026-11-09 09:00']
    )
    expect(isOnTime(twice, due, end)).toBe(false)
  })

  it('when it was stopped, refused or still awaits papers before the appointment', () => {
    expect(isOnTime(story(['stopped', '2026-11-10 09:00']), due, end)).toBe(true)
    expect(isOnTime(story(['received', '2026-11-02 09:00'], ['awaiting_papers', '2026-11-04 09:00']), due, end)).toBe(
      true
    )
  })

  it('not when it is unfinished at the end of the period and the appointment has passed', () => {
    expect(isOnTime(story(['in_progress', '2026-11-02 09:00']), due, end)).toBe(false)
    expect(isOnTime(story(['in_progress', '2026-11-02 09:00']), at('2026-12-01 16:00'), end)).toBe(true)
  })
})
