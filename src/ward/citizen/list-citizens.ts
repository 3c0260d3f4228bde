import { strip } from '../../platform/vietnamese/strip.ts'
import type { Work } from '../work.ts'
import { byName } from './citizen.ts'
import { maskPhone, phoneHashOf, readPhone } from './read-phone.ts'

export type CitizenLine = {
  id: string
  reference: string
  fullName: string
  birthYear: number | null
  /** Masked: the whole number stands on the citizen's page. */
  phone: string | null
  neighbourhood: string | null
  headOfHousehold: boolean
  linkedChats: number
  ended: 'deceased' | 'moved_away' | null
}

const atOnce = 50

/**
 * Citizens found by name (with or without marks, in any order), reference or whole phone number, of one neighbourhood or
 * all. Without a search in the order of the register, `next` goes on; a search gives the first fifty, by given name.
 */
export async function listCitizens(
  work: Work,
  { search = '', neighbourhoodCode, cursor }: { search?: string; neighbourhoodCode?: string; cursor?: string } = {}
): Promise<{ citizens: CitizenLine[]; next: string | null }> {
  const ids = search.trim() === '' ? null : await idsFor(work, search)
  const rows = await work.db.citizen.findMany({
    where: {
      ...(ids === null ? {} : { id: { in: ids } }),
      ...(neighbourhoodCode ? { neighbourhood: { code: neighbourhoodCode } } : {}),
      ...(cursor && ids === null ? { id: { gt: cursor } } : {}),
    },
    orderBy: { id: 'asc' },
    take: ids === null ? atOnce + 1 : atOnce,
    include: {
      neighbourhood: { select: { name: true } },
      _count: { select: { links: { where: { endedAt: null } } } },
    },
  })
  const page = rows.slice(0, atOnce)
  const citizens = page.map((row) => ({
    id: row.id,
    reference: row.reference,
    fullName: row.fullName,
    birthYear: row.birthYear,
    phone: row.phone === null ? null : maskPhone(work.seal.openText(row.phone)),
    neighbourhood: row.neighbourhood?.name ?? null,
    headOfHousehold: row.headOfHousehold,
    linkedChats: row._count.links,
    ended: row.deceasedAt ? ('deceased' as const) : row.movedAwayAt ? ('moved_away' as const) : null,
  }))
  if (ids !== null) citizens.sort(byName)
  return { citizens, next: rows.length > atOnce && ids === null ? (page.at(-1)?.id ?? null) : null }
}

/** A whole phone number is found by its hash; anything else by words, all of which must be there. */
async function idsFor(work: Work, search: string): Promise<string[]> {
  const phone = readPhone(search)
  if (phone !== null) {
    const rows = await work.db.citizen.findMany({
      where: { phoneHash: phoneHashOf(work.seal, phone) },
      select: { id: true },
      take: atOnce,
    })
    return rows.map((row) => row.id)
  }
  const whole = search.trim().toLowerCase()
  const words = [...new Set(strip(search.normalize('NFC')).match(/[a-z0-9]+/g) ?? [])]
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    (select row_id as id from search_token where noun = 'citizen' and token = ${whole} limit ${atOnce})
    union
    (select row_id from search_token where noun = 'citizen' and token = any(${words}::text[])
     group by row_id having count(*) = ${words.length} limit ${atOnce})`
  return rows.map((row) => row.id)
}
