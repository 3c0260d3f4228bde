import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../src/platform/database.ts'
import { newId } from '../../src/platform/ids.ts'
import { makeSeal, type Seal } from '../../src/platform/seal.ts'
import { makeTransact, type Actor, type Bell, type Transact, type Work } from '../../src/ward/work.ts'

/** A clock that stands still until it is set. */
export type StoppedClock = { now(): Date; set(at: Date | string): void; pass(seconds: number): void }

export function stoppedClock(at: Date | string = '2026-11-21T03:00:00Z'): StoppedClock {
  let now = new Date(at)
  return {
    now: () => new Date(now),
    set: (next) => void (now = new Date(next)),
    pass: (seconds) => void (now = new Date(now.getTime() + seconds * 1000)),
  }
}

export type TestDatabase = { url: string; database: Database; seal: Seal; drop(): Promise<void> }

/** A database of its own, cloned from the migrated template, or from one that a test has filled and disconnected. */
export async function freshDatabase(templateUrl = inject('templateUrl')): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`
  const client = await connectAdmin()
  await clone(client, templateUrl, name)
  const url = urlOf(name)
  const database = openDatabase(url, 6)
  return {
    url,
    database,
    seal: makeSeal(Buffer.alloc(32, 7)),
    async drop() {
      await database.$disconnect()
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    },
  }
}

/** A template that the first who needs it fills, for all files of the run; its URL. Whoever comes meanwhile waits. */
export async function filledTemplate(name: string, fill: (at: TestDatabase) => Promise<void>): Promise<string> {
  const client = await connectAdmin()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return urlOf(name)
    const at = await freshDatabase()
    await fill(at)
    await at.database.$disconnect()
    await clone(client, at.url, name)
    await at.drop()
    return urlOf(name)
  } finally {
    await client.end()
  }
}

function urlOf(database: string): string {
  const url = new URL(inject('templateUrl'))
  url.pathname = `/${database}`
  return url.toString()
}

async function connectAdmin(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: urlOf('postgres') })
  await client.connect()
  return client
}

async function clone(client: pg.Client, templateUrl: string, name: string): Promise<void> {
  const template = new URL(templateUrl).pathname.slice(1)
  await client.query(
    `create database ${name} template ${template} strategy file_copy tablespace ${inject('tablespace')}`
  )
}

export type TestWard = {
  wardId: string
  clock: StoppedClock
  /** Bells rung after commit, oldest first. */
  bells: Bell[]
  transact: Transact
  /** Runs a use case as `actor` in this ward. */
  run<T>(useCase: (work: Work) => Promise<T>, actor?: Actor): Promise<T>
}

/** An invented ward in `database`, with a stopped clock and a transact that collects the bells. */
export async function makeTestWard(
  at: TestDatabase,
  slug = `ward-${randomBytes(4).toString('hex')}`
): Promise<TestWard> {
  const wardId = newId()
  await at.database.ward.create({ data: { id: wardId, slug, name: 'phường Thử', province: 'tỉnh Thử' } })
  const clock = stoppedClock()
  const bells: Bell[] = []
  const transact = makeTransact(at.database, at.seal, clock, async (rung) => void bells.push(...rung))
  return { wardId, clock, bells, transact, run: (useCase, actor = 'operator') => transact(wardId, actor, useCase) }
}
