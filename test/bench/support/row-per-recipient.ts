import { Queue, Worker, createPostgresBackend } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { openDatabase } from '../../../src/platform/database.ts'
import { inWard } from '../../../src/platform/database.ts'
import type { openTown } from './mass-town.ts'

type Town = Awaited<ReturnType<typeof openTown>>

/**
 * The usual design, for comparison: one queue job and one Prisma update a recipient, sent through the same channel, for the
 * first `count` of a notice that is through. Returns messages a second.
 */
export async function rowPerRecipient(town: Town, number: number, count: number): Promise<number> {
  const { owner, wired, wardId, env } = town
  await owner.query(`update delivery set status = 'w' where notice = $1 and slot < $2`, [number, count])
  const { rows } = await owner.query<{ slot: number; address: Buffer; account_id: string }>(
    `select d.slot, v.address, v.account_id from delivery d join conversation v on v.id = d.recipient_id where d.notice = $1 and d.slot < $2`,
    [number, count]
  )
  const channel = (await wired.channels.channelOf(wardId, rows[0]!.account_id))!
  const database = openDatabase(env['DATABASE_URL']!, 32)
  const message = { text: 'Kính mời ông/bà dự họp tổ dân phố.' }
  const handle = async ({ data }: { data: { index: number } }) => {
    const row = rows[data.index]!
    const outcome = await channel.send(wired.seal.openText(wardId, row.address), message)
    if (outcome.kind !== 'sent') throw new Error(outcome.kind)
    await inWard(database, wardId, (db) =>
      db.delivery.updateMany({
        where: { notice: number, slot: row.slot },
        data: { attempts: 1, provider: Buffer.from(outcome.providerId ?? '') },
      })
    )
  }
  const lane = `each-${number}`
  const redis = env['REDIS_URL'] ? new Redis(env['REDIS_URL'], { maxRetriesPerRequest: null }) : null
  const pool = new pg.Pool({
    connectionString: env['DATABASE_URL'],
    max: 16,
    options: '-c role=loa_jobs -c search_path=bullmq -c timezone=UTC',
  })
  const connection = (redis ?? pool) as never
  const backend = redis ? [] : [createPostgresBackend]
  const queue = new Queue(lane, { connection }, ...(backend as never[]))
  const kept = { removeOnComplete: true }
  for (let n = 0; n < rows.length; n += 100) {
    await queue.addBulk(rows.slice(n, n + 100).map((_row, k) => ({ name: 'send', data: { index: n + k }, opts: kept })))
  }
  const started = performance.now()
  let done = 0
  const worker = new Worker(lane, handle as never, { connection, concurrency: 32 }, ...(backend as never[]))
  await new Promise<void>((resolve, reject) => {
    worker.on('completed', () => {
      if (++done === rows.length) resolve()
    })
    worker.on('failed', (_job: unknown, error: Error) => reject(error))
  })
  const seconds = (performance.now() - started) / 1000
  await worker.close()
  await queue.close()
  redis?.disconnect()
  await pool.end()
  await database.$disconnect()
  return rows.length / seconds
}
