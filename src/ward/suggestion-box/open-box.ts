import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'

/** Two officials open the box together; who is alone opens nothing. */
export async function openBox(
  work: Work,
  { place, openedBy }: { place: string; openedBy: readonly string[] }
): Promise<Result<{ openingId: string }, 'place_missing' | 'two_needed' | 'open_already'>> {
  if (place.trim() === '') return refuse('place_missing')
  const [firstId, secondId] = [...new Set(openedBy)]
  if (firstId === undefined || secondId === undefined) return refuse('two_needed')
  const officials = await work.db.official.count({ where: { id: { in: [firstId, secondId] }, endedAt: null } })
  if (officials !== 2) return refuse('two_needed')
  const where = place.normalize('NFC').trim()
  if ((await work.db.boxOpening.count({ where: { place: where, closedAt: null } })) > 0) return refuse('open_already')
  const openingId = newId()
  await work.db.boxOpening.createMany({
    data: [{ id: openingId, place: where, openedAt: work.now, firstId, secondId }],
  })
  work.audit('suggestion_box.opened', { openingId, firstId, secondId })
  return ok({ openingId })
}

/** The last paper is in: the session is closed and takes no more. */
export async function closeBox(
  work: Work,
  { openingId }: { openingId: string }
): Promise<Result<{ papers: number }, 'not_found'>> {
  const row = await work.db.boxOpening.findFirst({ where: { id: openingId } })
  if (row === null) return refuse('not_found')
  if (row.closedAt === null) {
    await work.db.boxOpening.updateMany({ where: { id: openingId }, data: { closedAt: work.now } })
    work.audit('suggestion_box.closed', { openingId, papers: row.lastPaper })
  }
  return ok({ papers: row.lastPaper })
}
