import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { keptBack, type ModelFigures } from './learning.ts'

export type ModelVersionLine = ModelFigures & {
  number: number
  added: number
  status: 'live' | 'retired' | 'refused'
  why: string | null
  createdAt: Date
  liveAt: Date | null
}

/** Keeps a trained model and lets it speak if it is good enough against the one that speaks now (`live`). */
export async function keepModelVersion(
  work: Work,
  {
    model,
    added,
    figures,
    live,
  }: { model: Uint8Array<ArrayBuffer>; added: number; figures: ModelFigures; live: ModelFigures }
): Promise<{ number: number; status: 'live' | 'refused' }> {
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${work.wardId}, 7))`
  const last = await work.db.modelVersion.findFirst({ orderBy: { number: 'desc' }, select: { number: true } })
  const number = (last?.number ?? 0) + 1
  const why = keptBack(figures, live)
  const status = why === null ? 'live' : 'refused'
  if (status === 'live')
    await work.db.modelVersion.updateMany({ where: { status: 'live' }, data: { status: 'retired' } })
  await work.db.modelVersion.create({
    data: {
      number,
      model,
      added,
      ...figures,
      status,
      why,
      createdAt: work.now,
      liveAt: status === 'live' ? work.now : null,
    },
  })
  await work.db.learningMessage.updateMany({
    where: { status: 'approved', trainedIn: null },
    data: { trainedIn: number },
  })
  work.audit(status === 'live' ? 'model.live' : 'model.refused', {
    number,
    added,
    topOne: figures.topOne,
    actPrecision: figures.actPrecision,
  })
  return { number, status }
}

/** One click back: an earlier version speaks again, or with `number: 0` the shipped model. */
export async function goBackToModel(
  work: Work,
  { number }: { number: number }
): Promise<Result<undefined, 'no_such_version'>> {
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${work.wardId}, 7))`
  const target =
    number === 0 ? null : await work.db.modelVersion.findFirst({ where: { number, status: { not: 'refused' } } })
  if (number !== 0 && target === null) return refuse('no_such_version')
  await work.db.modelVersion.updateMany({ where: { status: 'live' }, data: { status: 'retired' } })
  if (target) await work.db.modelVersion.updateMany({ where: { number }, data: { status: 'live', liveAt: work.now } })
  work.audit('model.went_back', { number })
  return ok()
}

export async function listModelVersions(work: Work): Promise<ModelVersionLine[]> {
  const rows = await work.db.modelVersion.findMany({ orderBy: { number: 'desc' }, omit: { model: true } })
  return rows.map(({ id: _id, wardId: _wardId, ...line }) => ({
    ...line,
    status: line.status as ModelVersionLine['status'],
  }))
}

/** Number of the version that speaks; 0 is the shipped model. Cheap: asked before every message. */
export async function liveModelNumber(work: Work): Promise<number> {
  const row = await work.db.modelVersion.findFirst({ where: { status: 'live' }, select: { number: true } })
  return row?.number ?? 0
}

export async function findLiveModel(
  work: Work
): Promise<{ number: number; model: Uint8Array; figures: ModelFigures } | null> {
  const row = await work.db.modelVersion.findFirst({ where: { status: 'live' } })
  return (
    row && {
      number: row.number,
      model: row.model,
      figures: { topOne: row.topOne, actPrecision: row.actPrecision, coverage: row.coverage },
    }
  )
}
