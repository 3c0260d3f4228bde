import { score, trainClassifier, type Classifier, type Lesson } from './classifier.ts'
import { intents } from './meaning.ts'
import { trainDanger, type DangerModel } from './danger-model.ts'
import { bareLesson, dangerLessons, prepareLesson } from './prepare-lesson.ts'
import { fitThresholds, type Judged, type Thresholds } from './thresholds.ts'
import type { DangerText, Utterance } from './utterances.ts'

/** All that `understand` needs besides the word lists. Immutable; one serves any number of messages. */
export type Model = {
  classifier: Classifier
  danger: DangerModel
  thresholds: Thresholds
  utterances: number
  authors: number
}

const foldCount = 2

/**
 * Trains on these utterances: thresholds by cross-validation that never judges an author by a model that has read them,
 * then the classifier on everything. Deterministic. Approved additions are passed along with the base utterances.
 */
export function trainModel(utterances: readonly Utterance[], dangerTexts: readonly DangerText[]): Model {
  const lessons = utterances.map(prepareLesson)
  const authors = [...new Set(utterances.map(({ author }) => author))].sort()
  const judged = crossValidate(utterances, lessons, authors, foldCount)
  const thresholds = fitThresholds(judged)
  const classifier = trainClassifier(lessons)
  const bare = utterances.flatMap(bareLesson)
  const danger = trainDanger([...lessons, ...bare, ...dangerTexts.flatMap(dangerLessons)], classifier.rarity)
  return { classifier, danger, thresholds, utterances: utterances.length, authors: authors.length }
}

/** Logits of every lesson from a model that has not read its author (nor the others of that fold). */
export function crossValidate(
  utterances: readonly Utterance[],
  lessons: readonly Lesson[],
  authors: readonly string[],
  folds: number
): Judged[] {
  const broad = new Set(authors.filter((author) => isBroad(utterances, author)))
  const foldOf = new Map(authors.map((author, at) => [author, at % folds]))
  const judged: Judged[] = []
  for (let fold = 0; fold < Math.min(folds, authors.length); fold += 1) {
    const held = (_: Lesson, at: number): boolean => foldOf.get(utterances[at]!.author) === fold
    const classifier = trainClassifier(lessons.filter((lesson, at) => !held(lesson, at)))
    for (const [at, { raw, intent }] of lessons.entries()) {
      if (!held(lessons[at]!, at)) continue
      const everyday = broad.has(utterances[at]!.author)
      judged.push({ logits: score(classifier, raw), intent, everyday })
    }
  }
  return judged
}

/**
 * Authors who wrote about everything, evenly: how sure to be before acting is learned from them. Those who wrote only of
 * danger, or of its harmless words, teach what danger is; messages in use are not like theirs.
 */
function isBroad(utterances: readonly Utterance[], author: string): boolean {
  const counts = new Map<string, number>()
  for (const one of utterances) if (one.author === author) counts.set(one.intent, (counts.get(one.intent) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return counts.size >= intents.length - 2 && most <= 2 * Math.min(...counts.values())
}
