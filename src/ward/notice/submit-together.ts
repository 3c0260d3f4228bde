import { ok, refuse, type Result } from '../../platform/result.ts'
import { submitNotice } from './submit-notice.ts'
import type { Work } from '../work.ts'
import { waitingNotices, type Thing } from '../ladder/waiting-notices.ts'

/**
 * Puts all drafts of one thing before the approver at once. What cannot be submitted yet (a reminder that nobody could get
 * today) stays a draft and is counted: it does not keep the others back.
 */
export async function submitTogether(
  work: Work,
  { officialId, ...thing }: Thing & { officialId: string }
): Promise<Result<{ submitted: number; kept: number }, 'nothing_waits'>> {
  const drafts = (await waitingNotices(work, thing)).filter(({ status }) => status === 'draft')
  let submitted = 0
  for (const { id } of drafts) {
    const done = await submitNotice(work, { noticeId: id, officialId })
    if (done.ok) submitted++
  }
  return submitted === 0 ? refuse('nothing_waits') : ok({ submitted, kept: drafts.length - submitted })
}
