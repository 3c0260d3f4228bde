import type { Work } from '../work.ts'

/** What the letter said and whom the event named go so many days after the letter is done (domain.md §6.1, proposal). */
const keptDays = 30

/** Names go with their letter; that there was one stays for the fund, and consent as evidence. */
export async function purgeLetterWords(work: Work): Promise<number> {
  const before = new Date(work.now.getTime() - keptDays * 86_400_000)
  const words = await work.db.letter.updateMany({
    where: { closedAt: { lt: before }, OR: [{ words: { not: null } }, { visitor: { not: null } }] },
    data: { words: null, visitor: null },
  })
  const nobody = work.seal.json({ fullName: '', gender: null, birthYear: null })
  const names = await work.db.$executeRaw`
    update civil_event_person p set person = ${nobody}, birth_year = null
    from letter l where l.subject_id = p.event_id and l.closed_at < ${before}::timestamptz and length(p.person) > ${nobody.length}`
  return words.count + names
}
