import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/platform/ids.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import { planLetters } from '../../src/ward/letter/plan-letters.ts'
import { settleLetters } from '../../src/ward/letter/settle-letters.ts'
import { openWard } from '../../src/ward/ward/create-ward.ts'
import type { Work } from '../../src/ward/work.ts'
import { keepAccountsOfEnvironment } from '../../src/wiring/keep-accounts-of-environment.ts'
import { wire, type Wired } from '../../src/wiring.ts'
import { repeatableChance } from '../stand-ins/platform-server.ts'
import { startStandInZalo, type StandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

/** A run of greeting letters, and the worker that sends them killed with -9 again and again. */
const letters = Number(process.env.LETTERS ?? 120)
const kills = Number(process.env.KILLS ?? 4)
const chance = repeatableChance(Number(process.env.KILL_SEED ?? 5))

let store: TestDatabase
let zalo: StandInZalo
let dataDir: string
let wired: Wired
let wardId: string
let env: Record<string, string>
let worker: ChildProcess | null = null

beforeAll(async () => {
  store = await freshDatabase()
  zalo = await startStandInZalo()
  zalo.set({ latencyMs: 20 }, { callsPerMinute: 0 })
  dataDir = mkdtempSync(path.join(tmpdir(), 'loa-letters-'))
  env = {
    DATABASE_URL: store.url,
    DATA_DIR: dataDir,
    DATA_KEY: Buffer.alloc(32, 7).toString('hex'),
    LOG_LEVEL: 'fatal',
    ZALO_OPENAPI_URL: zalo.url,
    ZALO_OAUTH_URL: zalo.url,
    ZALO_BUSINESS_URL: zalo.url,
    ZALO_APP_ID: zalo.world.appId,
    ZALO_APP_SECRET: zalo.world.appSecret,
    ZALO_OA_ID: zalo.world.oaId,
    ZALO_OA_SECRET: zalo.world.oaSecret,
    ZALO_REFRESH_TOKEN: zalo.world.tokens.refresh,
  }
  wired = await wire({ config: readConfig(env) })
  const opened = await openWard(wired.transact, wired.seal, {
    slug: 'thu-nghiem',
    name: 'phường Thử',
    province: 'tỉnh Thử',
  })
  if (!opened.ok) throw new Error(opened.refusal)
  wardId = opened.value.id
  await keepAccountsOfEnvironment(wired)
})
afterAll(async () => {
  if (worker !== null && worker.exitCode === null) {
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  await wired.close()
  await zalo.close()
  await store.drop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

const run = <T>(useCase: (work: Work) => Promise<T>) => wired.transact(wardId, 'operator', useCase)

/** Elders whose families have agreed, each with a chat, and their approved letters. */
async function approvedLetters(): Promise<void> {
  const users = zalo.addUsers(letters)
  for (const user of users) zalo.citizenWrites(user, 'chào phường')
  await run(async (work) => {
    // the test must not wait for eight o'clock
    await work.db.lawRule.updateMany({ where: { ruleId: 'LETTER.HOURS.GREETING' }, data: { threshold: '00:00-24:00' } })
    await work.db.lawRule.updateMany({
      where: { ruleId: 'LETTER.TABOO.GREETING' },
      data: { threshold: '02-30..02-30' },
    })
    const account = await work.db.channelAccount.findFirstOrThrow({ where: { channel: 'zalo' } })
    const people = users.map((_, at) => ({ reference: `CD-${at}`, fullName: 'Vũ Thị Thọ', birthYear: 1946 }))
    await recordCitizens(work, people)
    const citizens = await work.db.citizen.findMany({ orderBy: { id: 'asc' } })
    const chats = users.map((address, at) => ({ id: newId(), address, citizenId: citizens[at]!.id }))
    await work.db.conversation.createMany({
      data: chats.map(({ id, address }) => ({
        id,
        accountId: account.id,
        channel: 'zalo',
        addressHash: work.seal.hash(`address:${account.id}`, address),
        address: work.seal.text(address),
        lastInboundAt: work.now,
      })),
    })
    await work.db.chatLink.createMany({
      data: chats.map(({ id, citizenId }) => ({
        conversationId: id,
        citizenId,
        provenBy: 'counter_code',
        linkedAt: work.now,
        lastSeenAt: work.now,
      })),
    })
    await work.db.longevityLine.createMany({
      data: citizens.map(({ id }) => ({
        id: newId(),
        year: 2026,
        citizenId: id,
        age: 80,
        status: 'agreed',
        way: 'chat',
        askedAt: work.now,
        createdAt: work.now,
      })),
    })
    await planLetters(work, { everyOpen: true })
    const words = work.seal.json({ addressee: 'cụ Vũ Thị Thọ', text: 'Kính chúc cụ luôn khỏe mạnh.' })
    await work.db.letter.updateMany({
      where: { status: 'ready' },
      data: { status: 'approved', words, approvedAt: work.now },
    })
    const approved = await work.db.letter.findMany({ where: { status: 'approved' }, select: { id: true } })
    for (const { id } of approved) work.ring('send-letters', id)
  })
}

function startWorker(): void {
  worker = spawn(process.execPath, ['--import', 'tsx', 'workers/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
  })
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 30))
}

const sentLetters = () => zalo.sent().filter(({ text }) => text.includes('Kính gửi cụ Vũ Thị Thọ'))

const isDone = () =>
  run(async (work) => {
    const open = await work.db.outbox.count({ where: { source: 'letter', status: { in: ['waiting', 'claimed'] } } })
    const waiting = await work.db.letter.count({ where: { status: 'approved' } })
    return open + waiting === 0
  })

describe('kill -9 of the worker in a run of letters', () => {
  it(
    `sends none of ${letters} twice in ${kills} kills, and leaves what nobody knows to a person`,
    { timeout: 280_000 },
    async () => {
      await approvedLetters()
      for (let kill = 0; kill < kills; kill++) {
        startWorker()
        const goal = Math.min(letters, sentLetters().length + 5 + Math.floor(chance() * (letters / kills - 10)))
        await until(async () => sentLetters().length >= goal || (await isDone()))
        worker!.kill('SIGKILL')
        await once(worker!, 'exit')
      }
      startWorker()
      await until(isDone)
      await run(settleLetters)
      const sent = sentLetters()
      const perPerson = new Map<string, number>()
      for (const { to } of sent) perPerson.set(to, (perPerson.get(to) ?? 0) + 1)
      const statuses = await run((work) => work.db.letter.groupBy({ by: ['status'], _count: true }))
      const counts = Object.fromEntries(statuses.map(({ status, _count }) => [status, _count]))
      console.log(
        JSON.stringify({
          letters,
          kills,
          sent: sent.length,
          counts,
          doubles: [...perPerson.values()].filter((times) => times > 1).length,
        })
      )
      expect([...perPerson.values()].filter((times) => times > 1)).toEqual([])
      expect(Object.keys(counts).filter((status) => !['sent', 'tray'].includes(status))).toEqual([])
      expect((counts['sent'] ?? 0) + (counts['tray'] ?? 0)).toBe(letters)
      expect(counts['tray'] ?? 0).toBeLessThanOrEqual(kills * 8)
    }
  )
})
