import { scoreHidden, trainHidden, type HiddenScorer } from './danger-hidden.ts'
import { scorePhrases, trainPhrases, type PhraseScorer } from './danger-phrases.ts'
import { scorePlain, trainPlain, type PlainScorer } from './danger-plain.ts'
import { dangerRow, type DangerLesson, type DangerSigns } from './danger-signs.ts'
import { weighForOnce, type Features } from './features.ts'

/**
 * Three listeners for one question: is somebody in danger now? They learn from ten times as many cries for help and
 * harmless uses of their words as the intents do, each in a way of its own, and err on different messages: of writers
 * none of them had read, their mean takes a fifth fewer harmless messages for danger than the best of them.
 */
export type DangerModel = { plain: PlainScorer; hidden: HiddenScorer; phrases: PhraseScorer }

const worthOf = ({ danger, alike }: DangerLesson): number => (danger ? 1.5 : alike ? 2 : 1)

/** So far below zero, and nothing heard by the rules, the others have never thought otherwise: they are not asked. */
const beyondHope = -4

/** Three words alone may be taken for anything: what hears them in order does not overrule the others. */
const loudest = 4

/**
 * Above zero: rather danger than not. `features`: the same message, weighed with the rarity that was trained with.
 * `opinion` is what others make of it, in the same measure.
 */
export function scoreDanger(
  { plain, hidden, phrases }: DangerModel,
  signs: DangerSigns & { alarmed: boolean },
  features: Features,
  opinion: number
): number {
  const row = dangerRow(signs, features)
  const first = scorePlain(plain, row)
  if (!signs.alarmed && first + opinion < beyondHope) return first + opinion
  const heard = Math.max(-loudest, Math.min(loudest, scorePhrases(phrases, row)))
  return (first + scoreHidden(hidden, row) + heard) / 3 + opinion
}

/** The same lessons give the same model. */
export function trainDanger(lessons: readonly DangerLesson[], rarity: Float32Array): DangerModel {
  const rows = lessons.map((lesson) => dangerRow(lesson, weighForOnce(lesson.raw, rarity)))
  const goals = lessons.map((lesson) => ({ danger: lesson.danger, worth: worthOf(lesson) }))
  return { plain: trainPlain(rows, goals), hidden: trainHidden(rows, goals), phrases: trainPhrases(rows, goals) }
}
