import type { Pool, PoolClient } from 'pg'

/**
 * A connection names its ward for as long as a worker holds it, so that every statement is a transaction of its own and
 * row-level security stays on. Its statements keep the plan they were written for: left to itself, PostgreSQL plans each of
 * them anew at every call once the ledger has been analyzed, which takes longer than what they do. `pool` is one of `openPool`: a server that goes away while messages are under way ends the turn
 * with its next statement, not the process.
 */
export type BatchSession = { client: PoolClient; wardId: string }

export async function inWardSession<T>(
  pool: Pool,
  wardId: string,
  work: (session: BatchSession) => Promise<T>
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(
      `select set_config('app.ward_id', $1, false), set_config('plan_cache_mode', 'force_generic_plan', false)`,
      [wardId]
    )
    return await work({ client, wardId })
  } catch (error) {
    broken = error instanceof Error ? error : new Error('not an error')
    throw error
  } finally {
    // a connection that failed is thrown away; one that goes back knows no ward any more
    if (broken === undefined) {
      broken = await client
        .query(`select set_config('app.ward_id', '', false), set_config('plan_cache_mode', 'auto', false)`)
        .then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error : new Error('not an error'))
        )
    }
    client.release(broken)
  }
}
