import type { Work } from '../work.ts'
import { listRecurring } from '../notice/repeat-notice.ts'
import { listRungs, type RungLine } from './list-rungs.ts'

/** A notice that came by itself and waits for an official: to be submitted, or to be approved. */
export type WaitingNotice = { id: string; title: string; status: 'draft' | 'submitted'; sendAt: Date | null }

/** A recurring notice whose next draft could not be written. */
export type StuckRecurrence = { id: string; title: string; why: string; date: string }

export type Duties = { rungs: RungLine[]; notices: WaitingNotice[]; stuck: StuckRecurrence[] }

const waiting: readonly string[] = ['draft', 'submitted']

/**
 * What officials have to do until `by`: their own steps; steps to residents whose notice nobody has approved yet; and the
 * notices that follow an event (minutes, results, answers, corrections) and wait for approval; what should come again
 * and cannot.
 */
export async function listDuties(work: Work, { by }: { by: Date }): Promise<Duties> {
  const due = await listRungs(work, { dueBy: by })
  const rungs = due.filter(
    ({ audience, notice }) => audience === 'officials' || notice === null || waiting.includes(notice.status)
  )
  const shown = rungs.flatMap(({ notice }) => notice?.id ?? [])
  const notices = await work.db.notice.findMany({
    where: {
      source: { startsWith: 'ladder_' },
      status: { in: [...waiting] },
      id: { notIn: shown },
      OR: [{ sendAt: null }, { sendAt: { lte: by } }],
    },
    orderBy: [{ eventAt: 'asc' }, { id: 'asc' }],
    select: { id: true, title: true, status: true, sendAt: true },
    take: 100,
  })
  const stuck = (await listRecurring(work)).flatMap(({ id, title, refused }) =>
    refused === null ? [] : [{ id, title, ...refused }]
  )
  return { rungs, notices: notices as WaitingNotice[], stuck }
}
