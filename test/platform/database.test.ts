import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOneStatement } from '../../src/platform/database.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

let at: TestDatabase

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())

it('a connection that dies in use fails what was asked, and nothing else', async () => {
  const statements = openOneStatement(at.url, 1)
  const admin = new pg.Client({ connectionString: at.url }) // the owner: the service's own role may end nobody
  await admin.connect()
  const ask = (text: string) =>
    statements.run<{ pid: number }>('00000000-0000-7000-8000-000000000000', { name: text, text }, [])
  const [first] = await ask('select pg_backend_pid() as pid')
  const slow = ask('select pg_backend_pid() as pid, pg_sleep(60)')
  const failed = expect(slow).rejects.toThrow()
  await admin.query('select pg_terminate_backend($1)', [first!.pid])
  await failed
  const [second] = await ask('select pg_backend_pid() as pid')
  expect(second!.pid).not.toBe(first!.pid)
  await Promise.all([statements.close(), admin.end()])
})
