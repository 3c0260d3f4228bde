import type { Audience } from '../notice/audience.ts'
import { audienceOf } from '../notice/check-notice.ts'
import { findNotice } from '../notice/find-notice.ts'
import { stopNotice } from '../notice/hold-notice.ts'
import { stepsFrom } from '../notice/notice.ts'
import { countAudience } from '../notice/resolve-audience.ts'
import { cancelNotice } from '../notice/schedule-notice.ts'
import type { Work } from '../work.ts'
import { draftTelling } from './draft-telling.ts'
import { sourceOf, sourceRowOf, type Telling } from './telling.ts'

const hasLeft = ['sending', 'paused', 'finished', 'finished_with_failures', 'stopped']

/**
 * The thing has moved or is off, and somebody has been told otherwise already: a correction is drafted for exactly those.
 * What is still on its way with the old words is stopped, an earlier correction too. Nothing where nobody was told, or
 * everybody hears of it at once by itself: those are the chats `told`.
 */
export async function correctTellings(
  work: Work,
  { told = [], ...telling }: Omit<Telling, 'audience' | 'correctsId'> & { told?: readonly string[] }
): Promise<string | null> {
  const { noun, rowId, step } = telling
  const ofThing = { source: sourceOf(noun), sourceRow: { startsWith: `${rowId}:` } }
  const own = sourceRowOf(rowId, step)
  const overtaken = await work.db.notice.findMany({
    where: {
      ...ofThing,
      OR: [
        { status: { in: [...stepsFrom.stop] } },
        { status: { in: [...stepsFrom.cancel] }, correctsId: { not: null } },
      ],
      NOT: { sourceRow: own },
    },
    orderBy: { number: 'asc' },
    select: { id: true },
  })
  for (const { id } of overtaken) {
    // one that begins to leave at this moment cannot be taken back any more, but stopped
    const cancelled = await cancelNotice(work, { noticeId: id })
    if (!cancelled.ok) await stopNotice(work, { noticeId: id, reason: 'corrected' })
  }
  const first = await work.db.notice.findFirst({
    where: { ...ofThing, status: { in: hasLeft }, correctsId: null },
    orderBy: { number: 'asc' },
    select: { id: true, audience: true, status: true },
  })
  if (first === null) return null
  const audience = { ...(first.audience as Audience), spared: { households: [], chats: [...told].sort() } }
  const id = await draftTelling(work, { ...telling, audience, correctsId: first.id }, { anew: true })
  const isThrough = first.status.startsWith('finished')
  return id === null || !isThrough || !(await isToldAlready(work, id)) ? id : null
}

/** Everybody who had got the old words hears of it at once by itself: a correction would be for nobody. */
async function isToldAlready(work: Work, noticeId: string): Promise<boolean> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return false
  const of = await audienceOf(work, notice)
  const { spared: _spared, ...audience } = notice.audience
  const [left, all] = [await countAudience(work, of), await countAudience(work, { ...of, audience })]
  if (left.total > 0 || all.total === 0) return false
  await cancelNotice(work, { noticeId })
  return true
}
