import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { differingFacts } from './check-facts.ts'
import { composedWords, draftOf, redraftNotice, type RedraftRefusal } from './draft-notice.ts'
import { fillNotice, timesOf } from './fill-notice.ts'
import { findNotice, type NoticeRow } from './find-notice.ts'
import { eventFields, fieldsOfKind, isDraftKind, type Facts, type NoticeField } from './notice-kind.ts'
import type { NoticeWords } from './notice.ts'

export type FactsRefusal = 'not_found' | 'follows_its_thing' | 'no_template' | RedraftRefusal

/**
 * What may be changed of what a notice is about: all that its kind asks for; of a correction, and of what the clock wrote,
 * the day and hour. Null where a meeting, an election or a disclosure says it: there it is changed.
 */
export function factFieldsOf({ kind, source, correctsId }: NoticeRow): readonly NoticeField[] | null {
  if (source?.startsWith('ladder_') || !isDraftKind(kind)) return null
  return source === null && correctsId === null ? fieldsOfKind[kind] : eventFields
}

/** The facts as they stand; the day and hour of a notice that was written without a form. */
export const factsOf = (notice: NoticeRow): Facts =>
  Object.keys(notice.facts).length > 0 ? notice.facts : eventOf(notice)

/** The day and hour a notice is about. */
export const eventOf = ({ eventAt }: Pick<NoticeRow, 'eventAt'>): Facts =>
  eventAt === null ? {} : { event_date: wardDateOf(eventAt), event_clock: wardClockOf(eventAt) }

/**
 * Another day, place or agenda. Words that came from the template, or that no longer agree, are written anew; what an
 * official had written stays beside them to be read. It has to be approved again.
 */
export async function changeFacts(
  work: Work,
  { noticeId, facts, seen }: { noticeId: string; facts: Facts; seen?: string | undefined }
): Promise<Result<{ isReworded: boolean }, FactsRefusal>> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return refuse('not_found')
  const fields = factFieldsOf(notice)
  if (fields === null) return refuse('follows_its_thing')
  const draft = draftOf(notice)
  if (fields === eventFields) {
    const kept = await redraftNotice(work, { ...draft, seen, eventAt: timesOf(facts).eventAt })
    return kept.ok ? ok({ isReworded: false }) : kept
  }
  const filled = await fillNotice(work, draft.kind, facts)
  if (filled === null) return refuse('no_template')
  const wasFilled = (await fillNotice(work, draft.kind, notice.facts))?.words
  const isByHand = wasFilled === undefined || !isSame(wasFilled, notice.words)
  const agrees = differingFacts({ kind: draft.kind, facts, words: notice.words, eventAt: null }, false).length === 0
  const words = isByHand && agrees ? { title: notice.title, words: notice.words } : {}
  const kept = await redraftNotice(work, { ...draft, seen, ...filled, ...words })
  if (!kept.ok) return kept
  const isReworded = !(isByHand && agrees)
  if (isByHand && isReworded)
    await work.db.notice.updateMany({ where: { id: noticeId }, data: { replacedWords: composedWords(notice.words) } })
  return ok({ isReworded })
}

const isSame = (a: NoticeWords, b: NoticeWords): boolean => {
  const flat = (words: NoticeWords): string => {
    const { vi, en } = composedWords(words)
    return JSON.stringify([vi.title, vi.body, en?.title, en?.body])
  }
  return flat(a) === flat(b)
}
