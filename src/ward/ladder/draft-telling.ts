import { composedWords, draftNotice, redraftNotice, type NoticeDraft } from '../notice/draft-notice.ts'
import { stepsFrom, type NoticeWords } from '../notice/notice.ts'
import type { Work } from '../work.ts'
import { sourceOf, sourceRowOf, type Telling } from './telling.ts'
import { wordTelling } from './word-telling.ts'

const isEditable = (status: string): boolean => (stepsFrom.cancel as readonly string[]).includes(status)

/**
 * Drafts what a step tells: once. `anew`: the thing has changed, so what has not left yet is written again and has to be
 * approved again, unless nothing of it is different. What has left stays as it is.
 */
export async function draftTelling(
  work: Work,
  telling: Telling,
  { anew = false }: { anew?: boolean } = {}
): Promise<string | null> {
  const known = await noticeOfStep(work, telling)
  if (known !== null && !anew) return known.id
  const draft = await wordTelling(work, telling)
  if (draft === null) return null
  if (known === null) {
    const drafted = await draftNotice(work, draft)
    if (drafted.ok) await keepAsDrafted(work, drafted.value.id)
    return drafted.ok ? drafted.value.id : null
  }
  // a step that fell away and came back is the same notice again
  if (known.status === 'cancelled' && known.expandedAt === null) {
    await work.db.notice.updateMany({
      where: { id: known.id, status: 'cancelled' },
      data: { status: 'draft', reason: null, finishedAt: null },
    })
  } else if (!isEditable(known.status) || isSame(known, draft)) return known.id
  const byHand = wordsByHand(known)
  if (byHand !== null && isSameText(known.draftedWords, draft.words)) {
    // what has changed is not in the words: an official's stay
    await redraftNotice(work, { noticeId: known.id, ...draft, title: byHand.vi.title, words: byHand })
    return known.id
  }
  const redrafted = await redraftNotice(work, { noticeId: known.id, ...draft })
  if (redrafted.ok) await keepAsDrafted(work, known.id, byHand ?? known.replacedWords)
  return known.id
}

/** Remembers what the clock wrote, and an official's words that it had to replace: shown beside the new ones. */
async function keepAsDrafted(work: Work, noticeId: string, replaced: unknown = null): Promise<void> {
  const words = replaced === null ? null : JSON.stringify(replaced)
  await work.db.$executeRaw`
    update notice set drafted_words = words, replaced_words = ${words}::jsonb where id = ${noticeId}::uuid`
}

/** An official has changed what the clock wrote; null where nobody has. */
const wordsByHand = ({ words, draftedWords }: Kept): NoticeWords | null =>
  draftedWords === null || canonical(words) === canonical(draftedWords) ? null : (words as unknown as NoticeWords)

const isSameText = (drafted: unknown, words: NoticeWords): boolean =>
  canonical(drafted) === canonical(composedWords(words))

type Kept = NonNullable<Awaited<ReturnType<typeof noticeOfStep>>>

/** The notice of a step, whatever has become of it. */
export const noticeOfStep = (work: Work, { noun, rowId, step }: Pick<Telling, 'noun' | 'rowId' | 'step'>) =>
  work.db.notice.findFirst({ where: { source: sourceOf(noun), sourceRow: sourceRowOf(rowId, step) } })

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a.localeCompare(b)))
      : one
  )

function isSame(known: Kept, draft: NoticeDraft): boolean {
  const shape = ({ words, choices, audience, sendAt, eventAt, expiresAt }: Partial<Kept>) =>
    canonical({ words, choices, audience, sendAt, eventAt, expiresAt })
  // approval fills in the hours that were left open
  const hours = {
    sendAt: draft.sendAt ?? known.sendAt,
    expiresAt: draft.expiresAt ?? known.expiresAt,
  }
  const asDrafted = { ...known, words: known.draftedWords ?? known.words }
  return (
    shape(asDrafted) ===
    shape({
      ...(draft as unknown as Partial<Kept>),
      words: composedWords(draft.words),
      eventAt: draft.eventAt ?? null,
      ...hours,
    })
  )
}
