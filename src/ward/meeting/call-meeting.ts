import { ok, refuse, type Result } from '../../platform/result.ts'
import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import type { Anchors } from '../ladder/ladder.ts'
import { ruleOn } from '../law/law-rule.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { cancelLadder, planLadder, type LeadTimeMissed, type Planned } from '../ladder/plan-ladder.ts'
import { householdsInvited } from '../household/household-of-chat.ts'
import { cancelTellings } from '../ladder/cancel-tellings.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'
import { conventionMatter, electsHead, needsPapers } from './meeting.ts'
import { mayKeepMeeting } from './own-meeting.ts'
import { tellInvited } from './tell-invited.ts'
import { laddersOfMeeting, tellCancelled, tellMeeting } from './tell-meeting.ts'

type Ground = { id: string; kind: string; matter: number | null; startsAt: Date; version: number; dayKept?: boolean }

/** Plans the ladder of a meeting: from a form that is being filled in, or from the row. */
export async function planMeeting(work: Work, meeting: Ground): Promise<Planned> {
  const { id, startsAt, version, dayKept = false } = meeting
  const convention =
    meeting.matter === conventionMatter ? await conventionAnchors(work, meeting) : { ok: true, value: {} }
  if (!('value' in convention)) return convention
  return planLadder(work, {
    ...{ noun: 'meeting', rowId: id, version, dayKept },
    kind: laddersOfMeeting(meeting),
    anchors: { meetingAt: startsAt, ...convention.value },
  })
}

/**
 * A convention is voted on after its draft has hung for its days (NĐ 61/2023): since when it hangs is told by the evidence
 * of the posting. Its dossier counts from the vote, its yearly review falls on 18/11.
 */
async function conventionAnchors(
  work: Work,
  { id, startsAt }: Ground
): Promise<LeadTimeMissed | { ok: true; value: Anchors }> {
  const votedAt = wardDateOf(startsAt)
  const rule = ruleOn(await loadLawRules(work), 'HU.DRAFT', votedAt)
  const posting = await work.db.posting.findFirst({
    where: { noun: 'meeting', rowId: id, form: 'posting' },
    orderBy: { fromDate: 'asc' },
    select: { fromDate: true },
  })
  const postedAt = posting?.fromDate.toISOString().slice(0, 10)
  if (rule !== null) {
    const lawfulDate = addDays(votedAt, -(rule.offset ?? 0))
    const { ruleId, basis } = rule
    if (postedAt === undefined || postedAt > lawfulDate)
      return { ok: false, refusal: 'lead_time_missed', missed: [{ step: 'draft_end', ruleId, basis, lawfulDate }] }
  }
  const year = Number(votedAt.slice(0, 4)) + (votedAt.slice(5) > reviewDay ? 1 : 0)
  return { ok: true, value: { votedAt, reviewDate: `${year}-${reviewDay}`, ...(postedAt ? { postedAt } : {}) } }
}

const reviewDay = '11-18'

type CallRefusal = 'not_a_draft' | 'in_the_past' | 'elects_head' | 'no_papers' | 'nobody_invited'

/**
 * Calls the meeting: the number of households is frozen (thresholds count on it), the ladder is written. Refused where a
 * lead time of the law has passed, and where matters 1 to 3 come without papers.
 */
export async function callMeeting(
  work: Work,
  { meetingId }: { meetingId: string }
): Promise<Result<{ totalHouseholds: number }, 'not_found' | 'not_yours' | CallRefusal> | LeadTimeMissed> {
  await lockThing(work, { noun: 'meeting', rowId: meetingId })
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (!(await mayKeepMeeting(work, meeting.neighbourhoodIds))) return refuse('not_yours')
  if (electsHead(meeting)) return refuse('elects_head')
  if (meeting.startsAt <= work.now) return refuse('in_the_past')
  if (needsPapers(meeting.matter) && (await countPapers(work, meetingId)) === 0) return refuse('no_papers')
  const totalHouseholds = await work.db.household.count({ where: householdsInvited(meeting) })
  if (totalHouseholds === 0) return refuse('nobody_invited')
  const { count } = await work.db.meeting.updateMany({
    where: { id: meetingId, status: 'draft' },
    data: { status: 'called', calledAt: work.now, totalHouseholds },
  })
  if (count === 0) return refuse('not_a_draft')
  const planned = await planMeeting(work, meeting)
  if (!planned.ok) return planned
  await tellMeeting(work, { meetingId, anew: true })
  work.audit('meeting.called', { meetingId, totalHouseholds })
  return ok({ totalHouseholds })
}

const countPapers = (work: Work, rowId: string): Promise<number> =>
  work.db.paper.count({ where: { noun: 'meeting', rowId } })

/**
 * The meeting is off: its ladder ends, and whoever has answered is told why. One whose hour has gone by is only marked: it
 * would be told as news, and nobody was to come any more.
 */
export async function cancelMeeting(
  work: Work,
  { meetingId, why }: { meetingId: string; why: string }
): Promise<Result<{ told: boolean }, 'not_found' | 'not_yours' | 'over'>> {
  await lockThing(work, { noun: 'meeting', rowId: meetingId })
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (!(await mayKeepMeeting(work, meeting.neighbourhoodIds))) return refuse('not_yours')
  const { count } = await work.db.meeting.updateMany({
    where: { id: meetingId, status: { in: ['draft', 'called'] } },
    data: { status: 'cancelled', cancelledWhy: why },
  })
  if (count === 0) return refuse('over')
  await cancelLadder(work, { noun: 'meeting', rowId: meetingId })
  await cancelTellings(work, { noun: 'meeting', rowId: meetingId })
  work.audit('meeting.cancelled', { meetingId })
  if (meeting.startsAt <= work.now) return ok({ told: false })
  await tellCancelled(work, meeting, why)
  const said = { title: meeting.title, at: meeting.startsAt.toISOString(), why }
  await tellInvited(work, { meetingId, key: 'cancelled', until: meeting.startsAt }, [
    { say: 'meeting.cancelled', with: said },
  ])
  return ok({ told: true })
}
