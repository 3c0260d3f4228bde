import { addDays, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Work } from '../work.ts'
import { findExplainer } from './describe-dossier.ts'
import { dossierStanding } from './dossier-standing.ts'
import type { DossierMoment, DossierStatus } from './dossier.ts'
import { listToldChats } from './follow-dossier.ts'
import { putOffSaying, wardNameOf } from './tell-changes.ts'

const dayMs = 86_400_000
/** The job runs every few minutes: it looks this far ahead, so that nobody waits past the hour without a word. */
const lookAheadMs = 10 * 60_000
/** What passed longer ago is no news: nobody followed the dossier when it was. */
const lookBackMs = 3 * dayMs
/** The citizen's own time moves a day on; beyond this much of it the apology is left to a person. */
const longestPauseMs = 60 * dayMs

type Row = Awaited<ReturnType<typeof listNearLate>>[number]

/**
 * Says sorry to who follows a dossier that will not be ready in time: no later than the appointment passes, and where the
 * reason is known already on the working day before it (NĐ 61/2018 Điều 19.9). Once for each appointment. Returns how many
 * messages were new.
 */
export async function tellLateDossiers(work: Work): Promise<number> {
  const near = await listNearLate(work)
  const chats = await listToldChats(
    work,
    near.map(({ id }) => id)
  )
  const followed = near.filter(({ id }) => chats.some(({ dossierId }) => dossierId === id))
  if (followed.length === 0) return 0
  const [calendar, histories] = [
    await loadCalendar(work),
    await readHistories(
      work,
      followed.map(({ id }) => id)
    ),
  ]
  const late = followed.filter((row) => isLate(work, calendar, row, histories.get(row.id) ?? []))
  const untold = await withoutTold(
    work,
    late.flatMap((row) =>
      chats.filter(({ dossierId }) => dossierId === row.id).map(({ conversationId }) => ({ row, conversationId }))
    )
  )
  if (untold.length === 0) return 0
  const [wardName, explainer] = [await wardNameOf(work), await findExplainer(work)]
  for (const { row, conversationId } of untold) {
    const saying = putOffSaying(
      { ...row, promisedAt: row.appointmentAt!, newAppointmentAt: null },
      { wardName, explainer }
    )
    work.say({
      to: conversationId,
      class: 'status',
      source: 'dossier',
      sourceRow: keyOf(row, conversationId),
      parts: [saying],
    })
  }
  return untold.length
}

const keyOf = ({ id, appointmentAt }: Row, conversationId: string): string =>
  `${id}:late:${appointmentAt!.getTime()}:${conversationId}`

/** Running dossiers whose appointment has passed or is near. */
function listNearLate(work: Work) {
  const now = work.now.getTime()
  // over Tết the next working day may be ten days away
  const [since, ahead, further] = [
    new Date(now - longestPauseMs),
    new Date(now + lookAheadMs),
    new Date(now + 15 * dayMs),
  ]
  return work.db.dossier.findMany({
    where: {
      status: { in: ['received', 'in_progress'] },
      OR: [
        { appointmentAt: { gt: since, lte: ahead } },
        { appointmentAt: { gt: ahead, lte: further }, delayReason: { not: null } },
      ],
    },
    select: {
      id: true,
      code: true,
      procedureName: true,
      status: true,
      receivedAt: true,
      appointmentAt: true,
      firstAppointmentAt: true,
      delayReason: true,
    },
  })
}

function isLate(work: Work, calendar: Calendar, row: Row, history: readonly DossierMoment[]): boolean {
  const wasPutOff = row.firstAppointmentAt?.getTime() !== row.appointmentAt?.getTime()
  // the reason of a delay that has been told says nothing against the new day
  const isForeseen = row.delayReason !== null && !wasPutOff
  const then = isForeseen ? endOfNextWorkingDay(calendar, work.now) : new Date(work.now.getTime() + lookAheadMs)
  const { timing, newAppointmentAt, promisedAt } = dossierStanding(
    calendar,
    { ...row, status: row.status as DossierStatus, history },
    then
  )
  if (timing !== 'late' || newAppointmentAt !== null || promisedAt === null) return false
  return Math.max(promisedAt.getTime(), row.appointmentAt!.getTime()) > work.now.getTime() - lookBackMs
}

const endOfNextWorkingDay = (calendar: Calendar, now: Date): Date =>
  atWardTime(addDays(calendar.addWorkingDays(wardDateOf(now), 1).date, 1))

async function withoutTold<T extends { row: Row; conversationId: string }>(
  work: Work,
  messages: readonly T[]
): Promise<T[]> {
  const keys = messages.map(({ row, conversationId }) => `${keyOf(row, conversationId)}:0`)
  const told = await work.db.outbox.findMany({
    where: { source: 'dossier', sourceRow: { in: keys } },
    select: { sourceRow: true },
  })
  const done = new Set(told.map(({ sourceRow }) => sourceRow))
  return messages.filter((_message, i) => !done.has(keys[i]!))
}

async function readHistories(work: Work, dossierIds: readonly string[]): Promise<Map<string, DossierMoment[]>> {
  const events = await work.db.dossierEvent.findMany({
    where: { dossierId: { in: [...dossierIds] }, OR: [{ applied: true }, { remark: 'older' }] },
    orderBy: [{ occurredAt: 'asc' }, { sequence: 'asc' }],
    select: { dossierId: true, status: true, occurredAt: true },
  })
  const histories = new Map<string, DossierMoment[]>()
  for (const { dossierId, status, occurredAt } of events) {
    histories.set(dossierId, [...(histories.get(dossierId) ?? []), { status: status as DossierStatus, occurredAt }])
  }
  return histories
}
