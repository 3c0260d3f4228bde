import { isId } from '../../platform/ids.ts'
import { byNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import type { Work } from '../work.ts'
import type { MeetingKind, MeetingStatus } from './meeting.ts'

type Row = NonNullable<Awaited<ReturnType<Work['db']['meeting']['findFirst']>>>

export type MeetingRow = Omit<Row, 'kind' | 'status'> & {
  kind: MeetingKind
  status: MeetingStatus
  /** Names of the neighbourhoods invited, in their order; none: the whole ward. */
  neighbourhoods: string[]
}

/** Meetings for officials, or for the public: then no drafts. The next ones first, those past after them. */
export async function listMeetings(
  work: Work,
  { isPublic = false, status }: { isPublic?: boolean; status?: MeetingStatus } = {}
): Promise<MeetingRow[]> {
  const rows = await work.db.meeting.findMany({
    where: {
      ...(isPublic ? { status: { not: 'draft' }, householdIds: { isEmpty: true } } : {}),
      ...(status ? { status } : {}),
    },
    orderBy: { startsAt: 'desc' },
    take: 200,
  })
  const named = await withNames(work, rows)
  const coming = named.filter(({ startsAt }) => startsAt >= work.now).reverse()
  return [...coming, ...named.filter(({ startsAt }) => startsAt < work.now)]
}

/** One meeting; for the public none that is still a draft or for a few households only. */
export async function findMeeting(
  work: Work,
  { id, isPublic = false }: { id: string; isPublic?: boolean }
): Promise<MeetingRow | null> {
  if (!isId(id)) return null
  const row = await work.db.meeting.findFirst({
    where: { id, ...(isPublic ? { status: { not: 'draft' }, householdIds: { isEmpty: true } } : {}) },
  })
  return row === null ? null : (await withNames(work, [row]))[0]!
}

async function withNames(work: Work, rows: readonly Row[]): Promise<MeetingRow[]> {
  const known = (await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })).sort(
    byNeighbourhood
  )
  return rows.map((row) => ({
    ...row,
    kind: row.kind as MeetingKind,
    status: row.status as MeetingStatus,
    neighbourhoods: known.filter(({ id }) => row.neighbourhoodIds.includes(id)).map(({ name }) => name),
  }))
}
