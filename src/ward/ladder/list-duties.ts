import { openQuestions, type OpenQuestions } from '../disclosure/open-questions.ts'
import type { Work } from '../work.ts'
import { listRecurring } from '../notice/repeat-notice.ts'
import { listRungs, type RungLine } from './list-rungs.ts'

/** A notice that came by itself and waits for an official: to be submitted, or to be approved. */
export type WaitingNotice = { id: string; title: string; status: 'draft' | 'submitted'; sendAt: Date | null }

/** A recurring notice whose next draft could not be written. */
export type StuckRecurrence = { id: string; title: string; why: string; date: string }

export type Duties = {
  rungs: RungLine[]
  /** Steps that were due long ago and are not among `rungs` any more. */
  older: number
  questions: OpenQuestions[]
  notices: WaitingNotice[]
  stuck: StuckRecurrence[]
}

const waiting = ['draft', 'submitted']
const mostRungs = 200

/**
 * What officials have to do until `by`: their own steps; steps to residents whose notice nobody has approved yet; what
 * residents have asked about a disclosure; the notices that follow an event (minutes, results, answers, corrections) or
 * come again, and wait for approval; what should come again and cannot.
 */
export async function listDuties(work: Work, { by }: { by: Date }): Promise<Duties> {
  const due = await dueRungs(work, by)
  const rungs = await listRungs(work, { ids: due.slice(0, mostRungs) })
  const shown = rungs.flatMap(({ notice }) => notice?.id ?? [])
  const notices = await work.db.notice.findMany({
    where: {
      AND: [
        { OR: [{ source: { startsWith: 'ladder_' } }, { source: 'recurring' }] },
        { OR: [{ sendAt: null }, { sendAt: { lte: by } }] },
      ],
      status: { in: waiting },
      id: { notIn: shown },
    },
    orderBy: [{ eventAt: 'asc' }, { id: 'asc' }],
    select: { id: true, title: true, status: true, sendAt: true },
    take: 100,
  })
  const stuck = (await listRecurring(work)).flatMap(({ id, title, refused }) =>
    refused === null ? [] : [{ id, title, ...refused }]
  )
  const questions = await openQuestions(work)
  return { rungs, older: due.length - rungs.length, questions, notices: notices as WaitingNotice[], stuck }
}

/** Steps somebody still has to do something about, the latest first: what nobody ever ticked hides nothing of today. */
async function dueRungs(work: Work, by: Date): Promise<string[]> {
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    select r.id from rung r
    where r.status = 'planned' and r.due_at <= ${by}
      and (r.audience = 'officials' or not exists (select from notice n where n.ward_id = r.ward_id
        and n.source = 'ladder_' || r.noun and n.source_row = r.row_id::text || ':' || r.step and n.status <> all(${waiting})))
    order by r.due_at desc, r.id desc`
  return rows.map(({ id }) => id)
}
