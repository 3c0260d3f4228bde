import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TurnTools } from '../../src/conversation/take-turn.ts'
import { makeInboundDrain } from '../../workers/handle-inbound.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'

let running: RunningWard
beforeAll(async () => {
  running = await openRunningWard()
  running.zalo.set({}, { callsPerMinute: 0 })
})
afterAll(() => running.close())

const hours = 'mấy giờ phường làm việc vậy ạ'

async function writes(id: string, text: string): Promise<void> {
  const { headers, body } = running.zalo.citizenWrites(id, text)
  const answer = await running.app.inject({
    method: 'POST',
    url: '/webhooks/zalo',
    headers,
    payload: Buffer.from(body),
  })
  expect(answer.statusCode).toBe(200)
}

const heardBy = (id: string) => running.zalo.sent(id).map((message) => message.text)

/** A worker like the running one, whose understanding may be spoilt. */
function worker(understand: TurnTools['understand'] = running.wired.turnTools.understand) {
  const drain = makeInboundDrain({ ...running.wired, turnTools: { ...running.wired.turnTools, understand } })
  return () => drain(running.ward.id)
}

const inWard = <T>(look: Parameters<typeof running.wired.transact<T>>[2]) =>
  running.wired.transact(running.ward.id, 'operator', look)
/** Events that wait, words that have not left, and bells of events. */
const stillOpen = () =>
  inWard(async (work) => ({
    events: await work.db.inbound.count({ where: { status: 'waiting' } }),
    words: await work.db.outbox.groupBy({ by: ['status', 'why'], where: { status: { not: 'accepted' } } }),
    bells: await running.wired.database.doorbell.count({ where: { job: 'handle-inbound' } }),
  }))
const nothing = { events: 0, words: [], bells: 0 }

describe('many citizens write at the same time', () => {
  let citizens: string[]
  beforeEach(() => {
    citizens = running.zalo.addUsers(24)
  })

  it('each is answered once, and nothing stays behind', async () => {
    await Promise.all(citizens.map((id) => writes(id, hours)))
    await running.handle()
    const [first, ...others] = citizens.map(heardBy)
    expect(first!.length).toBeGreaterThan(0)
    for (const heard of others) expect(heard).toEqual(first)
    expect(await stillOpen()).toEqual(nothing)
  })

  it('two workers share them: nobody is answered twice, and each in the order written', async () => {
    for (const text of [hours, 'cảm ơn nhiều nha']) await Promise.all(citizens.map((id) => writes(id, text)))
    await Promise.all([worker()(), worker()()])
    await running.handle()
    const [alone] = running.zalo.addUsers(1)
    for (const text of [hours, 'cảm ơn nhiều nha']) {
      await writes(alone!, text)
      await running.handle()
    }
    for (const id of citizens) expect(heardBy(id)).toEqual(heardBy(alone!))
    expect(await stillOpen()).toEqual(nothing)
  })

  it('one message that breaks us calls a person; the others of the same moment are answered as ever', async () => {
    const { understand } = running.wired.turnTools
    const spoilt = worker(async (work, text) => {
      if (text.includes('gãy')) throw new TypeError('broken')
      return understand(work, text)
    })
    const [unlucky, ...others] = citizens
    await Promise.all(citizens.map((id) => writes(id, id === unlucky ? 'tin này gãy' : hours)))
    await spoilt()
    await running.handle()
    const sorry = running.wired.translate('conversation.trouble')
    for (const id of others) expect(heardBy(id)).not.toContain(sorry)
    for (const id of others) expect(heardBy(id)).toEqual(heardBy(others[0]!))
    const failed = await inWard((work) => work.db.inbound.findMany({ where: { status: 'failed' } }))
    expect(failed).toHaveLength(1)
    expect(await stillOpen()).toEqual(nothing)
  })

  it('a citizen who has spoken before hears an apology when we break, and what he writes next is answered', async () => {
    const [citizen] = citizens
    await writes(citizen!, hours)
    await running.handle()
    const answered = heardBy(citizen!).length
    await writes(citizen!, 'tin này gãy')
    await writes(citizen!, hours)
    const { understand } = running.wired.turnTools
    await worker(async (work, text) => {
      if (text.includes('gãy')) throw new TypeError('broken')
      return understand(work, text)
    })()
    const heard = heardBy(citizen!).slice(answered)
    expect(heard[0]).toContain(running.wired.translate('conversation.trouble'))
    expect(heard.length).toBeGreaterThan(1)
    expect(await stillOpen()).toEqual(nothing)
  })

  it('trouble that passes gives nothing up: everybody is answered later', async () => {
    await Promise.all(citizens.map((id) => writes(id, hours)))
    const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    await expect(worker(() => Promise.reject(away))()).rejects.toBe(away)
    expect((await stillOpen()).events).toBe(24)
    await running.handle()
    for (const id of citizens) expect(heardBy(id).length).toBeGreaterThan(0)
    expect(await stillOpen()).toEqual(nothing)
  })
})

describe('a platform that takes its time', () => {
  it('words are on their way to no more people than one process may repeat to when it dies, however often it is woken', async () => {
    const citizens = running.zalo.addUsers(96)
    const held: (() => void)[] = []
    let [inFlight, most] = [0, 0]
    const { delivery } = running.wired
    const slow = makeInboundDrain({
      ...running.wired,
      delivery: {
        ...delivery,
        channelOf: async (wardId, accountId) => {
          const channel = (await delivery.channelOf(wardId, accountId))!
          return {
            ...channel,
            send: async (...given) => {
              most = Math.max(most, ++inFlight)
              await new Promise<void>((resolve) => held.push(resolve))
              inFlight -= 1
              return channel.send(...given)
            },
          }
        },
      },
    })
    const runs: Promise<void>[] = []
    for (let wave = 0; wave < 4; wave++) {
      await Promise.all(citizens.slice(wave * 24, wave * 24 + 24).map((id) => writes(id, hours)))
      runs.push(slow(running.ward.id))
      while (inFlight < Math.min(24 * (wave + 1), 32)) await stillOpen()
    }
    const open = new Set(runs)
    for (const run of runs) void run.finally(() => open.delete(run))
    while (open.size > 0) {
      held.shift()?.()
      await stillOpen()
    }
    await Promise.all(runs)
    await running.handle()
    expect(most).toBeGreaterThanOrEqual(32)
    expect(most).toBeLessThan(64)
    for (const id of citizens) expect(heardBy(id)).toEqual(heardBy(citizens[0]!))
    expect(await stillOpen()).toEqual(nothing)
  })
})

describe('a citizen writes again before the answer has left', () => {
  it('the second answer follows the first at once', async () => {
    const [citizen] = running.zalo.addUsers(1)
    await writes(citizen!, hours)
    const first = running.handle()
    await writes(citizen!, 'cảm ơn nhiều nha')
    await Promise.all([first, running.handle()])
    await running.handle()
    expect(heardBy(citizen!).length).toBeGreaterThan(1)
    expect(await stillOpen()).toEqual(nothing)
  })
})
