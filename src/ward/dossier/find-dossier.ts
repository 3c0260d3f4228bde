import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { maskPhone } from '../citizen/read-phone.ts'
import type { Work } from '../work.ts'
import { parseDossierCode } from './dossier-code.ts'
import { dossierDues, type DossierDues } from './dossier-deadline.ts'
import { dossierStanding, type DossierStanding } from './dossier-standing.ts'
import type { DossierMoment, DossierStatus } from './dossier.ts'

export type DossierEventLine = {
  status: DossierStatus
  occurredAt: Date
  sequence: number
  receivedAt: Date
  applied: boolean
  /** older, would_undo_result, unusual_transition, correction */
  remark: string | null
  /** `api:<key id>` or `import:<id>` */
  source: string
}

export type DossierFound = {
  id: string
  code: string
  procedureCode: string | null
  procedureName: string
  applicantName: string
  /** Enough to compare with the receipt at the counter. */
  maskedPhone: string | null
  status: DossierStatus
  unit: string | null
  note: string | null
  delayReason: string | null
  receivedAt: Date | null
  appointmentAt: Date | null
  firstAppointmentAt: Date | null
  finishedAt: Date | null
  standing: DossierStanding
  /** Both readings of the clock, for officials. */
  dues: DossierDues | null
  /** Chats that asked to be told. */
  followers: number
  /** Every message ever received, newest first. */
  history: DossierEventLine[]
}

/** One dossier with its history, by id or by code, for officials. */
export async function findDossier(work: Work, by: { id: string } | { code: string }): Promise<DossierFound | null> {
  const row = await work.db.dossier.findFirst({
    where: 'id' in by ? { id: by.id } : { code: parseDossierCode(by.code)?.code ?? by.code },
  })
  if (row === null) return null
  const events = await work.db.dossierEvent.findMany({
    where: { dossierId: row.id },
    orderBy: [{ occurredAt: 'desc' }, { sequence: 'desc' }, { receivedAt: 'desc' }],
    omit: { id: true, wardId: true, dossierId: true },
  })
  const history = events.map((event) => ({ ...event, status: event.status as DossierStatus }))
  const calendar = await loadCalendar(work)
  const moments: DossierMoment[] = history.filter(({ applied, remark }) => applied || remark === 'older').reverse()
  const {
    id,
    code,
    procedureCode,
    procedureName,
    applicantName,
    unit,
    note,
    delayReason,
    receivedAt,
    appointmentAt,
    firstAppointmentAt,
    finishedAt,
  } = row
  const status = row.status as DossierStatus
  return {
    ...{
      id,
      code,
      procedureCode,
      procedureName,
      applicantName,
      status,
      unit,
      note,
      delayReason,
      receivedAt,
      appointmentAt,
      firstAppointmentAt,
      finishedAt,
    },
    maskedPhone: row.applicantPhone === null ? null : maskPhone(work.seal.openText(row.applicantPhone)),
    standing: dossierStanding(calendar, { ...row, status, history: moments }, work.now),
    dues:
      receivedAt === null
        ? null
        : dossierDues(
            calendar,
            {
              receivedAt,
              period: await periodOf(work, procedureCode),
              appointmentAt: firstAppointmentAt ?? appointmentAt,
            },
            moments
          ),
    followers: await work.db.dossierFollow.count({ where: { dossierId: id, notify: true, endedAt: null } }),
    history,
  }
}

/** The procedure's own period, where the catalogue in force today names one. */
async function periodOf(work: Work, procedureCode: string | null) {
  if (procedureCode === null) return null
  const today = new Date(wardDateOf(work.now))
  const procedure = await work.db.procedure.findFirst({
    where: {
      code: procedureCode,
      effectiveFrom: { lte: today },
      OR: [{ effectiveTo: null }, { effectiveTo: { gte: today } }],
    },
    orderBy: { effectiveFrom: 'desc' },
    select: { deadlineWorkingDays: true, cutOff15h: true },
  })
  if (procedure?.deadlineWorkingDays == null) return null
  return { count: procedure.deadlineWorkingDays, unit: 'working_days' as const, cutOff: procedure.cutOff15h }
}
