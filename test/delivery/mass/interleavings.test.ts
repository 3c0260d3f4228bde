import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendNotice } from '../../../src/delivery/mass/send-notice.ts'
import { newId } from '../../../src/platform/ids.ts'
import { listDeliveries, type DeliveryLine } from '../../../src/ward/delivery/list-deliveries.ts'
import { pauseNotice, resumeNotice, stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { endDoubts } from '../../../src/ward/notice/reconcile-notices.ts'
import { recordDeliveryReceipt } from '../../../src/ward/delivery/record-delivery-receipt.ts'
import { wakeNoticesOf } from '../../../workers/reconcile-notices.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

/** What the platform or fate does with the next messages, one after the other. */
const fateKinds = ['taken', 'taken', 'taken', 'taken', 'answer_lost', 'busy', 'away', 'content', 'has_left', 'killed_before', 'killed_after', 'pause', 'stop', 'early_receipt'] as const // prettier-ignore
/** What happens between the turns of the senders. */
const deedKinds = ['turn', 'turn', 'two_turns', 'dies_before', 'dies_after', 'seconds', 'an_hour', 'receipt', 'pause', 'resume', 'stop', 'doubts', 'sweep', 'somebody_stops'] as const // prettier-ignore
/** Statements at which a sender may die: before the server has done them, or after it has and before it says so. */
const deadlyKinds = ['take-batch', 'settle-and-claim', 'settle-late', 'release-batch', 'next-due'] as const

type Fate = (typeof fateKinds)[number]
type Deed = (typeof deedKinds)[number]
const fates = fc.array(fc.constantFrom<Fate>(...fateKinds), { minLength: 5, maxLength: 60 })
const deeds = fc.array(fc.constantFrom<Deed>(...deedKinds), { minLength: 3, maxLength: 16 })
const deadly = fc.array(fc.constantFrom(...deadlyKinds), { minLength: 1, maxLength: 5 })
const ending = fc.constantFrom<'stop' | 'through'>('through', 'through', 'stop')
type Plan = { list: readonly Fate[]; deeds: readonly Deed[]; deadly: readonly string[]; end: 'stop' | 'through' }

/** More than the first twenty, so that some wait behind them. */
const [unlinked, withTwoChats, withOneChat] = [10, 10, 6]
const howMany = unlinked + withTwoChats + withOneChat
/** `INTERLEAVINGS=500 INTERLEAVINGS_SEED=…`: longer by hand; the same stories each time in `npm test`. */
const numRuns = Number(process.env.INTERLEAVINGS ?? 5)
const seed = Number(process.env.INTERLEAVINGS_SEED ?? 4)

let ward: MassWard
/** By id: the address of each chat. */
const addresses = new Map<string, string>()
let linked = new Set<string>()

beforeAll(async () => {
  ward = await openMassWard()
  const zalo = await ward.addChats(howMany)
  const telegram = await ward.addChats(withTwoChats, 'telegram')
  zalo.forEach((id, n) => addresses.set(id, `zalo-${n}`))
  telegram.forEach((id, n) => addresses.set(id, `telegram-${n}`))
  const people = zalo.slice(unlinked).map((chat, n) => ({ id: newId(), chats: [chat, telegram[n]].filter((one) => one !== undefined) })) // prettier-ignore
  linked = new Set(people.flatMap(({ chats }) => chats))
  await ward.run(async ({ db, now }) => {
    await db.citizen.createMany({ data: people.map(({ id }) => ({ id, reference: id, fullName: 'Trần Thị Thử' })) })
    const link = { provenBy: 'counter_code', linkedAt: now, lastSeenAt: now }
    const links = people.flatMap(({ id, chats }) => chats.map((conversationId) => ({ id: newId(), conversationId, citizenId: id, ...link }))) // prettier-ignore
    await db.chatLink.createMany({ data: links })
    await db.quietHours.create({ data: { conversationId: zalo[3]!, fromClock: '09:00', toClock: '11:30' } })
  })
}, 60_000)
afterAll(() => ward.close())

/** What the platform took of each address, whose answer nobody heard, and who was claimed when a sender died. */
type Story = { log: Map<string, number>; doubted: Set<string>; refused: Set<string>; stopped: Set<string> }

async function play(messageClass: string, { list, deeds, deadly, end }: Plan) {
  await ward.run(({ db }) => db.conversation.updateMany({ data: { leftAt: null, noticesStoppedAt: null } }))
  ward.bells.length = 0
  ward.clock.set('2026-11-23T03:00:00Z') // ten o’clock
  const story: Story = { log: new Map(), doubted: new Set(), refused: new Set(), stopped: new Set() }
  const audience = { visits: true }
  const noticeId = await ward.schedule({ class: messageClass, audience, expiresAt: new Date('2026-11-25T09:00:00Z') })
  for (const bell of ward.bells.splice(0)) await ward.runBell(bell)
  const claimedAreInDoubt = async () => void (await claimedNow()).forEach((to) => story.doubted.add(to))
  const linesOf = async () => (await ward.run((work) => listDeliveries(work, { noticeId, limit: 1_000 }))).lines
  const turn = () => sendNotice(ward.deps, ward.wardId, noticeId).catch(() => undefined) // a dead sender says nothing
  let deaths = 0
  async function dyingTurn(when: 'before' | 'after') {
    const mend = ward.breakStatement(deadly[deaths++ % deadly.length]!, when, claimedAreInDoubt)
    await turn()
    mend()
  }
  const doing: Record<Deed, () => Promise<unknown>> = {
    turn,
    two_turns: () => Promise.all([turn(), turn()]),
    dies_before: () => dyingTurn('before'),
    dies_after: () => dyingTurn('after'),
    seconds: async () => ward.clock.pass(10),
    an_hour: async () => ward.clock.pass(3_601),
    pause: () => ward.run((work) => pauseNotice(work, { noticeId })),
    resume: () => ward.run((work) => resumeNotice(work, { noticeId })),
    stop: () => ward.run((work) => stopNotice(work, { noticeId })),
    doubts: () => ward.run(endDoubts),
    sweep: async () => {
      await wakeNoticesOf(ward.wardId, ward.transact)
      ward.bells.length = 0 // the turns of this test are its own
    },
    somebody_stops: async () => {
      const open = (await linesOf()).find(
        ({ status, conversationId }) => status === 'waiting' && conversationId !== null
      )
      if (open === undefined) return
      story.stopped.add(addresses.get(open.conversationId!)!)
      const where = { id: open.conversationId! }
      await ward.run(({ db, now }) => db.conversation.update({ where, data: { noticesStoppedAt: now } }))
    },
    receipt: async () => {
      for (const { conversationId, providerId } of await linesOf()) {
        if (providerId === null || conversationId === null) continue
        await receipt(conversationId, providerId)
      }
    },
  }
  let asked = 0
  let isCalm = false
  ward.platform.judge = async (to) => {
    await Promise.resolve()
    const fate = isCalm ? 'taken' : (list[asked++ % list.length] ?? 'taken')
    switch (fate) {
      case 'busy':
        return { kind: 'try_later', why: 'rate_limited', afterSeconds: 2 }
      case 'away':
        return { kind: 'try_later', why: 'provider_down', afterSeconds: 5 }
      case 'content':
      case 'has_left':
        story.refused.add(to)
        return { kind: 'refused', why: fate === 'content' ? 'content' : 'citizen_left' }
      case 'pause':
      case 'stop':
        await doing[fate]()
        break
      case 'killed_before':
        // what had left and what had not look the same to who comes after
        await claimedAreInDoubt()
        throw new Error('killed before it left')
      default:
    }
    story.log.set(to, (story.log.get(to) ?? 0) + 1)
    if (fate === 'early_receipt') await receipt([...addresses].find(([, one]) => one === to)![0], `early-${to}`)
    if (fate !== 'answer_lost' && fate !== 'killed_after') return undefined
    story.doubted.add(to)
    if (fate === 'answer_lost') return { kind: 'unknown', why: 'timeout' }
    await claimedAreInDoubt()
    throw new Error('killed after it left')
  }
  const receipt = (conversationId: string, id: string) =>
    ward.run((work) => recordDeliveryReceipt(work, { conversationId, providerIds: [id], state: 'delivered' }))

  for (const deed of deeds) await doing[deed]()
  if (end === 'stop') await doing.stop()
  isCalm = true
  for (let step = 0; step < 12; step++) {
    await doing.resume()
    await doing.sweep()
    await doing.turn()
    ward.clock.pass(step % 3 === 2 ? 3_601 : 10)
    await doing.doubts()
  }
  const held = await ward.run(({ db }) =>
    db.deliveryBatch.count({ where: { of: { id: noticeId }, token: { not: null } } })
  )
  const bells = await ward.run(({ db }) => db.doorbell.count({ where: { rowId: noticeId } }))
  return { lines: await linesOf(), story, status: await ward.statusOf(noticeId), held, bells }
}

/** Addresses of what is claimed right now. */
async function claimedNow(): Promise<string[]> {
  const rows = await ward.run(
    ({ db }) => db.$queryRaw<{ recipient_id: string }[]>`
      select d.recipient_id from delivery_batch b join delivery d on d.notice = b.notice and d.slot = any(b.claimed) where b.token is not null`
  )
  return rows.map((row) => addresses.get(row.recipient_id)!)
}

function judge(line: DeliveryLine, messageClass: string, { story, status }: { story: Story; status: string }) {
  const isDoor = line.way === 'visit'
  const to = isDoor ? 'a door' : addresses.get(line.conversationId!)!
  const taken = story.log.get(to) ?? 0
  const said = ['accepted', 'delivered', 'read'].includes(line.status)
  if (isDoor) {
    // the notice goes on without it; the person has no chat that took it
    expect(line.status, 'of a door').toBe('waiting')
    return
  }
  if (said) expect(taken, `${to} ${line.status}`).toBeGreaterThan(0)
  if (line.status === 'unknown' || line.status === 'left') expect(story.doubted.has(to), `${to} is in doubt for nothing`).toBe(true) // prettier-ignore
  if (line.status === 'refused') expect(story.refused.has(to), `${to} was refused by nobody`).toBe(true)
  if (line.status === 'suppressed') expect(story.stopped.has(to), `${to} was spared for nothing`).toBe(true)
  if (line.status === 'waiting') expect(status, `${to} waits`).toBe('stopped')
  if (line.status === 'refused' && line.why === 'citizen_left' && status !== 'stopped')
    expect(linked.has(line.conversationId!), `${to} has another way`).toBe(false)
  if (taken > 0 && !said) expect(['unknown', 'left', 'refused'], `${to} was taken`).toContain(line.status)
  if (messageClass !== 'greeting' && taken > 1) expect(story.doubted.has(to), `${to} twice without a doubt`).toBe(true)
}

describe('whatever happens in whatever order', () => {
  for (const messageClass of ['greeting', 'notice', 'emergency'] as const) {
    const promise = messageClass === 'greeting' ? 'nothing goes twice' : 'only what was in doubt goes twice'
    test(`nothing of a ${messageClass} is lost, and ${promise}`, async () => {
      await fc.assert(
        fc.asyncProperty(fates, deeds, deadly, ending, async (list, deeds, deadly, end) => {
          const played = await play(messageClass, { list, deeds, deadly, end })
          const { lines, story, status, held, bells } = played
          expect(lines).toHaveLength(howMany)
          for (const line of lines) judge(line, messageClass, played)
          for (const [to, times] of story.log)
            expect(times, `${to} of a ${messageClass}`).toBeLessThanOrEqual(messageClass === 'greeting' ? 1 : 2)
          expect([held, bells], 'claims and bells that nobody answers').toEqual([0, 0])
          expect(status).toMatch(/^(stopped|finished)/)
        }),
        { numRuns, seed, endOnFailure: true }
      )
    }, 3_600_000)
  }
})
