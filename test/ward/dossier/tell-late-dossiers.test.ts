import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tellLateDossiers } from '../../../src/ward/dossier/tell-late-dossiers.ts'
import type { FeedMessage } from '../../../src/ward/dossier/merge-feed.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'
import { readReference } from '../../support/read-reference.ts'
import { feed, linkChat, openChat, record, saidTo, vn } from './dossier-fixtures.ts'

type Day = { date: string; kind: string; name: string; source: string; confidence: string }

let at: TestDatabase
let ward: TestWard
let talk: Talk

beforeAll(async () => {
  at = await freshDatabase()
})
beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set(vn('2026-11-20 10:00'))
  const days = readReference<Day>('calendar-days.csv').map(({ date, kind, name, source, confidence }) => ({
    date: new Date(date),
    kind,
    name,
    source,
    confidence,
  }))
  await ward.run((work) => work.db.calendarDay.createMany({ data: days }))
  talk = await openChat(ward)
  await linkChat(ward, talk, '+84912344567')
})
afterAll(() => at.drop())

/** Recorded long ago enough to be no news by itself. */
const known = async (change: Partial<FeedMessage> = {}) => {
  await record(ward, feed({ occurredAt: vn('2026-11-13 09:00'), receivedAt: vn('2026-11-12 08:15'), ...change }))
}
const tellAt = async (clock: string) => {
  ward.clock.set(vn(clock))
  return ward.run(tellLateDossiers)
}
const sentences = async () =>
  (await saidTo(ward, talk)).map((saying) => [1, 2, 3, 4].map((n) => saying.with[`sentence${n}`]))

describe('a dossier that is not ready in time', () => {
  it('is apologised for no later than its appointment passes, once', async () => {
    await known()
    expect(await tellAt('2026-11-23 15:40')).toBe(0)
    expect(await tellAt('2026-11-23 15:55')).toBe(1)
    expect(await tellAt('2026-11-23 16:00')).toBe(0)
    expect(await tellAt('2026-11-25 09:00')).toBe(0)
    expect(await sentences()).toEqual([
      ['dossier.told.put_off', 'dossier.late.sorry', 'dossier.late.no_new_date', 'dossier.late.ask_counter'],
    ])
  })

  it('is apologised for on the working day before where the reason is known', async () => {
    await known({ delayReason: 'chờ xác minh' })
    expect(await tellAt('2026-11-19 09:00')).toBe(0)
    expect(await tellAt('2026-11-20 09:00'), 'Friday, due on Monday').toBe(1)
    expect((await sentences())[0]?.[0]).toBe('dossier.told.put_off_why')
  })

  it('is told again when the new day passes too, and not because of the old reason', async () => {
    await known({ delayReason: 'chờ xác minh' })
    await record(
      ward,
      feed({ occurredAt: vn('2026-11-20 09:30'), appointmentAt: vn('2026-11-27 16:00'), delayReason: 'chờ xác minh' })
    )
    expect(await saidTo(ward, talk), 'told when it was put off').toHaveLength(1)
    expect(await tellAt('2026-11-26 09:00')).toBe(0)
    expect(await tellAt('2026-11-27 15:55')).toBe(1)
  })

  it('says nothing while the citizen’s own time counts, and moves the day on by it', async () => {
    await known({ status: 'awaiting_papers', occurredAt: vn('2026-11-16 09:00') })
    expect(await tellAt('2026-11-23 16:00')).toBe(0)
    await record(ward, feed({ occurredAt: vn('2026-11-23 16:10'), receivedAt: vn('2026-11-12 08:15') }))
    const before = (await saidTo(ward, talk)).length
    expect(await tellAt('2026-11-23 16:20')).toBe(0)
    // five working days later; the 24th is a holiday
    expect(await tellAt('2026-12-01 15:40')).toBe(0)
    expect(await tellAt('2026-12-01 16:00')).toBe(1)
    expect(await saidTo(ward, talk)).toHaveLength(before + 1)
  })

  it('is nobody’s news long after, nor when it is ready', async () => {
    await known()
    expect(await tellAt('2026-11-30 09:00')).toBe(0)
    await record(
      ward,
      feed({
        code: 'H49.12-261120-0035',
        status: 'done',
        occurredAt: vn('2026-11-13 09:00'),
        appointmentAt: vn('2026-11-30 16:00'),
      })
    )
    expect(await tellAt('2026-11-30 16:00')).toBe(0)
  })
})
