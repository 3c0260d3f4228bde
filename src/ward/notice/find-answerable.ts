import { saidCodes, ways } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'
import type { NoticeChoice } from './notice.ts'

/** The buttons below notices this chat has got, which may still be answered in words. */
export type Answerable = {
  /** Below the last thing the ward said here (perhaps none); null where that was no notice. */
  last: readonly NoticeChoice[] | null
  /** Below other notices, the latest first, each thing once. */
  earlier: readonly (readonly NoticeChoice[])[]
}

type Row = { choices: NoticeChoice[]; at: Date; until: Date | null; is_last: boolean }

const dayMs = 86_400_000
/** A notice that names no hour is answered for a month. */
const answeredForDays = 30

/**
 * Notices leave no place in a conversation: a thousand go out in a minute. What they asked is read from the ledger when
 * words come that may answer it. An official who spoke in the platform's own inbox since (`humanUntil`) spoke last.
 */
export async function findAnswerable(
  work: Work,
  { conversationId, humanUntil }: { conversationId: string; humanUntil: Date | null }
): Promise<Answerable> {
  const rows = await work.sql<Row>(reading, [conversationId, [...saidCodes], ways.visit, humanUntil])
  const open = rows.filter(({ at, until }) => {
    const end = until ?? new Date(at.getTime() + answeredForDays * dayMs)
    return end > work.now
  })
  const [latest] = rows
  const last = latest?.is_last && open.includes(latest) ? latest : null
  const known = new Set([last?.choices[0]?.id])
  const earlier = open.flatMap(({ choices }) => {
    const id = choices[0]?.id
    if (id === undefined || known.has(id)) return []
    known.add(id)
    return [choices]
  })
  return { last: last?.choices ?? null, earlier }
}

const reading = {
  name: 'find-answerable',
  text: `
    select notice.choices, got.at, coalesce(notice.event_at, notice.expires_at) as until,
      got.at >= coalesce(said.at, got.at) and got.at >= coalesce($4::timestamptz, got.at) as is_last
    from (select notice, at from delivery
      where recipient_id = $1::uuid and status::text = any ($2::text[]) and way::text <> $3) got
    join notice on notice.number = got.notice
    left join lateral (select coalesce(settled_at, created_at) as at from outbox
      where conversation_id = $1::uuid and source <> 'notice' order by id desc limit 1) said on true
    order by got.at desc, got.notice desc limit 8`,
}
