import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'

type Decision = { id: string; officialId: string }

/** The first official says what was meant. Proposing again, by anyone, replaces the proposal. */
export async function proposeMeaning(
  work: Work,
  { id, officialId, intent }: Decision & { intent: string }
): Promise<Result<undefined, 'already_decided'>> {
  const { count } = await work.db.learningMessage.updateMany({
    where: { id, status: { in: ['open', 'proposed'] } },
    data: { status: 'proposed', intent, proposedById: officialId },
  })
  if (count === 0) return refuse('already_decided')
  work.audit('learning.proposed', { messageId: id, intent })
  return ok()
}

/** The second official agrees; a worker then trains. Nobody approves a proposal of their own. */
export async function approveMeaning(
  work: Work,
  { id, officialId }: Decision
): Promise<Result<undefined, 'already_decided' | 'own_proposal'>> {
  const message = await work.db.learningMessage.findFirst({ where: { id, status: 'proposed' } })
  if (message === null) return refuse('already_decided')
  if (message.proposedById === officialId) return refuse('own_proposal')
  const { count } = await work.db.learningMessage.updateMany({
    where: { id, status: 'proposed', proposedById: message.proposedById, intent: message.intent },
    data: { status: 'approved', approvedById: officialId, decidedAt: work.now },
  })
  if (count === 0) return refuse('already_decided')
  work.audit('learning.approved', { messageId: id, intent: message.intent })
  work.ring('retrain-model', work.wardId)
  return ok()
}

/** "Bỏ qua": nothing to learn here; the words go at once. */
export async function ignoreMessage(work: Work, { id }: Decision): Promise<Result<undefined, 'already_decided'>> {
  const { count } = await work.db.learningMessage.updateMany({
    where: { id, status: { in: ['open', 'proposed'] } },
    data: { status: 'ignored', decidedAt: work.now, masked: work.seal.text('') },
  })
  if (count === 0) return refuse('already_decided')
  work.audit('learning.ignored', { messageId: id })
  return ok()
}
