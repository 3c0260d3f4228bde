import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inWardSession } from '../../../src/delivery/mass/batch-session.ts'
import { openPool } from '../../../src/platform/database.ts'
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
