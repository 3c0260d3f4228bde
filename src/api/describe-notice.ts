import type { z } from 'zod'
import { listDeliveries } from '../ward/delivery/list-deliveries.ts'
import { hexHash } from '../ward/notice/approve-notice.ts'
import { findNotice } from '../ward/notice/find-notice.ts'
import { noticeProgress } from '../ward/notice/notice-progress.ts'
import { pseudonymOf } from '../ward/notice/notice-proof.ts'
import type { Work } from '../ward/work.ts'
import type { deliveriesAsked, deliveriesResult, noticeResult } from './notice-schema.ts'

/** A notice as other systems read it. */
export async function describeNotice(work: Work, noticeId: string): Promise<z.output<typeof noticeResult>> {
  const notice = (await findNotice(work, { noticeId }))!
  const progress = await noticeProgress(work, { noticeId })
  return {
    id: notice.id,
    kind: notice.kind,
    status: notice.status,
    title: notice.title,
    words: notice.words,
    hash: hexHash(notice),
    sendAt: notice.sendAt?.toISOString() ?? null,
    approvedAt: notice.approvedAt?.toISOString() ?? null,
    approvedHash: notice.approvedHash === null ? null : Buffer.from(notice.approvedHash).toString('hex'),
    total: progress.total,
    counts: Object.fromEntries(Object.entries(progress.byStatus)),
  }
}

/** What became of each recipient, by the pseudonym of the proof file. */
export async function describeDeliveries(
  work: Work,
  noticeId: string,
  { status, cursor }: z.output<typeof deliveriesAsked>
): Promise<z.output<typeof deliveriesResult>> {
  const { lines, next } = await listDeliveries(work, {
    noticeId,
    ...(status === undefined ? {} : { status }),
    ...(cursor === undefined ? {} : { cursor }),
  })
  return {
    deliveries: lines.map(({ slot, conversationId, citizenId, status: state, way, why, at }) => ({
      slot,
      recipient: pseudonymOf(work, noticeId, conversationId ?? citizenId ?? ''),
      status: state,
      way,
      why: why === 'none' ? null : why,
      at: at.toISOString(),
    })),
    next: next === null ? null : String(next),
  }
}
