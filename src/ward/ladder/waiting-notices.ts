import { findNotice, type NoticeRow } from '../notice/find-notice.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import { sourceOf } from './telling.ts'

export type Thing = { noun: PaperNoun; rowId: string }

/** The notices of one thing that nobody has approved yet, in the order in which they leave. */
export async function waitingNotices(work: Work, { noun, rowId }: Thing): Promise<NoticeRow[]> {
  const rows = await work.db.notice.findMany({
    where: {
      ...{ source: sourceOf(noun), sourceRow: { startsWith: `${rowId}:` } },
      status: { in: ['draft', 'submitted'] },
    },
    orderBy: [{ sendAt: { sort: 'asc', nulls: 'first' } }, { number: 'asc' }],
    select: { id: true },
  })
  const found: NoticeRow[] = []
  for (const { id } of rows) {
    const notice = await findNotice(work, { noticeId: id })
    if (notice !== null) found.push(notice)
  }
  return found
}
