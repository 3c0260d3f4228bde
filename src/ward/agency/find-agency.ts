import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { rankAgencies, type Agency } from './agency.ts'

export type AgencyFound =
  { kind: 'one'; agency: Agency } | { kind: 'several'; agencies: readonly Agency[] } | { kind: 'none' }

const mostChoices = 4
/** As `rankAgencies` counts: two words, written as they are spoken. */
const sureFrom = 2.5

/**
 * The body that does what the words ask for, from the ward's own directory; by code when one was picked. `surely`: only by a
 * topic of two words or more, with the same marks.
 */
export async function findAgency(
  work: Work,
  _talk: Talk,
  wanted: { words: string; surely?: true } | { code: string }
): Promise<AgencyFound> {
  const rows = await work.db.agency.findMany({
    ...('code' in wanted ? { where: { code: wanted.code } } : {}),
    orderBy: { code: 'asc' },
    select: { code: true, name: true, topics: true, phone: true, address: true, hours: true },
  })
  const found = 'code' in wanted ? rows : rankAgencies(rows, wanted.words, wanted.surely ? sureFrom : undefined)
  const [first, ...others] = found
  if (first === undefined) return { kind: 'none' }
  return others.length === 0
    ? { kind: 'one', agency: first }
    : { kind: 'several', agencies: found.slice(0, mostChoices) }
}
