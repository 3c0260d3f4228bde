import { addDays, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import { endLinks } from '../citizen/open-link.ts'
import { loadLetterRules } from '../letter/load-letter-rules.ts'
import type { Work } from '../work.ts'

/** `citizenId` null: the dead person is not in the ward's register, a newborn often; the house still mourns. */
export type Death = { citizenId: string | null; diedDate: string; households: readonly string[] }

/**
 * The dead leave every list in the transaction that learns of it: chats unlinked, no head of a household or neighbourhood
 * any more; and their house mourns. Nothing is said to anybody.
 */
export async function endDeceased(work: Work, deaths: readonly Death[]): Promise<void> {
  const ended = deaths.flatMap(({ citizenId, diedDate }) => (citizenId === null ? [] : [{ citizenId, diedDate }]))
  const ids = ended.map(({ citizenId }) => citizenId)
  if (ids.length > 0) {
    await work.db.$executeRaw`
      update citizen set deceased_at = one.at, head_of_household = false, updated_at = ${work.now}::timestamptz
      from unnest(${ids}::uuid[], ${ended.map(({ diedDate }) => atWardTime(diedDate))}::timestamptz[]) as one(id, at)
      where citizen.id = one.id and citizen.deceased_at is null`
    await work.db.neighbourhood.updateMany({ where: { headCitizenId: { in: ids } }, data: { headCitizenId: null } })
    await work.db.linkCode.updateMany({
      where: { citizenId: { in: ids }, usedAt: null, expiresAt: { gt: work.now } },
      data: { expiresAt: work.now },
    })
    const links = await work.db.chatLink.findMany({
      where: { citizenId: { in: ids }, endedAt: null },
      select: { id: true },
    })
    await endLinks(
      work,
      links.map(({ id }) => id),
      'deceased'
    )
  }
  await beginMourning(
    work,
    deaths.flatMap(({ households, diedDate }) => households.map((householdId) => ({ householdId, since: diedDate })))
  )
}

/** A house mourns from its latest loss; an older one told late changes nothing. */
export async function beginMourning(
  work: Work,
  losses: readonly { householdId: string; since: string }[]
): Promise<void> {
  if (losses.length === 0) return
  const { mourningDays } = await loadLetterRules(work)
  const latest = new Map<string, string>()
  for (const { householdId, since } of losses) {
    if ((latest.get(householdId) ?? '') < since) latest.set(householdId, since)
  }
  const rows = [...latest]
  await work.db.$executeRaw`
    update household set mourning_since = one.since, mourning_until = one.until
    from unnest(${rows.map(([id]) => id)}::uuid[], ${rows.map(([, since]) => since)}::date[],
                ${rows.map(([, since]) => addDays(since, mourningDays))}::date[]) as one(id, since, until)
    where household.id = one.id and (household.mourning_since is null or household.mourning_since < one.since)`
  work.audit('household.mourning', { households: rows.length, since: wardDateOf(work.now) })
}
