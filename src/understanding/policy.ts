import type { Alarm } from './emergency.ts'
import { intents, type EmergencyKind, type Intent, type Meaning } from './meaning.ts'
import type { Thresholds } from './thresholds.ts'

export type Verdict = { intent: Intent; confidence: number; decision: Meaning['decision']; emergency?: EmergencyKind }

/** So few words without one of danger among them tell the classifier nothing of danger ("nuôi con một mình"). */
const tooFewWords = 4
const never = Infinity
const emergency = intents.indexOf('emergency')
const complaint = intents.indexOf('complaint_denunciation')

/**
 * From probabilities to what is done: danger first, then accusations, which must never become a public report, then the
 * best guess: acted upon, asked about, or handed to a person. Whether acting means writing is for the conversation.
 */
export function policy(
  probabilities: Float32Array,
  alarm: Alarm | null,
  thresholds: Thresholds,
  { words }: { words: number }
): Verdict {
  const danger = probabilities[emergency]!
  const dangerFrom = alarm === null && words <= tooFewWords ? never : thresholds.emergency[alarm?.strength ?? 'none']
  if (alarm?.beyondDoubt || danger >= dangerFrom) {
    const confidence = alarm?.beyondDoubt ? Math.max(danger, thresholds.hi) : danger
    return { intent: 'emergency', confidence, decision: 'act', emergency: alarm?.kind ?? 'other' }
  }
  const best = likeliest(probabilities)
  const [intent, confidence] = [intents[best]!, probabilities[best]!]
  const accused = probabilities[complaint]!
  if (intent !== 'complaint_denunciation' && accused >= thresholds.complaint && confidence < thresholds.hi) {
    return { intent: 'complaint_denunciation', confidence: accused, decision: 'ask' }
  }
  return { intent, confidence, decision: decide(intent, confidence, thresholds) }
}

/** The place of the highest probability, the first of several. */
function likeliest(probabilities: Float32Array): number {
  let best = 0
  for (let k = 1; k < probabilities.length; k += 1) if (probabilities[k]! > probabilities[best]!) best = k
  return best
}

function decide(intent: Intent, confidence: number, { hi, lo }: Thresholds): Meaning['decision'] {
  if (confidence < lo) return 'human'
  if (confidence < hi) return 'ask'
  return intent === 'human' ? 'human' : 'act'
}
