import { Bug } from '../../platform/bug.ts'
import { statusOfCode, wayOfCode, type DeliveryStatus, type Way } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'

export type NoticeProgress = {
  status: string
  pausedWhy: string | null
  total: number
  /** Counted in the ledger itself. A stopped notice's waiting rows are never sent. */
  byStatus: Partial<Record<DeliveryStatus, number>>
  byWay: Partial<Record<Way, Partial<Record<DeliveryStatus, number>>>>
  /** Left the house for sure: accepted, delivered, read. */
  left: number
  /** With a worker right now. */
  onTheWay: number
  /** Doors still to be visited. */
  toVisit: number
}

/** Where a notice stands: one aggregate over its rows, never a counter beside them. */
export async function noticeProgress(work: Work, { noticeId }: { noticeId: string }): Promise<NoticeProgress> {
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId },
    select: { number: true, status: true, pausedWhy: true },
  })
  if (notice === null) throw new Bug('progress of a notice that is not there')
  const rows = await work.db.$queryRaw<{ status: string; way: string; n: number }[]>`
    select status::text, way::text, count(*)::int as n from delivery where notice = ${notice.number} and ward_id = ${work.wardId}::uuid group by 1, 2`
  const [claimed] = await work.db.$queryRaw<{ n: number }[]>`
    select coalesce(sum(cardinality(claimed)), 0)::int as n from delivery_batch where notice = ${notice.number} and token is not null`
  return { status: notice.status, pausedWhy: notice.pausedWhy, onTheWay: claimed?.n ?? 0, ...sumUp(rows) }
}

function sumUp(rows: readonly { status: string; way: string; n: number }[]) {
  const byStatus: NoticeProgress['byStatus'] = {}
  const byWay: NoticeProgress['byWay'] = {}
  let toVisit = 0
  for (const { status: code, way: wayCode, n } of rows) {
    const status = statusOfCode(code)
    const way = wayOfCode(wayCode)
    byStatus[status] = (byStatus[status] ?? 0) + n
    byWay[way] = { ...byWay[way], [status]: (byWay[way]?.[status] ?? 0) + n }
    if (way === 'visit' && status === 'waiting') toVisit += n
  }
  const total = rows.reduce((sum, { n }) => sum + n, 0)
  const left = (byStatus.accepted ?? 0) + (byStatus.delivered ?? 0) + (byStatus.read ?? 0)
  return { total, byStatus, byWay, left, toVisit }
}
