import { accuses } from './accusation.ts'
import { answerTo } from './answer.ts'
import { scoreWeighed, softmax } from './classifier.ts'
import { dangerSigns, scoreDanger } from './danger-model.ts'
import { weighForOnce } from './features.ts'
import { lexicon } from './lexicon.ts'
import { intents, type Answer, type Entities, type Intent, type Meaning, type PendingQuestion } from './meaning.ts'
import { policy } from './policy.ts'
import { prepare, type Prepared } from './prepare-lesson.ts'
import { splitWishes } from './split-wishes.ts'
import type { Thresholds } from './thresholds.ts'
import type { Model } from './train-model.ts'

export type Understanding = { now: Date; model: Model; pending?: PendingQuestion }

/** Longer texts are no message; what stands beyond is not read. */
const longestText = 8000
const mostParts = 4
/** A longer message is a letter, one matter told at length: it is not taken apart. */
const longestOfWishes = 700
/** What people say around a wish; no wish of its own. */
const social: ReadonlySet<Intent> = new Set([
  'greeting',
  'thanks_bye',
  'affirm',
  'deny',
  'help',
  'out_of_scope',
  'human',
  'emergency',
  'praise',
])

/** What a message means. Pure apart from the word lists, and never throws, whatever was sent. */
export function understand(received: string, { now, model }: Understanding): Meaning {
  const text = received.length > longestText ? received.slice(0, longestText) : received
  const prepared = prepare(text, now)
  const whole = judge(text, prepared, model)
  const parts =
    whole.emergency || text.length > longestOfWishes ? [] : severalWishes(prepared.reading.text, { now, model })
  return parts.length > 1 ? { ...whole, parts } : whole
}

/** The answer first when a question is pending; its meaning otherwise. */
export function understandAnswer(received: string, understanding: Understanding): { answer: Answer; meaning: Meaning } {
  const meaning = understand(received, understanding)
  const { pending } = understanding
  return { answer: pending && !meaning.emergency ? answerTo(pending, received) : null, meaning }
}

function judge(text: string, { reading, alarm, raw }: Prepared, model: Model): Meaning {
  const empty = reading.words.length === 0
  const features = empty ? null : weighForOnce(raw, model.classifier.rarity)
  const logits = features && scoreWeighed(model.classifier, features)
  const probabilities = logits ? softmax(logits, model.thresholds.sharpness) : uniform
  const { senses } = dangerSigns(reading, alarm, raw)
  const danger = features ? scoreDanger(model.danger, features, senses) + opinionOf(logits!) : -Infinity
  const heard = { alarm, score: danger, words: reading.words.length }
  const verdict = policy(probabilities, heard, model.thresholds, accuses(reading.written))
  const confidence = round(verdict.confidence)
  return {
    text,
    ...verdict,
    confidence,
    top: [{ intent: verdict.intent, confidence }, ...runnersUp(probabilities, verdict.intent, model.thresholds)],
    entities: reading.found.entities,
    language: reading.language,
    masked: mask(reading.text, reading.found.spans),
  }
}

/** How much the intents' own opinion of danger counts beside the danger model's; found on the messages it was chosen on. */
const worthOfIntents = 0.5

function opinionOf(logits: Float32Array): number {
  let best = -Infinity
  for (let k = 0; k < logits.length; k += 1) if (k !== emergency) best = Math.max(best, logits[k]!)
  return worthOfIntents * (logits[emergency]! - best)
}

/**
 * The two likeliest intents besides the one decided for. An accusation that is hardly one is not among them: it is never
 * offered for choosing, and would only take the place of a wish that is.
 */
function runnersUp(probabilities: Float32Array, decided: Intent, { complaint }: Thresholds): Meaning['top'] {
  let [second, third] = [-1, -1]
  for (let k = 0; k < probabilities.length; k += 1) {
    if (intents[k] === decided || (k === accusation && probabilities[k]! < complaint)) continue
    if (second < 0 || probabilities[k]! > probabilities[second]!) [second, third] = [k, second]
    else if (third < 0 || probabilities[k]! > probabilities[third]!) third = k
  }
  return [second, third].map((k) => ({ intent: intents[k]!, confidence: round(probabilities[k]!) }))
}

const emergency = intents.indexOf('emergency')
const accusation = intents.indexOf('complaint_denunciation')
const uniform = new Float32Array(intents.length).fill(1 / intents.length)

function severalWishes(text: string, understanding: Understanding): Meaning[] {
  const stretches = splitWishes(text.slice(0, 1600))
  if (stretches.length < 2 || stretches.length > 6) return []
  const wishes: Meaning[] = []
  for (const [at, stretch] of stretches.entries()) {
    if (wishes.length + stretches.length - at < 2) return []
    const meaning = judge(stretch, prepare(stretch, understanding.now), understanding.model)
    if (meaning.decision !== 'act' || social.has(meaning.intent)) continue
    const same = wishes.find(({ intent }) => intent === meaning.intent)
    if (!same) wishes.push(meaning)
  }
  return wishes.slice(0, mostParts)
}

function mask(text: string, spans: Prepared['reading']['found']['spans']): string {
  if (spans.length === 0) return text
  const names = lexicon<Record<string, string>>('masks')
  let out = ''
  let at = 0
  for (const { kind, start, end } of spans) {
    if (start < at) continue
    out += text.slice(at, start) + (names[kind] ?? '')
    at = end
  }
  return out + text.slice(at)
}

function round(probability: number): number {
  return Math.round(probability * 1e4) / 1e4
}

/** Entities of nothing, for those who build meanings by hand. */
export const noEntities: Entities = {
  dossierCodes: [],
  doubtfulDossierCodes: [],
  feedbackCodes: [],
  phones: [],
  citizenId: false,
}
