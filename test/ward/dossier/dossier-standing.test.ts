import { describe, expect, it } from 'vitest'
import { makeCalendar, type CalendarDay } from '../../../src/ward/calendar/calendar.ts'
import { dossierStanding, type StandingFacts } from '../../../src/ward/dossier/dossier-standing.ts'
import { readReference } from '../../support/read-reference.ts'
import { vn } from './dossier-fixtures.ts'

const calendar = makeCalendar(readReference<CalendarDay>('calendar-days.csv'))

const facts = (change: Partial<StandingFacts> = {}): StandingFacts => ({
  status: 'in_progress',
  receivedAt: vn('2026-11-05 08:00'),
  appointmentAt: vn('2026-11-12 16:00'),
  firstAppointmentAt: vn('2026-11-12 16:00'),
  history: [{ status: 'in_progress', occurredAt: vn('2026-11-05 09:00') }],
  ...change,
})
const standing = (change: Partial<StandingFacts>, now: string) => dossierStanding(calendar, facts(change), vn(now))

describe('how a dossier stands', () => {
  it('is seven working days late on 24/11/2026 though the day was put off to the 27th (voice 3)', () => {
    expect(standing({ appointmentAt: vn('2026-11-27 16:00') }, '2026-11-24 09:00')).toEqual({
      timing: 'late',
      workingDays: 7,
      appointmentAt: vn('2026-11-27 16:00'),
      promisedAt: vn('2026-11-12 16:00'),
      newAppointmentAt: vn('2026-11-27 16:00'),
      provisional: false,
    })
  })

  it('has no new day when that one has passed too', () => {
    expect(standing({ appointmentAt: vn('2026-11-27 16:00') }, '2026-11-30 09:00')).toMatchObject({
      timing: 'late',
      newAppointmentAt: null,
    })
  })

  it('is on time to the minute, and late by no whole day right after', () => {
    expect(standing({}, '2026-11-12 16:00')).toMatchObject({ timing: 'on_time', workingDays: 0 })
    expect(standing({}, '2026-11-12 16:01')).toMatchObject({ timing: 'late', workingDays: 0 })
  })

  it('has one working day left on Saturday for Monday (voice 2)', () => {
    const monday = { appointmentAt: vn('2026-11-23 16:00'), firstAppointmentAt: vn('2026-11-23 16:00') }
    expect(standing(monday, '2026-11-21 10:00')).toMatchObject({ timing: 'on_time', workingDays: 1 })
  })

  it('does not count the citizen’s own time, whether or not the source moved the day', () => {
    const history = [
      { status: 'in_progress', occurredAt: vn('2026-11-05 09:00') },
      { status: 'awaiting_papers', occurredAt: vn('2026-11-09 09:00') },
      { status: 'in_progress', occurredAt: vn('2026-11-16 09:00') },
    ] as const
    expect(standing({ history }, '2026-11-18 09:00')).toMatchObject({
      timing: 'on_time',
      appointmentAt: vn('2026-11-19 16:00'),
    })
    expect(standing({ history }, '2026-11-20 09:00')).toMatchObject({ timing: 'late', workingDays: 1 })
    expect(
      standing({ history, appointmentAt: vn('2026-11-25 16:00') }, '2026-11-23 09:00'),
      'a new slip is a new promise'
    ).toMatchObject({
      timing: 'on_time',
      appointmentAt: vn('2026-11-25 16:00'),
    })
  })

  it.each([
    ['awaiting_papers', 'paused'],
    ['awaiting_payment', 'paused'],
    ['done', 'ended'],
    ['returned', 'ended'],
    ['withdrawn', 'ended'],
    ['newly_registered', 'not_started'],
  ] as const)('is never late while %s', (status, timing) => {
    expect(
      standing({ status, history: [{ status, occurredAt: vn('2026-11-06 09:00') }] }, '2026-12-24 09:00').timing
    ).toBe(timing)
  })

  it('says when its day lies in a year whose holidays are not all announced', () => {
    const far = { appointmentAt: vn('2027-02-15 16:00'), firstAppointmentAt: vn('2027-02-15 16:00') }
    expect(standing(far, '2026-12-24 09:00')).toMatchObject({ timing: 'on_time', provisional: true })
  })

  it('knows no day where none was given', () => {
    expect(standing({ appointmentAt: null, firstAppointmentAt: null }, '2026-11-24 09:00')).toMatchObject({
      timing: 'no_appointment',
      appointmentAt: null,
    })
  })
})
