import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTown } from '../bench/support/mass-town.ts'
import { repeatableChance } from '../stand-ins/platform-server.ts'

/**
 * Workers, the database and Redis killed with -9 at random points of a notice and of greetings, while a second worker goes
 * on; the stand-in's own log judges. The long form: KILLS=100 KILL_SIZE=20000 npm run test:kill -- notice-kill
 */
const hasRedis = spawnSync('redis-server', ['--version']).status === 0
const queues = (process.env.KILL_QUEUES ?? (hasRedis ? 'embedded,redis' : 'embedded')).split(',')
const classes = ['notice', 'greeting'] as const
const kills = Math.ceil(Number(process.env.KILLS ?? 8) / queues.length / classes.length)
const size = Number(process.env.KILL_SIZE ?? 1_200)
/** What one sender has in its hands: a claim. So many senders work in one process, and two processes. */
const claim = 50
const senders = 6

type Victim = 'worker' | 'database' | 'redis'

describe.each(queues)('a notice that is killed again and again, queue %s', (queue) => {
  const chance = repeatableChance(Number(process.env.KILL_SEED ?? 7))
  const victims: readonly Victim[] = queue === 'embedded' ? ['worker', 'database'] : ['worker', 'database', 'redis']
  let town: Awaited<ReturnType<typeof openTown>>

  beforeAll(async () => {
    town = await openTown({ size, queue, port: 54_650 })
    await town.standIns.zalo.tell('set', { keepTexts: false, latencyMs: 20 })
    for (let n = 0; n < 2; n++) await town.startWorker()
  }, 600_000)
  afterAll(() => town.close(), 120_000)

  /** The longer living one goes; returns the milliseconds until the other one has taken up its batches. */
  async function killWorker(number: number): Promise<number | null> {
    const child = town.workers.shift()!
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('a worker had ended by itself')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const held = await town.heldBatches(number)
    const killed = performance.now()
    const replaced = town.startWorker()
    // the living one is done with its batch within moments; those of the dead stay until somebody takes them over
    const taken = town.until(async () => held.length === 0 || (await town.heldBatches(number, held)).length === 0)
    const took = taken.then(() => performance.now() - killed)
    await replaced
    return held.length === 0 ? null : took
  }

  /** The server alone; its keeper starts it again, and what was committed is there. */
  function killDatabase(): void {
    const [pid] = readFileSync(path.join(town.pgDir(), 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
  }

  const patiently = <T>(ask: () => Promise<T>): Promise<T | null> => ask().catch(() => null)

  async function kill(victim: Victim, number: number): Promise<number | null> {
    if (victim === 'worker') return killWorker(number)
    if (victim === 'database') killDatabase()
    else await town.redis!.kill()
    return null
  }

  it.each(classes)(
    'loses nothing and doubles nothing: %s',
    async (messageClass) => {
      await town.standIns.zalo.tell('forget')
      const { id, number } = await town.schedule({ class: messageClass })
      const tookUp: number[] = []
      let mayDoubt = 0
      for (let n = 0; n < kills; n++) {
        const sent = (await town.standIns.zalo.tell('countSent')) as number
        const next = Math.min(sent + Math.floor((chance() * size) / kills), size * 0.9)
        await town.until(async () => {
          if (((await town.standIns.zalo.tell('countSent')) as number) >= next) return true
          return (await patiently(() => town.isThrough(id, number))) === true
        })
        const victim = victims[n % victims.length]!
        mayDoubt += claim * senders * (victim === 'database' ? 2 : victim === 'worker' ? 1 : 0)
        const took = await kill(victim, number)
        if (took !== null) tookUp.push(took)
      }
      await town.until(async () => (await patiently(() => town.isThrough(id, number))) === true, 250)

      const log = await town.standIns.zalo.sent()
      const told = new Map<string, number>()
      for (const { to } of log) told.set(to, (told.get(to) ?? 0) + 1)
      const rows = await town.rowsOf(number)
      const lost = rows.filter(({ status, address }) => status !== 'u' && !told.has(address))
      const unsaid = rows.filter(({ status }) => status !== 'a' && status !== 'u')
      const doubted = rows.filter(({ status }) => status === 'u')
      const doubles = [...told.values()].filter((times) => times > 1)
      const slowest = tookUp.length === 0 ? 'none' : `${Math.round(Math.max(...tookUp))} ms at most`
      console.log(
        `  ${queue}, ${messageClass}: ${kills} kills, ${log.length} messages to ${told.size}, ${doubted.length} in doubt, ${lost.length} lost, ${doubles.length} doubles, taken up after ${slowest}`
      )
      expect(rows).toHaveLength(size)
      expect(lost).toEqual([])
      expect(unsaid).toEqual([])
      expect(doubles).toEqual([]) // a notice in doubt goes again after an hour without a receipt, not before
      expect(doubted.length).toBeLessThanOrEqual(mayDoubt)
      // a notice with doubts is not finished, it waits for receipts; a greeting with doubts has failures
      const doubtful = messageClass === 'notice' ? 'sending' : 'finished_with_failures'
      const end = doubted.length > 0 ? doubtful : 'finished'
      await town.until(async () => (await patiently(() => town.statusOf(id))) === end, 500)
    },
    5_400_000
  )
})
