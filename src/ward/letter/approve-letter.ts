import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { officialOf } from '../hand-over/official-of.ts'
import { withApproval, type LetterKind } from './letter.ts'
import { planLetters } from './plan-letters.ts'

/** What the family will read, to the letter. */
export type LetterWords = { addressee: string; text: string }

export type Approval = {
  letterId: string
  words: LetterWords
  /** The version of the ward's text they were made from; what the first official agreed to stays. */
  textId: string | null
}

const longestText = 1_200

/**
 * An official agrees to these very words. A greeting is ready then; a condolence needs a second official, who agrees to
 * the words the first one saw. What was learned a moment ago counts: the letter is planned once more before.
 */
export async function approveLetter(
  work: Work,
  { letterId, words, textId }: Approval
): Promise<
  Result<{ complete: boolean }, 'not_ready' | 'same_official' | 'words_missing' | 'words_too_long' | 'words_changed'>
> {
  const text = words.text.normalize('NFC').trim()
  if (text === '' || words.addressee.trim() === '') return refuse('words_missing')
  if (text.length > longestText) return refuse('words_too_long')
  const known = await work.db.letter.findFirst({ where: { id: letterId }, select: { subjectId: true } })
  if (known === null) return refuse('not_ready')
  await planLetters(work, { eventIds: [known.subjectId] })
  const letter = await work.db.letter.findFirst({ where: { id: letterId, status: 'ready' } })
  if (letter === null) return refuse('not_ready')
  const officialId = officialOf(work)
  const next = withApproval(letter.kind as LetterKind, letter, officialId)
  if (next === null) return refuse('same_official')
  const sealed = { addressee: words.addressee.normalize('NFC').trim(), text }
  if (letter.words !== null && letter.approvedById !== null) {
    const before = work.seal.openJson<LetterWords>(letter.words)
    if (before.text !== sealed.text || before.addressee !== sealed.addressee) return refuse('words_changed')
  }
  const { approvedById, secondById } = next.approvals
  const { count } = await work.db.letter.updateMany({
    where: { id: letterId, status: 'ready', approvedById: letter.approvedById, secondById: letter.secondById },
    data: {
      words: work.seal.json(sealed),
      ...(letter.approvedById === null ? { textId } : {}),
      approvedById,
      secondById,
      ...(secondById === null ? { approvedAt: work.now } : { secondAt: work.now }),
      ...(next.complete ? { status: letter.way === 'chat' ? 'approved' : 'paper' } : {}),
    },
  })
  if (count === 0) return refuse('not_ready')
  work.audit('letter.approved', { letterId, complete: next.complete, way: letter.way })
  if (next.complete && letter.way === 'chat') work.ring('send-letters', letterId)
  return ok({ complete: next.complete })
}

/** The first official takes their agreement back, to have the words changed. */
export async function withdrawApproval(
  work: Work,
  { letterId }: { letterId: string }
): Promise<Result<void, 'not_ready'>> {
  const { count } = await work.db.letter.updateMany({
    where: { id: letterId, status: { in: ['ready', 'approved', 'paper'] } },
    data: { status: 'ready', approvedById: null, approvedAt: null, secondById: null, secondAt: null, words: null },
  })
  if (count === 0) return refuse('not_ready')
  work.audit('letter.approval_withdrawn', { letterId })
  return ok()
}
