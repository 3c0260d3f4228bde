import { ok, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { asFeedbackRow, lockFeedback } from './feedback-row.ts'
import type { StepRefusal } from './feedback-step.ts'
import type { Key } from './handle-intake.ts'
import { takeStep } from './take-step.ts'
import { tellReporter } from './tell-reporter.ts'

type Refused = StepRefusal | 'not_found'

/** One matter told twice: it follows the main report, keeps its own words and code, and its reporter hears what the main one hears. */
export async function mergeFeedback(
  work: Work,
  { feedbackId, key, mainId }: Key & { mainId: string }
): Promise<Result<void, Refused>> {
  // always in the order of ids: two officials who merge crosswise do not wait for each other for ever
  for (const id of [...new Set([feedbackId, mainId])].sort()) await lockFeedback(work, id)
  const main = asFeedbackRow(await work.db.feedback.findFirst({ where: { id: mainId } }))
  const taken = await takeStep(work, feedbackId, { event: 'merge', key, main, kept: { mainCode: main?.code } }, () => ({
    mainId,
  }))
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved')
    await tellReporter(work, row, row.seq, {
      say: 'feedback.told.merged',
      with: { code: row.code!, mainCode: main!.code! },
    })
  return ok()
}

/** Not the same after all, with the reason: it waits for intake under the hour it first came in. */
export async function splitFeedback(
  work: Work,
  { feedbackId, key, reason }: Key & { reason: string }
): Promise<Result<void, Refused>> {
  const taken = await takeStep(work, feedbackId, { event: 'split', key, reason: reason.trim() }, () => ({
    mainId: null,
  }))
  if (!taken.ok) return taken
  const { row, kind } = taken.value
  if (kind === 'moved')
    await tellReporter(work, row, row.seq, { say: 'feedback.told.split', with: { code: row.code! } })
  return ok()
}
