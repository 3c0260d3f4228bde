import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Bug } from '../platform/bug.ts'
import { lexicon, lexiconDir } from './lexicon.ts'
import { intents, type Intent } from './meaning.ts'

/** What a resident says and what is meant by it; the author matters because people repeat themselves. */
export type Utterance = { text: string; intent: Intent; author: string }

/** A text that tells of danger now, or one that only sounds like it. */
export type DangerText = { text: string; danger: boolean }

type AuthorFile = { author: string; utterances: Record<string, string[]> }

type DangerFile = { author?: string; about?: string; danger?: string[]; calm?: string[] }

const utterancesDir = join(lexiconDir, 'utterances')
const dangerDir = join(lexiconDir, 'danger')

/** All shipped utterances, author by author, and the contrasting pairs kept beside the word lists. */
export function loadUtterances(): Utterance[] {
  const authors = utteranceFiles().flatMap(({ name, text }) => readAuthor(name, parse(text) as AuthorFile))
  return [...authors, ...readAuthor('contrast.yaml', lexicon<AuthorFile>('contrast'))]
}

/** Cries for help and what only sounds like them, beyond what the utterances hold. */
export const loadDangerTexts = (): DangerText[] => dangerFiles().flatMap(readDangerFile)

/** Throws on a heading nobody reads: what stands under it would be lost without a word. */
export function readDangerFile({ name, text }: TextFile): DangerText[] {
  const { author, about, danger = [], calm = [], ...unread } = parse(text) as DangerFile
  if (!author || !about || Object.keys(unread).length > 0) {
    throw new Bug(`danger/${name}: author, about, danger and calm are read, not ${Object.keys(unread).join(', ')}`)
  }
  return [...danger.map((one) => ({ text: one, danger: true })), ...calm.map((one) => ({ text: one, danger: false }))]
}

/** The files as they stand, for telling whether anything has changed. */
export const utteranceFiles = (): TextFile[] => filesIn(utterancesDir)
export const dangerFiles = (): TextFile[] => filesIn(dangerDir)

type TextFile = { name: string; text: string }

function filesIn(dir: string): TextFile[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(dir, name), 'utf8') }))
}

function readAuthor(name: string, file: AuthorFile): Utterance[] {
  return Object.entries(file.utterances).flatMap(([intent, texts]) => {
    if (!isIntent(intent)) throw new Bug(`utterances/${name}: ${intent} is no intent`)
    return texts.map((text) => ({ text, intent, author: file.author }))
  })
}

export function isIntent(name: string): name is Intent {
  return (intents as readonly string[]).includes(name)
}
