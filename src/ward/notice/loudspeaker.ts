import { countSyllables, readAloud } from './read-aloud.ts'

/**
 * A reader on a street loudspeaker says about 200 syllables a minute, slower than the news, and rests at every full stop.
 * Our own measure, to be set right by ear.
 */
const syllablesPerSecond = 200 / 60
const restSeconds = 0.4

/** A reading is at most a minute: people want short, useful items. */
export const longestReadingSeconds = 60

export type Reading = { text: string; seconds: number; cut: boolean }

/** How long a text takes to be read aloud. */
export function readingSeconds(spoken: string): number {
  const sentences = spoken.split(/[.!?;]+(?:\s|$)|\n+/).filter((part) => part.trim() !== '').length
  return Math.round(countSyllables(spoken) / syllablesPerSecond + sentences * restSeconds)
}

type Said = { opening: string; title: string; body: string; closing: string }

/**
 * The reading of a notice: greeting, title, then as many whole sentences as a minute holds, then where the rest can be
 * read. `cut`: something had to be left out.
 */
export function loudspeakerReading({ opening, title, body, closing }: Said): Reading {
  const head = [opening, sentence(title)].map(readAloud)
  const tail = readAloud(closing)
  const sentences = sentencesOf(body)
    .map(readAloud)
    .filter((one) => one !== '')
  const taken: string[] = []
  for (const next of sentences) {
    if (readingSeconds([...head, ...taken, next, tail].join('\n')) > longestReadingSeconds) break
    taken.push(next)
  }
  const text = [...head, ...taken, tail].join('\n')
  return { text, seconds: readingSeconds(text), cut: taken.length < sentences.length }
}

const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

/** Lines and full stops part sentences; a point inside a number or an abbreviation does not. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}\d])/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(sentence)
