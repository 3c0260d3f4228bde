import { stepsFrom } from '../notice/notice.ts'
import { cancelNotice } from '../notice/schedule-notice.ts'
import type { Work } from '../work.ts'
import { sourceOf, sourceRowOf, type TellingNoun } from './telling.ts'

/** The thing, or this step of it, is off: what has not left does not leave. */
export async function cancelTellings(
  work: Work,
  { noun, rowId, step }: { noun: TellingNoun; rowId: string; step?: string }
): Promise<void> {
  const sourceRow = step === undefined ? { startsWith: `${rowId}:` } : sourceRowOf(rowId, step)
  const rows = await work.db.notice.findMany({
    where: { source: sourceOf(noun), sourceRow, status: { in: [...stepsFrom.cancel] } },
    select: { id: true },
  })
  for (const { id } of rows) await cancelNotice(work, { noticeId: id })
}
