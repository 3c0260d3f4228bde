import type { Clock } from '../platform/clock.ts'
import { inWard, type Database, type Db, type Sql } from '../platform/database.ts'
import type { KeyedHash, Seal, Sealed } from '../platform/seal.ts'
import type { Message } from './message/message.ts'
import { writeDown, type AuditLine } from './write-down.ts'

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
  /** Signs as this ward; see `Seal.sign`. */
  sign(content: Uint8Array): Uint8Array<ArrayBuffer>
  publicKey(): string
}

/** A job that waits for a worker: name and row, nothing else. */
export type Bell = { job: string; wardId: string; rowId: string; dueAt: Date }

/** One transaction's view of the ward: what a use case may see and do. */
export type Work = {
  wardId: string
  actor: Actor
  db: Db
  /** A prepared statement in the same transaction, for the few ways that everybody walks (a turn, a delivery). */
  sql: Sql
  now: Date
  seal: WardSeal
  /** Puts a message in the outbox. Kept with everything else of this transaction, or not at all. */
  say(message: Message): void
  /** Hands over what was said so far and is of this kind to the caller, who then writes it: delivery, which sends it at once. */
  takeSaid(isMine: (message: Message) => boolean): Message[]
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
        async (db, sql) => {
          const { work, flush } = openWork({ wardId, actor, db, sql, seal, now: clock.now(), bells })
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

type Opening = { wardId: string; actor: Actor; db: Db; sql: Sql; seal: Seal; now: Date; bells: Bell[] }

function openWork(opening: Opening): { work: Work; flush: () => Promise<void> } {
  const { wardId, actor, db, sql, seal, now, bells } = opening
  const messages: Message[] = []
  const reminders: Bell[] = []
  const audits: AuditLine[] = []
  const work: Work = {
    wardId,
    actor,
    db,
    sql,
    now,
    seal: bindSeal(seal, wardId),
    say: (message) => void messages.push(message),
    takeSaid(isMine) {
      const said = messages.splice(0)
      messages.push(...said.filter((message) => !isMine(message)))
      return said.filter(isMine)
    },
    audit: (action, details = {}) => void audits.push({ action, details }),
    ring: (job, rowId, dueAt = now) => void bells.push({ job, wardId, rowId, dueAt }),
    remind: (job, rowId, dueAt) => void reminders.push({ job, wardId, rowId, dueAt }),
    unring: async (job, rowId) => {
      await sql(unringing, [job, rowId])
    },
  }
  const flush = async () => {
    const woken = await writeDown(work, { messages, audits, bells: [...bells, ...reminders] })
    for (const conversationId of woken) work.ring('deliver-outbox', conversationId)
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
    sign: (content) => seal.sign(wardId, content),
    publicKey: () => seal.publicKey(wardId),
  }
}

const unringing = { name: 'unring', text: 'delete from doorbell where job = $1 and row_id = $2::uuid' }
