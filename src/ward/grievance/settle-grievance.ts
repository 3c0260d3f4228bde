import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import { countGuided } from '../feedback/guide-to-complaint.ts'
import { submitFromGrievance } from '../feedback/submit-feedback.ts'
import type { SayingChoice } from '../message/message.ts'
import type { Work } from '../work.ts'
import { settlements, type PassedOn, type Settlement, type Withheld } from './grievance.ts'

export type Settling = {
  grievanceId: string
  as: Settlement
  /** Named only where the law wants the content handed on: a violator with concrete evidence (Luật Tố cáo Điều 25), a crime. */
  passedOn?: PassedOn
}

export type SettleRefusal =
  'not_found' | 'kind_missing' | 'agency_missing' | 'date_missing' | 'date_in_future' | 'resident_is_writing'

/**
 * A person decides what it was. A complaint, a denunciation or a crime is counted, the resident is shown the lawful way
 * and the words are wiped; what was none of these goes into the register as the report it is.
 */
export async function settleGrievance(
  work: Work,
  { grievanceId, as, passedOn }: Settling
): Promise<Result<{ code: string | null }, SettleRefusal>> {
  if (!settlements.includes(as)) return refuse('kind_missing')
  const wrong = passedOn === undefined ? null : faultOf(passedOn, wardDateOf(work.now))
  if (wrong !== null) return refuse(wrong)
  await work.db.$queryRaw`select id from grievance where id = ${grievanceId}::uuid for update`
  const row = await work.db.grievance.findFirst({ where: { id: grievanceId, settledAt: null } })
  if (row === null) return refuse('not_found')
  const words = row.words === null ? [] : work.seal.openJson<Withheld[]>(row.words)
  if (as === 'not_one') {
    const text = words.map((one) => one.text).join('\n')
    const sent = await submitFromGrievance(work, { grievanceId, conversationId: row.conversationId!, text })
    if (!sent.ok) return sent.refusal === 'resident_is_writing' ? refuse(sent.refusal) : refuse('not_found')
    const { code } = sent.value
    await work.db.grievance.deleteMany({ where: { id: grievanceId } })
    tell(work, row, { say: 'grievance.told.is_report', with: { code } })
    work.audit('grievance.settled', { grievanceId, as })
    return ok({ code })
  }
  await countGuided(work, as)
  tell(work, row, { say: `grievance.told.${as}`, choices: as === 'crime' ? [] : wayOn })
  if (passedOn === undefined) await work.db.grievance.deleteMany({ where: { id: grievanceId } })
  else
    await work.db.grievance.updateMany({
      where: { id: grievanceId },
      data: {
        words: null,
        conversationId: null,
        settledAs: as,
        settledAt: work.now,
        passedOnTo: passedOn.to.normalize('NFC').trim(),
        passedOnDate: columnDate(passedOn.date),
        passedOnNumber: passedOn.number?.trim() || null,
      },
    })
  work.audit('grievance.settled', { grievanceId, as, passedOn: passedOn !== undefined })
  return ok({ code: null })
}

const wayOn: SayingChoice[] = [
  { id: 'grievance:how', label: 'grievance.button.how' },
  { id: 'intent:citizen_reception', label: 'grievance.button.reception' },
]

function faultOf({ to, date }: PassedOn, today: string): SettleRefusal | null {
  if (to.trim() === '') return 'agency_missing'
  if (!isWardDate(date)) return 'date_missing'
  return date > today ? 'date_in_future' : null
}

type Told = { say: string; with?: Record<string, string>; choices?: readonly SayingChoice[] }

function tell(work: Work, row: { id: string; conversationId: string | null }, part: Told): void {
  if (row.conversationId === null) return
  work.say({ to: row.conversationId, class: 'status', source: 'grievance', sourceRow: row.id, parts: [part] })
}
