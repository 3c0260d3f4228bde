import { tailOf } from '../../ward/dossier/dossier-code.ts'
import { ratingReasons, type RatingReason } from '../../ward/feedback/feedback.ts'
import type { SayingChoice } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { scoreIn } from './score-in.ts'

/** A mark for the ward's service: for a dossier that is finished, or in general. Kept without a name. */
export const satisfactionDialogue: Dialogue = {
  begin: ({ text }) => rateAny(scoreIn(text)),
  hear(state, heard) {
    if (heard.kind === 'choice') return onChoice(heard.choiceId, state)
    if (heard.kind !== 'words') return null
    const { text, intent } = heard.meaning
    if (isSure(heard.meaning) && intent !== 'rate_satisfaction' && intent !== 'report_problem') return null
    if (state.step === 'why' && typeof state.ratingId === 'string') return explain(state.ratingId, undefined, text)
    const score = scoreIn(text)
    if (state.step === 'rating' && score !== null)
      return rate(typeof state.surveyId === 'string' ? state.surveyId : '', score)
    return null
  },
}

const at = (step: string, more: Readonly<Record<string, unknown>>): State => ({
  dialogue: 'satisfaction',
  step,
  ...more,
})

/** An empty survey is the ward's service as a whole. */
const choicesOf = (surveyId: string): SayingChoice[] =>
  [5, 4, 3, 2, 1].map((score) => ({ id: `satisfaction:rate:${surveyId}:${score}`, label: `feedback.score.${score}` }))

export const rateAny = (score: number | null): Step =>
  ask('list_open_surveys', {}, ({ surveys }): Step => {
    const [only, another] = surveys
    if (another !== undefined) {
      const dossiers = surveys.map(({ surveyId, dossierCode, procedureName }) => ({
        id: `satisfaction:which:${surveyId}`,
        label: 'satisfaction.choice.dossier',
        with: { tail: tailOf(dossierCode), procedureName },
      }))
      const ward = { id: 'satisfaction:which:', label: 'satisfaction.choice.ward' }
      return sayAndWait(at('which', score === null ? {} : { score }), {
        say: 'satisfaction.which',
        choices: [...dossiers, ward],
      })
    }
    const surveyId = only?.surveyId ?? ''
    return score === null ? askScore(surveyId) : rate(surveyId, score)
  })

const askScore = (surveyId: string): Step =>
  sayAndWait(at('rating', { surveyId }), { say: 'satisfaction.how', choices: choicesOf(surveyId) })

function onChoice(choiceId: string, state: State): Step | null {
  const [subject, verb, id = '', more = ''] = choiceId.split(':')
  if (subject !== 'satisfaction') return null
  const score = Number(more)
  switch (verb) {
    case 'which':
      return typeof state.score === 'number' ? rate(id, state.score) : askScore(id)
    case 'rate':
      return score >= 1 && score <= 5 ? rate(id, score) : null
    case 'why': {
      const reason = ratingReasons.find((one) => one === id)
      return reason === undefined || typeof state.ratingId !== 'string' ? null : explain(state.ratingId, reason)
    }
    default:
      return null
  }
}

const rate = (surveyId: string, score: number): Step =>
  ask('rate_service', { surveyId, score }, (outcome): Step => {
    if (outcome.kind !== 'rated') return say({ say: `satisfaction.${outcome.kind}`, choices: [personChoice] })
    if (score > 2) return say({ say: 'satisfaction.rated' })
    const reasons = ratingReasons.map((reason) => ({
      id: `satisfaction:why:${reason}`,
      label: `feedback.reason.${reason}`,
    }))
    return sayAndWait(at('why', { ratingId: outcome.ratingId }), { say: 'satisfaction.rated_low', choices: reasons })
  })

const explain = (ratingId: string, reason?: RatingReason, comment?: string): Step =>
  ask('explain_service', { ratingId, ...(reason ? { reason } : {}), ...(comment ? { comment } : {}) }, () =>
    say({ say: 'satisfaction.explained', choices: [personChoice] })
  )
