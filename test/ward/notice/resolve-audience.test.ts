import type { AudienceOf } from '../../../src/ward/notice/audience.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { countAudience, resolveAudience } from '../../../src/ward/notice/resolve-audience.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: TestWard
const place = { one: newId(), two: newId() }
const home = { a: newId(), b: newId(), grieving: newId() }
const people = new Map<string, string>()
const chats = new Map<string, string>()

const general: AudienceOf = {
  audience: {},
  class: 'notice',
  kind: 'general',
  statutory: false,
  topic: null,
  hasTemplate: false,
  corrects: null,
}

type Someone = {
  name: string
  household?: string
  head?: boolean
  birthYear?: number
  deceased?: string
  moved?: string
}
type Chat = {
  of?: string
  channel: 'zalo' | 'telegram' | 'web'
  hoursAgo?: number
  stopped?: boolean
  left?: boolean
  at?: string
  ended?: string
}

beforeAll(async () => {
  store = await freshDatabase()
  ward = await makeTestWard(store)
  ward.clock.set('2026-11-23T03:00:00Z')
  await ward.run(async ({ db, now }) => {
    await db.neighbourhood.createMany({
      data: [
        { id: place.one, code: '1', name: 'Tổ dân phố 1' },
        { id: place.two, code: '2', name: 'Tổ dân phố 2' },
      ],
    })
    await db.household.createMany({
      data: [
        { id: home.a, code: 'A', neighbourhoodId: place.one },
        { id: home.b, code: 'B', neighbourhoodId: place.two },
        { id: home.grieving, code: 'C', neighbourhoodId: place.two },
      ],
    })
    const put = async ({ name, household, head = false, birthYear = 1980, deceased, moved }: Someone) => {
      const id = newId()
      people.set(name, id)
      await db.citizen.create({
        data: {
          id,
          reference: name,
          fullName: name,
          householdId: household ?? null,
          headOfHousehold: head,
          birthYear,
          deceasedAt: deceased ? new Date(deceased) : null,
          movedAwayAt: moved ? new Date(moved) : null,
        },
      })
    }
    await put({ name: 'head-a', household: home.a, head: true })
    await put({ name: 'wife-a', household: home.a })
    await put({ name: 'child-a', household: home.a, birthYear: 2015 })
    await put({ name: 'head-b', household: home.b, head: true })
    await put({ name: 'widow', household: home.grieving })
    await put({ name: 'dead', household: home.grieving, deceased: '2026-11-20T00:00:00Z' })
    await put({ name: 'moved', household: home.b, moved: '2026-10-01T00:00:00Z' })
    await put({ name: 'misdialled', household: home.b })
    const account = new Map<string, string>()
    for (const channel of ['zalo', 'telegram', 'web']) {
      const id = newId()
      account.set(channel, id)
      await db.channelAccount.create({ data: { id, channel, reference: channel, settings: Buffer.from('x') } })
    }
    const chat = async (name: string, { of, channel, hoursAgo = 1, stopped, left, at, ended }: Chat) => {
      const id = newId()
      chats.set(name, id)
      await db.conversation.create({
        data: {
          id,
          accountId: account.get(channel)!,
          channel,
          addressHash: Buffer.from(name),
          address: Buffer.from(name),
          neighbourhoodId: at ?? null,
          lastInboundAt: new Date(now.getTime() - hoursAgo * 3_600_000),
          noticesStoppedAt: stopped ? now : null,
          leftAt: left ? now : null,
        },
      })
      if (of === undefined) return
      await db.chatLink.create({
        data: {
          id: newId(),
          conversationId: id,
          citizenId: people.get(of)!,
          provenBy: 'counter_code',
          linkedAt: now,
          lastSeenAt: now,
          endedAt: ended ? now : null,
          endedWhy: ended ?? null,
        },
      })
    }
    await chat('head-a-old-zalo', { of: 'head-a', channel: 'zalo', hoursAgo: 200 })
    await chat('head-a-telegram', { of: 'head-a', channel: 'telegram' })
    await chat('wife-a-zalo', { of: 'wife-a', channel: 'zalo' })
    await chat('head-b-web', { of: 'head-b', channel: 'web', stopped: true })
    await chat('widow-zalo', { of: 'widow', channel: 'zalo' })
    await chat('misdialled-zalo', { of: 'misdialled', channel: 'zalo', ended: 'wrong_person' })
    await chat('stranger', { channel: 'web', at: place.one })
    await chat('gone', { channel: 'telegram', left: true, at: place.one })
    await db.subscription.create({
      data: { conversationId: chats.get('wife-a-zalo')!, topic: 'power_cuts', wanted: true, since: now },
    })
    await db.subscription.create({
      data: { conversationId: chats.get('stranger')!, topic: 'power_cuts', wanted: false, since: now },
    })
  })
})
afterAll(() => store.drop())

async function resolved(change: Partial<AudienceOf>): Promise<Record<string, string>> {
  return ward.run(async ({ db, now }) => {
    const { text, values } = resolveAudience({ ...general, ...change }, now)
    const rows = await db.$queryRawUnsafe<{ recipient_id: string; status: string; way: string; why: string }[]>(
      `${text} select recipient_id, status::text, way::text, why::text from resolved`,
      ...values
    )
    const names = new Map([...people, ...chats].map(([name, id]) => [id, name]))
    return Object.fromEntries(rows.map((row) => [names.get(row.recipient_id)!, row.status + row.way + row.why]))
  })
}

describe('who gets a notice', () => {
  test('everybody in the ward, each by the best way, and why not', async () => {
    expect(await resolved({})).toEqual({
      'head-a-telegram': 'wg-',
      'wife-a-zalo': 'wz-',
      'child-a': 'svn',
      'head-b': 'svo',
      widow: 'svm',
      misdialled: 'svx',
      'misdialled-zalo': 'wz-', // whoever it is, it wrote to the ward
      stranger: 'wb-',
    })
  })

  test('an approved template opens Zalo again after the window', async () => {
    expect(await resolved({ hasTemplate: true })).toMatchObject({ 'head-a-old-zalo': 'wp-' })
  })

  test('of each household one adult, the head where the head can be reached, else the door', async () => {
    expect(await resolved({ audience: { households: true } })).toEqual({
      'head-a-telegram': 'wg-',
      'head-b': 'wvo',
      widow: 'svm',
      'misdialled-zalo': 'wz-',
      stranger: 'wb-',
    })
  })

  test('a statutory notice uses a chat only where the neighbourhood agreed on that channel', async () => {
    const statutory = { audience: { households: true }, kind: 'meeting', statutory: true }
    expect(await resolved(statutory)).toEqual({
      'head-a': 'wva',
      'head-b': 'wvo',
      widow: 'wva',
      'misdialled-zalo': 'wz-',
      stranger: 'sva',
    })
    await ward.run(({ db }) =>
      db.channelAgreement.create({
        data: {
          id: newId(),
          neighbourhoodId: place.one,
          channel: 'zalo',
          agreedDate: new Date('2026-01-10'),
          minutesRef: 'BB-01',
        },
      })
    )
    expect(await resolved(statutory)).toMatchObject({ 'wife-a-zalo': 'wz-', 'head-b': 'wvo' })
  })

  test('who wants invitations by law at the door gets them there, and all else in the chat', async () => {
    const wish = { conversationId: chats.get('misdialled-zalo')!, topic: 'invitation' }
    const link = { id: newId(), conversationId: wish.conversationId, citizenId: people.get('misdialled')! }
    await ward.run(async ({ db, now }) => {
      await db.subscription.create({ data: { ...wish, wanted: false, since: now } })
      await db.chatLink.create({ data: { ...link, provenBy: 'counter_code', linkedAt: now, lastSeenAt: now } })
      await db.channelAgreement.create({
        data: { id: newId(), neighbourhoodId: place.two, channel: 'zalo', agreedDate: new Date('2026-01-10'), minutesRef: '2' }, // prettier-ignore
      })
    })
    const one = { citizens: [link.citizenId] }
    expect(await resolved({ audience: one, kind: 'meeting', statutory: true })).toEqual({ misdialled: 'wvo' })
    expect(await resolved({ audience: one })).toEqual({ 'misdialled-zalo': 'wz-' })
    await ward.run(({ db }) => db.subscription.deleteMany({ where: wish }))
    expect(await resolved({ audience: one, kind: 'meeting', statutory: true })).toEqual({ 'misdialled-zalo': 'wz-' })
    await ward.run(({ db, now }) => db.chatLink.updateMany({ where: { id: link.id }, data: { endedAt: now, endedWhy: 'wrong_person' } })) // prettier-ignore
    await ward.run(({ db }) => db.channelAgreement.deleteMany({ where: { neighbourhoodId: place.two } }))
  })

  test('an emergency reaches those who stopped notices', async () => {
    expect(await resolved({ class: 'emergency', kind: 'emergency' })).toMatchObject({
      'head-b-web': 'wb-',
      'widow-zalo': 'wz-',
    })
  })

  test('one neighbourhood, one topic, a list', async () => {
    expect(Object.keys(await resolved({ audience: { neighbourhoods: [place.one] } })).sort()).toEqual([
      'child-a',
      'head-a-telegram',
      'stranger',
      'wife-a-zalo',
    ])
    expect(await resolved({ audience: { topics: ['power_cuts'] } })).toEqual({ 'wife-a-zalo': 'wz-' })
    expect(await resolved({ audience: { citizens: [people.get('widow')!] } })).toEqual({ widow: 'svm' })
  })

  test('an empty list is nobody, neither of the register nor of the chats', async () => {
    const nobody = { households: true, citizens: [] }
    expect(await resolved({ audience: nobody })).toEqual({})
    expect(await ward.run((work) => countAudience(work, { ...general, audience: nobody }))).toMatchObject({
      ...{ total: 0, leftOut: {} },
    })
  })

  test('is counted by the same rule, with those the register has lost', async () => {
    expect(await ward.run((work) => countAudience(work, general))).toEqual({
      total: 8,
      households: 6,
      byWay: { zalo: 2, zalo_template: 0, telegram: 1, web: 1, visit: 0 },
      leftOut: { deceased: 1, moved_away: 1, no_way: 1, opted_out: 1, mourning: 1, wrong_number: 1 },
    })
  })
})

describe('who was left out without a word', () => {
  const alone = { grandmother: newId(), orphans: newId(), newborn: newId() }

  beforeAll(async () => {
    await ward.run(async ({ db, now }) => {
      const put = (name: string, row: object) => {
        const id = newId()
        people.set(name, id)
        return db.citizen.create({ data: { id, reference: name, fullName: name, birthYear: 1980, ...row } })
      }
      await db.household.createMany({
        data: [
          { id: alone.orphans, code: 'D', neighbourhoodId: place.one },
          { id: alone.newborn, code: 'E', neighbourhoodId: place.one, mourningSince: new Date('2026-11-22') },
        ],
      })
      await put('no-household', { neighbourhoodId: place.one })
      await put('child-without-household', { neighbourhoodId: place.one, birthYear: 2015 })
      await put('orphan', { householdId: alone.orphans, birthYear: 2012 })
      await put('small-orphan', { householdId: alone.orphans, birthYear: 2016 })
      await put('mother', { householdId: alone.newborn, headOfHousehold: true })
      await put('singer', {})
      const { id: accountId } = await db.channelAccount.findFirstOrThrow({ where: { channel: 'web' } })
      for (const [name, of] of [
        ['no-household-web', 'no-household'],
        ['singer-web', 'singer'],
      ] as const) {
        const id = newId()
        chats.set(name, id)
        const addressHash = Buffer.from(name)
        await db.conversation.create({ data: { id, accountId, channel: 'web', addressHash, address: addressHash } })
        await db.chatLink.create({
          data: {
            ...{ id: newId(), conversationId: id, citizenId: people.get(of)!, provenBy: 'counter_code' },
            ...{ linkedAt: now, lastSeenAt: now },
          },
        })
      }
      await db.subscription.create({
        data: { conversationId: chats.get('singer-web')!, topic: 'culture', wanted: false, since: now },
      })
      await db.subscription.create({
        data: { conversationId: chats.get('stranger')!, topic: 'culture', wanted: false, since: now },
      })
    })
  })

  test('an adult of the register without a household is a household of one', async () => {
    const found = await resolved({ audience: { households: true } })
    expect(found).toMatchObject({ 'no-household-web': 'wb-', 'singer-web': 'wb-' })
    expect(found).not.toHaveProperty('child-without-household')
    const declined = { households: true, spared: { households: [alone.newborn], chats: [] } }
    expect(await resolved({ audience: declined })).toMatchObject({ 'no-household-web': 'wb-' })
  })

  test('a household without an adult is told at the door, once, and counted under a reason of its own', async () => {
    const found = await resolved({ audience: { households: true } })
    expect([found.orphan, found['small-orphan']].filter(Boolean)).toEqual(['wvj'])
    expect(Object.keys(await resolved({ audience: { households: true, neighbourhoods: [place.two] } }))).not.toContain(
      'orphan'
    )
    const counted = await ward.run((work) => countAudience(work, { ...general, audience: { households: true } }))
    expect(counted.leftOut).toMatchObject({ no_adult: 1 })
    expect(counted.households).toBe(7)
  })

  test('a house that mourns somebody the register never knew is spared what is not statutory', async () => {
    expect(await resolved({})).toMatchObject({ mother: 'svm' })
    expect(await resolved({ statutory: true })).toMatchObject({ mother: 'wvn' })
  })

  test('who asked to be spared a topic is told so, not that there is no way, and nobody knocks at the door', async () => {
    const concert = { topic: 'culture', audience: { visits: true } }
    expect(await resolved(concert)).toMatchObject({ singer: 'svs', stranger: 'svs', misdialled: 'wvx' })
    expect(await resolved({ topic: 'water', audience: { visits: true } })).toMatchObject({ 'singer-web': 'wb-' })
    const counted = await ward.run((work) => countAudience(work, { ...general, ...concert }))
    expect(counted.leftOut).toMatchObject({ topic_spared: 2 })
  })

  test('what the law wants told and an emergency heed no wish about topics', async () => {
    expect(await resolved({ topic: 'culture', class: 'emergency', kind: 'emergency' })).toMatchObject({
      'singer-web': 'wb-',
    })
    const statutory = await resolved({ topic: 'culture', statutory: true, audience: { households: true } })
    expect(statutory).toMatchObject({ 'singer-web': 'wb-' })
  })
})
