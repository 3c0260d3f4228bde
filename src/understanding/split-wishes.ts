import { tolerantPattern } from '../platform/vietnamese/tolerant-pattern.ts'
import { lexicon } from './lexicon.ts'

let turn: RegExp | undefined
const sentenceEnd = /(?<=[.!?;])\s+|\n+|(?<=^|\s)(?=\d[.)]\s)/u
const fewestWords = 3

/**
 * The stretches of a message that may hold wishes of their own: after a word that turns to something else, after a
 * question, or on a new line. One stretch means one wish. Which of them really differ is for the classifier to say.
 */
export function splitWishes(text: string): string[] {
  turn ??= tolerantPattern(`(?<=^|[\\s,.;!?])(?=(?:${lexicon<{ turns: string[] }>('wishes').turns.join('|')})>)`, 'gi')
  const pieces = text
    .normalize('NFC')
    .split(sentenceEnd)
    .flatMap((sentence) => sentence.split(turn!))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  const merged: string[] = []
  for (const piece of pieces) {
    const short = piece.split(/\s+/).length < fewestWords
    if (short && merged.length > 0) merged[merged.length - 1] = `${merged.at(-1)!} ${piece}`
    else merged.push(piece)
  }
  return merged
}
