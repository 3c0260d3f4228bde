import { deliveryStatuses, ways, whys } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'
import { ringSenders } from './hold-notice.ts'
import { restNotice } from './rest-notice.ts'

const { waiting } = deliveryStatuses

/** Refusals above this share of the first ones pause the notice. */
const brakeShare = 0.1

/** Why the platform, not the person, keeps a message waiting. */
const awayWhys = [whys.provider_down, whys.rate_limited, whys.account]

/**
 * The first ones are through: if the platform took them, the rest may go; if it refused more than one in ten, the notice
 * rests and its author is told, unless nobody waits behind them. They are through when none of them is to go now, and the
 * platform is not away for most: who waits for the end of quiet hours holds back nobody. Nobody is moved to another way
 * before. Run by whoever comes first; for the others there is nothing to do.
 */
export async function judgeProbe(
  work: Work,
  { noticeId }: { noticeId: string }
): Promise<'released' | 'paused' | 'open' | 'nothing'> {
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'sending', releasedAt: null },
    select: { number: true, class: true },
  })
  if (notice === null) return 'nothing'
  const [tried] = await work.db.$queryRaw<FirstOnes[]>`
    select count(*) filter (where d.status = ${waiting}::"char" and (d.at <= ${work.now}::timestamptz or d.why = ${whys.none}::"char"))::int as due,
      count(*) filter (where d.status = ${waiting}::"char" and d.why = any(${awayWhys}::"char"[]))::int as away,
      count(*) filter (where d.status = ${deliveryStatuses.refused}::"char")::int as refused,
      count(*) filter (where d.status not in (${waiting}::"char", ${deliveryStatuses.held}::"char", ${deliveryStatuses.suppressed}::"char"))::int as settled,
      exists (select from delivery_batch l where l.ward_id = ${work.wardId}::uuid and l.notice = ${notice.number} and not l.probe) as more
    from delivery_batch b join delivery d on d.ward_id = b.ward_id and d.notice = b.notice and d.slot between b.first_slot and b.last_slot
    where b.ward_id = ${work.wardId}::uuid and b.notice = ${notice.number} and b.probe and d.way <> ${ways.visit}::"char"`
  if (tried === undefined || tried.due > 0 || tried.away > tried.settled) return 'open'
  if (tried.more && tried.refused > tried.settled * brakeShare) {
    const { refused, settled } = tried
    const say = ({ title }: { title: string }) => ({
      say: 'notice.paused_by_refusals',
      with: { title, refused, tried: settled },
    })
    return (await restNotice(work, { noticeId, why: 'refusals', say })) ? 'paused' : 'nothing'
  }
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'sending', releasedAt: null },
    data: { releasedAt: work.now },
  })
  if (count === 0) return 'nothing'
  ringSenders(work, { noticeId, class: notice.class })
  return 'released'
}

type FirstOnes = { due: number; away: number; refused: number; settled: number; more: boolean }
