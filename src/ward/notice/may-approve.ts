import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, columnToday, wardDateOf } from '../../platform/ward-time.ts'
import { permissionsOf, type Permission } from '../official/permission.ts'
import type { Work } from '../work.ts'

/** Ward staff who open notices at their own desk: only they stand in for an approver. */
export const mayStandIn = (roles: readonly string[]): boolean => permissionsOf(roles).has('stand_in_for_approver')

type Rights = { notices: boolean; emergencies: boolean }

/** Roles, and those of whom an official stands in for today. */
const standing = (today: Date) =>
  ({
    id: true,
    roles: true,
    deputyFor: {
      where: { endedAt: null, fromDate: { lte: today }, toDate: { gte: today } },
      select: { official: { select: { roles: true, endedAt: true } } },
    },
  }) as const

type Standing = {
  roles: readonly string[]
  deputyFor: readonly { official: { roles: readonly string[]; endedAt: Date | null } }[]
}

/**
 * By role or as the named deputy of one who may and is on leave. In danger the duty officer may approve too.
 */
function rightsOf({ roles, deputyFor }: Standing): Rights {
  const away = mayStandIn(roles) ? deputyFor.map((one) => one.official) : []
  const all = [roles, ...away.filter(({ endedAt }) => endedAt === null).map((one) => one.roles)]
  const may = (permission: Permission) => all.some((of) => permissionsOf(of).has(permission))
  const notices = may('approve_notices')
  return { notices, emergencies: notices || may('approve_emergencies') }
}

/** What an official may approve today. */
export async function approvalRights(work: Work, { officialId }: { officialId: string }): Promise<Rights> {
  const official = await work.db.official.findFirst({
    where: { id: officialId, endedAt: null },
    select: standing(columnToday(work.now)),
  })
  return official === null ? { notices: false, emergencies: false } : rightsOf(official)
}

/** Ids of all who may approve an emergency today. */
export async function emergencyApprovers(work: Work): Promise<string[]> {
  const officials = await work.db.official.findMany({
    where: { endedAt: null },
    select: standing(columnToday(work.now)),
  })
  return officials.filter((official) => rightsOf(official).emergencies).map(({ id }) => id)
}

/** Whether an official may approve this notice today. */
export async function mayApprove(
  work: Work,
  { officialId, isEmergency }: { officialId: string; isEmergency: boolean }
): Promise<boolean> {
  const { notices, emergencies } = await approvalRights(work, { officialId })
  return isEmergency ? emergencies : notices
}

/**
 * Notices that wait for an approval which this official may give today: of what they wrote or submitted themselves only an
 * emergency. Null for who approves nothing.
 */
export async function countToApprove(
  work: Work,
  { officialId }: { officialId: string }
): Promise<{ count: number; emergencies: number } | null> {
  const { notices, emergencies } = await approvalRights(work, { officialId })
  if (!emergencies) return null
  const urgent = await work.db.notice.count({ where: { status: 'submitted', class: 'emergency' } })
  if (!notices) return { count: urgent, emergencies: urgent }
  const others = await work.db.notice.count({
    where: {
      ...{ status: 'submitted', class: { not: 'emergency' } },
      AND: [
        { OR: [{ authorId: null }, { authorId: { not: officialId } }] },
        { OR: [{ submittedById: null }, { submittedById: { not: officialId } }] },
      ],
    },
  })
  return { count: urgent + others, emergencies: urgent }
}

export type Deputyship = {
  id: string
  official: string
  deputy: string
  deputyId: string
  officialId: string
  fromDate: string
  toDate: string
}

/** Who stands in for whom, now and later. */
export async function listDeputies(work: Work): Promise<Deputyship[]> {
  const rows = await work.db.approvalDeputy.findMany({
    where: { endedAt: null, toDate: { gte: columnToday(work.now) } },
    include: { official: { select: { fullName: true } }, deputy: { select: { fullName: true } } },
    orderBy: { fromDate: 'asc' },
  })
  return rows.map((row) => ({
    id: row.id,
    officialId: row.officialId,
    deputyId: row.deputyId,
    official: row.official.fullName,
    deputy: row.deputy.fullName,
    fromDate: row.fromDate.toISOString().slice(0, 10),
    toDate: row.toDate.toISOString().slice(0, 10),
  }))
}

/** An approver on leave names who of the ward's staff approves meanwhile. A deputy names no deputy. */
export async function nameDeputy(
  work: Work,
  input: { officialId: string; deputyId: string; fromDate: string; toDate: string }
): Promise<
  Result<{ id: string }, 'deputy_self' | 'deputy_unknown' | 'deputy_not_staff' | 'deputy_dates' | 'not_allowed'>
> {
  const { officialId, deputyId, fromDate, toDate } = input
  if (officialId === deputyId) return refuse('deputy_self')
  if (toDate < fromDate || toDate < wardDateOf(work.now)) return refuse('deputy_dates')
  const both = await work.db.official.findMany({
    where: { id: { in: [officialId, deputyId] }, endedAt: null },
    select: { id: true, roles: true },
  })
  const away = both.find(({ id }) => id === officialId)
  if (away === undefined || !permissionsOf(away.roles).has('approve_notices')) return refuse('not_allowed')
  const deputy = both.find(({ id }) => id === deputyId)
  if (deputy === undefined) return refuse('deputy_unknown')
  if (!mayStandIn(deputy.roles)) return refuse('deputy_not_staff')
  const named = { officialId, deputyId, fromDate: columnDate(fromDate), toDate: columnDate(toDate) }
  const known = await work.db.approvalDeputy.findFirst({ where: { ...named, endedAt: null }, select: { id: true } })
  if (known !== null) return ok(known)
  const id = newId()
  await work.db.approvalDeputy.create({ data: { id, ...named, createdAt: work.now } })
  work.audit('deputy.named', { officialId, deputyId, fromDate, toDate })
  return ok({ id })
}

/** Back earlier than planned: the approver alone ends it. */
export async function endDeputy(
  work: Work,
  { deputyshipId, officialId }: { deputyshipId: string; officialId: string }
): Promise<Result<void, 'deputy_unknown'>> {
  const { count } = await work.db.approvalDeputy.updateMany({
    where: { id: deputyshipId, officialId, endedAt: null },
    data: { endedAt: work.now },
  })
  if (count === 0) return refuse('deputy_unknown')
  work.audit('deputy.ended', { deputyshipId })
  return ok()
}
