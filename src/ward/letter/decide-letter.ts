import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { planLetters } from './plan-letters.ts'
import { takeBackQueued } from './take-back-queued.ts'

type One = { letterId: string }

/** An official has looked at what was in doubt: the letter is planned anew, and approved anew. */
export async function clearLetter(work: Work, { letterId }: One): Promise<Result<void, 'not_in_review'>> {
  const letter = await work.db.letter.findFirst({
    where: { id: letterId, status: 'review' },
    select: { subjectId: true },
  })
  if (letter === null) return refuse('not_in_review')
  await work.db.letter.updateMany({
    where: { id: letterId, status: 'review' },
    data: {
      status: 'waiting',
      why: null,
      clearedAt: work.now,
      words: null,
      approvedById: null,
      approvedAt: null,
      secondById: null,
      secondAt: null,
    },
  })
  work.audit('letter.cleared', { letterId })
  await planLetters(work, { eventIds: [letter.subjectId] })
  return ok()
}

/** No letter for this family: an official’s decision. What has left cannot be stopped any more. */
export async function stopLetter(work: Work, { letterId }: One): Promise<Result<void, 'already_left'>> {
  const left = await takeBackQueued(work, [letterId])
  if (left.has(letterId)) return refuse('already_left')
  const { count } = await work.db.letter.updateMany({
    where: { id: letterId, status: { notIn: ['sent', 'handed_over', 'stopped'] } },
    data: { status: 'stopped', why: 'by_official', closedAt: work.now },
  })
  if (count === 0) return refuse('already_left')
  work.audit('letter.stopped', { letterId })
  return ok()
}

export type TrayDecision = 'arrived' | 'again' | 'paper'

/**
 * Nobody knows whether it arrived; the official has asked, or decides not to. `again`: it may arrive twice, and the
 * official knows that; it goes through every rule once more.
 */
export async function decideTray(
  work: Work,
  { letterId, decision }: One & { decision: TrayDecision }
): Promise<Result<void, 'not_in_tray'>> {
  const next = {
    arrived: { status: 'sent', why: null, closedAt: work.now },
    again: { status: 'approved', run: { increment: 1 } },
    paper: { status: 'paper', way: 'paper', why: null },
  }[decision]
  const { count } = await work.db.letter.updateMany({ where: { id: letterId, status: 'tray' }, data: next })
  if (count === 0) return refuse('not_in_tray')
  work.audit('letter.tray_decided', { letterId, decision })
  if (decision === 'again') work.ring('send-letters', letterId)
  return ok()
}

/** Somebody has brought the letter: who, and on which day. */
export async function handOverLetter(
  work: Work,
  { letterId, date, officialId }: One & { date: string; officialId: string }
): Promise<Result<void, 'not_on_the_list' | 'not_a_date'>> {
  if (!isWardDate(date) || date > wardDateOf(work.now)) return refuse('not_a_date')
  const { count } = await work.db.letter.updateMany({
    where: { id: letterId, status: 'paper' },
    data: {
      status: 'handed_over',
      handedOverDate: columnDate(date),
      visitedById: officialId,
      closedAt: work.now,
    },
  })
  if (count === 0) return refuse('not_on_the_list')
  work.audit('letter.handed_over', { letterId })
  return ok()
}

/**
 * The switch for every letter at once. Off: what waits in the outbox is taken back and goes to review, nothing more leaves.
 * On: those are planned and approved anew; nothing leaves by itself that was stopped.
 */
export async function switchLetters(work: Work, { on }: { on: boolean }): Promise<void> {
  const officialId = work.actor.startsWith('official:') ? work.actor.slice('official:'.length) : null
  const data = on ? { stoppedAt: null, stoppedById: null } : { stoppedAt: work.now, stoppedById: officialId }
  await work.db.letterSetting.upsert({
    where: { wardId: work.wardId },
    create: { wardId: work.wardId, ...data },
    update: data,
  })
  work.audit('letters.switched', { on })
  if (on) return
  const queued = await work.db.letter.findMany({ where: { status: 'queued' }, select: { id: true } })
  const left = await takeBackQueued(
    work,
    queued.map(({ id }) => id)
  )
  await work.db.letter.updateMany({
    where: { id: { in: queued.filter(({ id }) => !left.has(id)).map(({ id }) => id) }, status: 'queued' },
    data: { status: 'review', why: 'switched_off' },
  })
}
