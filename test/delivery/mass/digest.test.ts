import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { gatherDigests } from '../../../src/ward/notice/expand-notice.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

let ward: MassWard

beforeEach(async () => {
  ward = await openMassWard()
})
afterEach(() => ward.close())

const evening = new Date('2026-11-23T11:00:00Z')
const gather = async () => {
  const made = await ward.run(gatherDigests)
  await ward.work()
  return made
}
const saidTo = (address: string) => ward.platform.log.filter(({ to }) => to === address).map(({ text }) => text)

/** A first notice of the day, which all have had by now. */
async function morning(): Promise<void> {
  await ward.schedule({ body: 'Buổi sáng.' })
  await ward.work()
  ward.clock.pass(3_600)
}

async function neighbourhood(code: string, chats: readonly string[]): Promise<string> {
  const id = newId()
  await ward.run(async ({ db }) => {
    await db.neighbourhood.create({ data: { id, code, name: `Tổ ${code}` } })
    await db.conversation.updateMany({ where: { id: { in: [...chats] } }, data: { neighbourhoodId: id } })
  })
  return id
}

describe('the second notice of a day', () => {
  test('is one digest a person, whatever others were held for', async () => {
    const [x, y, z] = await ward.addChats(3)
    const [one, both, two] = [
      await neighbourhood('1', [y!]),
      await neighbourhood('2', [x!]),
      await neighbourhood('3', [z!]),
    ]
    await morning()
    await ward.schedule({ body: 'Tin năm.', audience: { neighbourhoods: [one, both] } })
    await ward.schedule({ body: 'Tin sáu.', audience: { neighbourhoods: [both, two] } })
    await ward.work()
    ward.platform.log.length = 0
    ward.clock.set(evening)
    expect(await gather()).toBe(3)
    expect(ward.platform.log).toHaveLength(3)
    expect(saidTo('zalo-0')[0]).toMatch(/1\. .*Tin năm.*2\. .*Tin sáu/s)
    expect(saidTo('zalo-1')[0]).toContain('Tin năm')
    expect(saidTo('zalo-1')[0]).not.toContain('Tin sáu')
    expect(saidTo('zalo-2')[0]).not.toContain('Tin năm')
  })

  test('that comes after the digest waits for the one of the next day', async () => {
    await ward.addChats(1)
    await morning()
    await ward.schedule({ body: 'Buổi trưa.' })
    await ward.work()
    ward.clock.set(evening)
    expect(await gather()).toBe(1)
    ward.clock.pass(600)
    const late = await ward.schedule({ body: 'Buổi tối.' })
    await ward.work()
    ward.clock.pass(600)
    expect(await gather()).toBe(0)
    expect(await ward.ledger(late)).toEqual({ h: 1 })
    ward.clock.set('2026-11-24T11:00:00Z')
    expect(await gather()).toBe(1)
    expect(saidTo('zalo-0').at(-1)).toContain('Buổi tối.')
  })

  test('is said at once and whole where the law wants it told, and where it asks for an answer', async () => {
    await ward.addChats(1)
    await morning()
    const statutory = await ward.schedule({ body: 'Giấy mời họp.', kind: 'meeting', statutory: true })
    const asking = await ward.schedule({ body: 'Có tham gia không?', choices: [{ id: 'x:1', vi: 'Có', en: 'Yes' }] })
    await ward.work()
    expect(await ward.ledger(statutory)).toEqual({ a: 1 })
    expect(await ward.ledger(asking)).toEqual({ a: 1 })
  })

  test('is said at once to whom Zalo lets nobody write by the evening', async () => {
    const [, far] = await ward.addChats(2)
    await morning()
    await ward.run(({ db, now }) =>
      db.conversation.updateMany({
        where: { id: far! },
        data: { lastInboundAt: new Date(now.getTime() - 7 * 86_400_000 + 3_600_000) },
      })
    )
    const noticeId = await ward.schedule({ body: 'Buổi trưa.' })
    await ward.work()
    expect(await ward.ledger(noticeId)).toEqual({ a: 1, h: 1 })
    expect(saidTo('zalo-1')).toHaveLength(2)
  })

  test('has a button for each notice, which names the notice', async () => {
    await ward.addChats(1)
    await morning()
    const held = [await ward.schedule({ body: 'Buổi trưa.' }), await ward.schedule({ body: 'Buổi chiều.' })]
    await ward.work()
    ward.clock.set(evening)
    let pressed: string[] = []
    ward.platform.judge = (_to, { choices = [] }) => void (pressed = choices.map(({ id }) => id))
    await gather()
    expect(pressed).toEqual(held.map((id) => `notices:read:${id}`))
  })
})
