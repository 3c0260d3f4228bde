import { ok, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import type { StepRefusal } from './feedback-step.ts'
import { takeStep } from './take-step.ts'

/**
 * The reporter takes it back; it is kept for the trail and published no more. Where others have joined or are merged in,
 * the matter goes on without them: they are only told no more.
 */
export async function withdrawFeedback(
  work: Work,
  { feedbackId, conversationId, key }: { feedbackId: string; conversationId: string; key?: string }
): Promise<Result<{ kind: 'withdrawn' | 'left_to_others' }, StepRefusal | 'not_found'>> {
  const others = await work.db.feedbackFollow.count({
    where: { feedbackId, quiet: false, conversationId: { not: conversationId } },
  })
  const taken =
    others > 0
      ? null
      : await takeStep(work, feedbackId, { event: 'withdraw', asChat: conversationId, key }, () => ({
          visibility: 'private',
          publicText: null,
        }))
  if (taken?.ok) return ok({ kind: 'withdrawn' })
  if (taken !== null && taken.refusal !== 'others_are_merged_here') return taken
  const row = { feedbackId, conversationId, since: work.now, quiet: true }
  await work.db.feedbackFollow.createMany({ data: [row], skipDuplicates: true })
  await work.db.feedbackFollow.updateMany({ where: { feedbackId, conversationId }, data: { quiet: true } })
  work.audit('feedback.left_to_others', { feedbackId })
  return ok({ kind: 'left_to_others' })
}
