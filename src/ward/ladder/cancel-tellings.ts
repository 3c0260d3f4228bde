import { stepsFrom } from '../notice/notice.ts'
import { cancelNotice } from '../notice/schedule-notice.ts'
import type { Work } from '../work.ts'
import { sourceOf, sourceRowOf, type TellingNoun } from './telling.ts'

/** The thing, or this step of it, is off: what has not left does not leave, but for `keep`. */
export async function cancelTellings(
  work: Work,
  { noun, rowId, step, keep }: { noun: TellingNoun; rowId: string; step?: string; keep?: string }
): Promise<void> {
  const row = step === undefined ? `${rowId}:` : sourceRowOf(rowId, step)
  const ofStep = { OR: [{ sourceRow: row }, { sourceRow: { startsWith: step === undefined ? row : `${row}-` } }] }
  const rows = await work.db.notice.findMany({
    where: {
      ...{ source: sourceOf(noun), status: { in: [...stepsFrom.cancel] } },
      AND: [ofStep, ...(keep === undefined ? [] : [{ NOT: { sourceRow: sourceRowOf(rowId, keep) } }])],
    },
    select: { id: true },
  })
  for (const { id } of rows) await cancelNotice(work, { noticeId: id })
}
