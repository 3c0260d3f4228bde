import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { lockFeedback } from './feedback-row.ts'
import { restrictions } from './feedback.ts'
import type { Key } from './handle-intake.ts'
import { actingOn, addLine } from './take-step.ts'

/** Why a person keeps a report from general reading; a complaint is guided, never kept (guideToComplaint). */
export const restrictionsToSet = restrictions.filter((one) => one !== 'complaint')

/**
 * Domestic violence, a child, a person who may harm themselves: from now on only named roles read it, it leaves every
 * list, search, export and public page, and what was published of it is taken back (practice.md §4, axis 5).
 */
export async function restrictFeedback(
  work: Work,
  { feedbackId, key, why }: Key & { why: string }
): Promise<Result<void, 'not_found' | 'not_yours_to_do' | 'not_possible_now' | 'reason_unknown'>> {
  const restriction = restrictionsToSet.find((one) => one === why)
  if (restriction === undefined) return refuse('reason_unknown')
  const row = await lockFeedback(work, feedbackId)
  if (row === null) return refuse('not_found')
  const { parties, id } = await actingOn(work, row)
  if (id === null || parties.length === 0) return refuse('not_yours_to_do')
  if (row.status === 'draft' || row.restricted !== null) return refuse('not_possible_now')
  const seq = await addLine(
    work,
    row,
    { event: 'restricted', key, details: { why: restriction } },
    { restricted: restriction, visibility: 'private', publicText: null }
  )
  if (seq !== null) await work.db.searchToken.deleteMany({ where: { noun: 'feedback', rowId: feedbackId } })
  return ok()
}
