import { Bug } from '../platform/bug.ts'
import type { Clock } from '../platform/clock.ts'
import { inWard, type Database, type Db } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { KeyedHash, Seal, Sealed } from '../platform/seal.ts'
import { classRules, type Message } from './message/message.ts'

/** Who acts: written on every audit line. */
export type Actor = `${'official' | 'api_key' | 'conversation' | 'job'}:${string}` | 'operator'

/** The seal, bound to the ward of this transaction. */
export type WardSeal = {
  text(clear: string): Sealed
  json(clear: unknown): Sealed
  bytes(clear: Uint8Array): Sealed
  openText(sealed: Uint8Array): string
  openJson<T>(sealed: Uint8Array): T
  openBytes(sealed: Uint8Array): Uint8Array<ArrayBuffer>
  /** Equal only within this ward. */
  hash(scope: string, clear: string): KeyedHash
}

/** A job that waits for a worker: name and row, nothing else. */
export type Bell = { job: string; wardId: string; rowId: string; dueAt: Date }

/** One transaction's view of the ward: what a use case may see and do. */
export type Work = {
  wardId: string
  actor: Actor
  db: Db
  now: Date
  seal: WardSeal
  /** Puts a message in the outbox. Kept with everything else of this transaction, or not at all. */
  say(message: Message): void
  /** One line in the audit trail: ids and words of ours, never personal data. */
  audit(action: string, details?: Readonly<Record<string, string | number | boolean | null>>): void
  /** Wakes a worker for a row after commit; `dueAt` in the future waits. */
  ring(job: string, rowId: string, dueAt?: Date): void
  /** Only the sweeper looks, at `dueAt`: the net under work that is going on right now. */
  remind(job: string, rowId: string, dueAt: Date): void
  /** The row's work is done: nobody needs to be woken for it. */
  unring(job: string, rowId: string): Promise<void>
}

export type Transact = <T>(wardId: string, actor: Actor, useCase: (work: Work) => Promise<T>) => Promise<T>

/** The use case said no after it had written: the transaction is rolled back and the refusal handed on. */
class RolledBack extends Error {
  readonly refusal: unknown
  constructor(refusal: unknown) {
    super('rolled back')
    this.refusal = refusal
  }
}

/**
 * Opens one transaction of one ward, runs one use case in it, writes outbox, audit and doorbells, commits, then rings.
 * A Result that is a refusal rolls everything back. `ring` must not throw: what it cannot ring, the sweeper finds.
 */
export function makeTransact(
  database: Database,
  seal: Seal,
  clock: Clock,
  ring: (bells: Bell[]) => Promise<void>,
  timeoutMs?: number
): Transact {
  return async (wardId, actor, useCase) => {
    const bells: Bell[] = []
    try {
      const value = await inWard(
        database,
        wardId,
        async (db) => {
          const { work, flush } = openWork({ wardId, actor, db, seal, now: clock.now(), bells })
          const value = await useCase(work)
          if (isRefusal(value)) throw new RolledBack(value)
          await flush()
          return value
        },
        timeoutMs
      )
      await ring(bells)
      return value
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal as never
      throw error
    }
  }
}

function isRefusal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'refusal' in value
}

type Opening = { wardId: string; actor: Actor; db: Db; seal: Seal; now: Date; bells: Bell[] }

function openWork({ wardId, actor, db, seal, now, bells }: Opening): { work: Work; flush: () => Promise<void> } {
  const messages: Message[] = []
  const reminders: Bell[] = []
  const audits: { action: string; details: Record<string, string | number | boolean | null> }[] = []
  const work: Work = {
    wardId,
    actor,
    db,
    now,
    seal: bindSeal(seal, wardId),
    say: (message) => void messages.push(message),
    audit: (action, details = {}) => void audits.push({ action, details }),
    ring: (job, rowId, dueAt = now) => void bells.push({ job, wardId, rowId, dueAt }),
    remind: (job, rowId, dueAt) => void reminders.push({ job, wardId, rowId, dueAt }),
    unring: async (job, rowId) => {
      await db.doorbell.deleteMany({ where: { job, rowId } })
    },
  }
  const flush = async () => {
    await writeMessages(work, messages)
    if (audits.length > 0) {
      await db.auditLine.createMany({ data: audits.map((line) => ({ id: newId(), at: now, actor, ...line })) })
    }
    if (bells.length + reminders.length > 0) await keepBells(db, [...bells, ...reminders])
  }
  return { work, flush }
}

export function bindSeal(seal: Seal, wardId: string): WardSeal {
  return {
    text: (clear) => seal.text(wardId, clear),
    json: (clear) => seal.json(wardId, clear),
    bytes: (clear) => seal.bytes(wardId, clear),
    openText: (sealed) => seal.openText(wardId, sealed),
    openJson: <T>(sealed: Uint8Array) => seal.openJson<T>(wardId, sealed),
    openBytes: (sealed) => seal.openBytes(wardId, sealed),
    hash: (scope, clear) => seal.hash(`${wardId}:${scope}`, clear),
  }
}

/** One outbox row per bubble: what left is settled bubble by bubble, so a retry repeats nothing. */
async function writeMessages(work: Work, messages: readonly Message[]): Promise<void> {
  const rows = messages.flatMap((message) =>
    message.parts.map((saying, index) => ({
      id: newId(),
      conversationId: message.to,
      class: message.class,
      source: message.source,
      sourceRow: `${message.sourceRow}:${index}`,
      saying: work.seal.json(saying),
      nextAt: work.now,
      expiresAt: new Date(work.now.getTime() + classRules[message.class].tooOldAfterSeconds * 1000),
      createdAt: work.now,
    }))
  )
  if (rows.length === 0) return
  const written = await work.db.outbox.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, conversationId: true },
  })
  // the first bubble wakes the worker; it takes the rest of the conversation along in order
  const woken = new Set<string>()
  for (const row of written) {
    if (woken.has(row.conversationId)) continue
    woken.add(row.conversationId)
    work.ring('deliver-outbox', row.conversationId)
  }
}

async function keepBells(db: Db, bells: readonly Bell[]): Promise<void> {
  const seen = new Map(bells.map((bell) => [`${bell.job} ${bell.rowId}`, bell]))
  for (const bell of seen.values()) {
    if (bell.rowId === '') throw new Bug(`a bell of ${bell.job} without a row`)
  }
  const list = [...seen.values()]
  await db.$executeRaw`
    insert into doorbell (job, row_id, ward_id, due_at)
    select * from unnest(${list.map((bell) => bell.job)}::text[], ${list.map((bell) => bell.rowId)}::uuid[],
                         ${list.map((bell) => bell.wardId)}::uuid[], ${list.map((bell) => bell.dueAt)}::timestamptz[])
    on conflict (job, row_id) do update set due_at = least(doorbell.due_at, excluded.due_at)`
}
