import type { Alarm } from './emergency.ts'
import type { Reading } from './reading.ts'

/** What earlier stages found, as features: the classifier learns how far each of them can be trusted. */
export function signsOf({ found, language, words }: Reading, alarm: Alarm | null): string[] {
  const signs = [`length ${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`]
  if (alarm) signs.push(`alarm ${alarm.strength}`, `alarm ${alarm.strength} ${alarm.kind}`)
  if (language === 'en') signs.push('english')
  if (words.includes('?')) signs.push('asks')
  for (const kind of new Set(found.spans.map((span) => span.kind))) signs.push(`has ${kind}`)
  if (found.entities.neighbourhood !== undefined) signs.push('has neighbourhood')
  return signs
}
