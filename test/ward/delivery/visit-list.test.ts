import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { closeDoors } from '../../../src/ward/delivery/close-doors.ts'
import { listDeliveries } from '../../../src/ward/delivery/list-deliveries.ts'
import {
  countVisits,
  listVisits,
  noteNotMet,
  tickVisit,
  untickVisit,
  type VisitPart,
} from '../../../src/ward/delivery/visit-list.ts'
import { stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { wakeNoticesOf } from '../../../workers/reconcile-notices.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard

beforeEach(async () => {
  ward = await openMassWard()
})
afterEach(() => ward.close())

/** Two adults whom no message reaches; the wife is head of the household. */
async function addHousehold(code: string): Promise<{ household: string; wife: string; husband: string }> {
  const [household, wife, husband] = [newId(), newId(), newId()]
  await ward.run(async ({ db }) => {
    await db.household.create({ data: { id: household, code } })
    const adult = (id: string, who: string, headOfHousehold: boolean) => ({
      ...{ id, reference: id, fullName: `${who} ${code}`, householdId: household, headOfHousehold, birthYear: 1975 },
    })
    await db.citizen.createMany({ data: [adult(wife, 'Bà', true), adult(husband, 'Ông', false)] })
  })
  return { household, wife, husband }
}

async function sent(more: Partial<Parameters<MassWard['schedule']>[0]> = {}): Promise<string> {
  const noticeId = await ward.schedule({
    audience: { households: true, visits: true },
    expiresAt: new Date('2026-11-25T12:30:00Z'),
    ...more,
  })
  await ward.work()
  await wakeNoticesOf(ward.wardId, ward.deps.transact)
  return noticeId
}

const namesOf = async (part: VisitPart = 'open') =>
  (await ward.run((work) => listVisits(work, { part }))).map(({ fullName }) => fullName)

const rowsOf = async (noticeId: string) =>
  (await ward.run((work) => listDeliveries(work, { noticeId }))).lines.map(
    ({ fullName, status, why }) => `${fullName}: ${status} ${why}`
  )

describe('a door', () => {
  test('of what is over is on no list, and counts as not reached', async () => {
    await addHousehold('H-1')
    const noticeId = await sent()
    expect(await ward.statusOf(noticeId)).toBe('finished')
    expect(await namesOf()).toEqual(['Bà H-1'])
    expect(await ward.run(closeDoors)).toBe(0)
    ward.clock.set('2026-11-25T12:30:00Z')
    expect(await namesOf()).toEqual([])
    expect(await ward.run((work) => countVisits(work, {}))).toEqual({ doors: 0, notices: [] })
    expect(await ward.run(closeDoors)).toBe(1)
    expect(await rowsOf(noticeId)).toEqual(['Bà H-1: expired too_old'])
    expect(await ward.statusOf(noticeId)).toBe('finished_with_failures')
  })

  test('told in time may be ticked for three days after the event, and no longer', async () => {
    await addHousehold('H-1')
    await addHousehold('H-2')
    const noticeId = await sent()
    ward.clock.set('2026-11-26T02:00:00Z')
    await ward.run(closeDoors)
    expect(await namesOf('late')).toEqual(['Bà H-1', 'Bà H-2'])
    const [door] = await ward.run((work) => listVisits(work, { part: 'late' }))
    expect(await ward.run((work) => tickVisit(work, door!))).toMatchObject({ ok: true })
    expect(await rowsOf(noticeId)).toEqual(
      expect.arrayContaining(['Bà H-1: delivered none', 'Bà H-2: expired too_old'])
    )
    ward.clock.set('2026-11-29T02:00:00Z')
    const [other] = [{ noticeId, slot: 1 - door!.slot }]
    expect(await ward.run((work) => tickVisit(work, other))).toMatchObject({ refusal: 'not_to_visit' })
    expect(await namesOf('late')).toEqual([])
  })

  test('of a notice that names no day is closed after a month', async () => {
    await addHousehold('H-1')
    const noticeId = await ward.schedule({ audience: { households: true, visits: true } })
    await ward.work()
    ward.clock.pass(29 * 86_400)
    expect(await namesOf()).toEqual(['Bà H-1'])
    ward.clock.pass(2 * 86_400)
    expect(await namesOf()).toEqual([])
    await ward.run(closeDoors)
    expect(await rowsOf(noticeId)).toEqual(['Bà H-1: expired too_old'])
  })

  test('of a stopped notice is neither shown nor ticked', async () => {
    await addHousehold('H-1')
    const noticeId = await ward.schedule({ audience: { households: true, visits: true } })
    await ward.work()
    await ward.run(({ db }) => db.notice.update({ where: { id: noticeId }, data: { status: 'sending' } }))
    const [door] = await ward.run((work) => listVisits(work, { noticeId }))
    await ward.run((work) => stopNotice(work, { noticeId }))
    expect(await ward.run((work) => listVisits(work, { noticeId }))).toEqual([])
    expect(await ward.run((work) => tickVisit(work, door!))).toMatchObject({ refusal: 'not_to_visit' })
  })

  test('of one who died goes to the next adult of the household, of one who lived alone to nobody', async () => {
    const [two, alone] = [await addHousehold('H-1'), await addHousehold('H-2')]
    const noticeId = await sent({ statutory: true })
    await ward.run(async ({ db, now }) => {
      const ids = [two.wife, alone.wife, alone.husband]
      await db.citizen.updateMany({ where: { id: { in: ids } }, data: { deceasedAt: now } })
    })
    expect(await namesOf()).toEqual([])
    await ward.run(closeDoors)
    const doors = await ward.run((work) => listVisits(work, {}))
    expect(doors).toMatchObject([{ fullName: 'Ông H-1', mourns: true }])
    expect((await rowsOf(noticeId)).sort()).toEqual(['Bà H-2: suppressed deceased', 'Ông H-1: waiting no_way'])
  })

  test('of one who moved away is closed', async () => {
    const { wife } = await addHousehold('H-1')
    const noticeId = await sent({ audience: { citizens: [wife], visits: true } })
    await ward.run(({ db, now }) => db.citizen.update({ where: { id: wife }, data: { movedAwayAt: now } }))
    expect(await namesOf()).toEqual([])
    await ward.run(closeDoors)
    expect(await rowsOf(noticeId)).toEqual(['Bà H-1: suppressed moved_away'])
  })

  test.each([
    [false, []],
    [true, ['Bà H-1']],
  ])('of a house in mourning is knocked at only for what the law asks: statutory %s', async (statutory, names) => {
    const { household } = await addHousehold('H-1')
    const noticeId = await sent({ statutory })
    await ward.run(({ db, now }) => db.household.update({ where: { id: household }, data: { mourningSince: now } }))
    expect(await namesOf()).toEqual(names)
    await ward.run(closeDoors)
    expect(await rowsOf(noticeId)).toEqual([statutory ? 'Bà H-1: waiting no_way' : 'Bà H-1: suppressed mourning'])
  })

  test('ticked by mistake is taken back for ten minutes', async () => {
    await addHousehold('H-1')
    const noticeId = await sent()
    const [door] = await ward.run((work) => listVisits(work, {}))
    await ward.run((work) => tickVisit(work, door!))
    expect(await namesOf()).toEqual([])
    expect(await namesOf('told')).toEqual(['Bà H-1'])
    ward.clock.pass(600)
    expect(await ward.run((work) => untickVisit(work, door!))).toMatchObject({ ok: true })
    expect(await rowsOf(noticeId)).toEqual(['Bà H-1: waiting no_way'])
    await ward.run((work) => tickVisit(work, door!))
    ward.clock.pass(601)
    expect(await ward.run((work) => untickVisit(work, door!))).toMatchObject({ refusal: 'ticked_long_ago' })
    expect(await rowsOf(noticeId)).toEqual(['Bà H-1: delivered no_way'])
  })

  test('where nobody opened stays on the list, after the others, and the knock is on record', async () => {
    await addHousehold('H-1')
    await addHousehold('H-2')
    const noticeId = await sent()
    const [first] = await ward.run((work) => listVisits(work, {}))
    expect(await ward.run((work) => noteNotMet(work, first!))).toMatchObject({ ok: true })
    expect(await ward.run((work) => listVisits(work, {}))).toMatchObject([
      { fullName: 'Bà H-2', notMetAt: null },
      { fullName: 'Bà H-1', notMetAt: ward.clock.now() },
    ])
    const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
    expect(lines.flatMap(({ tried }) => tried)).toMatchObject([{ way: 'visit', why: 'not_met' }])
    await ward.run((work) => tickVisit(work, first!))
    expect(await ward.run((work) => noteNotMet(work, first!))).toMatchObject({ refusal: 'not_to_visit' })
  })
})
