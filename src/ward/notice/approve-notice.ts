import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { checkNotice, checkRefusal, type CheckRefusal } from './check-notice.ts'
import { findNotice, type NoticeRow } from './find-notice.ts'
import { lockNotice } from './hold-notice.ts'
import { mayApprove } from './may-approve.ts'
import { noticeHash } from './notice-hash.ts'
import { stampIssued } from './notice-words.ts'
import { scheduleNotice } from './schedule-notice.ts'

/** `seenHash`: hex of what the approver had before the eyes. `reason`: why one official alone sends an emergency. */
export type Approval = { noticeId: string; officialId: string; seenHash?: string; reason?: string | null }

export type ApprovalRefusal =
  | 'not_found'
  | 'not_submitted'
  | 'not_allowed'
  | 'own_notice'
  | 'reason_missing'
  | 'changed_since'
  | CheckRefusal
  | 'not_schedulable'
  | 'event_over'

/**
 * A second official puts a name to it, and it gets its hour. What was approved is hashed and what is sent is compared with
 * that. An emergency goes with one official who may and who says why; its author may be that one. Pressed twice it is
 * approved once.
 */
export async function approveNotice(
  work: Work,
  approval: Approval
): Promise<Result<{ sendAt: Date }, ApprovalRefusal>> {
  const { noticeId, officialId } = approval
  await lockNotice(work, noticeId)
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return refuse('not_found')
  if (notice.sendAt !== null && isOnItsWay(notice) && notice.approver?.id === officialId)
    return ok({ sendAt: notice.sendAt })
  if (notice.status !== 'submitted') return refuse('not_submitted')
  const fault = await approvalFault(work, notice, approval)
  if (fault !== null) return refuse(fault)
  const isAhead = notice.sendAt !== null && notice.sendAt > work.now
  const sendAt = isAhead ? notice.sendAt! : work.now
  const fixed = {
    sendAt,
    expiresAt: notice.expiresAt ?? notice.eventAt,
    words: notice.class === 'emergency' ? stampIssued(notice.words, sendAt) : notice.words,
  }
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'submitted' },
    data: {
      ...fixed,
      status: 'approved',
      approverId: officialId,
      approvedAt: work.now,
      approvedHash: noticeHash({ ...notice, ...fixed }),
      reason: approval.reason?.trim() || null,
    },
  })
  if (count === 0) return refuse('not_submitted')
  work.audit('notice.approved', { noticeId, alone: wroteIt(notice, officialId) })
  return scheduleNotice(work, { noticeId })
}

async function approvalFault(work: Work, notice: NoticeRow, approval: Approval): Promise<ApprovalRefusal | null> {
  const isEmergency = notice.class === 'emergency'
  if (!(await mayApprove(work, { officialId: approval.officialId, isEmergency }))) return 'not_allowed'
  if (wroteIt(notice, approval.officialId)) {
    if (!isEmergency) return 'own_notice'
    if (!approval.reason?.trim()) return 'reason_missing'
  }
  if (approval.seenHash !== undefined && approval.seenHash !== hexHash(notice)) return 'changed_since'
  return checkRefusal(await checkNotice(work, notice))
}

const isOnItsWay = ({ status }: NoticeRow): boolean =>
  ['approved', 'scheduled', 'expanding', 'sending'].includes(status)

const wroteIt = ({ author, submitter }: NoticeRow, officialId: string): boolean =>
  author?.id === officialId || submitter?.id === officialId

/** What stands before an approver, as one word to send back with the decision. */
export const hexHash = (notice: NoticeRow): string => Buffer.from(noticeHash(notice)).toString('hex')

/** Back to its author, with what to mend. */
export async function sendBackNotice(
  work: Work,
  { noticeId, officialId, reason }: { noticeId: string; officialId: string; reason: string }
): Promise<Result<void, 'not_submitted' | 'not_allowed' | 'reason_missing'>> {
  if (reason.trim() === '') return refuse('reason_missing')
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return refuse('not_submitted')
  if (!(await mayApprove(work, { officialId, isEmergency: notice.class === 'emergency' }))) return refuse('not_allowed')
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'submitted' },
    data: { status: 'draft', reason: reason.normalize('NFC').trim() },
  })
  if (count === 0) return refuse('not_submitted')
  work.audit('notice.sent_back', { noticeId })
  return ok()
}
