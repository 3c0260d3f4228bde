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
  /** Probability of complaint or denunciation from which it may be one: they must not become public reports. */
  complaint: number
}

/** `everyday`: by an author who wrote about everything, as messages in use are. */
export type Judged = { logits: Float32Array; intent: number; everyday?: boolean }

/**
 * Act-precision wanted in cross-validation, where the judging model has read only half of the other authors. The model
 * that has read them all is about two points better (98 to 99 % on both held-out sets; 97 % is promised).
 */
const wantedPrecision = 0.965
/** Share of all other messages that may be taken for one. */
const wantedFalseComplaints = 0.01
const lowestUsefulRate = 0.3
/** Under which most is acted upon. Were it fitted anew each time, ten utterances could tip it, and all confidences with it. */
const sharpness = 3

/** Fits thresholds on logits of messages whose authors the judging model had not seen. */
export function fitThresholds(judged: readonly Judged[]): Thresholds {
  const everyday = judged.some((each) => each.everyday) ? judged.filter((each) => each.everyday) : judged
  return {
    sharpness,
    hi: actFrom(everyday),
    lo: uselessBelow(everyday),
    complaint: recallFrom(judged, 'complaint_denunciation', wantedFalseComplaints),
  }
}

function actFrom(judged: readonly Judged[]): number {
  const sorted = topOf(judged).sort((a, b) => b.confidence - a.confidence)
  let from = 1
  let right = 0
  sorted.forEach(({ confidence, correct }, at) => {
    right += correct ? 1 : 0
    if (right / (at + 1) >= wantedPrecision) from = confidence
  })
  return from
}

/** The confidence below which the best guess is right less than three times in ten. */
function uselessBelow(judged: readonly Judged[]): number {
  const sorted = topOf(judged).sort((a, b) => a.confidence - b.confidence)
  let lo = 0
  let right = 0
  sorted.forEach(({ confidence, correct }, at) => {
    right += correct ? 1 : 0
    if (right / (at + 1) < lowestUsefulRate) lo = confidence
  })
  return lo
}

/** The lowest probability of an intent that raises it falsely for at most this share of other messages. */
function recallFrom(judged: readonly Judged[], intent: Intent, falseShare: number): number {
  const k = intents.indexOf(intent)
  const others = judged.filter((each) => each.intent !== k)
  const sorted = others.map(({ logits }) => softmax(logits, sharpness)[k]!).sort((a, b) => b - a)
  return Math.max(0.05, sorted[Math.floor(others.length * falseShare)] ?? 0)
}

function topOf(judged: readonly Judged[]): { confidence: number; correct: boolean }[] {
  return judged.map(({ logits, intent }) => {
    const probabilities = softmax(logits, sharpness)
    const confidence = Math.max(...probabilities)
    return { confidence, correct: probabilities.indexOf(confidence) === intent }
  })
}
