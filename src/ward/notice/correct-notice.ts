import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { composedWords, draftNotice, type DraftRefusal } from './draft-notice.ts'
import { findNotice } from './find-notice.ts'
import { lockNotice, stopNotice } from './hold-notice.ts'
import { isDraftKind } from './notice-kind.ts'
import type { NoticeWords } from './notice.ts'

const correctable = ['sending', 'paused', 'finished', 'finished_with_failures', 'stopped']

/**
 * A correction, or the recall of a notice that should not have gone out: a new notice that goes only to those whom the
 * wrong words reached, and to doors where they would have been told. What still waits of the wrong one is stopped. It has to be approved like any other.
 */
export async function correctNotice(
  work: Work,
  { noticeId, words, eventAt = null }: { noticeId: string; words: NoticeWords; eventAt?: Date | null }
): Promise<Result<{ id: string }, 'not_found' | 'nothing_to_correct' | DraftRefusal | 'not_stoppable'>> {
  await lockNotice(work, noticeId)
  const wrong = await findNotice(work, { noticeId })
  if (wrong === null) return refuse('not_found')
  if (!correctable.includes(wrong.status)) return refuse('nothing_to_correct')
  const same = await sameWaiting(work, noticeId, words)
  if (same !== null) return ok({ id: same })
  if (wrong.status === 'sending' || wrong.status === 'paused') {
    const stopped = await stopNotice(work, { noticeId, reason: 'corrected' })
    if (!stopped.ok) return stopped
  }
  const drafted = await draftNotice(work, {
    kind: isDraftKind(wrong.kind) ? wrong.kind : 'general',
    title: words.vi.title,
    words,
    audience: { ...wrong.audience, untold: 'doors' },
    topic: wrong.topic,
    statutory: wrong.statutory,
    eventAt,
    correctsId: noticeId,
    ruleId: null,
  })
  return drafted.ok ? ok({ id: drafted.value.id }) : drafted
}

/** The button was pressed twice: the same correction waits already. */
async function sameWaiting(work: Work, noticeId: string, words: NoticeWords): Promise<string | null> {
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    select id from notice where corrects_id = ${noticeId}::uuid and status in ('draft', 'submitted')
      and words = ${JSON.stringify(composedWords(words))}::jsonb limit 1`
  return rows[0]?.id ?? null
}
