import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts'
import { Bug } from './bug.ts'
import { isId } from './ids.ts'

export type Database = PrismaClient
/** What a use case sees: one transaction's client. */
export type Db = Prisma.TransactionClient

/** A statement that is planned once per connection. `name` is its own in the whole program. */
export type Statement = { name: string; text: string }
/** Runs a statement and returns its rows, with columns as Postgres names them. */
export type Sql = <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>

/** UTC on the wire: on a server set to Asia/Ho_Chi_Minh the adapter stores instants seven hours wrong. The role cannot pass row-level security. */
const options = '-c timezone=UTC -c role=loa_app'

/**
 * How long a connection keeps its plans. One made while a table was small reads all of a ward's rows when it has grown,
 * until Postgres next counts them, which may be a minute: long enough for a queue to grow behind it.
 */
const plansLastMs = 5_000
const plannedAt = new WeakMap<pg.PoolClient, number>()

function isToReplan(client: pg.PoolClient): boolean {
  const now = performance.now()
  if (now - (plannedAt.get(client) ?? -Infinity) < plansLastMs) return false
  plannedAt.set(client, now)
  return true
}

export function openDatabase(connectionString: string, max = 12): Database {
  const pool = new WardPool({ connectionString, max, keepAlive: true, options })
  outliveConnections(pool)
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: nameOf })
  return new PrismaClient({ adapter })
}

/** Plain connections under the same role, for the few statements that everything waits for. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, keepAlive: true, options })
  outliveConnections(pool)
  return pool
}

/** A connection that ends is replaced at the next use; who was asking something of it is told by that. */
export function outliveConnections(pool: pg.Pool): void {
  pool.on('error', () => {}) // of idle ones
  pool.on('connect', (client) => client.on('error', () => {})) // of those in use: unheard, it would end the process
}

/** Runs single statements, each a transaction of its own, for one ward or another. */
export type OneStatement = {
  run<Row extends object>(wardId: string, statement: Statement, values: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/**
 * Connections on which a ward stays named until another one's statement comes: one round trip each. The ward cannot be
 * named by the statement itself: which table is read first is the planner's choice, and what is read before sees nothing.
 */
export function openOneStatement(connectionString: string, max: number): OneStatement {
  const pool = openPool(connectionString, max)
  const named = new WeakMap<pg.PoolClient, string>()
  return {
    async run<Row extends object>(wardId: string, statement: Statement, values: readonly unknown[]) {
      const client = await pool.connect()
      try {
        if (isToReplan(client)) await client.query('DISCARD PLANS')
        if (named.get(client) !== wardId) await client.query(`select set_config('app.ward_id', $1, false)`, [wardId])
        named.set(client, wardId)
        const { rows } = await client.query<Row>({ ...statement, values: [...values] })
        client.release()
        return rows
      } catch (error) {
        client.release(true) // a new connection instead of one in a state we do not know
        throw error
      }
    },
    close: () => pool.end(),
  }
}

/** A transaction that is being opened: whose it is, and the connection it was given. */
type Opening = { wardId: string; client?: pg.PoolClient; over?: true }
const opening = new AsyncLocalStorage<Opening>()
let openings = 0

/** Node watches every promise of a process for a storage in use, so it is in use only while a transaction is open. */
async function openIn<T>(mine: Opening, open: () => Promise<T>): Promise<T> {
  openings += 1
  try {
    return await opening.run(mine, open)
  } finally {
    openings -= 1
    if (openings === 0) opening.disable()
  }
}

/** Tells a transaction which connection it runs on, and names its ward in the round trip that begins it. */
class WardPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(
    callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void
  ): void
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | void {
    if (callback) return super.connect(callback)
    return super.connect().then((client) => {
      const mine = opening.getStore()
      if (mine === undefined || mine.client !== undefined) return client
      mine.client = beginsInWard(client, mine.wardId)
      return mine.client
    })
  }
}

/**
 * The connection as a transaction uses it: BEGIN also names the ward, and now and then forgets old plans. What is asked at
 * the same time is asked one after another (Prisma reads relations abreast, which pg is about to refuse).
 */
function beginsInWard(client: pg.PoolClient, wardId: string): pg.PoolClient {
  if (!isId(wardId)) throw new Bug('a ward has an id') // it stands in the text of the statement
  const begin = `BEGIN; ${isToReplan(client) ? 'DISCARD PLANS; ' : ''}SELECT set_config('app.ward_id', '${wardId}', true)`
  let before: Promise<unknown> = Promise.resolve()
  const query = (what: pg.QueryConfig) => {
    const asked = before.then(() => client.query(what.text === 'BEGIN' ? begin : what))
    before = asked.catch(() => {}) // who asked is told
    return asked
  }
  return new Proxy(client, {
    get(target, key) {
      if (key === 'query') return query
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value
    },
  })
}

/** Runs `work` in one transaction of one ward: row-level security shows and takes only that ward's rows. */
export function inWard<T>(
  database: Database,
  wardId: string,
  work: (db: Db, sql: Sql) => Promise<T>,
  timeoutMs = 60_000
): Promise<T> {
  const mine: Opening = { wardId }
  const sql: Sql = async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
    if (mine.client === undefined || mine.over) throw new Bug('a statement outside its transaction')
    return (await mine.client.query<Row>({ ...statement, values: [...values] })).rows
  }
  const inTransaction = (db: Db) => work(db, sql).finally(() => (mine.over = true))
  return openIn(mine, () => database.$transaction(inTransaction, { timeout: timeoutMs, maxWait: 15_000 }))
}

/** Statements of few values come again and again and are planned once per connection; long lists have a text of their own each time. */
const unnamed = ''
const mostValues = 24
const mostNames = 2_000
const names = new Map<string, string>()

function nameOf({ sql, args }: { sql: string; args: readonly unknown[] }): string {
  if (args.length > mostValues) return unnamed
  const known = names.get(sql)
  if (known !== undefined || names.size >= mostNames) return known ?? unnamed
  const name = `p${createHash('sha256').update(sql).digest('base64url').slice(0, 20)}`
  names.set(sql, name)
  return name
}

/** Bytes for a `text[]` that the statement decodes: Prisma 7.10 spoils a `bytea[]` in which a null comes first. */
export const hexOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex')
