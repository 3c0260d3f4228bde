import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { rankAgencies, type Agency } from './agency.ts'

export type AgencyFound =
  { kind: 'one'; agency: Agency } | { kind: 'several'; agencies: readonly Agency[] } | { kind: 'none' }

const mostChoices = 4

/** The body that does what the words ask for, from the ward's own directory; by code when one was picked. */
export async function findAgency(
  work: Work,
  _talk: Talk,
  wanted: { words: string } | { code: string }
): Promise<AgencyFound> {
  const rows = await work.db.agency.findMany({
    ...('code' in wanted ? { where: { code: wanted.code } } : {}),
    orderBy: { code: 'asc' },
    select: { code: true, name: true, topics: true, phone: true, address: true, hours: true },
  })
  const found = 'code' in wanted ? rows : rankAgencies(rows, wanted.words)
  const [first, ...others] = found
  if (first === undefined) return { kind: 'none' }
  return others.length === 0
    ? { kind: 'one', agency: first }
    : { kind: 'several', agencies: found.slice(0, mostChoices) }
}
