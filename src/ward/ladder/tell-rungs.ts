import { reminderSteps, stepsOf, type LadderKind } from './ladder.ts'
import { cancelTellings } from './cancel-tellings.ts'
import { draftTelling } from './draft-telling.ts'
import { stepOfReminder } from './reminder-notice.ts'
import type { Telling } from './telling.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'

/** What a step says; null where it says nothing to residents. */
export type Teller = (step: string, lawfulDate: string) => Omit<Telling, 'noun' | 'rowId' | 'step' | 'sendAt' | 'ruleId'> | null // prettier-ignore

/** Drafts are written so long before they leave: time enough to read and approve, and the facts are known by then. */
export const draftedAheadDays = 14

type Told = { noun: PaperNoun; rowId: string; kind: LadderKind | readonly LadderKind[]; anew?: boolean }

/**
 * Drafts the notices of one ladder that leave within the next two weeks; the others when their time comes. Each leaves at
 * the hour of its rung once a second official has approved it, and must keep its rule's lead time.
 */
export async function tellRungs(work: Work, { noun, rowId, kind, anew = false }: Told, teller: Teller): Promise<void> {
  const horizon = new Date(work.now.getTime() + draftedAheadDays * 86_400_000)
  const rungs = await work.db.rung.findMany({
    where: { noun, rowId, audience: 'residents', status: { in: ['planned', 'cancelled'] } },
    orderBy: { dueAt: 'asc' },
  })
  for (const { step, status, dueAt, lawfulDate, ruleId, version } of rungs) {
    if (status === 'cancelled') await cancelTellings(work, { noun, rowId, step })
    if (status === 'cancelled' || dueAt > horizon) continue
    const said = teller(step, lawfulDate.toISOString().slice(0, 10))
    if (said === null) continue
    const isMandatory = stepsOf(kind).some((one) => one.step === step && one.mandatory)
    const hours = { sendAt: dueAt > work.now ? dueAt : null, ruleId: isMandatory ? ruleId : null }
    const toldAs = reminderSteps.includes(step)
      ? await stepOfReminder(work, { noun, rowId, step, version, eventAt: said.eventAt ?? null })
      : step
    if (toldAs !== step) await cancelTellings(work, { noun, rowId, step, keep: toldAs })
    await draftTelling(work, { noun, rowId, ...said, step: toldAs, ...hours }, { anew })
  }
}
