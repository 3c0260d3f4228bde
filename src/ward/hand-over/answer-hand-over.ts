import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { officialOf } from './official-of.ts'

/** Fits one message of every channel (Zalo: 2,000 characters) with room for the ward's own words. */
export const longestAnswer = 1_800

export type Answering = {
  handOverId: string
  text: string
  /** Names this answer: sent twice with the same key (a button pressed twice) it is said once. */
  key?: string
}

/** The official's own words go to the citizen in the same chat, as typed. Who answers first has taken it. */
export async function answerHandOver(
  work: Work,
  { handOverId, text, key }: Answering
): Promise<Result<void, 'text_missing' | 'text_too_long' | 'closed' | 'taken_by_other' | 'not_found'>> {
  const words = text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (words === '') return refuse('text_missing')
  if (words.length > longestAnswer) return refuse('text_too_long')
  const officialId = officialOf(work)
  const row = await work.db.handOver.findFirst({ where: { id: handOverId } })
  if (row === null) return refuse('not_found')
  if (row.status === 'closed') return refuse('closed')
  if (row.takenById !== null && row.takenById !== officialId) return refuse('taken_by_other')
  await work.db.handOver.updateMany({ where: { id: handOverId }, data: { status: 'answered', takenById: officialId } })
  work.say({
    to: row.conversationId,
    class: 'status',
    source: 'hand_over',
    sourceRow: `${handOverId}:${key ?? newId()}`,
    parts: [{ say: 'person.answer', with: { text: words } }],
  })
  work.audit('hand_over.answered', { handOverId })
  return ok()
}
