import { softmax } from './classifier.ts'
import { intents, type Intent } from './meaning.ts'

/** Fitted with the model and stored with it: they do not carry over to another one. */
export type Thresholds = {
  /** How sure softmax is of the logits. */
  sharpness: number
  /** From here on a read-only wish is acted upon. */
  hi: number
  /** Below this not even three guesses are worth showing. */
  lo: number
  /** Probability of `emergency` from which it is one, whatever else it may be: by what the danger rules found. */
  emergency: Record<AlarmStrength, number>
  /** The same for complaints and denunciations, which must not become public reports. */
  complaint: number
}

export type AlarmStrength = 'certain' | 'hint' | 'none'
/** `everyday`: by an author who wrote about everything, as messages in use are. */
export type Judged = { logits: Float32Array; intent: number; alarm: AlarmStrength; everyday?: boolean }

/**
 * Act-precision wanted in cross-validation, where the judging model has read only half of the other authors. The model
 * that has read them all is about two points better (98 to 99 % on both held-out sets; 97 % is promised).
 */
const wantedPrecision = 0.965
/** Shares of all other messages that may raise a false alarm; together under one in a hundred. */
const wantedFalseAlarms: Record<AlarmStrength, number> = { certain: 0.007, hint: 0.001, none: 0.002 }
const wantedFalseComplaints = 0.01
const lowestUsefulRate = 0.3

/** Fits thresholds on logits of messages whose authors the judging model had not seen. */
export function fitThresholds(judged: readonly Judged[]): Thresholds {
  const everyday = judged.some((each) => each.everyday) ? judged.filter((each) => each.everyday) : judged
  const sharpness = [1, 1.5, 2, 3]
    .map((each) => ({ each, ...actFrom(everyday, each) }))
    .sort((a, b) => b.acted - a.acted)[0]!
  return {
    sharpness: sharpness.each,
    hi: sharpness.from,
    lo: uselessBelow(everyday, sharpness.each),
    emergency: {
      certain: recallFrom(judged, sharpness.each, 'emergency', wantedFalseAlarms.certain, 'certain'),
      hint: recallFrom(judged, sharpness.each, 'emergency', wantedFalseAlarms.hint, 'hint'),
      none: recallFrom(judged, sharpness.each, 'emergency', wantedFalseAlarms.none, 'none'),
    },
    complaint: recallFrom(judged, sharpness.each, 'complaint_denunciation', wantedFalseComplaints),
  }
}

function actFrom(judged: readonly Judged[], sharpness: number): { from: number; acted: number } {
  const sorted = topOf(judged, sharpness).sort((a, b) => b.confidence - a.confidence)
  let best = { from: 1, acted: 0 }
  let right = 0
  sorted.forEach(({ confidence, correct }, at) => {
    right += correct ? 1 : 0
    if (right / (at + 1) >= wantedPrecision) best = { from: confidence, acted: at + 1 }
  })
  return best
}

/** However clean the training messages are, less than this is no ground for an alarm. */
const lowestDanger: Record<AlarmStrength, number> = { certain: 0.02, hint: 0.2, none: 0.4 }

/** And however rough they are, more than this is danger: a false alarm costs a phone call, a missed one a life. */
const highestDanger = 0.92

/** The confidence below which the best guess is right less than three times in ten. */
function uselessBelow(judged: readonly Judged[], sharpness: number): number {
  const sorted = topOf(judged, sharpness).sort((a, b) => a.confidence - b.confidence)
  let lo = 0
  let right = 0
  sorted.forEach(({ confidence, correct }, at) => {
    right += correct ? 1 : 0
    if (right / (at + 1) < lowestUsefulRate) lo = confidence
  })
  return lo
}

/** The lowest probability of an intent that raises it falsely for at most this share of other messages. */
function recallFrom(
  judged: readonly Judged[],
  sharpness: number,
  intent: Intent,
  falseShare: number,
  alarm?: AlarmStrength
): number {
  const k = intents.indexOf(intent)
  const others = judged.filter((each) => each.intent !== k)
  const sorted = others
    .filter((each) => alarm === undefined || each.alarm === alarm)
    .map(({ logits }) => softmax(logits, sharpness)[k]!)
    .sort((a, b) => b - a)
  return Math.max(
    alarm ? lowestDanger[alarm] : 0.05,
    Math.min(highestDanger, sorted[Math.floor(others.length * falseShare)] ?? 0)
  )
}

function topOf(judged: readonly Judged[], sharpness: number): { confidence: number; correct: boolean }[] {
  return judged.map(({ logits, intent }) => {
    const probabilities = softmax(logits, sharpness)
    const confidence = Math.max(...probabilities)
    return { confidence, correct: probabilities.indexOf(confidence) === intent }
  })
}
