import type { Work } from '../work.ts'

/** Ends one session of an official; false where there is none that is open. The door forgets its key at once. */
export async function endSession(
  work: Work,
  { officialId, sessionId }: { officialId: string; sessionId: string }
): Promise<boolean> {
  const { count } = await work.db.session.updateMany({
    where: { id: sessionId, officialId, endedAt: null },
    data: { endedAt: work.now },
  })
  if (count === 0) return false
  await work.db.doorKey.deleteMany({ where: { wardId: work.wardId, kind: 'session', rowId: sessionId } })
  work.audit('session.ended', { officialId, sessionId })
  return true
}

/** Ends every session of an official, but for the one named. */
export async function endSessionsOf(work: Work, officialId: string, exceptSessionId?: string): Promise<number> {
  const ended = await work.db.session.updateManyAndReturn({
    where: { officialId, endedAt: null, ...(exceptSessionId === undefined ? {} : { id: { not: exceptSessionId } }) },
    data: { endedAt: work.now },
    select: { id: true },
  })
  if (ended.length === 0) return 0
  const rows = ended.map(({ id }) => id)
  await work.db.doorKey.deleteMany({ where: { wardId: work.wardId, kind: 'session', rowId: { in: rows } } })
  work.audit('session.all_ended', { officialId, sessions: rows.length })
  return rows.length
}
