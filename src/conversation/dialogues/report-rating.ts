import type { RatingReason } from '../../ward/feedback/feedback.ts'
import { ratingChoicesOf, reasonChoicesOf } from '../../ward/feedback/rating-choices.ts'
import type { MyReport } from '../../ward/feedback/report-chat.ts'
import { ask, say, sayAndWait, type State, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { rateAny } from './satisfaction.ts'
import { commentIn } from './score-in.ts'

/** A mark for the answer to a report, and why it was a low one. */
const at = (step: string, more: Readonly<Record<string, unknown>>): State => ({
  dialogue: 'report_follow_up',
  step,
  ...more,
})

/** The one that waits for a mark, or which of them; none: the ward's service is meant. */
export function rateOne(waiting: readonly MyReport[], score: number | null, text: string): Step {
  const [only, another] = waiting
  if (only === undefined) return rateAny(score)
  if (another === undefined) return score === null ? askScore(only.code) : rate(only.code, score, commentIn(text))
  const choices = waiting.slice(0, 8).map(({ code, title }) => ({
    id: `report_follow_up:mark:${code}`,
    label: 'report_follow_up.choice.report',
    with: { code, title },
  }))
  return sayAndWait(at('choosing', score === null ? {} : { score, text: commentIn(text) }), {
    say: 'report_follow_up.which_rate',
    choices,
  })
}

export const askScore = (code: string): Step =>
  sayAndWait(at('rating', { code }), { say: 'report_follow_up.how_was_it', choices: ratingChoicesOf(code) })

export const rate = (code: string, score: number, comment: string): Step =>
  ask('rate_report', { code, score, ...(comment === '' ? {} : { comment }) }, (outcome) => {
    if (outcome.kind === 'not_yours') return notYours(code)
    if (outcome.kind !== 'reopened' && outcome.kind !== 'escalated')
      return say({ say: `report_follow_up.rated.${outcome.kind}`, with: { code } })
    return sayAndWait(at('why', { code, score }), {
      say: `report_follow_up.rated.${outcome.kind}`,
      with: { code },
      choices: reasonChoicesOf(code, score),
    })
  })

export const explain = (code: string, reason?: RatingReason, comment?: string): Step =>
  ask('explain_report', { code, ...(reason ? { reason } : {}), ...(comment ? { comment } : {}) }, () =>
    sayAndWait(at('shown', { code }), { say: 'report_follow_up.explained', with: { code } })
  )

/** A code that is not of this chat: answered like one that never was. */
export const notYours = (code: string): Step =>
  say({
    say: 'report_follow_up.not_yours',
    with: { code },
    choices: [{ id: 'report_follow_up:list', label: 'report_follow_up.choice.mine' }, personChoice],
  })
