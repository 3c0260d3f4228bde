import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { settleAndClaim } from '../../../src/delivery/mass/batch-ledger.ts'
import { inWardSession, type BatchSession } from '../../../src/delivery/mass/batch-session.ts'
import { takeBatch } from '../../../src/delivery/mass/hold-batch.ts'
import { openPool } from '../../../src/platform/database.ts'
import { openMassWard } from '../../support/mass-ward.ts'
import { freshDatabase, makeTestWard, type TestDatabase } from '../../support/test-ward.ts'

let store: TestDatabase
let pool: ReturnType<typeof openPool>
let wardId: string

beforeEach(async () => {
  store = await freshDatabase()
  wardId = (await makeTestWard(store)).wardId
  pool = openPool(store.url, 2)
})
afterEach(async () => {
  await pool.end()
  await store.drop()
})

test('a connection that the server takes away while messages are on their way ends the turn, not the process', async () => {
  const turn = inWardSession(pool, wardId, async ({ client }) => {
    const gone = once(client, 'end')
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await gone
    await client.query('select 1')
  })
  await expect(turn).rejects.toThrow()
  const ward = await inWardSession(pool, wardId, async ({ client }) => {
    const { rows } = await client.query<{ ward: string }>(`select current_setting('app.ward_id') as ward`)
    return rows[0]!.ward
  })
  expect(ward).toBe(wardId)
})

test('rows far apart are settled each as it went, and a claim tells who is not like the others', async () => {
  const town = await openMassWard()
  const chats = await town.addChats(9)
  await town.run(async ({ db }) => {
    await db.conversation.update({ where: { id: chats[1]! }, data: { language: 'en' } })
    await db.quietHours.create({ data: { conversationId: chats[4]!, fromClock: '12:00', toClock: '13:30' } })
  })
  const noticeId = await town.schedule()
  for (const bell of town.bells.splice(0)) if (bell.job === 'start-notice') await town.runBell(bell)
  // who stops or leaves after the audience was frozen
  await town.run(async ({ db, now }) => {
    await db.conversation.update({ where: { id: chats[2]! }, data: { noticesStoppedAt: now } })
    await db.conversation.update({ where: { id: chats[3]! }, data: { leftAt: now } })
  })
  const { number } = await town.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))
  const now = town.clock.now()
  const cycle = { ways: ['z'], limit: 50, now, leaseUntil: new Date(now.getTime() + 60_000) }
  const settledAt = [new Date(now.getTime() + 1_001), new Date(now.getTime() + 62_003)]
  await inWardSession(town.pool, town.wardId, async (session) => {
    const rows = await ledgerOf(session)
    const batch = (await takeBatch(session, { ...cycle, notice: number, token: randomUUID(), again: false }))!
    const first = await settleAndClaim(session, { ...cycle, batch, settled: [] })
    expect(first.rows.map(({ slot }) => slot)).toEqual(
      rows.filter(({ status }) => status === 'w').map(({ slot }) => slot)
    )
    const of = (chat: number) => first.rows.find(({ recipientId }) => recipientId === chats[chat])
    expect(of(0)).toMatchObject({ attempts: 0, why: '-', language: 'vi', gone: false, stopped: false, quiet: null })
    expect(of(1)).toMatchObject({ language: 'en', gone: false, stopped: false, quiet: null })
    expect(of(2)).toMatchObject({ gone: false, stopped: true })
    expect(of(3)).toMatchObject({ gone: true, stopped: false })
    expect(of(4)).toMatchObject({ language: 'vi', quiet: { fromClock: '12:00', toClock: '13:30' } })
    const [early, late] = [of(1)!, of(8)!]
    batch.cursor = first.rows.at(-1)!.slot
    const { rows: next } = await settleAndClaim(session, {
      ...cycle,
      batch,
      settled: [
        { ...early, status: 'a', why: '-', attempts: 1, at: settledAt[0]!, provider: 'mã "1", {a}\\ NULL' },
        { ...late, status: 'w', why: 'r', attempts: 3, at: settledAt[1]!, provider: '' },
      ],
    })
    expect(next).toEqual([]) // nothing comes after them
    batch.cursor = batch.firstSlot - 1
    const soon = await settleAndClaim(session, { ...cycle, batch, settled: [] })
    expect(soon.rows.map(({ slot }) => slot)).not.toContain(early.slot)
    expect(soon.rows.map(({ slot }) => slot)).not.toContain(late.slot) // not before its time
    const later = await settleAndClaim(session, { ...cycle, batch, now: settledAt[1]!, settled: [] })
    expect(later.rows.at(-1)).toMatchObject({ slot: late.slot, attempts: 3, why: 'r' })
    const after = await ledgerOf(session)
    const row = (slot: number) => after.find((one) => one.slot === slot)
    const provider = 'mã "1", {a}\\ NULL'
    expect(row(early.slot)).toMatchObject({ status: 'a', why: '-', attempts: 1, at: settledAt[0], provider })
    expect(row(late.slot)).toMatchObject({ status: 'w', why: 'r', attempts: 3, at: settledAt[1], provider: '' })
    const others = ({ slot }: { slot: number }) => slot !== early.slot && slot !== late.slot
    expect(after.filter(others)).toEqual(rows.filter(others))
  })
  await town.close()
})

async function ledgerOf({ client }: BatchSession) {
  const { rows } = await client.query<{ slot: number; status: string }>(
    `select slot, status, why, attempts, at, convert_from(provider, 'UTF8') as provider from delivery order by slot`
  )
  return rows
}
