import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts'

export type Database = PrismaClient
/** What a use case sees: one transaction's client. */
export type Db = Prisma.TransactionClient

/** UTC on the wire: on a server set to Asia/Ho_Chi_Minh the adapter stores instants seven hours wrong. The role cannot pass row-level security. */
const options = '-c timezone=UTC -c role=loa_app'

export function openDatabase(connectionString: string, max = 12): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max, options }) })
}

/** Plain connections under the same role, for the few statements that everything waits for. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, keepAlive: true, options })
  pool.on('error', () => {}) // a dropped idle connection is replaced at the next use
  return pool
}

/** Runs `work` in one transaction of one ward: row-level security shows and takes only that ward's rows. */
export function inWard<T>(
  database: Database,
  wardId: string,
  work: (db: Db) => Promise<T>,
  timeoutMs = 60_000
): Promise<T> {
  return database.$transaction(
    async (db) => {
      await db.$executeRaw`select set_config('app.ward_id', ${wardId}, true)`
      return work(db)
    },
    { timeout: timeoutMs, maxWait: 15_000 }
  )
}

/** Bytes for a `text[]` that the statement decodes: Prisma 7.10 spoils a `bytea[]` in which a null comes first. */
export const hexOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex')
