import type { Work } from '../work.ts'
import { isSessionOpen } from './session.ts'

export type ListedSession = { id: string; device: string; createdAt: Date; lastSeenAt: Date }

/** Sessions of an official that still open the console, newest first. */
export async function listSessions(work: Work, { officialId }: { officialId: string }): Promise<ListedSession[]> {
  const rows = await work.db.session.findMany({
    where: { officialId, endedAt: null, expiresAt: { gt: work.now } },
    orderBy: { lastSeenAt: 'desc' },
  })
  return rows
    .filter((row) => isSessionOpen(row, work.now))
    .map(({ id, device, createdAt, lastSeenAt }) => ({ id, device, createdAt, lastSeenAt }))
}
