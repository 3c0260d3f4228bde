import { newId } from '../../platform/ids.ts'
import { permissionsOf } from '../official/permission.ts'
import type { Work } from '../work.ts'
import { isTold, isUrgent, type LetterTaskKind } from './letter-task.ts'

export type NewLetterTask = {
  kind: LetterTaskKind
  conversationId?: string | null
  inboundId?: string | null
  letterId?: string | null
  eventId?: string | null
  way?: 'chat' | 'paper' | null
  /** What was told, as it was written. */
  words?: string | null
}

/** Leaves something to an official; the same of the same chat or event is left once. Some are told in officials' own chats. */
export async function openLetterTask(work: Work, task: NewLetterTask): Promise<{ taskId: string; already: boolean }> {
  const { kind, conversationId = null, letterId = null, eventId = null } = task
  const same = await work.db.letterTask.findFirst({
    where: { kind, status: 'open', conversationId, ...(conversationId === null ? { letterId, eventId } : {}) },
    select: { id: true, words: true },
  })
  if (same !== null) {
    if (task.words) {
      const before = same.words === null ? '' : `${work.seal.openText(same.words)}\n`
      const words = work.seal.text(`${before}${task.words}`.slice(-2_000))
      await work.db.letterTask.updateMany({
        where: { id: same.id },
        data: { words, ...(task.way ? { way: task.way } : {}) },
      })
    }
    return { taskId: same.id, already: true }
  }
  const id = newId()
  const urgent = isUrgent(kind)
  await work.db.letterTask.createMany({
    data: [
      {
        id,
        kind,
        conversationId,
        letterId,
        eventId,
        inboundId: task.inboundId ?? null,
        way: task.way ?? null,
        words: task.words ? work.seal.text(task.words.slice(0, 2_000)) : null,
        urgent,
        openedAt: work.now,
      },
    ],
  })
  work.audit('letter_task.opened', { taskId: id, kind })
  if (isTold(kind)) await tellOfficials(work, id)
  return { taskId: id, already: false }
}

/** In their own chats: that something waits, never what or whose. */
async function tellOfficials(work: Work, taskId: string): Promise<void> {
  const links = await work.db.chatLink.findMany({
    where: { endedAt: null, official: { endedAt: null } },
    select: { conversationId: true, official: { select: { roles: true } } },
  })
  const told = new Set(
    links
      .filter(({ official }) => permissionsOf(official?.roles ?? []).has('prepare_letters'))
      .map(({ conversationId }) => conversationId)
  )
  for (const to of told) {
    const alert = { say: 'letter_task.alert', with: { at: work.now.toISOString() } }
    work.say({ to, class: 'status', source: 'letter_task', sourceRow: `${taskId}:${to}`, parts: [alert] })
  }
}
