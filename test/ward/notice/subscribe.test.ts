import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { endLink } from '../../../src/ward/citizen/end-link.ts'
import { linkByContact } from '../../../src/ward/citizen/link-by-contact.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { countAudience } from '../../../src/ward/notice/resolve-audience.ts'
import { stopNotices } from '../../../src/ward/notice/stop-notices.ts'
import { standingOf, wishNotices, type NoticeWish } from '../../../src/ward/notice/subscribe.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: TestWard
let [one, other, stranger]: Talk[] = []

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => {
  ward = await makeTestWard(store)
  await ward.run((work) =>
    recordCitizens(work, [{ reference: '1', fullName: 'Nguyễn Thị Lan', birthYear: 1950, phone: '0912344567' }])
  )
  ;[one, other, stranger] = [await makeTalk(ward), await makeTalk(ward), await makeTalk(ward)]
  for (const talk of [one, other]) await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
})

const wish = (talk: Talk, said: NoticeWish) => doIn(ward)(talk, wishNotices, { wish: said })
const set = (talk: Talk, stopped: boolean) => doIn(ward)(talk, stopNotices, { stopped })
const standing = (talk: Talk) => ward.run((work) => standingOf(work, talk.conversationId))

describe('"chỉ nhận tin cúp nước"', () => {
  it('spares all other topics, and is taken back by "nhận tin"', async () => {
    expect(await wish(one!, { kind: 'only', topics: ['water'] })).toMatchObject({ only: ['water'], stopped: false })
    expect((await standing(one!)).spared).toContain('other')
    expect(await set(one!, false)).toMatchObject({ kind: 'resumed' })
    expect(await standing(one!)).toMatchObject({ only: null, spared: [] })
    expect(await set(one!, false)).toMatchObject({ kind: 'already_receiving' })
  })

  it('is widened by one topic more', async () => {
    await wish(one!, { kind: 'only', topics: ['water'] })
    expect(await wish(one!, { kind: 'want', topics: ['power'] })).toMatchObject({ only: ['water', 'power'] })
  })

  it('of what the law has the ward tell spares everything else', async () => {
    expect(await wish(one!, { kind: 'only', topics: [] })).toMatchObject({ only: [], invitedAtDoor: false })
  })
})

describe('a wish', () => {
  it('for one topic of somebody who stopped brings back that one only', async () => {
    await set(one!, true)
    expect(await wish(one!, { kind: 'want', topics: ['water'] })).toMatchObject({ stopped: false, only: ['water'] })
  })

  it('to be invited at the door is kept, and taken back', async () => {
    expect(await wish(one!, { kind: 'invitations', by: 'door' })).toMatchObject({ invitedAtDoor: true, spared: [] })
    expect(await wish(one!, { kind: 'invitations', by: 'chat' })).toMatchObject({ invitedAtDoor: false })
    await wish(one!, { kind: 'invitations', by: 'door' })
    expect(await set(one!, false)).toMatchObject({ kind: 'resumed' })
    expect((await standing(one!)).invitedAtDoor).toBe(false)
  })

  it('holds in every chat of the person, and in nobody else’s', async () => {
    await wish(one!, { kind: 'spare', topics: ['culture'] })
    await wish(one!, { kind: 'quiet', fromClock: '20:00', toClock: '07:00' })
    expect(await standing(other!)).toMatchObject({ spared: ['culture'], quiet: { fromClock: '20:00', toClock: '07:00' } }) // prettier-ignore
    expect(await standing(stranger!)).toMatchObject({ spared: [], quiet: null })
    expect(await wish(other!, { kind: 'no_quiet' })).toMatchObject({ quiet: null })
    expect((await standing(one!)).quiet).toBeNull()
  })
})

describe('"dừng"', () => {
  it('stops every chat of the person, and says so where there are more', async () => {
    expect(await set(one!, true)).toMatchObject({ kind: 'stopped', elsewhere: true })
    expect((await standing(other!)).stopped).toBe(true)
    expect((await standing(stranger!)).stopped).toBe(false)
    expect(await set(stranger!, true)).toMatchObject({ kind: 'stopped', elsewhere: false })
    expect(await set(other!, true)).toMatchObject({ kind: 'already_stopped' })
  })

  it('is taken back where that is written, and hours of rest stay', async () => {
    await wish(one!, { kind: 'quiet', fromClock: '20:00', toClock: '07:00' })
    await set(one!, true)
    expect(await set(other!, false)).toEqual({
      ...{ kind: 'resumed', elsewhere: true },
      quiet: { fromClock: '20:00', toClock: '07:00' },
    })
    expect((await standing(one!)).stopped).toBe(true)
  })
})

describe('a chat that is linked later', () => {
  const link = (talk: Talk) => doIn(ward)(talk, linkByContact, { phone: '0912344567' })
  const count = (of: { statutory: boolean; kind: string }) =>
    ward.run((work) =>
      countAudience(work, {
        ...{ audience: {}, class: 'notice', topic: 'water', hasTemplate: true, corrects: null },
        ...of,
      })
    )

  it('stays stopped where "dừng" was said before, and what the law wants told comes to the door', async () => {
    for (const talk of [one!, other!, stranger!]) await set(talk, true)
    for (const talk of [one!, other!]) await doIn(ward)(talk, endLink, { why: 'asked' })
    expect(await link(stranger!)).toMatchObject({ kind: 'linked', noticesStopped: true })
    expect((await standing(stranger!)).stopped).toBe(true)
    expect((await count({ statutory: false, kind: 'general' })).leftOut.opted_out).toBeGreaterThan(0)
    const invitation = await count({ statutory: true, kind: 'meeting' })
    expect(invitation.byWay).toMatchObject({ zalo: 0, telegram: 0, web: 0, visit: 1 })
  })

  it('is stopped where the person gets notices in no other chat, and is told so', async () => {
    await set(one!, true)
    expect(await link(stranger!)).toMatchObject({ kind: 'linked', noticesStopped: true })
    expect((await standing(stranger!)).stopped).toBe(true)
  })

  it('gets notices where the person takes them in another chat', async () => {
    await set(one!, true)
    await set(other!, false)
    expect(await link(stranger!)).toMatchObject({ noticesStopped: false })
    expect((await standing(other!)).stopped).toBe(false)
  })

  it('is spared what the person refused elsewhere, and keeps its own hours of rest', async () => {
    await wish(one!, { kind: 'spare', topics: ['culture'] })
    await wish(one!, { kind: 'quiet', fromClock: '20:00', toClock: '07:00' })
    await wish(stranger!, { kind: 'quiet', fromClock: '12:00', toClock: '14:00' })
    await link(stranger!)
    expect(await standing(stranger!)).toMatchObject({ spared: ['culture'], quiet: { fromClock: '12:00' } })
  })

  it('linked again to the same person forgets nothing it wished since', async () => {
    await set(one!, true)
    await link(stranger!)
    await set(stranger!, false)
    await doIn(ward)(stranger!, endLink, { why: 'asked' })
    expect(await link(stranger!)).toMatchObject({ noticesStopped: false })
  })
})
