import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { checkNotice, checkRefusal, type CheckRefusal } from './check-notice.ts'
import { findNotice } from './find-notice.ts'
import { lockNotice } from './hold-notice.ts'
import { approverChats, tellApprovers } from './tell-approvers.ts'

/**
 * A draft is put before the approver: its words, its audience and its hour have passed the checks of this moment. `untold`: it
 * is an emergency, and nobody who may approve it could be told in chat. Pressed twice it is submitted once.
 */
export async function submitNotice(
  work: Work,
  { noticeId, officialId }: { noticeId: string; officialId: string | null }
): Promise<Result<{ untold: boolean }, 'not_found' | 'not_draft' | CheckRefusal>> {
  await lockNotice(work, noticeId)
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return refuse('not_found')
  if (notice.status === 'submitted' && notice.submitter?.id === officialId)
    return ok({ untold: notice.class === 'emergency' && (await approverChats(work, officialId)).size === 0 })
  if (notice.status !== 'draft') return refuse('not_draft')
  const fault = checkRefusal(await checkNotice(work, notice))
  if (fault !== null) return refuse(fault)
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'draft' },
    data: { status: 'submitted', submittedById: officialId, submittedAt: work.now, reason: null },
  })
  if (count === 0) return refuse('not_draft')
  work.audit('notice.submitted', { noticeId })
  const told = notice.class !== 'emergency' || (await tellApprovers(work, { noticeId, officialId }))
  return ok({ untold: !told })
}
