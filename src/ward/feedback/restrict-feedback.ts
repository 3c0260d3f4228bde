import { ok, refuse, type Result } from '../../platform/result.ts'
import { permissionsOf } from '../official/permission.ts'
import type { Work } from '../work.ts'
import { lockFeedback, type FeedbackRow } from './feedback-row.ts'
import { restrictions, type FeedbackKind, type Party } from './feedback.ts'
import { acceptFeedback, type Key } from './handle-intake.ts'
import { assignFeedback } from './handle-work.ts'
import { actingOn, addLine } from './take-step.ts'

/** Why a person keeps a report from general reading; a complaint is guided, never kept (guideToComplaint). */
export const restrictionsToSet = restrictions.filter((one) => one !== 'complaint')

export type Restricting = Key & {
  why: string
  /** Who may read and handle it from now on, beside the leaders. */
  officialId?: string
}

type Refused = 'not_found' | 'not_yours_to_do' | 'not_possible_now' | 'reason_unknown' | 'confidant_missing'

/**
 * Domestic violence, a child, a person who may harm themselves: from now on only named people read it, it leaves every
 * list, search, export and public page, and what was published of it is taken back (practice.md §4, axis 5). Where the
 * one-stop counter does it before intake, it is taken in as urgent and given to the named person in the same press.
 */
export async function restrictFeedback(
  work: Work,
  { feedbackId, key, why, officialId }: Restricting
): Promise<Result<void, Refused>> {
  const restriction = restrictionsToSet.find((one) => one === why)
  if (restriction === undefined) return refuse('reason_unknown')
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const { parties, id } = await actingOn(work, row)
  if (id === null || parties.length === 0) return refuse('not_yours_to_do')
  if (row.status === 'draft' || row.restricted !== null) return refuse('not_possible_now')
  const named = officialId === undefined ? null : await findConfidant(work, officialId)
  if (officialId !== undefined && named === null) return refuse('confidant_missing')
  if (named !== null) await handOver(work, row, parties, named)
  const held = (await lockFeedback(work, feedbackId)) ?? row
  const details = { why: restriction, ...(named ? { officialId: named.id } : {}) }
  const closed = { restricted: restriction, visibility: 'private', publicText: null } as const
  await addLine(
    work,
    held,
    { event: 'restricted', key, details },
    { ...closed, ...(named ? { assigneeId: named.id } : {}) }
  )
  await work.db.searchToken.deleteMany({ where: { noun: 'feedback', rowId: feedbackId } })
  return ok()
}

type Confidant = { id: string; fullName: string; unit: string | null }

async function handOver(work: Work, row: FeedbackRow, parties: readonly Party[], named: Confidant): Promise<void> {
  if (!parties.includes('one_stop')) return
  const feedbackId = row.id
  const kind = row.kind as FeedbackKind
  if (row.status === 'awaiting_intake')
    await acceptFeedback(work, { feedbackId, kind, field: 'other', urgency: 'urgent', authority: 'ward' })
  if (row.status === 'awaiting_intake' || row.status === 'received')
    await assignFeedback(work, { feedbackId, unit: named.unit ?? named.fullName, assigneeId: named.id })
}

/** Officials who may be trusted with a restricted report, by name. */
export async function listConfidants(work: Work): Promise<Confidant[]> {
  const officials = await work.db.official.findMany({
    where: { endedAt: null },
    orderBy: { fullName: 'asc' },
    select: { id: true, fullName: true, unit: true, roles: true },
  })
  return officials.flatMap(({ roles, ...one }) => (permissionsOf(roles).has('read_restricted') ? [one] : []))
}

const findConfidant = async (work: Work, officialId: string): Promise<Confidant | null> =>
  (await listConfidants(work)).find(({ id }) => id === officialId) ?? null

/** Whether this official is one of the named people of a restricted report: the one it is given to, or a leader. */
export async function isConfidantOf(
  work: Work,
  { feedbackId, officialId, parties }: { feedbackId: string; officialId: string; parties: readonly Party[] }
): Promise<boolean> {
  const found = await work.db.feedback.count({
    where: {
      id: feedbackId,
      restricted: { not: null },
      ...(parties.includes('leader') ? {} : { OR: [{ assigneeId: officialId }, { handlerId: officialId }] }),
    },
  })
  return found > 0
}
