import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import { planLetters } from '../letter/plan-letters.ts'
import type { Work } from '../work.ts'
import { needsNote, type LetterTaskKind } from './letter-task.ts'

export type LetterTaskLine = {
  id: string
  kind: LetterTaskKind
  conversationId: string | null
  eventId: string | null
  letterId: string | null
  way: 'chat' | 'paper' | null
  words: string | null
  note: string | null
  urgent: boolean
  status: 'open' | 'done' | 'dismissed'
  openedAt: Date
}

/** What waits for an official: what may hurt first, then the oldest. */
export async function listLetterTasks(work: Work, { status = 'open', take = 100 } = {}): Promise<LetterTaskLine[]> {
  const rows = await work.db.letterTask.findMany({
    where: { status },
    orderBy: status === 'open' ? [{ urgent: 'desc' }, { openedAt: 'asc' }] : [{ openedAt: 'desc' }],
    take,
  })
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as LetterTaskKind,
    conversationId: row.conversationId,
    eventId: row.eventId,
    letterId: row.letterId,
    way: row.way as 'chat' | 'paper' | null,
    words: row.words === null ? null : work.seal.openText(row.words),
    note: row.note === null ? null : work.seal.openText(row.note),
    urgent: row.urgent,
    status: row.status as LetterTaskLine['status'],
    openedAt: row.openedAt,
  }))
}

/** An official has seen to it, or it was nothing. A wrong letter and a death that was told are not closed without a note. */
export async function closeLetterTask(
  work: Work,
  { taskId, note, dismissed }: { taskId: string; note: string; dismissed: boolean }
): Promise<Result<void, 'not_open' | 'note_missing'>> {
  const task = await work.db.letterTask.findFirst({ where: { id: taskId, status: 'open' }, select: { kind: true } })
  if (task === null) return refuse('not_open')
  const words = note.normalize('NFC').trim()
  if (words === '' && needsNote(task.kind as LetterTaskKind)) return refuse('note_missing')
  await work.db.letterTask.updateMany({
    where: { id: taskId, status: 'open' },
    data: {
      status: dismissed ? 'dismissed' : 'done',
      note: words === '' ? null : work.seal.text(words.slice(0, 2_000)),
      closedAt: work.now,
      closedById: officialOf(work),
    },
  })
  work.audit('letter_task.closed', { taskId, dismissed })
  return ok()
}

/**
 * A wish from a chat belongs to this entry of the register, and to this person of it: the official has compared the names.
 * The consent counts from the day it was written, and its evidence is that message.
 */
export async function matchWish(
  work: Work,
  { taskId, eventId, role }: { taskId: string; eventId: string; role: string }
): Promise<Result<void, 'not_open' | 'no_such_person'>> {
  const task = await work.db.letterTask.findFirst({
    where: { id: taskId, status: 'open', kind: { in: ['birth_wish', 'marriage_wish'] } },
  })
  if (task === null) return refuse('not_open')
  const kind = task.kind === 'birth_wish' ? 'birth' : 'marriage'
  const { count } = await work.db.civilEventPerson.updateMany({
    where: { eventId, role, event: { kind }, withdrawnAt: null },
    data: {
      consentedAt: task.openedAt,
      consentEvidence: `chat:${task.inboundId ?? task.id}`,
      consentWay: task.way ?? 'chat',
      conversationId: task.conversationId,
    },
  })
  if (count === 0) return refuse('no_such_person')
  await work.db.letterTask.updateMany({
    where: { id: taskId },
    data: { status: 'done', eventId, closedAt: work.now, closedById: officialOf(work) },
  })
  work.audit('letter_task.matched', { taskId, eventId })
  await planLetters(work, { eventIds: [eventId] })
  return ok()
}
