import { score, softmax, trainClassifier } from './classifier.ts'
import { evaluateModel, type Evaluation } from './evaluate-model.ts'
import { intents, type Meaning } from './meaning.ts'
import { maybeDangerFrom, policy } from './policy.ts'
import { prepareLesson } from './prepare-lesson.ts'
import { fitThresholds, type Judged, type Thresholds } from './thresholds.ts'
import type { Utterance } from './utterances.ts'

/**
 * How well authors are understood whom the model has not read. Thresholds are fitted on all other folds' judgements,
 * so that act-precision and coverage are honest too.
 */
export function evaluateUnseenAuthors(utterances: readonly Utterance[], folds: number): Evaluation {
  const authors = [...new Set(utterances.map(({ author }) => author))].sort()
  const foldOf = new Map(authors.map((author, at) => [author, at % folds]))
  const lessons = utterances.map((utterance) => ({ ...prepareLesson(utterance), fold: foldOf.get(utterance.author)! }))
  const judged: (Judged & { fold: number })[] = []
  for (let fold = 0; fold < Math.min(folds, authors.length); fold += 1) {
    const classifier = trainClassifier(lessons.filter((lesson) => lesson.fold !== fold))
    for (const lesson of lessons) {
      if (lesson.fold === fold) judged.push({ ...lesson, logits: score(classifier, lesson.raw) })
    }
  }
  const read = new Map<number, Pick<Meaning, 'intent' | 'top' | 'decision'>>()
  for (let fold = 0; fold < folds; fold += 1) {
    const thresholds = fitThresholds(judged.filter((each) => each.fold !== fold))
    judged.forEach((each, at) => each.fold === fold && read.set(at, meaningOf(each, thresholds)))
  }
  const messages = judged.map(({ intent, fold }, at) => ({
    text: String(at),
    intent: intents[intent]!,
    style: `fold ${fold}`,
  }))
  return evaluateModel(messages, (at) => read.get(Number(at))!)
}

/** By the intents alone: danger is asked about by a model of its own. */
function meaningOf({ logits }: Judged, thresholds: Thresholds): Pick<Meaning, 'intent' | 'top' | 'decision'> {
  const probabilities = softmax(logits, thresholds.sharpness)
  const verdict = policy(probabilities, { alarm: null, score: maybeDangerFrom, words: Infinity }, thresholds)
  const order = [...intents.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!)
  const top = order.slice(0, 3).map((k) => ({ intent: intents[k]!, confidence: probabilities[k]! }))
  return { ...verdict, top }
}
