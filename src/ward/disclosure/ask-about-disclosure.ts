import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import { arrivalsOf, type Arrival } from '../message/owed-answers.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

export type Asked = { kind: 'kept' | 'no_such_disclosure' | 'too_many' }

const mostOpen = 5

/** A resident asks about something public; the officer who looks after it answers in the same chat. */
export async function askAboutDisclosure(
  work: Work,
  talk: Talk,
  { disclosureId, question }: { disclosureId: string; question: string }
): Promise<Asked> {
  const known = await work.db.disclosure.count({ where: { id: disclosureId, status: { not: 'draft' } } })
  if (known === 0) return { kind: 'no_such_disclosure' }
  const { conversationId } = talk
  const open = await work.db.disclosureQuestion.count({ where: { conversationId, answeredAt: null } })
  if (open >= mostOpen) return { kind: 'too_many' }
  const id = newId()
  await work.db.disclosureQuestion.createMany({
    data: [{ id, disclosureId, conversationId, question: work.seal.text(question.slice(0, 2_000)), askedAt: work.now }],
  })
  work.audit('disclosure.asked', { disclosureId, questionId: id })
  return { kind: 'kept' }
}

/** The answer, sent to the one who asked and to nobody else. */
export async function answerDisclosureQuestion(
  work: Work,
  { questionId, answer }: { questionId: string; answer: string }
): Promise<Result<void, 'not_found' | 'answered_already'>> {
  const row = await work.db.disclosureQuestion.findFirst({
    where: { id: questionId },
    include: { disclosure: { select: { title: true } } },
  })
  if (row === null) return refuse('not_found')
  const { count } = await work.db.disclosureQuestion.updateMany({
    where: { id: questionId, answeredAt: null },
    data: { answer: work.seal.text(answer), answeredAt: work.now, answeredById: officialOf(work) },
  })
  if (count === 0) return refuse('answered_already')
  work.say({
    ...{ to: row.conversationId, class: 'status', source: 'disclosure_question', sourceRow: questionId },
    parts: [{ say: 'disclosure.answered', with: { title: row.disclosure.title, answer } }],
  })
  work.audit('disclosure.question_answered', { disclosureId: row.disclosureId, questionId })
  return ok()
}

export type QuestionLine = {
  id: string
  question: string
  askedAt: Date
  answer: string | null
  answeredAt: Date | null
  /** Of the answer in its chat; null where there is none yet, or so long ago that nothing is kept of it. */
  arrival: Arrival | null
}

/** What was asked about one disclosure, open questions first. Who asked is not shown. */
export async function listQuestions(work: Work, { disclosureId }: { disclosureId: string }): Promise<QuestionLine[]> {
  const rows = await work.db.disclosureQuestion.findMany({ where: { disclosureId }, orderBy: { askedAt: 'asc' } })
  const arrivals = await arrivalsOf(work, { source: 'disclosure_question', rows: rows.map(({ id }) => id) })
  const lines = rows.map((row) => ({
    ...{ id: row.id, askedAt: row.askedAt, answeredAt: row.answeredAt },
    question: work.seal.openText(row.question),
    answer: row.answer === null ? null : work.seal.openText(row.answer),
    arrival: arrivals.get(row.id) ?? null,
  }))
  return [...lines.filter(({ answer }) => answer === null), ...lines.filter(({ answer }) => answer !== null)]
}
