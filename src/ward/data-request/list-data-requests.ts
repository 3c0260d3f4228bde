import type { Work } from '../work.ts'
import { openDataRequestStatuses, type DataRequestKind, type DataRequestStatus } from './data-request.ts'

export type DataRequestLine = {
  id: string
  kind: DataRequestKind
  status: DataRequestStatus
  receivedAt: Date
  acknowledgeBy: Date
  dueAt: Date
  handledAt: Date | null
  /** What the citizen wrote. */
  text: string
  conversationId: string | null
  citizen: { id: string; fullName: string } | null
  overdue: boolean
}

/** Requests with their clocks, what is due first at the top; `closed` shows those that are over, newest first. */
export async function listDataRequests(
  work: Work,
  { closed = false, take = 100 }: { closed?: boolean; take?: number } = {}
): Promise<DataRequestLine[]> {
  const open = [...openDataRequestStatuses]
  const rows = await work.db.dataRequest.findMany({
    where: closed ? { status: { notIn: open } } : { status: { in: open } },
    orderBy: closed ? { handledAt: 'desc' } : { dueAt: 'asc' },
    take,
  })
  const named = rows.flatMap((row) => (row.citizenId === null ? [] : [row.citizenId]))
  const citizens = await work.db.citizen.findMany({
    where: { id: { in: named } },
    select: { id: true, fullName: true },
  })
  return rows.map((row) => {
    const citizen = citizens.find((one) => one.id === row.citizenId)
    return {
      id: row.id,
      kind: row.kind as DataRequestKind,
      status: row.status as DataRequestStatus,
      receivedAt: row.receivedAt,
      acknowledgeBy: row.acknowledgeBy,
      dueAt: row.dueAt,
      handledAt: row.handledAt,
      text: row.text === null ? '' : work.seal.openText(row.text),
      conversationId: row.conversationId,
      citizen: citizen ? { id: citizen.id, fullName: citizen.fullName } : null,
      overdue: isOverdue(row, work.now),
    }
  })
}

/** Not acknowledged or not answered in time. */
function isOverdue(row: { status: string; acknowledgeBy: Date; dueAt: Date }, now: Date): boolean {
  if (row.status === 'open') return row.acknowledgeBy < now || row.dueAt < now
  return row.status === 'acknowledged' && row.dueAt < now
}
