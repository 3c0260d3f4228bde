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
  const template = new URL(templateUrl)
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new URL(template)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.toString() })
  await client.connect()
  await client.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`)
  const url = new URL(template)
  url.pathname = `/${name}`
  const database = openDatabase(url.toString(), 6)
  return {
    url: url.toString(),
    database,
    seal: makeSeal(Buffer.alloc(32, 7)),
    async drop() {
      await database.$disconnect()
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    },
  }
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
