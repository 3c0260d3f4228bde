import { atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import type { LadderKind } from '../ladder/ladder.ts'
import { correctTellings, leaveOutIfTold, stepHasLeft } from '../ladder/correct-tellings.ts'
import { draftTelling } from '../ladder/draft-telling.ts'
import { newsUntil } from '../ladder/telling.ts'
import { tellRungs } from '../ladder/tell-rungs.ts'
import type { Audience } from '../notice/audience.ts'
import type { Facts } from '../notice/notice-kind.ts'
import type { OccasionName } from '../notice/notice-occasion.ts'
import { paperNames } from '../paper/list-papers.ts'
import type { Work } from '../work.ts'
import { conventionMatter, isMatter, type MeetingKind } from './meeting.ts'
import { chatsThatAnswered } from './tell-invited.ts'

/** Which ladders a meeting climbs: that of its kind, and that of what is decided there, whatever its kind. */
export const laddersOfMeeting = ({ kind, matter }: { kind: string; matter: number | null }): LadderKind[] => [
  ladderOfKind[kind as MeetingKind],
  ...(matter === null ? [] : ([matter === conventionMatter ? 'convention' : 'community'] as const)),
]

const ladderOfKind: Readonly<Record<MeetingKind, LadderKind>> = {
  community: 'community',
  head_election: 'community',
  year_end: 'year_end',
  dialogue: 'dialogue',
  voter_contact: 'voter_contact',
}

const invitationOf: Readonly<Record<MeetingKind, OccasionName>> = {
  community: 'meeting_invite',
  head_election: 'meeting_invite',
  year_end: 'meeting_year_end',
  dialogue: 'meeting_dialogue',
  voter_contact: 'meeting_voter_contact',
}

/** The neighbourhood's own meetings go by chat only where it has agreed on one; what the ward itself holds goes by any. */
export const isOfNeighbourhood = (kind: string): boolean => !['dialogue', 'voter_contact'].includes(kind)

type Row = NonNullable<Awaited<ReturnType<Work['db']['meeting']['findFirst']>>>

/**
 * Drafts what a called meeting tells every household invited, answered or not: the invitation with its papers, the day
 * before, the hours before. `anew`: it has changed.
 */
export async function tellMeeting(
  work: Work,
  { meetingId, anew = false }: { meetingId: string; anew?: boolean }
): Promise<void> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId, status: 'called' } })
  if (meeting === null) return
  const kind = meeting.kind as MeetingKind
  const [facts, audience, questionsEnd] = [
    await factsOf(work, meeting),
    await audienceOfMeeting(work, meeting),
    await questionsEndOf(work, meetingId),
  ]
  const common = { statutory: isOfNeighbourhood(kind), eventAt: meeting.startsAt }
  const again = { ...common, audience: { ...audience, visits: false } }
  // whoever said they do not come is not pressed
  const reminder = { ...common, audience: { ...again.audience, declinedOf: meetingId } }
  await tellRungs(
    work,
    { noun: 'meeting', rowId: meetingId, kind: laddersOfMeeting(meeting), anew },
    (step, lawfulDate) => {
      if (step === 'invite') {
        const until: Facts = questionsEnd === null ? {} : { until_date: questionsEnd }
        return { ...common, audience, occasion: invitationOf[kind], facts: { ...facts, ...until } }
      }
      if (step === 'questions_end')
        return { ...again, occasion: 'meeting_questions_end', facts: { ...facts, until_date: lawfulDate } }
      if (step === 'day_before') {
        // of no use on the day itself, when the next reminder comes
        const expiresAt = atWardTime(wardDateOf(meeting.startsAt))
        return { ...reminder, expiresAt, occasion: 'meeting_day_before', facts }
      }
      return step === 'hours_before' ? { ...reminder, occasion: 'meeting_hours_before', facts } : null
    }
  )
}

async function questionsEndOf(work: Work, rowId: string): Promise<string | null> {
  const rung = await work.db.rung.findFirst({
    where: { noun: 'meeting', rowId, step: 'questions_end', status: { not: 'cancelled' } },
    select: { lawfulDate: true },
  })
  return rung?.lawfulDate.toISOString().slice(0, 10) ?? null
}

const timeOf = ({ title, startsAt, place }: Pick<Row, 'title' | 'startsAt' | 'place'>): Facts => ({
  ...{ title, place, event_date: wardDateOf(startsAt), event_clock: wardClockOf(startsAt) },
})

async function factsOf(work: Work, meeting: Row): Promise<Facts> {
  const papers = await paperNames(work, { noun: 'meeting', rowId: meeting.id })
  return {
    ...timeOf(meeting),
    ...{ agenda: meeting.agenda.join('\n'), convener: meeting.chair, contact: meeting.contact },
    ...(meeting.number === null ? {} : { number: meeting.number }),
    ...(papers.length === 0 ? {} : { documents: papers.join('; ') }),
  }
}

type Invited = Pick<Row, 'neighbourhoodIds' | 'householdIds'>

/** One adult of every household invited. */
export async function audienceOfMeeting(work: Work, { neighbourhoodIds, householdIds }: Invited): Promise<Audience> {
  if (householdIds.length === 0)
    return { households: true, ...(neighbourhoodIds.length === 0 ? {} : { neighbourhoods: neighbourhoodIds }) }
  const members = await work.db.citizen.findMany({
    where: { householdId: { in: householdIds } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return { households: true, citizens: members.map(({ id }) => id) }
}

/** What tells the minutes to who answered: other words are another message. */
export const minutesKey = ({ minutesAt }: Pick<Row, 'minutesAt'>): string => `minutes:${minutesAt?.getTime() ?? 0}`

/**
 * The minutes for every household that is not told them in its chat just now, because it answered; changed ones for
 * everybody who was told others.
 */
export async function tellMinutes(work: Work, { meetingId }: { meetingId: string }): Promise<void> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId, status: 'held' } })
  if (meeting === null) return
  const answered = await work.db.meetingReply.findMany({
    where: { meetingId, conversationId: { not: null }, answer: { not: null } },
    select: { conversationId: true, householdId: true },
  })
  const decided = isMatter(meeting.matter) && meeting.yes !== null && meeting.totalHouseholds !== null
  const told = answered.flatMap(({ conversationId }) => conversationId ?? [])
  const toldBy = { source: 'meeting', key: `${meetingId}:${minutesKey(meeting)}` }
  const thing = { noun: 'meeting', rowId: meetingId } as const
  const telling = {
    ...{ ...thing, plain: true, statutory: isOfNeighbourhood(meeting.kind) },
    occasion: 'meeting_minutes',
    expiresAt: newsUntil(work.now),
    facts: {
      ...{ ...timeOf(meeting), minutes: meeting.minutes ?? '' },
      ...(decided ? { yes: String(meeting.yes), total: String(meeting.totalHouseholds) } : {}),
    },
  } as const
  if (await stepHasLeft(work, { ...thing, steps: ['minutes'] })) {
    const step = `minutes-${meeting.minutesAt?.getTime() ?? 0}`
    await correctTellings(work, { ...telling, step, told, toldBy, untold: true, visits: false })
    return
  }
  const households = answered.flatMap(({ householdId }) => householdId ?? []).sort()
  const spared = { households, chats: [...told].sort() }
  const audience = { ...(await audienceOfMeeting(work, meeting)), visits: false, spared, toldBy }
  const id = await draftTelling(work, { ...telling, step: 'minutes', audience }, { anew: true })
  if (id !== null) await leaveOutIfTold(work, id)
}

/** Whoever got an invitation with another agenda, or another number to ask at, is to get what holds now. */
export const tellChanged = async (work: Work, meeting: Row): Promise<string | null> =>
  correctTellings(work, {
    untold: true,
    ...{ noun: 'meeting', rowId: meeting.id, step: `changed-${meeting.version}`, occasion: 'meeting_changed' },
    facts: { ...timeOf(meeting), agenda: meeting.agenda.join('\n'), contact: meeting.contact },
    ...{ statutory: isOfNeighbourhood(meeting.kind), eventAt: meeting.startsAt },
  })

/** Whoever got an invitation to the old hour or place is to get the new one, but who has answered hears it at once. */
export const tellMoved = async (work: Work, meeting: Row): Promise<string | null> =>
  correctTellings(work, {
    told: await chatsThatAnswered(work, { meetingId: meeting.id }),
    toldBy: { source: 'meeting', key: `${meeting.id}:moved:${meeting.version}` },
    untold: true,
    ...{ noun: 'meeting', rowId: meeting.id, step: `moved-${meeting.version}`, occasion: 'meeting_moved' },
    ...{ facts: timeOf(meeting), statutory: isOfNeighbourhood(meeting.kind), eventAt: meeting.startsAt },
  })

/** Whoever got an invitation is to hear that nothing comes of it. */
export const tellCancelled = async (work: Work, meeting: Row, why: string): Promise<string | null> =>
  correctTellings(work, {
    isOff: true,
    told: await chatsThatAnswered(work, { meetingId: meeting.id }),
    toldBy: { source: 'meeting', key: `${meeting.id}:cancelled` },
    ...{ noun: 'meeting', rowId: meeting.id, step: 'cancelled', occasion: 'meeting_cancelled', plain: true },
    ...{ facts: { ...timeOf(meeting), why }, statutory: isOfNeighbourhood(meeting.kind), eventAt: meeting.startsAt },
  })
