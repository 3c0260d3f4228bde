import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { linkByContact } from '../../../src/ward/citizen/link-by-contact.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import { describeMyData } from '../../../src/ward/data-request/describe-my-data.ts'
import { handleDataRequest } from '../../../src/ward/data-request/handle-data-request.ts'
import { listDataRequests } from '../../../src/ward/data-request/list-data-requests.ts'
import { openDataRequest } from '../../../src/ward/data-request/open-data-request.ts'
import { chooseNeighbourhood } from '../../../src/ward/neighbourhood/choose-neighbourhood.ts'
import { stopNotices } from '../../../src/ward/notice/stop-notices.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { doIn, makeTalk } from '../../support/make-talk.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let talk: Talk
const officialId = newId()
beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())

const rules = [
  ['DSR.ACK', 2, 'WD'],
  ['DSR.ACCESS', 10, 'D'],
  ['DSR.WITHDRAW', 15, 'D'],
  ['DSR.DELETE', 20, 'D'],
] as const

beforeEach(async () => {
  ward = await makeTestWard(at)
  ward.clock.set('2026-11-20T03:00:00Z') // a Friday
  await ward.run(async (work) => {
    await work.db.lawRule.createMany({
      data: rules.map(([ruleId, offset, unit]) => ({
        ruleId,
        offset,
        unit,
        subject: 's',
        anchor: 'receivedAt',
        direction: 'after',
        basis: 'NĐ 356/2025 Đ5',
        confidence: 'HIGH',
        effectiveFrom: new Date('2026-01-01'),
      })),
    })
    await work.db.calendarDay.create({
      data: { date: new Date('2026-11-24'), kind: 'S', name: 'Ngày Văn hóa Việt Nam', source: 's', confidence: 'HIGH' },
    })
    await work.db.neighbourhood.create({ data: { code: '12', name: 'Tổ dân phố 12' } })
    await recordCitizens(work, [
      { reference: '1', fullName: 'Nguyễn Văn Ánh', birthYear: 1970, phone: '0912344567', consents: ['survey'] },
    ])
  })
  talk = await makeTalk(ward)
})
const handle = (handling: Parameters<typeof handleDataRequest>[1]) =>
  ward.run((work) => handleDataRequest(work, handling), `official:${officialId}`)

describe('a request about one’s data', () => {
  it.each([
    ['view', '2026-11-30T10:00:00Z'],
    ['correct', '2026-11-30T10:00:00Z'],
    ['withdraw', '2026-12-07T10:00:00Z'], // 15 days end on a Saturday
    ['delete', '2026-12-10T10:00:00Z'],
  ] as const)('to %s has the clock of the law, over weekend and holiday', async (kind, dueAt) => {
    const opened = await doIn(ward)(talk, openDataRequest, { kind, text: '' })
    expect(opened).toMatchObject({
      kind: 'opened',
      acknowledgeBy: new Date('2026-11-25T10:00:00Z'),
      dueAt: new Date(dueAt),
    })
  })

  it('asked twice is one request with both texts', async () => {
    const first = await doIn(ward)(talk, openDataRequest, { kind: 'correct', text: 'tên sai' })
    const second = await doIn(ward)(talk, openDataRequest, { kind: 'correct', text: 'năm sinh cũng sai' })
    expect(second).toMatchObject({ kind: 'already', requestId: first.requestId })
    const list = await ward.run((work) => listDataRequests(work))
    expect(list).toMatchObject([
      { kind: 'correct', status: 'open', text: 'tên sai\nnăm sinh cũng sai', overdue: false },
    ])
  })

  it('is seen by officials with the citizen it belongs to, and as overdue when it is', async () => {
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    await doIn(ward)(talk, openDataRequest, { kind: 'view', text: '' })
    ward.clock.set('2026-11-25T10:00:01Z')
    expect(await ward.run((work) => listDataRequests(work))).toMatchObject([
      { citizen: { fullName: 'Nguyễn Văn Ánh' }, overdue: true },
    ])
  })

  it('is acknowledged, then done, and the citizen is told each time', async () => {
    const { requestId } = await doIn(ward)(talk, openDataRequest, { kind: 'correct', text: 'x' })
    expect(await handle({ requestId, action: 'acknowledge' })).toMatchObject({ ok: true })
    expect(await handle({ requestId, action: 'acknowledge' })).toEqual({ ok: false, refusal: 'already_handled' })
    expect(await handle({ requestId, action: 'done' })).toMatchObject({ ok: true })
    expect(await handle({ requestId, action: 'refuse', reason: 'muộn' })).toEqual({
      ok: false,
      refusal: 'already_handled',
    })
    expect(await handle({ requestId: newId(), action: 'done' })).toEqual({ ok: false, refusal: 'unknown_request' })
    const said = await ward.run(async (work) =>
      (await work.db.outbox.findMany({ orderBy: { id: 'asc' } })).map(
        (row) => work.seal.openJson<{ say: string }>(row.saying).say
      )
    )
    expect(said).toEqual(['my_data.handled.acknowledged', 'my_data.handled.done_correct'])
    expect(await ward.run((work) => listDataRequests(work, { closed: true }))).toMatchObject([{ status: 'done' }])
  })

  it('is not refused without a reason', async () => {
    const { requestId } = await doIn(ward)(talk, openDataRequest, { kind: 'delete', text: '' })
    expect(await handle({ requestId, action: 'refuse', reason: '  ' })).toEqual({
      ok: false,
      refusal: 'reason_missing',
    })
  })

  it('to delete, once done, leaves nothing of the chat but its address and the last word', async () => {
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    await doIn(ward)(talk, chooseNeighbourhood, { code: '12' })
    await ward.run((work) =>
      work.db.inbound.create({
        data: {
          accountId: newId(),
          eventHash: work.seal.hash('event', 'e'),
          addressHash: work.seal.hash('address', 'a'),
          address: work.seal.text('a'),
          content: work.seal.json({ kind: 'text', text: 'x' }),
          conversationId: talk.conversationId,
          status: 'handled',
          occurredAt: work.now,
          receivedAt: work.now,
        },
      })
    )
    const { requestId } = await doIn(ward)(talk, openDataRequest, { kind: 'delete', text: '' })
    await handle({ requestId, action: 'done' })
    const left = await ward.run(async (work) => ({
      inbound: await work.db.inbound.count({ where: { conversationId: talk.conversationId } }),
      links: await work.db.chatLink.count({ where: { conversationId: talk.conversationId } }),
      conversation: await work.db.conversation.findFirstOrThrow({ where: { id: talk.conversationId } }),
      outbox: await work.db.outbox.count({ where: { conversationId: talk.conversationId } }),
    }))
    expect(left).toMatchObject({
      inbound: 0,
      links: 0,
      outbox: 1,
      conversation: { neighbourhoodId: null, greetedAt: null },
    })
    expect(left.conversation.noticesStoppedAt).not.toBeNull()
  })

  it('to withdraw consent, once done, has withdrawn it', async () => {
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    const { requestId } = await doIn(ward)(talk, openDataRequest, { kind: 'withdraw', text: '' })
    await handle({ requestId, action: 'done' })
    expect(await ward.run((work) => work.db.consent.count({ where: { withdrawnAt: null } }))).toBe(0)
  })
})

describe('what is kept', () => {
  it('is little for a stranger', async () => {
    expect(await doIn(ward)(talk, describeMyData, {})).toMatchObject({
      citizen: null,
      neighbourhood: null,
      messagesKeptDays: 30,
      requests: [],
    })
  })

  it('is told to whom it belongs, the phone masked', async () => {
    await doIn(ward)(talk, linkByContact, { phone: '0912344567' })
    await doIn(ward)(talk, chooseNeighbourhood, { code: 'tổ mười hai' })
    await doIn(ward)(talk, openDataRequest, { kind: 'delete', text: '' })
    expect(await doIn(ward)(talk, describeMyData, {})).toMatchObject({
      neighbourhood: 'Tổ dân phố 12',
      citizen: { fullName: 'Nguyễn Văn Ánh', birthYear: 1970, phone: '+84 9•• ••• 567', consents: ['survey'] },
      requests: [{ kind: 'delete' }],
    })
  })
})

describe('notices', () => {
  it('stop once and come again once', async () => {
    const set = (stopped: boolean) => doIn(ward)(talk, stopNotices, { stopped })
    expect(
      [await set(true), await set(true), await set(false), await set(false)].map((outcome) => outcome.kind)
    ).toEqual(['stopped', 'already_stopped', 'resumed', 'already_receiving'])
  })
})

describe('where somebody lives', () => {
  it('is kept when the ward knows the place, and asked again when not', async () => {
    expect(await doIn(ward)(talk, chooseNeighbourhood, { code: 'to 12' })).toEqual({
      kind: 'chosen',
      code: '12',
      name: 'Tổ dân phố 12',
    })
    expect(await doIn(ward)(talk, chooseNeighbourhood, { code: '40' })).toMatchObject({
      kind: 'unknown',
      neighbourhoods: [{ code: '12' }],
    })
  })
})
