import { tellReminded } from '../election/remind-of-election.ts'
import { tellInvited } from '../meeting/tell-invited.ts'
import type { Saying } from '../message/message.ts'
import type { Work } from '../work.ts'

const atOnce = 200
/** A process that slept reminds of nothing that is about to begin or is over. */
const leastLeadMs = 10 * 60_000

/**
 * Takes the rungs that are due: whoever said they come to a meeting, or asked to be reminded of an election, is reminded.
 * Invitations to everybody are notices with an approver of their own; what officials must do stays on their page.
 */
export async function climbLadders(work: Work): Promise<number> {
  const due = await work.db.rung.findMany({
    where: { status: 'planned', dueAt: { lte: work.now }, step: { in: ['day_before', 'hours_before'] } },
    orderBy: { dueAt: 'asc' },
    take: atOnce,
  })
  for (const rung of due) {
    const { count } = await work.db.rung.updateMany({
      where: { id: rung.id, status: 'planned' },
      data: { status: 'done', doneAt: work.now },
    })
    if (count > 0) await remind(work, rung)
  }
  return due.length
}

type Due = { id: string; noun: string; rowId: string; step: string; version: number }

async function remind(work: Work, { noun, rowId, step, version }: Due): Promise<void> {
  const key = `${step}:${version}`
  const earliest = new Date(work.now.getTime() + leastLeadMs)
  const still = { id: rowId, startsAt: { gt: earliest } }
  const select = { title: true, startsAt: true, place: true }
  if (noun === 'meeting') {
    const meeting = await work.db.meeting.findFirst({ where: { ...still, status: 'called' }, select })
    if (meeting !== null)
      await tellInvited(work, { meetingId: rowId, key, coming: true }, [reminder('meeting.remind', meeting)])
  }
  if (noun === 'election') {
    const election = await work.db.election.findFirst({ where: { ...still, status: 'announced' }, select })
    if (election !== null) await tellReminded(work, { electionId: rowId, key }, [reminder('election.remind', election)])
  }
}

const reminder = (
  say: 'meeting.remind' | 'election.remind',
  { title, startsAt, place }: { title: string; startsAt: Date; place: string }
): Saying => ({
  say,
  with: { title, at: startsAt.toISOString(), place },
})
