import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listDeliveries } from '../../../src/ward/delivery/list-deliveries.ts'
import { pauseNotice, resumeNotice, stopNotice } from '../../../src/ward/notice/hold-notice.ts'
import { endDoubts, findStrandedNotices, wakeNotice } from '../../../src/ward/notice/reconcile-notices.ts'
import { closeNotice, judgeProbe, recordDeliveryReceipt } from '../../../src/ward/notice/settle-notice.ts'
import { sendNotice } from '../../../src/delivery/mass/send-notice.ts'
import { openMassWard, type MassWard } from '../../support/mass-ward.ts'

/** What the platform or fate does with the next messages, one after the other. */
type Fate = 'taken' | 'answer_lost' | 'busy' | 'refused' | 'killed_before' | 'killed_after'
type Deed = 'turn' | 'two_turns' | 'seconds' | 'an_hour' | 'receipt' | 'pause' | 'resume' | 'stop' | 'doubts' | 'sweep'

const fates = fc.array(
  fc.constantFrom<Fate>('taken', 'taken', 'taken', 'answer_lost', 'busy', 'refused', 'killed_before', 'killed_after'),
  { minLength: 5, maxLength: 60 }
)
const deeds = fc.array(
  fc.constantFrom<Deed>(
    'turn',
    'turn',
    'two_turns',
    'seconds',
    'an_hour',
    'receipt',
    'pause',
    'resume',
    'doubts',
    'sweep'
  ),
  { minLength: 3, maxLength: 14 }
)
const ending = fc.constantFrom<'stop' | 'through'>('through', 'through', 'stop')

const howMany = 26
const runs = Number(process.env.INTERLEAVINGS ?? 3)

let ward: MassWard
let chats: string[] = []

beforeAll(async () => {
  ward = await openMassWard()
  chats = await ward.addChats(howMany)
}, 60_000)
afterAll(() => ward.close())

type Story = { doubted: Set<string>; log: Map<string, number>; refused: Set<string> }

/** The platform of one story: it remembers what it took, and which answers nobody heard. */
function fated(list: readonly Fate[]): { story: Story; calm: () => void } {
  const story: Story = { doubted: new Set(), log: new Map(), refused: new Set() }
  let next = 0
  let isCalm = false
  const take = (to: string) => void story.log.set(to, (story.log.get(to) ?? 0) + 1)
  ward.platform.judge = async (to) => {
    await Promise.resolve()
    const fate = isCalm ? 'taken' : (list[next++ % list.length] ?? 'taken')
    if (fate === 'busy') return { kind: 'try_later', why: 'rate_limited', afterSeconds: 2 }
    if (fate === 'refused') {
      story.refused.add(to)
      return { kind: 'refused', why: 'content' }
    }
    // a worker that dies leaves its whole claim in doubt: what had left and what had not look the same
    if (fate.startsWith('killed')) for (const one of await claimedNow()) story.doubted.add(one)
    if (fate === 'killed_before') {
      throw new Error('killed before it left')
    }
    take(to)
    if (fate === 'taken') return undefined
    story.doubted.add(to)
    if (fate === 'killed_after') throw new Error('killed after it left')
    return { kind: 'unknown', why: 'timeout' }
  }
  return { story, calm: () => void (isCalm = true) }
}

async function play(messageClass: string, list: readonly Fate[], plan: readonly Deed[], end: 'stop' | 'through') {
  ward.platform.log.length = 0
  ward.bells.length = 0
  ward.clock.set('2026-11-23T03:00:00Z')
  await ward.store.database.$executeRawUnsafe('select 1')
  const { story, calm } = fated(list)
  const noticeId = await ward.schedule({ class: messageClass, expiresAt: new Date('2026-11-24T09:00:00Z') })
  for (const bell of ward.bells.splice(0)) await ward.runBell(bell)
  const turn = () => sendNotice(ward.deps, ward.wardId, noticeId).catch(() => undefined) // a dead worker says nothing
  const doing: Record<Deed, () => Promise<unknown>> = {
    turn,
    two_turns: () => Promise.all([turn(), turn()]),
    seconds: async () => ward.clock.pass(10),
    an_hour: async () => ward.clock.pass(3_601),
    pause: () => ward.run((work) => pauseNotice(work, { noticeId })),
    resume: () => ward.run((work) => resumeNotice(work, { noticeId })),
    stop: () => ward.run((work) => stopNotice(work, { noticeId })),
    doubts: () => ward.run(endDoubts),
    sweep: () => sweep(noticeId),
    receipt: async () => {
      const { lines } = await ward.run((work) => listDeliveries(work, { noticeId }))
      for (const line of lines.filter((one) => one.providerId !== null).slice(0, 3)) {
        const providerIds = [line.providerId!]
        await ward.run((work) =>
          recordDeliveryReceipt(work, { conversationId: line.conversationId!, providerIds, state: 'delivered' })
        )
      }
    },
  }
  for (const deed of plan) await doing[deed]()
  if (end === 'stop') await doing.stop()
  calm()
  for (let step = 0; step < 12; step++) {
    await doing.resume()
    await doing.sweep()
    await doing.turn()
    ward.clock.pass(step % 3 === 2 ? 3_601 : 10)
    await doing.doubts()
  }
  const { lines } = await ward.run((work) => listDeliveries(work, { noticeId, limit: 1_000 }))
  return { noticeId, lines, story, status: await ward.statusOf(noticeId) }
}

async function sweep(noticeId: string): Promise<void> {
  const stranded = await ward.run(findStrandedNotices)
  for (const notice of stranded.filter((one) => one.noticeId === noticeId)) {
    await ward.run((work) => judgeProbe(work, notice))
    await ward.run((work) => closeNotice(work, notice))
    await ward.run((work) => wakeNotice(work, notice))
  }
  ward.bells.length = 0 // the turns of this test are its own
}

/** Addresses of what is claimed right now. */
async function claimedNow(): Promise<string[]> {
  const rows = await ward.run(
    ({ db }) => db.$queryRaw<{ recipient_id: string }[]>`
      select d.recipient_id from delivery_batch b join delivery d on d.notice = b.notice and d.slot = any(b.claimed) where b.token is not null`
  )
  return rows.map((row) => `zalo-${chats.indexOf(row.recipient_id)}`)
}

async function addressesOf(ids: readonly string[]): Promise<Map<string, string>> {
  return new Map(chats.map((id, n) => [id, `zalo-${n}`]).filter(([id]) => ids.includes(id!)) as [string, string][])
}

describe('whatever happens in whatever order', () => {
  for (const messageClass of ['greeting', 'notice'] as const) {
    test(`nothing of a ${messageClass} is lost, and ${messageClass === 'greeting' ? 'nothing goes twice' : 'only what was in doubt goes twice'}`, async () => {
      await fc.assert(
        fc.asyncProperty(fates, deeds, ending, async (list, plan, end) => {
          const { lines, story, status } = await play(messageClass, list, plan, end)
          const address = await addressesOf(lines.map(({ conversationId }) => conversationId!))
          expect(lines).toHaveLength(howMany)
          for (const line of lines) {
            const to = address.get(line.conversationId!)!
            const taken = story.log.get(to) ?? 0
            const said = ['accepted', 'delivered', 'read'].includes(line.status)
            if (said) expect(taken, `${to} ${line.status}`).toBeGreaterThan(0)
            if (messageClass === 'greeting') expect(taken, `${to} went twice`).toBeLessThanOrEqual(1)
            else if (taken > 1) expect(story.doubted.has(to), `${to} went twice without a doubt`).toBe(true)
            expect(taken, `${to} went three times`).toBeLessThanOrEqual(2)
            if (line.status === 'unknown') expect(story.doubted.has(to), `${to} is in doubt for nothing`).toBe(true)
            if (line.status === 'refused') expect(story.refused.has(to)).toBe(true)
            if (line.status === 'waiting') expect(status).toBe('stopped')
            if (taken > 0 && !said) expect(['unknown', 'refused', 'waiting'], `${to} was taken`).toContain(line.status)
          }
          if (end === 'through') expect(['finished', 'finished_with_failures', 'paused']).toContain(status)
        }),
        { numRuns: runs, seed: Number(process.env.INTERLEAVINGS_SEED ?? 4), endOnFailure: true }
      )
    }, 600_000)
  }
})
