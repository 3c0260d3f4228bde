import type { Entities } from './meaning.ts'

/** A message and the entities to be found in it; null, false or [] must not be found. */
export type EntityCase = {
  text: string
  now: string
  trap?: boolean
  expect: Partial<Record<keyof Entities, unknown>>
}

export type EntityTally = { asked: number; wrong: string[] }

/** How often the entities asked for are read as they were meant. */
export function evaluateEntities(
  cases: readonly EntityCase[],
  fields: readonly (keyof Entities)[],
  read: (text: string, now: Date) => Entities
): EntityTally {
  const tally: EntityTally = { asked: 0, wrong: [] }
  for (const { text, now, expect: wanted } of cases) {
    const found = read(text, new Date(now))
    for (const field of fields.filter((each) => each in wanted)) {
      tally.asked += 1
      if (shown(found[field]) !== shown(wanted[field])) {
        tally.wrong.push(`${field} of “${text}”: ${shown(found[field])}, not ${shown(wanted[field])}`)
      }
    }
  }
  return tally
}

function shown(value: unknown): string {
  const nothing = value === null || value === undefined || value === false || (Array.isArray(value) && !value.length)
  return nothing ? 'nothing' : JSON.stringify(value)
}
