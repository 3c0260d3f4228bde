import { randomUUID } from 'node:crypto'
import type { Language, Translate } from '../platform/i18n.ts'
import { loadLetterRules } from '../ward/letter/load-letter-rules.ts'
import { classRules, type MessageClass, type Saying } from '../ward/message/message.ts'
import { nextOpening } from '../ward/message/sending-window.ts'
import type { Work } from '../ward/work.ts'
import { leaseFrom, messageOf, type Claimed, type ClaimedRow } from './claim.ts'
import { sentAgain } from './settlement.ts'

/**
 * Claims what may leave now to one conversation, in order. Null when nothing may: it is empty, somebody else is sending,
 * the citizen has left, or the first one waits for its hour (then a bell is set).
 */
export async function claimWaiting(work: Work, conversationId: string, translate: Translate): Promise<Claimed | null> {
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${conversationId}, 1))`
  await work.unring('deliver-outbox', conversationId)
  await releaseDead(work, conversationId)
  const all = await work.db.outbox.findMany({
    where: { conversationId, status: { in: ['waiting', 'claimed'] } },
    orderBy: { id: 'asc' },
    take: 50,
  })
  const open = await withoutThoseOutOfHours(work, conversationId, all)
  const first = open[0]
  if (first === undefined) return null
  const busy = open.find((row) => row.status === 'claimed')
  if (busy) return ringLater(work, conversationId, afterLease(busy.leaseUntil ?? work.now))

  const conversation = await work.db.conversation.findFirst({ where: { id: conversationId } })
  if (conversation === null) return null
  if (conversation.leftAt !== null) return suppress(work, conversationId, 'citizen_left')
  const tooOld = open.filter((row) => row.expiresAt <= work.now)
  if (tooOld.length > 0) return expire(work, conversationId, tooOld)
  if (first.nextAt > work.now) return ringLater(work, conversationId, first.nextAt)

  const language = conversation.language as Language
  const rows = open.map((row): ClaimedRow => {
    const as = { class: row.class as MessageClass, language, now: work.now }
    const message = messageOf(work.seal.openJson<Saying>(row.saying), as, translate)
    return { id: row.id, class: as.class, attempts: row.attempts, why: row.why, message }
  })
  const claim = randomUUID()
  const leaseUntil = leaseFrom(work.now)
  await work.db.$executeRaw`
    update outbox set status = 'claimed', claim = ${claim}::uuid, lease_until = ${leaseUntil}::timestamptz, words = sealed.words,
      request_started_at = case when outbox.id = ${first.id}::uuid then ${work.now}::timestamptz end
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => work.seal.json(row.message))}::bytea[]) as sealed(id, words)
    where outbox.id = sealed.id and status = 'waiting'`
  work.remind('deliver-outbox', conversationId, leaseUntil)
  const { accountId } = conversation
  return { conversationId, rows, claim, accountId, address: work.seal.openText(conversation.address), leaseUntil }
}

/**
 * A lease that ran out: nothing had left → wait again; the request had left → the class decides (at least once: once
 * more; at most once: nobody knows, a person decides).
 */
async function releaseDead(work: Work, conversationId: string): Promise<void> {
  await work.db.$executeRaw`
    update outbox set claim = null, lease_until = null, request_started_at = null,
      status = case when request_started_at is not null and (why = ${sentAgain} or class = any(${atMostOnce}::text[]))
        then 'unknown' else 'waiting' end,
      why = case when request_started_at is not null then ${sentAgain} else why end,
      settled_at = case when request_started_at is not null and class = any(${atMostOnce}::text[]) then ${work.now}::timestamptz end
    where conversation_id = ${conversationId}::uuid and status = 'claimed' and lease_until <= ${work.now}::timestamptz`
}

/** What a person decides about when nobody knows whether it arrived. */
const atMostOnce = Object.entries(classRules).flatMap(([name, { unknown }]) =>
  unknown.sendAgain === 'never' ? [name] : []
)

/** Whoever is sending takes along what waits when it has done; this bell is the net, and not the one it takes down. */
const afterLease = (leaseUntil: Date): Date => new Date(leaseUntil.getTime() + 1)

function ringLater(work: Work, conversationId: string, at: Date): null {
  work.ring('deliver-outbox', conversationId, at)
  return null
}

/**
 * Letters leave in the ward's hours for them, and hold nothing else back: a reply at night does not wait for the greeting
 * that was said before it. Those that are too early are put off to their next opening.
 */
async function withoutThoseOutOfHours<
  Row extends { id: string; class: string; status: string; nextAt: Date; expiresAt: Date },
>(work: Work, conversationId: string, rows: Row[]): Promise<Row[]> {
  const bound = (row: Row) => row.status === 'waiting' && classRules[row.class as MessageClass].inHoursOnly === true
  if (!rows.some(bound)) return rows
  const rules = await loadLetterRules(work)
  return (
    await Promise.all(
      rows.map(async (row) => {
        if (!bound(row) || row.expiresAt <= work.now) return [row]
        const window = row.class === 'condolence' ? rules.condolence : rules.greeting
        const at = row.nextAt > work.now ? row.nextAt : work.now
        const opening = nextOpening(window, at)
        if (opening <= work.now) return [row]
        await work.db.outbox.updateMany({ where: { id: row.id, status: 'waiting' }, data: { nextAt: opening } })
        ringLater(work, conversationId, opening)
        return []
      })
    )
  ).flat()
}

export async function suppress(work: Work, conversationId: string, why: string): Promise<null> {
  await work.db.outbox.updateMany({
    where: { conversationId, status: 'waiting' },
    data: { status: 'suppressed', why, settledAt: work.now },
  })
  return null
}

/** Too old to be an answer any more: an apology goes instead, once. */
async function expire(
  work: Work,
  conversationId: string,
  rows: readonly { id: string; class: string }[]
): Promise<null> {
  await work.db.outbox.updateMany({
    where: { id: { in: rows.map((row) => row.id) }, status: 'waiting' },
    data: { status: 'expired', settledAt: work.now },
  })
  const late = rows.find((row) => row.class === 'reply')
  if (late) {
    const parts = [{ say: 'conversation.too_late' }]
    work.say({ to: conversationId, class: 'status', source: 'expired', sourceRow: late.id, parts })
  }
  work.ring('deliver-outbox', conversationId)
  return null
}
