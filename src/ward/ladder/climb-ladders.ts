import { planBudgetQuarter } from '../disclosure/plan-budget-quarter.ts'
import { tellQuarter } from '../disclosure/tell-disclosure.ts'
import { deliveryStatuses } from '../delivery/delivery.ts'
import { tellReminded } from '../election/remind-of-election.ts'
import { tellInvited } from '../meeting/tell-invited.ts'
import type { Saying } from '../message/message.ts'
import { sayOwedAgain } from '../message/owed-answers.ts'
import { cancelNotice } from '../notice/schedule-notice.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import { mendCorrections } from './correct-tellings.ts'
import { reminderSteps } from './ladder.ts'
import { planPeriods } from './plan-periods.ts'
import { reminderNotice } from './reminder-notice.ts'
import { tellAgain } from './tell-again.ts'
import { draftedAheadDays } from './tell-rungs.ts'

const atOnce = 200
/** A process that slept reminds of nothing that is about to begin or is over. */
const leastLeadMs = 10 * 60_000
/** So long an approved reminder may take to begin before those who asked are told without it. */
const patienceMs = 10 * 60_000

/**
 * Goes up every ladder: what has been sent is marked done, what comes within two weeks is drafted for approval, what
 * nobody approved in time is dropped. Whoever said they come to a meeting, or asked to be reminded of an election, is
 * reminded even where the notice of it was not approved; an answer owed to somebody that did not arrive is said again.
 */
export async function climbLadders(work: Work): Promise<number> {
  const sent = await settleSentRungs(work)
  const drafted = await draftWhatComes(work)
  const planned = (await planBudgetQuarter(work)) + (await planPeriods(work))
  await tellQuarter(work)
  const dropped = await dropOverdueDrafts(work)
  const mended = await mendCorrections(work)
  const again = await sayOwedAgain(work)
  return sent + drafted + planned + dropped + mended + again + (await remindThoseWhoAsked(work))
}

/**
 * A rung is done when its notice has reached everybody it could reach. Who asked hears of reminders even where the notice
 * went past them: those are done only when that was seen to.
 */
const settleSentRungs = (work: Work): Promise<number> =>
  work.db.$executeRaw`
    update rung r set status = 'done', done_at = n.finished_at from notice n
    where r.status = 'planned' and r.step <> all(${reminderSteps}) and n.ward_id = r.ward_id and n.source = 'ladder_' || r.noun
      and n.source_row = r.row_id::text || ':' || r.step and n.status in ('finished', 'finished_with_failures')`

async function draftWhatComes(work: Work): Promise<number> {
  const things = await work.db.$queryRaw<{ noun: PaperNoun; row_id: string }[]>`
    select distinct r.noun, r.row_id from rung r
    where r.status = 'planned' and r.audience = 'residents'
      and r.due_at between ${work.now}::timestamptz and ${work.now}::timestamptz + make_interval(days => ${draftedAheadDays})
      and not exists (select from notice n where n.ward_id = r.ward_id and n.source = 'ladder_' || r.noun
        and (n.source_row = r.row_id::text || ':' || r.step or (r.step = any(${reminderSteps})
          and starts_with(n.source_row, r.row_id::text || ':' || r.step || '-')))
        and (r.step <> all(${reminderSteps}) or n.event_at is null or n.event_at >= r.due_at))`
  for (const { noun, row_id: rowId } of things) await tellAgain(work, { noun, rowId, anew: false })
  return things.length
}

/** What was to be told before something that is over by now, or came again for a day that is past, is told to nobody. */
async function dropOverdueDrafts(work: Work): Promise<number> {
  const late = await work.db.notice.findMany({
    where: {
      status: { in: ['draft', 'submitted'] },
      AND: [
        { OR: [{ source: { startsWith: 'ladder_' } }, { source: 'recurring' }] },
        { OR: [{ eventAt: { lte: work.now } }, { expiresAt: { lte: work.now } }] },
      ],
    },
    select: { id: true },
    take: atOnce,
  })
  for (const { id } of late) await cancelNotice(work, { noticeId: id })
  return late.length
}

async function remindThoseWhoAsked(work: Work): Promise<number> {
  const due = await work.db.rung.findMany({
    where: { status: 'planned', dueAt: { lte: work.now }, step: { in: [...reminderSteps] } },
    orderBy: { dueAt: 'asc' },
    take: atOnce,
  })
  let reminded = 0
  for (const rung of due) {
    const told = await toldByNotice(work, rung)
    if (told === 'soon') continue
    const { count } = await work.db.rung.updateMany({
      where: { id: rung.id, status: 'planned' },
      data: { status: 'done', doneAt: work.now },
    })
    if (count > 0) await remind(work, rung, told)
    reminded += count
  }
  return reminded
}

type Due = { id: string; noun: string; rowId: string; step: string; version: number; dueAt: Date }

/** What the reminder does not reach: who asked hears of it in a message of its own, after all. */
const untold = (['suppressed', 'refused', 'exhausted', 'expired'] as const).map((status) => deliveryStatuses[status])

/** Chats the approved reminder goes to by itself; `soon`: it is about to be expanded. None where nobody approved it. */
async function toldByNotice(work: Work, { noun, rowId, step, dueAt }: Due): Promise<readonly string[] | 'soon'> {
  const event = { where: { id: rowId }, select: { startsAt: true } }
  const thing = noun === 'meeting' ? await work.db.meeting.findFirst(event) : await work.db.election.findFirst(event)
  const reminder = { noun: noun as PaperNoun, rowId, step, eventAt: thing?.startsAt ?? null }
  const notice = await reminderNotice(work, reminder)
  if (notice === null) return []
  const isLate = dueAt.getTime() + patienceMs < work.now.getTime()
  if (['approved', 'scheduled', 'expanding'].includes(notice.status)) return isLate ? [] : 'soon'
  if (notice.expandedAt === null) return []
  const rows = await work.db.$queryRaw<{ recipient_id: string }[]>`
    select recipient_id from delivery where notice = ${notice.number} and way <> 'v' and status::text <> all(${untold})`
  return rows.map((row) => row.recipient_id)
}

async function remind(work: Work, { noun, rowId, step, version }: Due, except: readonly string[]): Promise<void> {
  const key = `${step}:${version}`
  const earliest = new Date(work.now.getTime() + leastLeadMs)
  const still = { id: rowId, startsAt: { gt: earliest } }
  const select = { title: true, startsAt: true, place: true }
  if (noun === 'meeting') {
    const meeting = await work.db.meeting.findFirst({ where: { ...still, status: 'called' }, select })
    if (meeting !== null)
      await tellInvited(work, { meetingId: rowId, key, coming: true, except, until: meeting.startsAt }, [
        reminder('meeting.remind', meeting),
      ])
  }
  if (noun === 'election') {
    const ofElection = { ...select, endsAt: true }
    const election = await work.db.election.findFirst({ where: { ...still, status: 'announced' }, select: ofElection })
    if (election !== null) {
      const until = election.endsAt ?? election.startsAt
      await tellReminded(work, { electionId: rowId, key, except, until }, [reminder('election.remind', election)])
    }
  }
}

const reminder = (
  say: 'meeting.remind' | 'election.remind',
  { title, startsAt, place }: { title: string; startsAt: Date; place: string }
): Saying => ({
  say,
  with: { title, at: startsAt.toISOString(), place },
})
