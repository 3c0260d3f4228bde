import type { NoticeRow } from './find-notice.ts'
import type { Work } from '../work.ts'

export type NoticeNames = {
  neighbourhoods: readonly string[]
  corrects: { id: string; title: string } | null
  correctedBy: readonly { id: string; title: string }[]
}

/** What the ids of a notice are called. */
export async function namesOf(work: Work, notice: NoticeRow): Promise<NoticeNames> {
  const named = notice.audience.neighbourhoods ?? []
  const places =
    named.length === 0
      ? []
      : await work.db.neighbourhood.findMany({
          where: { id: { in: [...named] } },
          select: { name: true },
          orderBy: { name: 'asc' },
        })
  const title = { id: true, title: true } as const
  const corrects =
    notice.correctsId === null
      ? null
      : await work.db.notice.findFirst({ where: { id: notice.correctsId }, select: title })
  const correctedBy = await work.db.notice.findMany({
    where: { correctsId: notice.id, status: { not: 'cancelled' } },
    select: title,
  })
  return { neighbourhoods: places.map(({ name }) => name), corrects, correctedBy }
}
