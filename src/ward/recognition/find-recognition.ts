import { carriedOf } from '../meeting/carried-of.ts'
import { needsRecognition } from '../meeting/meeting.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import type { RecognitionOutcome } from './recognition.ts'

/** How far a result has come: days are ward days; nothing is known yet where `sentDate` is null. */
export type RecognitionLine = {
  sentDate: string | null
  outcome: RecognitionOutcome | null
  number: string | null
  decidedDate: string | null
  reason: string | null
}

const dateOf = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null

/** The recognition of a held head's election, or of what a held meeting carried; null where none is asked for. */
export async function findRecognition(
  work: Work,
  { noun, rowId }: { noun: PaperNoun; rowId: string }
): Promise<RecognitionLine | null> {
  if (!(await isAskedFor(work, noun, rowId))) return null
  const row = await work.db.recognition.findFirst({ where: { noun, rowId } })
  if (row === null) return { sentDate: null, outcome: null, number: null, decidedDate: null, reason: null }
  return {
    ...{ sentDate: dateOf(row.sentDate), decidedDate: dateOf(row.decidedDate), number: row.number },
    ...{ outcome: row.outcome as RecognitionOutcome | null, reason: row.reason },
  }
}

async function isAskedFor(work: Work, noun: PaperNoun, id: string): Promise<boolean> {
  if (noun === 'election')
    return (await work.db.election.count({ where: { id, status: 'held', kind: 'neighbourhood_head' } })) > 0
  if (noun !== 'meeting') return false
  const meeting = await work.db.meeting.findFirst({ where: { id, status: 'held' } })
  return meeting !== null && needsRecognition(meeting.matter) && (await carriedOf(work, meeting)) === true
}
