import type { Alarm } from './emergency.ts'
import { intents, type EmergencyKind, type Intent, type Meaning } from './meaning.ts'
import type { Thresholds } from './thresholds.ts'

export type Verdict = { intent: Intent; confidence: number; decision: Meaning['decision']; emergency?: EmergencyKind }

/** So few words without one of danger among them tell the classifier nothing of danger ("nuôi con một mình"). */
const tooFewWords = 4
const never = Infinity

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
  const of = (intent: Intent): number => probabilities[intents.indexOf(intent)]!
  const danger = of('emergency')
  const dangerFrom = alarm === null && words <= tooFewWords ? never : thresholds.emergency[alarm?.strength ?? 'none']
  if (alarm?.beyondDoubt || danger >= dangerFrom) {
    const confidence = alarm?.beyondDoubt ? Math.max(danger, thresholds.hi) : danger
    return { intent: 'emergency', confidence, decision: 'act', emergency: alarm?.kind ?? 'other' }
  }
  const confidence = Math.max(...probabilities)
  const intent = intents[probabilities.indexOf(confidence)]!
  if (
    intent !== 'complaint_denunciation' &&
    of('complaint_denunciation') >= thresholds.complaint &&
    confidence < thresholds.hi
  ) {
    return { intent: 'complaint_denunciation', confidence: of('complaint_denunciation'), decision: 'ask' }
  }
  return { intent, confidence, decision: decide(intent, confidence, thresholds) }
}

function decide(intent: Intent, confidence: number, { hi, lo }: Thresholds): Meaning['decision'] {
  if (confidence < lo) return 'human'
  if (confidence < hi) return 'ask'
  return intent === 'human' ? 'human' : 'act'
}
