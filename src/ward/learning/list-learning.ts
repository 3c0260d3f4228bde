import type { Work } from '../work.ts'
import type { LearningStatus } from './learning.ts'

export type LearningLine = {
  id: string
  masked: string
  guess: string
  confidence: number
  status: LearningStatus
  intent: string | null
  proposedById: string | null
  seenAt: Date
}

/** What waits for a decision, proposals first, newest first; fifty at a time. */
export async function listLearning(work: Work, { before }: { before?: Date } = {}): Promise<LearningLine[]> {
  const rows = await work.db.learningMessage.findMany({
    where: { status: { in: ['open', 'proposed'] }, ...(before ? { seenAt: { lt: before } } : {}) },
    orderBy: [{ status: 'desc' }, { seenAt: 'desc' }],
    take: 50,
  })
  return rows.map(({ id, masked, guess, confidence, status, intent, proposedById, seenAt }) => {
    return {
      id,
      masked: work.seal.openText(masked),
      guess,
      confidence,
      status: status as LearningStatus,
      intent,
      proposedById,
      seenAt,
    }
  })
}

/** Everything two officials agreed on: what this ward's model learns beside the shipped utterances. */
export async function listLearned(work: Work): Promise<{ text: string; intent: string }[]> {
  const rows = await work.db.learningMessage.findMany({ where: { status: 'approved' }, orderBy: { id: 'asc' } })
  return rows.map((row) => ({ text: work.seal.openText(row.masked), intent: row.intent ?? row.guess }))
}
