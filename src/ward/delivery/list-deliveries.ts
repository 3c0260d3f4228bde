import {
  deliveryStatuses,
  statusOfCode,
  wayOfCode,
  whyOfCode,
  type DeliveryStatus,
  type Way,
  type Why,
} from './delivery.ts'
import type { Work } from '../work.ts'

export type DeliveryLine = {
  slot: number
  status: DeliveryStatus
  way: Way
  why: Why
  at: Date
  attempts: number
  /** The platform's id of the message; null before it was accepted. */
  providerId: string | null
  citizenId: string | null
  /** Null for a chat that is not linked to the register. */
  fullName: string | null
  conversationId: string | null
  /** Ways that failed before this one, the first first. */
  tried: readonly TriedWay[]
}

export type TriedWay = { way: Way; why: Why; at: Date }

type Row = {
  slot: number
  status: string
  way: string
  why: string
  at: Date
  attempts: number
  provider: Uint8Array
  citizen_id: string | null
  full_name: string | null
  conversation_id: string | null
}

/** The rows of one notice in their order; `cursor` is the slot to go on after. */
export async function listDeliveries(
  work: Work,
  {
    noticeId,
    status,
    cursor = -1,
    limit = 100,
  }: { noticeId: string; status?: DeliveryStatus; cursor?: number; limit?: number }
): Promise<{ lines: DeliveryLine[]; next: number | null }> {
  const notice = await work.db.notice.findFirst({ where: { id: noticeId }, select: { number: true } })
  if (notice === null) return { lines: [], next: null }
  const code = status === undefined ? '' : deliveryStatuses[status]
  const rows = await work.db.$queryRaw<Row[]>`
    select d.slot, d.status::text, d.way::text, d.why::text, d.at, d.attempts, d.provider, c.id as citizen_id, c.full_name,
      case when v.id is null then null else d.recipient_id end as conversation_id
    from delivery d
    left join conversation v on v.id = d.recipient_id
    left join lateral (select citizen_id from chat_link l where l.conversation_id = v.id and l.citizen_id is not null
      order by l.ended_at is null desc, l.linked_at desc limit 1) l on true
    left join citizen c on c.id = coalesce(l.citizen_id, d.recipient_id)
    where d.ward_id = ${work.wardId}::uuid and d.notice = ${notice.number} and d.slot > ${cursor}
      and (${code} = '' or d.status = ${code}::"char")
    order by d.slot limit ${limit + 1}`
  const tried = await triedBefore(work, notice.number, rows)
  const lines = rows.slice(0, limit).map((row) => lineOf(row, tried.get(row.slot) ?? []))
  return { lines, next: rows.length > limit ? lines.at(-1)!.slot : null }
}

/** Only few fall back to another way: the ways tried before stand apart from the ledger. */
async function triedBefore(work: Work, notice: number, rows: readonly Row[]): Promise<Map<number, TriedWay[]>> {
  const found = await work.db.deliveryTry.findMany({
    where: { notice, slot: { gte: rows[0]?.slot ?? 0, lte: rows.at(-1)?.slot ?? -1 } },
    orderBy: { at: 'asc' },
  })
  const bySlot = new Map<number, TriedWay[]>()
  for (const { slot, way, why, at } of found) {
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), { way: wayOfCode(way), why: whyOfCode(why), at }])
  }
  return bySlot
}

const lineOf = (row: Row, tried: readonly TriedWay[]): DeliveryLine => ({
  slot: row.slot,
  status: statusOfCode(row.status),
  way: wayOfCode(row.way),
  why: whyOfCode(row.why),
  at: row.at,
  attempts: row.attempts,
  providerId: row.provider.length === 0 ? null : Buffer.from(row.provider).toString('utf8'),
  citizenId: row.citizen_id,
  fullName: row.full_name,
  conversationId: row.conversation_id,
  tried,
})

export type DeliveryOf = {
  noticeId: string
  title: string
  kind: string
  noticeStatus: string
  slot: number
  status: DeliveryStatus
  way: Way
  why: Why
  at: Date
  /** It went to another adult of the household: one hears it for all. */
  ofHousehold: boolean
}

/**
 * "Vì sao tôi không nhận được?": what became of the latest notices for this person, on every chat of theirs and at the
 * door; one that goes to one adult a household also where that was somebody else. By the citizen, or by the chat that asks (then with all chats of the citizen it is linked to).
 */
export async function deliveriesOf(
  work: Work,
  who: { citizenId: string } | { conversationId: string },
  limit = 20
): Promise<DeliveryOf[]> {
  const citizen = 'citizenId' in who ? who.citizenId : null
  const chat = 'conversationId' in who ? who.conversationId : null
  const rows = await work.db.$queryRaw<
    {
      id: string
      title: string
      kind: string
      notice_status: string
      slot: number
      status: string
      way: string
      why: string
      at: Date
      of_household: boolean
    }[]
  >`
    with person as (
      select ${citizen}::uuid as id where ${citizen}::uuid is not null
      union select citizen_id from chat_link where conversation_id = ${chat}::uuid and citizen_id is not null and ended_at is null),
    recipient as (
      select id from person union select conversation_id from chat_link where citizen_id in (select id from person)
      union select ${chat}::uuid where ${chat}::uuid is not null),
    housemate as (
      select m.id from person p join citizen c on c.id = p.id join citizen m on m.household_id = c.household_id and m.id <> c.id),
    anybody as (
      select id, false as other from recipient
      union select id, true from housemate
      union select conversation_id, true from chat_link where citizen_id in (select id from housemate) and ended_at is null),
    told as (
      select d.notice, d.slot, d.status, d.way, d.why, d.at, a.other,
        row_number() over (partition by d.notice, a.other order by d.slot) as nth, bool_or(not a.other) over (partition by d.notice) as own
      from anybody a join delivery d on d.recipient_id = a.id)
    select n.id, n.title, n.kind, n.status as notice_status, d.slot, d.status::text, d.way::text, d.why::text, d.at, d.other as of_household
    from told d join notice n on n.number = d.notice
    where not d.other or (not d.own and d.nth = 1 and coalesce((n.audience ->> 'households')::boolean, false))
    order by d.notice desc limit ${limit}`
  return rows.map((row) => ({
    noticeId: row.id,
    title: row.title,
    kind: row.kind,
    noticeStatus: row.notice_status,
    slot: row.slot,
    status: statusOfCode(row.status),
    way: wayOfCode(row.way),
    why: whyOfCode(row.why),
    at: row.at,
    ofHousehold: row.of_household,
  }))
}
