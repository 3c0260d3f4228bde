import { createPostgresBackend, Queue, Worker, type Job } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import { outliveConnections } from './database.ts'

type Payload = Record<string, string>
export type Handler = (name: string, payload: Payload) => Promise<void>

/** BullMQ on Redis, or on the embedded Postgres, behind the same few words. */
export type Queues = {
  add(lane: string, name: string, payload: Payload, delayMs?: number): Promise<void>
  /** Repeats `name` every so many milliseconds; said again it stays one. */
  every(lane: string, name: string, everyMs: number): Promise<void>
  work(
    lane: string,
    concurrency: number,
    handle: Handler,
    failed: (name: string, error: unknown) => void
  ): Promise<void>
  /** Lets running jobs end, takes no new ones. */
  close(): Promise<void>
}

/** A killed worker's jobs are taken up within six seconds (57 by BullMQ's own defaults). */
const recovery = { lockDuration: 5_000, stalledInterval: 2_000, maxStalledCount: 100 }
const kept = { removeOnComplete: true, removeOnFail: { count: 1_000 }, attempts: 1 }

export function openQueues(at: { redisUrl?: string; databaseUrl: string }): Queues {
  const backend = at.redisUrl ? onRedis(at.redisUrl) : onPostgres(at.databaseUrl)
  const queues = new Map<string, Queue>()
  const workers: Worker[] = []
  let closing: Promise<void> | undefined
  const queueOf = (lane: string) => {
    const known = queues.get(lane)
    if (known) return known
    const queue = backend.queue(lane)
    queue.on('error', () => {}) // reconnects by itself; a failed add is told to its caller
    queues.set(lane, queue)
    return queue
  }
  return {
    async add(lane, name, payload, delayMs = 0) {
      await queueOf(lane).add(name, payload, { ...kept, ...(delayMs > 0 ? { delay: delayMs } : {}) })
    },
    async every(lane, name, everyMs) {
      await queueOf(lane).upsertJobScheduler(name, { every: everyMs }, { name, data: {}, opts: kept })
    },
    async work(lane, concurrency, handle, failed) {
      const worker = backend.worker(lane, (job) => handle(job.name, job.data as Payload), concurrency)
      worker.on('failed', (job, error) => failed(job?.name ?? lane, error))
      worker.on('error', (error) => failed(lane, error))
      workers.push(worker)
      await worker.waitUntilReady()
    },
    close: () => (closing ??= closeAll()),
  }

  async function closeAll(): Promise<void> {
    await Promise.all(workers.map((worker) => worker.close()))
    await Promise.all([...queues.values()].map((queue) => queue.close()))
    await backend.close()
  }
}

type Backend = {
  queue(lane: string): Queue
  worker(lane: string, process: (job: Job) => Promise<void>, concurrency: number): Worker
  close(): Promise<void>
}

function onRedis(url: string): Backend {
  // `add` must fail soon when Redis is away (the doorbell row waits), a worker waits for ever
  const adding = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false })
  const working = new Redis(url, { maxRetriesPerRequest: null })
  for (const redis of [adding, working]) redis.on('error', () => {})
  return {
    queue: (lane) => new Queue(lane, { connection: adding }),
    worker: (lane, process, concurrency) =>
      new Worker(lane, process, { connection: working, concurrency, ...recovery }),
    async close() {
      adding.disconnect()
      working.disconnect()
    },
  }
}

function onPostgres(connectionString: string): Backend {
  // more connections than workers: each worker holds one to listen
  const options = '-c role=loa_jobs -c search_path=bullmq -c timezone=UTC'
  const pool = new pg.Pool({ connectionString, max: 16, keepAlive: true, options })
  pool.setMaxListeners(0)
  outliveConnections(pool)
  const connection = pool as never // BullMQ's types know only Redis connections here
  return {
    // the same classes with another backend; BullMQ names the backend in their types
    queue: (lane) => new Queue(lane, { connection }, createPostgresBackend) as unknown as Queue,
    worker: (lane, process, concurrency) =>
      new Worker(lane, process, { connection, concurrency, ...recovery }, createPostgresBackend) as unknown as Worker,
    close: () => pool.end(),
  }
}
