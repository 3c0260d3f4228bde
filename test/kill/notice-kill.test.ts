import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTown } from '../bench/support/mass-town.ts'
import { repeatableChance } from '../stand-ins/platform-server.ts'

/**
 * Workers and the database killed with -9 at random points of a notice and of greetings; the stand-in's own log judges.
 * The long form: KILLS=100 KILL_SIZE=20000 npm run test:kill -- notice-kill
 */
const kills = Number(process.env.KILLS ?? 4)
const size = Number(process.env.KILL_SIZE ?? 1_200)
const chance = repeatableChance(Number(process.env.KILL_SEED ?? 7))
/** What one sender has in its hands: a claim. So many senders work in one process. */
const claim = 50
const senders = 6

let town: Awaited<ReturnType<typeof openTown>>

beforeAll(async () => {
  town = await openTown({ size, port: 54_650 })
  await town.standIns.zalo.tell('set', { keepTexts: false, latencyMs: 20 })
  await town.startWorker()
}, 300_000)
afterAll(() => town.close(), 120_000)

async function killWorker(): Promise<void> {
  const child = town.workers.pop()!
  child.kill('SIGKILL')
  await once(child, 'exit')
  await town.startWorker()
}

/** The database server alone; its keeper starts it again, and what was committed is there. */
function killDatabase(): void {
  const [pid] = readFileSync(path.join(town.pgDir(), 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}

const patiently = <T>(ask: () => Promise<T>): Promise<T | null> => ask().catch(() => null)

describe('a notice that is killed again and again', () => {
  for (const messageClass of ['notice', 'greeting'] as const) {
    it(`loses nothing and doubles nothing: ${messageClass}`, async () => {
      await town.standIns.zalo.tell('forget')
      const { id, number } = await town.schedule({ class: messageClass })
      const killsNow = Math.ceil(kills / 2)
      for (let n = 0; n < killsNow; n++) {
        const before =
          ((await town.standIns.zalo.tell('countSent')) as number) + Math.floor((chance() * size) / killsNow)
        await town.until(async () => {
          const sent = (await town.standIns.zalo.tell('countSent')) as number
          return sent >= Math.min(before, size * 0.9) || (await patiently(() => town.isThrough(id, number))) === true
        })
        if (n % 2 === 1) killDatabase()
        await killWorker()
      }
      await town.until(async () => (await patiently(() => town.isThrough(id, number))) === true, 250)

      const log = await town.standIns.zalo.sent()
      const told = new Map<string, number>()
      for (const { to } of log) told.set(to, (told.get(to) ?? 0) + 1)
      const rows = await town.rowsOf(number)
      expect(rows).toHaveLength(size)
      const lost = rows.filter(({ status, address }) => status === 'a' && !told.has(address))
      const unsaid = rows.filter(({ status }) => status !== 'a' && status !== 'u')
      const doubted = rows.filter(({ status }) => status === 'u')
      const unknownOfNoKill =
        told.size < size ? rows.filter(({ status, address }) => !told.has(address) && status !== 'u') : []
      const doubles = [...told.values()].filter((times) => times > 1)
      console.log(
        `  ${messageClass}: ${killsNow} kills, ${log.length} messages, ${doubted.length} in doubt, ${doubles.length} doubles`
      )
      expect(lost).toEqual([])
      expect(unsaid).toEqual([])
      expect(unknownOfNoKill).toEqual([])
      expect(doubles).toEqual([]) // a notice in doubt goes again after an hour without a receipt, not before
      expect(doubted.length).toBeLessThanOrEqual(killsNow * claim * senders)
      expect(await town.statusOf(id)).not.toBe(messageClass === 'notice' && doubted.length > 0 ? 'finished' : 'stopped')
    }, 1_800_000)
  }
})
