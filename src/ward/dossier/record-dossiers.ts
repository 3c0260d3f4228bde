import { newId } from '../../platform/ids.ts'
import { phoneHashOf, readPhone } from '../citizen/read-phone.ts'
import type { Work } from '../work.ts'
import { isSame, mergeFeed, type FeedMerge, type FeedMessage, type FeedPhone } from './merge-feed.ts'
import {
  insertDossiers,
  insertEvents,
  lockDossiers,
  updateDossiers,
  writeTokens,
  type KnownRow,
  type NewEvent,
  type NextRow,
} from './dossier-rows.ts'
import { tellChanges, type ToldChange } from './tell-changes.ts'

/** What became of one message. `incomplete`: the first of its code, without procedure or applicant; nothing was written. */
export type FeedReport = { code: string; effect: FeedMerge['effect'] | 'incomplete'; isUnusual: boolean }

const batchSize = 1_000

/**
 * Takes messages about dossiers, in the order given: each code is created or brought up to date, every message is kept in
 * its history, and who follows a dossier is told of each applied change once. A message that comes twice has one effect,
 * one that comes late changes nothing back. Reports in the order of the messages.
 */
export async function recordDossiers(work: Work, messages: readonly FeedMessage[]): Promise<FeedReport[]> {
  // two bulk feeds at once would lock the same dossiers in different orders
  if (messages.length > 1)
    await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`record-dossiers:${work.wardId}`}, 0))`
  const reports: FeedReport[] = []
  while (reports.length < messages.length) {
    reports.push(...(await recordBatch(work, messages.slice(reports.length, reports.length + batchSize))))
  }
  return reports
}

/** Records the first messages of a batch, at least one; reports as many as were recorded. */
async function recordBatch(work: Work, messages: readonly FeedMessage[]): Promise<FeedReport[]> {
  const known = await lockDossiers(work, [...new Set(messages.map(({ code }) => code))])
  const batch = mergeAll(work, known, messages)
  const added = [...batch.rows.values()].filter((row) => row.isNew)
  const kept = added.length === 0 ? 0 : await insertDossiers(work, added)
  // somebody else added one of them this very moment: begin again, it is there to be locked now
  if (kept < added.length) {
    await work.db.dossier.deleteMany({ where: { id: { in: added.map(({ id }) => id) } } })
    return recordBatch(work, messages)
  }
  const changed = [...batch.rows.values()].filter(
    (row) => !row.isNew && row.before !== null && !isSame(row.before, row.facts)
  )
  if (changed.length > 0) await updateDossiers(work, changed)
  await insertEvents(work, batch.events)
  await writeTokens(work, added, changed)
  await tellChanges(work, batch.changes)
  for (const { dossierId, from, to } of batch.unusual) work.audit('dossier.unusual_transition', { dossierId, from, to })
  return batch.reports
}

type Batch = {
  rows: Map<string, NextRow>
  events: NewEvent[]
  changes: ToldChange[]
  unusual: { dossierId: string; from: string; to: string }[]
  reports: FeedReport[]
}

function mergeAll(work: Work, known: ReadonlyMap<string, KnownRow>, messages: readonly FeedMessage[]): Batch {
  const batch: Batch = { rows: new Map(), events: [], changes: [], unusual: [], reports: [] }
  for (const message of messages) {
    const row = batch.rows.get(message.code) ?? rowOf(known.get(message.code), message.code)
    const merged = mergeFeed(row?.facts ?? null, message, phoneOf(work, message))
    if (row !== null && batch.rows.has(row.code) && row.facts.phone?.key !== merged?.facts.phone?.key) {
      return batch // whom a change is told depends on the phone at that moment: what follows is a batch of its own
    }
    const isUnusual = merged?.event?.remark === 'unusual_transition'
    batch.reports.push({ code: message.code, effect: merged?.effect ?? 'incomplete', isUnusual })
    if (merged === null) continue
    const next: NextRow = {
      ...(row ?? { id: newId(), code: message.code, isNew: true, before: null }),
      facts: merged.facts,
    }
    batch.rows.set(message.code, next)
    if (merged.event !== null) batch.events.push({ ...merged.event, dossierId: next.id, message })
    if (isUnusual && row) batch.unusual.push({ dossierId: next.id, from: row.facts.status, to: message.status })
    if (merged.change !== null) {
      batch.changes.push({
        dossierId: next.id,
        code: next.code,
        facts: merged.facts,
        change: merged.change,
        isNew: row === null,
      })
    }
  }
  return batch
}

const rowOf = (row: KnownRow | undefined, code: string): NextRow | null =>
  row === undefined ? null : { id: row.id, code, isNew: false, before: row.facts, facts: row.facts }

function phoneOf(work: Work, { applicantPhone }: FeedMessage): FeedPhone | null {
  if (!applicantPhone) return null
  const clear = /^\+84\d{9,10}$/.test(applicantPhone) ? applicantPhone : readPhone(applicantPhone)
  return clear === null ? null : { key: Buffer.from(phoneHashOf(work.seal, clear)).toString('hex'), clear }
}

/** One message: the same rules, the same effect. */
export async function recordDossier(work: Work, message: FeedMessage): Promise<FeedReport> {
  const [report] = await recordDossiers(work, [message])
  return report!
}
