import { ok, refuse, type Result } from '../../platform/result.ts'
import { listMessages, type ChatLine } from '../conversation/list-messages.ts'
import type { Work } from '../work.ts'
import { lineOf, lineParts, type HandOverLine } from './list-hand-overs.ts'

export type HandOverPage = HandOverLine & { transcript: readonly ChatLine[] }

/**
 * One hand-over with the conversation so far, oldest line first. Reading a restricted one leaves a line in the audit
 * trail; who may not read it is told that it does not exist.
 */
export async function findHandOver(
  work: Work,
  { handOverId, mayReadRestricted = false }: { handOverId: string; mayReadRestricted?: boolean }
): Promise<Result<HandOverPage, 'not_found'>> {
  const row = await work.db.handOver.findFirst({
    where: { id: handOverId, ...(mayReadRestricted ? {} : { restricted: false }) },
    include: lineParts,
  })
  if (row === null) return refuse('not_found')
  if (row.restricted) work.audit('hand_over.restricted_read', { handOverId })
  const transcript = await listMessages(work, { conversationId: row.conversationId })
  return ok({ ...lineOf(row, work.now), transcript })
}
