import { isId } from '../../platform/ids.ts'
import {
  countVisits,
  listVisits,
  noteNotMet,
  tickVisit,
  untickVisit,
  type VisitedNotice,
  type VisitLine,
} from '../delivery/visit-list.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { wordsAtDoors, type DoorWords } from './words-at-doors.ts'

/** What the head did at a door: told, found nobody, or takes the last tick back. */
export type DoorDeed = 'told' | 'not_met' | 'back'

/** Which part of the list is asked for: all of it, one notice's doors, one door; and what was done there. */
export type DoorsAsked = { noticeId: string | null; from?: number; slot?: number | null; deed?: DoorDeed | null }

export type Door = Pick<VisitLine, 'noticeId' | 'slot' | 'fullName' | 'householdCode' | 'title' | 'mourns'>
export type DoorDone = { deed: DoorDeed | 'gone'; door: Door | null }

export type OwnVisits =
  | { kind: 'not_head' }
  | { kind: 'notices'; neighbourhood: string; done: DoorDone | null; notices: readonly VisitedNotice[] }
  | { kind: 'door'; door: Door }
  | {
      kind: 'doors'
      neighbourhood: string
      done: DoorDone | null
      notice: VisitedNotice
      /** What to say at the doors: at the head of the list only. */
      words: DoorWords | null
      doors: readonly Door[]
      next: number | null
    }

/** With the button that goes on, as many as one Zalo message takes. */
const doorsAtOnce = 4

/**
 * The doors a neighbourhood's head still has to go to, notice by notice, and what was done at one of them. Only who the
 * register names as head, on a chat proven to be theirs.
 */
export async function visitDoors(
  work: Work,
  talk: Talk,
  { noticeId: named, from = 0, slot = null, deed = null }: DoorsAsked
): Promise<OwnVisits> {
  const own = await headedBy(work, talk.conversationId)
  if (own === null) return { kind: 'not_head' }
  const of = { neighbourhoodId: own.id }
  const noticeId = named !== null && isId(named) ? named : null
  if (noticeId !== null && slot !== null && deed === null) {
    const [door] = await listVisits(work, { ...of, noticeId, slot })
    if (door !== undefined) return { kind: 'door', door }
  }
  const done = slot === null ? null : await doAt(work, own.id, { noticeId: noticeId ?? '', slot, deed })
  const { notices } = await countVisits(work, of)
  const notice = notices.length === 1 ? notices[0]! : notices.find((one) => one.noticeId === noticeId)
  if (notice === undefined) return { kind: 'notices', neighbourhood: own.name, done, notices }
  const lines = await listVisits(work, { ...of, noticeId: notice.noticeId, from, take: doorsAtOnce + 1 })
  const isHead = from === 0 && done === null
  return {
    kind: 'doors',
    neighbourhood: own.name,
    done,
    notice,
    words: isHead ? ((await wordsAtDoors(work, [notice.noticeId]))[0] ?? null) : null,
    doors: lines.slice(0, doorsAtOnce),
    next: lines.length > doorsAtOnce ? from + doorsAtOnce : null,
  }
}

const deeds = { told: tickVisit, not_met: noteNotMet, back: untickVisit } as const

/** Done at a door of the own neighbourhood; `gone` where it is no longer, or never was, on this list. */
async function doAt(
  work: Work,
  neighbourhoodId: string,
  { noticeId, slot, deed }: { noticeId: string; slot: number; deed: DoorDeed | null }
): Promise<DoorDone> {
  if (deed === null || !isId(noticeId)) return { deed: 'gone', door: null }
  const part = deed === 'back' ? 'told' : 'open'
  const [door] = await listVisits(work, { noticeId, neighbourhoodId, slot, part })
  if (door === undefined) return { deed: 'gone', door: null }
  const done = await deeds[deed](work, door)
  return { deed: done.ok ? deed : 'gone', door }
}

async function headedBy(work: Work, conversationId: string): Promise<{ id: string; name: string } | null> {
  const link = await work.db.chatLink.findFirst({
    where: { conversationId, endedAt: null, citizenId: { not: null } },
    select: { citizenId: true },
    orderBy: { linkedAt: 'desc' },
  })
  if (link?.citizenId == null) return null
  return work.db.neighbourhood.findFirst({ where: { headCitizenId: link.citizenId }, select: { id: true, name: true } })
}
