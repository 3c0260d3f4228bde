import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { Bug } from '../platform/bug.ts'

/** Word lists of this room, kept in `locales/vi/understanding/`, read once. */
const read = new Map<string, unknown>()

/** The folder of word lists: beside `src/` in the checkout, or wherever `locales/` was put above the built files. */
export const lexiconDir = findLexiconDir()

/** One word list, parsed. The caller names its shape; a missing file is our own fault. */
export function lexicon<Shape>(name: string): Shape {
  const known = read.get(name)
  if (known !== undefined) return known as Shape
  const parsed: unknown = parse(readFileSync(join(lexiconDir, `${name}.yaml`), 'utf8'))
  read.set(name, parsed)
  return parsed as Shape
}

/** The word lists a trained model depends on, as they stand, for telling whether anything has changed. */
export function trainingLists(): { name: string; text: string }[] {
  return ['abbreviations', 'contrast', 'danger-senses', 'emergency', 'english', 'teencode'].map((name) => ({
    name,
    text: readFileSync(join(lexiconDir, `${name}.yaml`), 'utf8'),
  }))
}

function findLexiconDir(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    const candidate = join(dir, 'locales', 'vi', 'understanding')
    if (existsSync(candidate)) return candidate
  }
  throw new Bug('the word lists locales/vi/understanding are missing')
}
