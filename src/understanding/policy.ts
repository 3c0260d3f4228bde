import type { Alarm } from './emergency.ts'
import { intents, type EmergencyKind, type Intent, type Meaning } from './meaning.ts'
import type { Thresholds } from './thresholds.ts'

export type Verdict = { intent: Intent; confidence: number; decision: Meaning['decision']; emergency?: EmergencyKind }

/** What is known of danger in a message: what the rules heard, and how much the whole sounds like it. */
export type Danger = { alarm: Alarm | null; score: number; words: number }

/**
 * From which score a message is one of danger, by what the rules heard. Chosen on messages whose writers wrote nothing
 * that is learned (test/fixtures/understanding/danger-chosen-on.yaml): a false alarm costs a reading, a missed one a life.
 */
const dangerFrom = { certain: -0.8, hint: -0.5, none: -0.4 } as const
/** Words that leave no doubt ("cứu em với") do leave some where all the others speak of a form to fill in. */
const undoubtedFrom = -3
/** Water in the street is every rain's: of a flood the whole message has to speak. */
const floodFrom = 0.4
/** So few words tell little ("nuôi con một mình"): without a word of danger among them they must be clear. */
const fewWords = 8
const fewAreDangerFrom = 0.6
/** Below this it is no danger, whatever the intents make of it. */
export const maybeDangerFrom = -2

const emergency = intents.indexOf('emergency')
const complaint = intents.indexOf('complaint_denunciation')

/**
 * From probabilities to what is done: danger first, then accusations, which must never become a public report, then the
 * best guess: acted upon, asked about, or handed to a person. Whether acting means writing is for the conversation.
 */
export function policy(probabilities: Float32Array, danger: Danger, thresholds: Thresholds, accusing = false): Verdict {
  const { alarm, score } = danger
  if (isDanger(danger)) {
    const confidence = Math.max(thresholds.hi, 1 / (1 + Math.exp(-score)))
    return { intent: 'emergency', confidence, decision: 'act', emergency: alarm?.kind ?? 'other' }
  }
  const best = likeliest(probabilities, score < maybeDangerFrom ? emergency : undefined)
  const [intent, confidence] = [intents[best]!, probabilities[best]!]
  const accused = probabilities[complaint]!
  const mayAccuse = accusing || (accused >= thresholds.complaint && confidence < thresholds.hi)
  if (intent !== 'complaint_denunciation' && mayAccuse) {
    return { intent: 'complaint_denunciation', confidence: accused, decision: 'ask' }
  }
  const decision = decide(intent, confidence, thresholds)
  return { intent, confidence, decision: intent === 'emergency' && decision === 'act' ? 'ask' : decision }
}

function isDanger({ alarm, score, words }: Danger): boolean {
  if (alarm === null) return score >= (words <= fewWords ? fewAreDangerFrom : dangerFrom.none)
  if (alarm.beyondDoubt) return score >= undoubtedFrom
  return score >= (alarm.kind === 'flood' ? floodFrom : dangerFrom[alarm.strength])
}

/** The place of the highest probability, the first of several; one may be out of the question. */
function likeliest(probabilities: Float32Array, except?: number): number {
  let best = except === 0 ? 1 : 0
  for (let k = best + 1; k < probabilities.length; k += 1) {
    if (k !== except && probabilities[k]! > probabilities[best]!) best = k
  }
  return best
}

function decide(intent: Intent, confidence: number, { hi, lo }: Thresholds): Meaning['decision'] {
  if (confidence < lo) return 'human'
  if (confidence < hi) return 'ask'
  return intent === 'human' ? 'human' : 'act'
}
