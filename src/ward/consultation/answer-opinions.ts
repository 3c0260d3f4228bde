import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { keepThing, lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { isOpenOn, type Disposition } from './consultation.ts'
import { discloseAnswer } from './disclose-answer.ts'
import { answerKey, tellAnswer } from './tell-consultation.ts'

const dateOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Tiếp thu or giải trình of one opinion. It reaches the one who gave it when the whole answer is made public. */
export async function answerOpinion(
  work: Work,
  { opinionId, disposition, answer }: { opinionId: string; disposition: Disposition; answer: string }
): Promise<Result<void, 'not_found' | 'still_open' | 'answered_already'>> {
  const of = await work.db.opinion.findFirst({ where: { id: opinionId }, select: { consultationId: true } })
  if (of === null) return refuse('not_found')
  await keepThing(work, { noun: 'consultation', rowId: of.consultationId })
  const row = await work.db.opinion.findFirst({ where: { id: opinionId }, include: { consultation: true } })
  if (row === null) return refuse('not_found')
  const { status, closesDate } = row.consultation
  if (isOpenOn({ status, closesDate: dateOf(closesDate) }, wardDateOf(work.now))) return refuse('still_open')
  if (status === 'answered') return refuse('answered_already')
  await work.db.opinion.updateMany({
    where: { id: opinionId },
    data: { disposition, answer: work.seal.text(answer), answeredAt: work.now },
  })
  work.audit('consultation.opinion_answered', { consultationId: row.consultationId, opinionId, disposition })
  return ok()
}

/**
 * Puts summary and explanation on the board, drafts their disclosure (D11) and sends everybody who spoke the answer to what they said; where an opinion
 * has none of its own, the explanation of the whole is the answer.
 */
export async function answerConsultation(
  work: Work,
  { consultationId, summary, explanation }: { consultationId: string; summary: string; explanation: string }
): Promise<Result<{ told: number; disclosureId: string | null }, 'not_found' | 'not_open' | 'still_open'>> {
  await lockThing(work, { noun: 'consultation', rowId: consultationId })
  const row = await work.db.consultation.findFirst({ where: { id: consultationId } })
  if (row === null) return refuse('not_found')
  if (isOpenOn({ status: row.status, closesDate: dateOf(row.closesDate) }, wardDateOf(work.now)))
    return refuse('still_open')
  const { count } = await work.db.consultation.updateMany({
    where: { id: consultationId, status: 'open' },
    data: { status: 'answered', summary, explanation, answeredAt: work.now },
  })
  if (count === 0) return refuse('not_open')
  const opinions = await work.db.opinion.findMany({ where: { consultationId } })
  for (const { conversationId: to, disposition, answer } of opinions) {
    const own = answer === null ? explanation : work.seal.openText(answer)
    const say = disposition === 'accepted' ? 'consultation.accepted' : 'consultation.explained'
    work.say({
      ...{ to, class: 'status', source: 'consultation', sourceRow: `${consultationId}:${answerKey}:${to}` },
      parts: [{ say, with: { title: row.title, answer: own } }],
    })
  }
  await work.db.rung.updateMany({
    where: { noun: 'consultation', rowId: consultationId, status: 'planned' },
    data: { status: 'done', doneAt: work.now },
  })
  await tellAnswer(work, { consultationId })
  const disclosureId = await discloseAnswer(work, { title: row.title, summary, explanation })
  work.audit('consultation.answered', { consultationId, told: opinions.length })
  return ok({ told: opinions.length, disclosureId })
}
