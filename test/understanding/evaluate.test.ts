import { expect, test } from 'vitest'
import { evaluateDanger } from '../../src/understanding/evaluate-danger.ts'
import { evaluateEntities } from '../../src/understanding/evaluate-entities.ts'
import type { Intent, Meaning } from '../../src/understanding/meaning.ts'
import { noEntities } from '../../src/understanding/understand.ts'

test('danger that is missed, asked about and seen in vain is counted apart', () => {
  const read = (text: string): Pick<Meaning, 'emergency' | 'intent'> => {
    const intent: Intent = text.startsWith('!') || text.startsWith('?') ? 'emergency' : 'greeting'
    return text.startsWith('!') ? { intent, emergency: 'fire' } : { intent }
  }
  expect(evaluateDanger({ emergencies: ['!a', '?b', 'c'], ordinary: [{ text: '!d' }, '?e', 'f'] }, read)).toEqual({
    emergencies: 3,
    missed: ['?b', 'c'],
    missedButAsked: ['?b'],
    ordinary: 3,
    alarmed: ['!d'],
    asked: ['?e'],
  })
})

test('an entity that must not be found counts as wrong where it is found', () => {
  const cases = [
    { text: 'mai', now: '2026-11-21T09:00:00+07:00', expect: { date: '2026-11-22', time: null } },
    { text: 'chị Mai', now: '2026-11-21T09:00:00+07:00', expect: { date: null } },
  ]
  const tally = evaluateEntities(cases, ['date', 'time'], () => ({ ...noEntities, date: '2026-11-22' }))
  expect(tally).toEqual({ asked: 3, wrong: ['date of “chị Mai”: "2026-11-22", not nothing'] })
})
