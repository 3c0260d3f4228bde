import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'
import type { Withheld } from './grievance.ts'

/** More of one chat helps nobody to decide what it is. */
const mostMessages = 20

/**
 * What was written is sealed here, for the named person alone, before it goes from the conversation. Several messages of
 * one chat are one matter until it is settled. Words only: photos are not kept.
 */
export async function withholdWords(work: Work, conversationId: string, text: string): Promise<void> {
  const words = text.normalize('NFC').trim()
  if (words === '') return
  const known = await work.db.grievance.findFirst({ where: { conversationId, settledAt: null } })
  const before = known?.words ? work.seal.openJson<Withheld[]>(known.words) : []
  const sealed = work.seal.json([...before, { at: work.now.toISOString(), text: words }].slice(0, mostMessages))
  if (known !== null) {
    await work.db.grievance.updateMany({ where: { id: known.id }, data: { words: sealed } })
    return
  }
  const id = newId()
  await work.db.grievance.createMany({ data: [{ id, conversationId, words: sealed, arrivedAt: work.now }] })
  work.audit('grievance.withheld', { grievanceId: id })
}
