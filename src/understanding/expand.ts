import { lexicon } from './lexicon.ts'

type Entry = { words: string[]; key: string[] }
let entries: Map<string, Entry[]> | undefined

/**
 * Teencode, dialect and the abbreviations of ward life written out. Whole syllables only; the longest entry wins. Words
 * are lower case with folded tone placement.
 */
export function expand(words: readonly string[]): string[] {
  const table = (entries ??= loadEntries())
  const out: string[] = []
  for (let at = 0; at < words.length;) {
    const entry = table.get(words[at]!)?.find(({ key }) => key.every((word, offset) => words[at + offset] === word))
    if (entry) out.push(...entry.words)
    else out.push(words[at]!)
    at += entry?.key.length ?? 1
  }
  return out
}

function loadEntries(): Map<string, Entry[]> {
  const table = new Map<string, Entry[]>()
  const all = { ...lexicon<Record<string, string>>('abbreviations'), ...lexicon<Record<string, string>>('teencode') }
  for (const [short, full] of Object.entries(all)) {
    const key = short.split(' ')
    const words = full === '' ? [] : full.split(' ')
    const list = table.get(key[0]!) ?? []
    list.push({ words, key })
    table.set(
      key[0]!,
      list.sort((a, b) => b.key.length - a.key.length)
    )
  }
  return table
}
