import { cleanPhoto } from '../../platform/clean-photo.ts'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import { tellAgain } from '../ladder/tell-again.ts'
import { mayKeepThing } from '../paper/may-keep-thing.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import type { PostingForm } from './posting.ts'

export type NewPosting = {
  noun: PaperNoun
  rowId: string
  form: PostingForm
  place: string
  fromDate: string
  toDate: string | null
  officialId: string
  photo?: Uint8Array | null
  /** Sent twice with the same one, it is one. */
  id?: string
}

/** Notes that something was made public: form, place, days, who saw to it, and a photo freed of its metadata. */
export async function recordPosting(
  work: Work,
  { photo, fromDate, toDate, id = newId(), ...posting }: NewPosting
): Promise<Result<{ postingId: string }, 'not_yours' | 'not_yet' | 'ends_before_it_begins' | 'photo_unreadable'>> {
  if (!(await mayKeepThing(work, posting))) return refuse('not_yours')
  if (fromDate > wardDateOf(work.now)) return refuse('not_yet')
  if (toDate !== null && toDate < fromDate) return refuse('ends_before_it_begins')
  const cleaned = photo ? await cleanPhoto(photo) : null
  if (photo && cleaned === null) return refuse('photo_unreadable')
  const { count } = await work.db.posting.createMany({
    data: [
      {
        ...{ id, ...posting, fromDate: columnDate(fromDate), toDate: toDate === null ? null : columnDate(toDate) },
        ...{ photo: cleaned === null ? null : work.seal.bytes(cleaned.bytes), createdAt: work.now },
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) return ok({ postingId: id })
  await tellAgain(work, { noun: posting.noun, rowId: posting.rowId, anew: true })
  work.audit('posting.recorded', { noun: posting.noun, rowId: posting.rowId, postingId: id, form: posting.form })
  return ok({ postingId: id })
}

/** It came down, or fell silent, on this day. */
export async function endPosting(
  work: Work,
  { postingId, noun, rowId, toDate }: { postingId: string; noun: PaperNoun; rowId: string; toDate: string }
): Promise<Result<void, 'not_found' | 'not_yours' | 'not_yet' | 'ends_before_it_begins'>> {
  if (!(await mayKeepThing(work, { noun, rowId }))) return refuse('not_yours')
  if (toDate > wardDateOf(work.now)) return refuse('not_yet')
  const known = await work.db.posting.findFirst({ where: { id: postingId, noun, rowId }, select: { fromDate: true } })
  if (known === null) return refuse('not_found')
  if (columnDate(toDate) < known.fromDate) return refuse('ends_before_it_begins')
  await work.db.posting.updateMany({ where: { id: postingId }, data: { toDate: columnDate(toDate) } })
  work.audit('posting.ended', { postingId })
  return ok()
}
