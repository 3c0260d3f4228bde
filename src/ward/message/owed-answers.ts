import type { Work } from '../work.ts'

/** So long an answer is owed: its row in the outbox is not kept longer. */
const owedDays = 30

/** A try at one that came too late lasts so long again. */
const triedDays = 3

/**
 * Answers to an opinion, or to a question about a disclosure, are owed to one person alone: no notice tells them. One that
 * did not arrive is said again once its chat has written since; one that was too old because the platform or our account
 * was down for days, at once. Not where the platform refuses its words, nor where it may have arrived. Returns how many.
 */
export async function sayOwedAgain(work: Work): Promise<number> {
  const rows = await work.db.$queryRaw<{ conversation_id: string }[]>`
    update outbox o set status = 'waiting', why = null, attempts = 0, settled_at = null, next_at = ${work.now}::timestamptz,
      request_started_at = null, expires_at = ${work.now}::timestamptz + make_interval(days => ${triedDays})
    from conversation v
    where v.ward_id = o.ward_id and v.id = o.conversation_id and v.left_at is null
      and (o.source = 'disclosure_question' or (o.source = 'consultation' and o.source_row like '%:answer:%'))
      and o.created_at > ${work.now}::timestamptz - make_interval(days => ${owedDays})
      and (o.status = 'expired' or (o.status in ('refused', 'exhausted', 'suppressed') and o.why is distinct from 'content'
        and v.last_inbound_at > o.settled_at))
    returning o.conversation_id`
  for (const conversationId of new Set(rows.map((row) => row.conversation_id)))
    work.ring('deliver-outbox', conversationId)
  return rows.length
}

/** What has become of a message, as officials see it. */
export type Arrival = 'arrived' | 'on_its_way' | 'failed'

const arrivalOf = (status: string): Arrival =>
  ['accepted', 'delivered', 'read'].includes(status)
    ? 'arrived'
    : ['waiting', 'claimed'].includes(status)
      ? 'on_its_way'
      : 'failed'

/** What has become of messages by their row; one the outbox does not keep any more is missing. */
export async function arrivalsOf(
  work: Work,
  { source, rows }: { source: string; rows: readonly string[] }
): Promise<ReadonlyMap<string, Arrival>> {
  const found = await work.db.outbox.findMany({
    where: { source, sourceRow: { in: rows.map((row) => `${row}:0`) } },
    select: { sourceRow: true, status: true },
  })
  return new Map(found.map(({ sourceRow, status }) => [sourceRow.slice(0, -2), arrivalOf(status)]))
}
