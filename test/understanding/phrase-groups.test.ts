import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { exactPattern, tolerantPattern } from '../../src/platform/vietnamese/tolerant-pattern.ts'
import { firstWords, tellingWords } from '../../src/understanding/first-words.ts'
import { lexicon, lexiconDir } from '../../src/understanding/lexicon.ts'
import { groupsIn, phraseGroups, phrasesTold, withoutPhrases } from '../../src/understanding/phrase-groups.ts'

const none = new Set<string>()
const words = (pattern: string, tolerant = false): string[] | null => {
  const found = firstWords(pattern, tolerant)
  return found && [...found].sort()
}

describe('the words a phrase can begin with', () => {
  test.each([
    ['cháy nhà', ['cháy']],
    ['cháy|lửa to', ['cháy', 'lửa']],
    ['(bị )?cháy', ['bị', 'cháy']],
    ['(gần |muốn )*chết', ['chết', 'gần', 'muốn']],
    ['cháy( to| lớn)? ở', ['cháy']],
    ['trộm (?!vặt)', ['trộm']],
    ['(cứu )+với', ['cứu']],
  ])('%s', (pattern, expected) => {
    expect(words(pattern)).toEqual(expected)
  })

  test('are also those typed without marks, where these are read', () => {
    expect(words('cháy nhà', true)).toEqual(['chay', 'cháy'])
  })

  test('are not known where a phrase may begin with anything', () => {
    expect(words('… cháy')).toBeNull()
    expect(words('(bị )?')).toBeNull()
  })
})

test('the word that tells of a phrase is the one least often heard', () => {
  expect(tellingWords('nhà … (cháy|sập)', false, new Set(['nhà']))).toEqual(new Set(['cháy', 'sập']))
  expect(tellingWords('nhà (bị )?cháy', false, none)).toEqual(new Set(['nhà']))
})

describe('phrases looked for by their words', () => {
  const lists = lexicon<{ not: string[]; calm: string[]; kinds: Record<string, { strong: string[] }> }>('emergency')
  const groups = [lists.not, lists.calm, ...Object.values(lists.kinds).map(({ strong }) => strong)]
  const everyday = new Set(lexicon<{ everyday: string[] }>('emergency').everyday.join(' ').split(' '))
  const { messages } = parse(readFileSync(`${lexiconDir}/heldout.yaml`, 'utf8')) as { messages: { text: string }[] }
  const said = [
    ...messages.map(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []),
    ...fc.sample(
      fc.array(
        fc.constantFrom(
          ...groups
            .flat()
            .join(' ')
            .match(/\p{L}+/gu)!
        ),
        { maxLength: 12 }
      ),
      {
        numRuns: 1500,
        seed: 3,
      }
    ),
  ]

  /** The whole list as one expression, tried everywhere: what the index must agree with. */
  const plainly = (patterns: string[], tolerant: boolean, flags = ''): RegExp => {
    const joined = patterns.map((pattern) =>
      pattern
        .toLowerCase()
        .replace(/\((?!\?)/g, '(?:')
        .replaceAll('…', '(?:\\S+ ){0,4}?')
        .replaceAll(/ (?![){])(?!\)\{)/g, '(?: +|(?<= ))')
    )
    const read = tolerant ? tolerantPattern : exactPattern
    return read(`(?<= )(?:${joined.join('|')})(?:(?= )|(?<= ))`, flags)
  }

  test.each([false, true])('are those that trying all of them everywhere finds (without marks: %s)', (tolerant) => {
    const index = phraseGroups(groups, tolerant, everyday)
    const not = phraseGroups([lists.not], tolerant, everyday)
    const expressions = groups.map((patterns) => plainly(patterns, tolerant))
    const all = plainly(lists.not, tolerant, 'g')
    for (const each of said) {
      const text = ` ${each.join(' ')} `
      expect(groupsIn(text, phrasesTold(each, index), index), text).toEqual(
        expressions.map((expression) => expression.test(text))
      )
      expect(withoutPhrases(text, phrasesTold(each, not), not, ' ∅ ')).toBe(text.replace(all, ' ∅ '))
    }
  })
})
