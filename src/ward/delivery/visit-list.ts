import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { deliveryStatuses, saidCodes, ways, whyOfCode, whys, type Why } from './delivery.ts'
import type { Work } from '../work.ts'
import { atTheDoor, closedBy, isAhead, isLateDoor, isRecent, isTold, isWaitingDoor, mournsAt } from './open-doors.ts'

/** Doors still to go to; those told; those of what is over, for who told them in time and ticks them afterwards. */
export const visitParts = ['open', 'told', 'late'] as const
export type VisitPart = (typeof visitParts)[number]

/** One door of the visit list. */
export type VisitLine = {
  noticeId: string
  title: string
  slot: number
  citizenId: string
  fullName: string
  householdCode: string | null
  neighbourhoodId: string | null
  neighbourhood: string | null
  /** Why at the door: no chat, opted out, no agreement, refused by the platform … */
  why: Why
  visitedAt: Date | null
  /** When somebody knocked last and nobody opened. */
  notMetAt: Date | null
  /** The law asks for this visit although the house mourns: it is made with that in mind. */
  mourns: boolean
}

type Row = {
  notice_id: string
  title: string
  slot: number
  citizen_id: string
  full_name: string
  household: string | null
  neighbourhood_id: string | null
  neighbourhood: string | null
  why: string
  at: Date
  status: string
  not_met_at: Date | null
  mourns: boolean
}

export type VisitsAsked = {
  noticeId?: string | null
  neighbourhoodId?: string | null
  slot?: number | null
  part?: VisitPart
}

const at = '$1::timestamptz'
const partOf: Readonly<Record<VisitPart, string>> = {
  open: `${isTold} and ${isAhead(at)} and ${isWaitingDoor} and ${closedBy(at)} is null`,
  told: `n.status <> 'cancelled' and d.way = '${ways.visit}'::"char" and d.status in (${saidCodes.map((code) => `'${code}'`).join(', ')})`,
  late: `${isTold} and ${isLateDoor(at)}`,
}

const doors = `notice n join delivery d on d.ward_id = n.ward_id and d.notice = n.number
    join ${atTheDoor} on true
    left join household h on h.ward_id = c.ward_id and h.id = c.household_id
    left join neighbourhood p on p.ward_id = c.ward_id and p.id = coalesce(c.neighbourhood_id, h.neighbourhood_id)`
const isAsked = (part: VisitPart): string => `${isRecent(at)} and ${partOf[part]}
    and ($2::uuid is null or n.id = $2::uuid) and ($3::uuid is null or p.id = $3::uuid) and ($4::int is null or d.slot = $4::int)`

const valuesOf = (work: Work, { noticeId = null, neighbourhoodId = null, slot = null }: VisitsAsked): unknown[] => [
  work.now,
  noticeId,
  neighbourhoodId,
  slot,
]

/** Doors, sorted for walking: neighbourhood, those where nobody opened last, household, name. */
export async function listVisits(
  work: Work,
  { part = 'open', from = 0, take = 1_000, ...asked }: VisitsAsked & { from?: number; take?: number }
): Promise<VisitLine[]> {
  const statement = `
    select n.id as notice_id, n.title, d.slot, c.id as citizen_id, c.full_name, h.code as household, p.id as neighbourhood_id,
      p.name as neighbourhood, d.why::text, d.at, d.status::text, tried.at as not_met_at, ${mournsAt(at)} as mourns
    from ${doors}
    left join lateral (select max(t.at) as at from delivery_try t where t.ward_id = d.ward_id and t.notice = d.notice
      and t.slot = d.slot and t.way = '${ways.visit}') tried on true
    where ${isAsked(part)}
    order by p.name, tried.at nulls first, h.code, c.full_name, d.notice, d.slot limit $5::int offset $6::int`
  const rows = await work.db.$queryRawUnsafe<Row[]>(statement, ...valuesOf(work, asked), take, from)
  return rows.map(lineOf)
}

const lineOf = (row: Row): VisitLine => ({
  noticeId: row.notice_id,
  title: row.title,
  slot: row.slot,
  citizenId: row.citizen_id,
  fullName: row.full_name,
  householdCode: row.household,
  neighbourhoodId: row.neighbourhood_id,
  neighbourhood: row.neighbourhood,
  why: whyOfCode(row.why),
  visitedAt: (saidCodes as readonly string[]).includes(row.status) ? row.at : null,
  notMetAt: row.not_met_at,
  mourns: row.mourns,
})

export type VisitedNotice = { noticeId: string; title: string; doors: number }

/** How many doors there are, notice by notice, the newest first. */
export async function countVisits(
  work: Work,
  { part = 'open', ...asked }: VisitsAsked
): Promise<{ doors: number; notices: VisitedNotice[] }> {
  const statement = `
    select n.id as "noticeId", n.title, count(*)::int as doors from ${doors} where ${isAsked(part)}
    group by n.id, n.title order by n.id desc`
  const notices = await work.db.$queryRawUnsafe<VisitedNotice[]>(statement, ...valuesOf(work, asked))
  return { doors: notices.reduce((sum, one) => sum + one.doors, 0), notices }
}

type Door = { noticeId: string; slot: number }

/** Somebody was told at the door: that is a delivery. Ticked twice it is one. */
export async function tickVisit(work: Work, { noticeId, slot }: Door): Promise<Result<void, 'not_to_visit'>> {
  const statement = `
    update delivery d set status = '${deliveryStatuses.delivered}'::"char", at = ${at},
      why = (case when d.why = '${whys.too_old}' then '${whys.none}' else d.why::text end)::"char"
    from notice n where n.id = $2::uuid and n.ward_id = d.ward_id and d.notice = n.number and d.slot = $3::int
      and ${isTold} and (${isWaitingDoor} or ${isLateDoor(at)})`
  const count = await work.db.$executeRawUnsafe(statement, work.now, noticeId, slot)
  if (count === 0) return refuse('not_to_visit')
  work.audit('notice.visited', { noticeId, slot })
  return ok()
}

/** So long a tick may be taken back: after it, it stands in the proof. */
export const untickMinutes = 10

/** Whether a tick was a slip of this hour. Not past midnight: each day of the ledger is counted once. */
export const mayUntick = (visitedAt: Date, now: Date): boolean =>
  now.getTime() - visitedAt.getTime() <= untickMinutes * 60_000 && wardDateOf(visitedAt) === wardDateOf(now)

/** The wrong door was ticked: somebody still has to go there. */
export async function untickVisit(work: Work, { noticeId, slot }: Door): Promise<Result<void, 'ticked_long_ago'>> {
  const [door] = await listVisits(work, { noticeId, slot, part: 'told' })
  if (door?.visitedAt == null || !mayUntick(door.visitedAt, work.now)) return refuse('ticked_long_ago')
  const count = await work.db.$executeRaw`
    update delivery d set status = ${deliveryStatuses.waiting}::"char", at = ${work.now}::timestamptz
    from notice n where n.id = ${noticeId}::uuid and d.ward_id = n.ward_id and d.notice = n.number and d.slot = ${slot}
      and d.way = ${ways.visit}::"char" and d.status = ${deliveryStatuses.delivered}::"char" and d.at = ${door.visitedAt}::timestamptz`
  if (count === 0) return refuse('ticked_long_ago')
  work.audit('notice.visit_taken_back', { noticeId, slot })
  return ok()
}

/** Nobody opened: the door stays on the list, after the others, and that somebody was there is on record. */
export async function noteNotMet(work: Work, { noticeId, slot }: Door): Promise<Result<void, 'not_to_visit'>> {
  const [door] = await listVisits(work, { noticeId, slot })
  if (door === undefined) return refuse('not_to_visit')
  await work.db.$executeRaw`
    insert into delivery_try (ward_id, notice, slot, at, recipient_id, way, why, attempts)
    select n.ward_id, n.number, ${slot}, ${work.now}::timestamptz, ${door.citizenId}::uuid, ${ways.visit}, ${whys.not_met}, 0
    from notice n where n.id = ${noticeId}::uuid on conflict do nothing`
  work.audit('notice.not_met', { noticeId, slot })
  return ok()
}
