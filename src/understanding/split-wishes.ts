import { tolerantPattern } from '../platform/vietnamese/tolerant-pattern.ts'
import { lexicon } from './lexicon.ts'

let turn: RegExp | undefined
const strongEnd = /(?<=[?])\s+|\n+|(?<=^|\s)(?=\d[.)]\s)/u
const sentenceEnd = /(?<=[.!;])\s+/u
const fewestWords = 3
/** More sentences than this are a story, not a list of wishes. */
const mostSentences = 3

/**
 * The stretches of a message that may hold wishes of their own: after a word that turns to something else, after a
 * question, on a new line; in a short message also each sentence. One stretch means one wish. Which of them really
 * differ is for the classifier to say.
 */
export function splitWishes(text: string): string[] {
  turn ??= tolerantPattern(`(?<=^|[\\s,.;!?])(?=(?:${lexicon<{ turns: string[] }>('wishes').turns.join('|')})>)`, 'i')
  if (!strongEnd.test(text) && !turn.test(text) && !sentenceEnd.test(text)) return [text.trim()]
  const strong = merge(text.split(strongEnd).flatMap((piece) => piece.split(turn!)))
  const sentences = merge(strong.flatMap((piece) => piece.split(sentenceEnd)))
  return sentences.length <= mostSentences ? sentences : strong
}

/** Stretches of a word or two belong to what came before. */
function merge(pieces: readonly string[]): string[] {
  const merged: string[] = []
  for (const piece of pieces.map((each) => each.trim()).filter((each) => each !== '')) {
    const before = piece.split(/\s+/).length < fewestWords ? merged.pop() : undefined
    merged.push(before === undefined ? piece : `${before} ${piece}`)
  }
  return merged
}
