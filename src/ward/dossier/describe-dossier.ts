import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Work } from '../work.ts'
import { dossierStanding, type DossierStanding } from './dossier-standing.ts'
import { statusGroupOf, type DossierMoment, type DossierStatus, type DossierStatusGroup } from './dossier.ts'

/** All that a code alone shows: no name, no unit, no reason. */
export type DossierBrief = {
  code: string
  procedureName: string
  group: DossierStatusGroup
  standing: DossierStanding
}

/** What the one whose dossier it is may know. */
export type DossierDetail = DossierBrief & {
  status: DossierStatus
  unit: string | null
  note: string | null
  delayReason: string | null
  receivedAt: Date | null
  /** The chat is told of every change already. */
  isTold: boolean
  /** Who explains a delay. */
  explainer: Explainer | null
}

export type Explainer = { name: string; unit: string; phone: string }

type Row = NonNullable<Awaited<ReturnType<Work['db']['dossier']['findFirst']>>>

/** How a dossier row stands today on the ward's calendar. */
export async function standingOf(work: Work, row: Row, history?: readonly DossierMoment[]): Promise<DossierStanding> {
  const calendar = await loadCalendar(work)
  const moments = history ?? (await historyOf(work, row.id))
  return dossierStanding(calendar, { ...row, status: row.status as DossierStatus, history: moments }, work.now)
}

async function historyOf(work: Work, dossierId: string): Promise<DossierMoment[]> {
  const events = await work.db.dossierEvent.findMany({
    // a late message is true history; one that would have undone a result is not
    where: { dossierId, OR: [{ applied: true }, { remark: 'older' }] },
    orderBy: [{ occurredAt: 'asc' }, { sequence: 'asc' }],
    select: { status: true, occurredAt: true },
  })
  return events as DossierMoment[]
}

const briefOf = (row: Row, standing: DossierStanding): DossierBrief => ({
  code: row.code,
  procedureName: row.procedureName,
  group: statusGroupOf(row.status as DossierStatus),
  standing,
})

export async function describeBriefly(work: Work, dossierId: string): Promise<DossierBrief> {
  const row = await work.db.dossier.findFirstOrThrow({ where: { id: dossierId } })
  return briefOf(row, await standingOf(work, row))
}

export async function describeFully(work: Work, dossierId: string, isTold: boolean): Promise<DossierDetail> {
  const row = await work.db.dossier.findFirstOrThrow({ where: { id: dossierId } })
  const standing = await standingOf(work, row)
  const explainer = standing.timing === 'late' ? await findExplainer(work) : null
  const { unit, note, delayReason, receivedAt } = row
  return {
    ...briefOf(row, standing),
    status: row.status as DossierStatus,
    unit,
    note,
    delayReason,
    receivedAt,
    isTold,
    explainer,
  }
}

/** The person at the counter who explains delays, as the ward has named them. */
export async function findExplainer(work: Work): Promise<Explainer | null> {
  const facts = await work.db.wardFact.findMany({
    where: { topic: { in: ['role:dossier_explainer', 'role:one_stop'] }, phone: { not: null } },
  })
  const fact = facts.find(({ topic }) => topic === 'role:dossier_explainer') ?? facts[0]
  return fact?.phone ? { name: fact.value, unit: fact.label, phone: fact.phone } : null
}
