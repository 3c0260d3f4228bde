import { ok, refuse, type Result } from '../../platform/result.ts'
import { approveNotice, type ApprovalRefusal } from './approve-notice.ts'
import type { Work } from '../work.ts'
import { waitingNotices, type Thing } from '../ladder/waiting-notices.ts'

/** What the approver had before the eyes: notice → hex of its hash. */
export type Seen = Readonly<Record<string, string>>

/**
 * One official puts a name to all submitted notices of one thing that were on the page. Each is hashed and scheduled by
 * itself, by the same rules as alone; where one of them is refused, none is approved.
 */
export async function approveTogether(
  work: Work,
  { officialId, seen, ...thing }: Thing & { officialId: string; seen: Seen }
): Promise<Result<{ approved: number }, 'nothing_waits' | ApprovalRefusal>> {
  const submitted = (await waitingNotices(work, thing)).filter(
    ({ id, status }) => status === 'submitted' && seen[id] !== undefined
  )
  if (submitted.length < Object.keys(seen).length) return refuse('changed_since')
  if (submitted.length === 0) return refuse('nothing_waits')
  for (const { id } of submitted) {
    const done = await approveNotice(work, { noticeId: id, officialId, seenHash: seen[id] ?? '' })
    if (!done.ok) return done
  }
  return ok({ approved: submitted.length })
}
