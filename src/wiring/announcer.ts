import pg from 'pg'
import type { Log } from '../platform/log.ts'

/** Tells every process that an open page has something to read. Names are keyed hashes: no address leaves the house. */
export type Announcer = {
  announce(name: string): Promise<void>
  /** Calls `wake` at each announcement of `name`; returns what ends it. */
  listen(name: string, wake: () => void): () => void
  close(): Promise<void>
}

/** Over Postgres LISTEN and NOTIFY: nothing else needs to run, and a missed announcement only delays until the next look. */
export async function openAnnouncer(connectionString: string, log: Log): Promise<Announcer> {
  const listeners = new Map<string, Set<() => void>>()
  const pool = new pg.Pool({ connectionString, max: 2, keepAlive: true })
  pool.on('error', () => {})
  let ear: pg.Client | null = null
  let closed = false

  async function open(): Promise<void> {
    const client = new pg.Client({ connectionString, keepAlive: true })
    client.on('notification', ({ payload }) => {
      for (const wake of listeners.get(payload ?? '') ?? []) wake()
    })
    client.on('error', () => {})
    client.on('end', () => {
      if (!closed)
        setTimeout(
          () => void open().catch((error: unknown) => log.warn({ err: error }, 'not listening yet')),
          500
        ).unref()
    })
    await client.connect()
    await client.query('listen open_page')
    ear = client
  }

  await open()
  return {
    async announce(name) {
      await pool.query('select pg_notify($1, $2)', ['open_page', name])
    },
    listen(name, wake) {
      const wakes = listeners.get(name) ?? new Set()
      listeners.set(name, wakes.add(wake))
      return () => {
        wakes.delete(wake)
        if (wakes.size === 0) listeners.delete(name)
      }
    },
    async close() {
      closed = true
      await ear?.end().catch(() => {})
      await pool.end()
    },
  }
}
