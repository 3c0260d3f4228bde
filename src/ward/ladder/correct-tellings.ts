import type { Audience } from '../notice/audience.ts'
import { audienceOf } from '../notice/check-notice.ts'
import { findNotice, type NoticeRow } from '../notice/find-notice.ts'
import { stopNotice } from '../notice/hold-notice.ts'
import { stepsFrom } from '../notice/notice.ts'
import { correctedNumbers, overtakeWaiting } from '../notice/corrected-numbers.ts'
import { countAudience } from '../notice/resolve-audience.ts'
import { cancelNotice } from '../notice/schedule-notice.ts'
import type { Work } from '../work.ts'
import { draftTelling } from './draft-telling.ts'
import { sourceOf, sourceRowOf, type Telling, type TellingNoun } from './telling.ts'

/** Where a notice stands once somebody may have got it. */
const hasLeft = ['sending', 'paused', 'finished', 'finished_with_failures', 'stopped']

/** Whether a step of the thing has been told to many, as far as it has come. */
export const stepHasLeft = async (
  work: Work,
  { noun, rowId, steps }: { noun: TellingNoun; rowId: string; steps: readonly string[] }
): Promise<boolean> => {
  const sourceRow = { in: steps.map((step) => sourceRowOf(rowId, step)) }
  return (await work.db.notice.count({ where: { source: sourceOf(noun), sourceRow, status: { in: hasLeft } } })) > 0
}

type Change = Omit<Telling, 'audience' | 'correctsId'> & {
  told?: readonly string[]
  toldBy?: Audience['toldBy']
  untold?: boolean
  visits?: boolean
  isOff?: boolean
}

/**
 * The thing has moved or is off, and somebody has been told otherwise already: a correction is drafted for exactly those.
 * What is still on its way with the old words is stopped, an earlier correction too, and no door is told them any more.
 * Nothing where nobody was told, or everybody hears of it at once by itself: those are the chats `told`, by the messages
 * `toldBy`. `untold`: who has not heard the old words yet is to hear the new ones.
 * `isOff`: nothing of it will be told any more, so that a message of `toldBy` that fails is made up for although nothing
 * has left. `visits`: whether a door is gone to, where that is otherwise than for what is corrected.
 */
export async function correctTellings(
  work: Work,
  { told = [], toldBy, untold = false, visits, isOff = false, ...telling }: Change
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
  if (first === null) return tellNamed(work, { ...telling, told, ...(toldBy === undefined ? {} : { toldBy }) }, isOff)
  await overtakeWaiting(work, (await correctedNumbers(work, { correctsId: first.id, source: sourceOf(noun) })) ?? [])
  const audience: Audience = {
    ...(first.audience as Audience),
    spared: { households: [], chats: [...told].sort() },
    ...(toldBy === undefined ? {} : { toldBy }),
    ...(untold ? { untold: 'all' } : {}),
    ...(visits === undefined ? {} : { visits }),
  }
  const id = await draftTelling(work, { ...telling, audience, correctsId: first.id }, { anew: true })
  const isThrough = first.status.startsWith('finished')
  return id === null || !isThrough || !(await leaveOutIfTold(work, id)) ? id : null
}

/** Only those who have answered know of the thing, and hear of it at once: for whom that fails it is drafted. */
async function tellNamed(
  work: Work,
  { told, toldBy, ...telling }: Omit<Change, 'untold' | 'visits' | 'isOff'> & { told: readonly string[] },
  isOff: boolean
): Promise<string | null> {
  if (!isOff || toldBy === undefined || told.length === 0) return null
  const audience: Audience = {
    visits: false,
    onlyNamed: true,
    spared: { households: [], chats: [...told].sort() },
    toldBy,
  }
  const id = await draftTelling(work, { ...telling, audience }, { anew: true })
  return id === null || (await leaveOutIfTold(work, id)) ? null : id
}

/** Everybody it is for hears of it at once by itself: it would be for nobody, and is taken back until that has failed. */
export async function leaveOutIfTold(work: Work, noticeId: string): Promise<boolean> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return false
  const of = await audienceOf(work, notice)
  const { spared, toldBy: _toldBy, ...audience } = notice.audience
  const trusting = { ...audience, ...(spared === undefined ? {} : { spared }) }
  const [left, all] = [
    await countAudience(work, { ...of, audience: trusting }),
    await countAudience(work, { ...of, audience }),
  ]
  if (left.total > 0 || (all.total === 0 && audience.onlyNamed !== true)) return false
  await cancelNotice(work, { noticeId, reason: toldAlready })
  return true
}

const toldAlready = 'told_already'

/** By then each message of the change has arrived or failed. Its row in the outbox, which says so, is not kept for ever. */
const settledWithinMs = 14 * 86_400_000

/**
 * A notice was left out because everybody was to hear of it at once; some of those messages did not arrive, or have not
 * after a while: it is drafted after all. Returns how many.
 */
export async function mendCorrections(work: Work): Promise<number> {
  const left = await work.db.notice.findMany({
    where: {
      ...{ status: 'cancelled', reason: toldAlready },
      finishedAt: { gt: new Date(work.now.getTime() - settledWithinMs) },
      OR: [{ eventAt: { gt: work.now } }, { eventAt: null, expiresAt: { gt: work.now } }],
    },
    select: { id: true },
  })
  let mended = 0
  for (const { id } of left) {
    const notice = await findNotice(work, { noticeId: id })
    if (notice === null || (await isOvertaken(work, notice))) continue
    if ((await countAudience(work, await audienceOf(work, notice))).total === 0) continue
    await work.db.notice.updateMany({
      where: { id, status: 'cancelled' },
      data: { status: 'draft', reason: null, finishedAt: null },
    })
    work.audit('notice.drafted_after_all', { noticeId: id })
    mended++
  }
  return mended
}

/** The thing has changed once more: a later correction tells that. */
async function isOvertaken(work: Work, { number, source, sourceRow }: NoticeRow): Promise<boolean> {
  const thing = sourceRow?.split(':')[0] ?? ''
  const ofThing = { source, sourceRow: { startsWith: `${thing}:` }, correctsId: { not: null }, number: { gt: number } }
  return (await work.db.notice.count({ where: ofThing })) > 0
}
