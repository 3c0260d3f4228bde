import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { atWardTime, columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { officialOf } from '../hand-over/official-of.ts'
import { noticeOfStep } from '../ladder/draft-telling.ts'
import type { Anchors } from '../ladder/ladder.ts'
import { extendLadder, type LadderOf } from '../ladder/plan-ladder.ts'
import { laddersOfMeeting } from '../meeting/tell-meeting.ts'
import { stepsFrom } from '../notice/notice.ts'
import type { Work } from '../work.ts'
import { findRecognition } from './find-recognition.ts'
import { sentSteps, type RecognitionNoun, type RecognitionOutcome } from './recognition.ts'
import { tellRecognition } from './tell-recognition.ts'

type Of = { noun: RecognitionNoun; rowId: string }
type SentRefusal = 'not_asked_for' | 'in_the_future' | 'before_it_was_held'

/** The result has gone to the ward's People's Committee and the Front: from that day the answer is waited for. */
export async function sendForRecognition(
  work: Work,
  { noun, rowId, sentDate }: Of & { sentDate: string }
): Promise<Result<void, SentRefusal | 'decided_already'>> {
  const known = await findRecognition(work, { noun, rowId })
  if (known === null) return refuse('not_asked_for')
  if (known.outcome !== null) return refuse('decided_already')
  if (sentDate > wardDateOf(work.now)) return refuse('in_the_future')
  if (sentDate < (await heldDate(work, { noun, rowId }))) return refuse('before_it_was_held')
  const officialId = officialOf(work)
  const row = { noun, rowId, sentDate: columnDate(sentDate), recordedById: officialId }
  const { count } = await work.db.recognition.updateMany({ where: { noun, rowId }, data: row })
  if (count === 0)
    await work.db.recognition.createMany({ data: [{ id: newId(), ...row, createdAt: work.now }], skipDuplicates: true })
  await settle(work, { noun, rowId }, sentSteps[noun], sentDate)
  await extend(work, { noun, rowId }, { receivedAt: sentDate })
  work.audit('recognition.sent', { noun, rowId, sentDate })
  return ok()
}

export type Recognised = Of & {
  outcome: RecognitionOutcome
  number: string
  decidedDate: string
  reason: string | null
}

/**
 * What came back. A refusal says why. One telling is drafted for the households; it may be written again until it has left.
 */
export async function recordRecognition(
  work: Work,
  { noun, rowId, outcome, number, decidedDate, reason }: Recognised
): Promise<Result<void, 'not_sent' | 'in_the_future' | 'before_it_was_sent' | 'reason_missing' | 'told_already'>> {
  const known = await findRecognition(work, { noun, rowId })
  if (known === null || known.sentDate === null) return refuse('not_sent')
  if (outcome === 'refused' && reason === null) return refuse('reason_missing')
  if (decidedDate > wardDateOf(work.now)) return refuse('in_the_future')
  if (decidedDate < known.sentDate) return refuse('before_it_was_sent')
  const telling = await noticeOfStep(work, { noun, rowId, step: 'recognition' })
  if (telling !== null && !(stepsFrom.cancel as readonly string[]).includes(telling.status))
    return refuse('told_already')
  await work.db.recognition.updateMany({
    where: { noun, rowId },
    data: {
      ...{ outcome, number, decidedDate: columnDate(decidedDate), recordedById: officialOf(work) },
      reason: outcome === 'refused' ? reason : null,
    },
  })
  await settle(work, { noun, rowId }, ['recognition'], decidedDate)
  await work.db.rung.updateMany({
    where: { noun, rowId, step: { in: ['sent', 'again'] }, status: 'planned' },
    data: { status: 'cancelled' },
  })
  await extend(
    work,
    { noun, rowId },
    outcome === 'recognised' ? { recognisedAt: decidedDate } : { refusedAt: decidedDate }
  )
  await tellRecognition(work, { noun, rowId })
  work.audit('recognition.recorded', { noun, rowId, outcome })
  return ok()
}

async function settle(work: Work, { noun, rowId }: Of, steps: readonly string[], date: string): Promise<void> {
  await work.db.rung.updateMany({
    where: { noun, rowId, step: { in: [...steps] }, status: 'planned' },
    data: { status: 'done', doneAt: atWardTime(date, '12:00'), doneById: officialOf(work) },
  })
}

/** Steps that count from a day that has only now become known. */
async function extend(work: Work, { noun, rowId }: Of, anchors: Anchors): Promise<void> {
  const [date] = Object.values(anchors) as string[]
  const { kind, version } = await thingOf(work, { noun, rowId })
  await extendLadder(work, { noun, rowId, kind, version, anchors, knownAt: atWardTime(date ?? '') })
}

async function thingOf(
  work: Work,
  { noun, rowId }: Of
): Promise<{ kind: LadderOf['kind']; version: number; startsAt: Date }> {
  if (noun === 'meeting') {
    const meeting = await work.db.meeting.findUniqueOrThrow({ where: { id: rowId } })
    return { kind: laddersOfMeeting(meeting), version: meeting.version, startsAt: meeting.startsAt }
  }
  const { version, startsAt } = await work.db.election.findUniqueOrThrow({ where: { id: rowId } })
  return { kind: 'neighbourhood_head', version, startsAt }
}

const heldDate = async (work: Work, of: Of): Promise<string> => wardDateOf((await thingOf(work, of)).startsAt)
