import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './read-sources.ts'

const glossary = readFileSync(path.join(root, 'src/ward/glossary.md'), 'utf8')
const nouns = readdirSync(path.join(root, 'src/ward'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/** Rows of the first table: code, Vietnamese, meaning, words not to use. */
const rows = glossary
  .split('## Words inside them')[0]!
  .split('\n')
  .filter((line) => /^\| [a-z]/.test(line) && !line.startsWith('| code'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('every noun of the ward stands in the glossary, and the glossary names no noun that is gone', () => {
  expect(nouns.length).toBeGreaterThan(10)
  expect(rows.map(([, code]) => code).sort()).toEqual([...nouns].sort())
})

test('every noun has its Vietnamese, its meaning and the words not to use', () => {
  for (const [, code, vietnamese, meaning, not] of rows) {
    expect(vietnamese, code).toMatch(/\p{L}/u)
    expect(meaning?.length, code).toBeGreaterThan(20)
    expect(not, code).toMatch(/\p{L}/u)
  }
})

test('no noun is called by a word that the glossary forbids', () => {
  const forbidden = new Set(
    rows.flatMap(([, , , , not]) => not!.split(',').map((word) => word.trim())).filter((word) => /^[a-z-]+$/.test(word))
  )
  expect(nouns.filter((noun) => forbidden.has(noun))).toEqual([])
})
