import type { Work } from '../work.ts'
import { rolesAmong, type Role } from './permission.ts'

export type ListedOfficial = {
  id: string
  login: string
  fullName: string
  unit: string | null
  roles: readonly Role[]
  hasTotp: boolean
  lockedUntil: Date | null
  endedAt: Date | null
  lastSeenAt: Date | null
}

const shown = {
  id: true,
  login: true,
  fullName: true,
  unit: true,
  roles: true,
  totpSecret: true,
  lockedUntil: true,
  endedAt: true,
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 },
} as const

/** Every official of the ward, those who left at the end. A ward has dozens, not thousands. */
export async function listOfficials(work: Work): Promise<ListedOfficial[]> {
  const rows = await work.db.official.findMany({
    select: shown,
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { fullName: 'asc' }],
  })
  return rows.map((row) => listed(row, work.now))
}

/** One official, or null where this ward has none with that id. */
export async function findOfficial(work: Work, { officialId }: { officialId: string }): Promise<ListedOfficial | null> {
  const row = await work.db.official.findFirst({ where: { id: officialId }, select: shown })
  return row === null ? null : listed(row, work.now)
}

type Row = Omit<ListedOfficial, 'roles' | 'hasTotp' | 'lastSeenAt'> & {
  roles: string[]
  totpSecret: Uint8Array | null
  sessions: { lastSeenAt: Date }[]
}

function listed({ totpSecret, sessions, roles, lockedUntil, ...row }: Row, now: Date): ListedOfficial {
  return {
    ...row,
    roles: rolesAmong(roles),
    hasTotp: totpSecret !== null,
    lockedUntil: lockedUntil !== null && lockedUntil > now ? lockedUntil : null,
    lastSeenAt: sessions[0]?.lastSeenAt ?? null,
  }
}
