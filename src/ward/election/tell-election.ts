import { atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { correctTellings, leaveOutIfTold, stepHasLeft } from '../ladder/correct-tellings.ts'
import { draftTelling } from '../ladder/draft-telling.ts'
import { newsUntil } from '../ladder/telling.ts'
import { tellRungs } from '../ladder/tell-rungs.ts'
import type { Audience } from '../notice/audience.ts'
import type { Facts } from '../notice/notice-kind.ts'
import type { OccasionName } from '../notice/notice-occasion.ts'
import type { Work } from '../work.ts'
import type { ElectionKind } from './election.ts'
import { chatsToRemind } from './remind-of-election.ts'

/** What each step to residents is called among the ward's templates. */
const headSteps: Readonly<Record<string, OccasionName>> = {
  posted: 'election_posted',
  invite: 'election_invite',
  day_before: 'election_head_day_before',
  hours_before: 'election_head_hours_before',
}

const deputySteps: Readonly<Record<string, OccasionName>> = {
  day_announced: 'election_day_announced',
  team: 'election_team',
  voter_list: 'election_voter_list',
  list_complaints_end: 'election_list_complaints_end',
  official_list: 'election_official_list',
  candidates: 'election_candidates',
  announce_10: 'election_announce',
  announce_5: 'election_announce',
  announce_3: 'election_announce',
  day_before: 'election_day_before',
  election_day: 'election_today',
}

/** Steps that invite a household to its meeting: those go to the door where there is no chat. */
const atTheDoor = ['posted', 'invite']

type Row = NonNullable<Awaited<ReturnType<Work['db']['election']['findFirst']>>>

/** Drafts what an announced election tells, step by step. `anew`: the day, the place or the list has changed. */
export async function tellElection(
  work: Work,
  { electionId, anew = false }: { electionId: string; anew?: boolean }
): Promise<void> {
  const election = await work.db.election.findFirst({ where: { id: electionId, status: 'announced' } })
  if (election === null) return
  const kind = election.kind as ElectionKind
  const facts = await factsOf(work, election)
  const occasionOf = kind === 'neighbourhood_head' ? headSteps : deputySteps
  await tellRungs(work, { noun: 'election', rowId: electionId, kind, anew }, (step, lawfulDate) => {
    const occasion = occasionOf[step]
    if (occasion === undefined) return null
    const base = toldTo(election)
    return {
      ...base,
      occasion,
      audience: { ...base.audience, visits: kind === 'neighbourhood_head' && atTheDoor.includes(step) },
      facts: { ...facts, until_date: lawfulDate },
      eventAt: election.startsAt,
      ...(step === 'day_before' ? { expiresAt: atWardTime(wardDateOf(election.startsAt)) } : {}),
      // it goes out when the polling place is open already
      ...(step === 'election_day' ? { expiresAt: election.endsAt ?? atWardTime(lawfulDate, '19:00') } : {}),
    }
  })
}

/** A head is elected by the households of one neighbourhood; deputies by every voter of the ward. */
export function toldTo({ kind, neighbourhoodId }: Pick<Row, 'kind' | 'neighbourhoodId'>): {
  audience: Audience
  statutory: boolean
} {
  if (kind !== 'neighbourhood_head') return { audience: { visits: false }, statutory: false }
  const place = neighbourhoodId === null ? {} : { neighbourhoods: [neighbourhoodId] }
  return { audience: { households: true, ...place }, statutory: true }
}

const timeOf = ({ title, startsAt, endsAt, place, bring }: Row): Facts => ({
  ...{ title, place, event_date: wardDateOf(startsAt), event_clock: wardClockOf(startsAt) },
  ...(endsAt === null ? {} : { end_clock: wardClockOf(endsAt) }),
  ...(bring === null ? {} : { bring }),
})

async function factsOf(work: Work, election: Row): Promise<Facts> {
  const candidates = await work.db.candidate.findMany({
    where: { electionId: election.id },
    orderBy: { position: 'asc' },
  })
  const posting = await work.db.posting.findFirst({
    where: { noun: 'election', rowId: election.id, form: 'posting' },
    orderBy: { createdAt: 'asc' },
    select: { place: true },
  })
  const list = candidates.map(({ fullName, birthYear, job }) => `${fullName} (${birthYear}), ${job}`).join('; ')
  return {
    ...timeOf(election),
    ...(list === '' ? {} : { candidates: list }),
    ...(posting === null ? {} : { posted_at: posting.place }),
  }
}

/** What tells the result to who asked to be reminded: a corrected one is another message. */
export const resultKey = ({ resultAt }: Pick<Row, 'resultAt'>): string => `result:${resultAt?.getTime() ?? 0}`

/**
 * The result for everybody who was to vote; a corrected one for everybody who was told another. Who voted, and how, nobody
 * here knows.
 */
export async function tellResult(
  work: Work,
  { electionId, elected }: { electionId: string; elected: readonly string[] }
): Promise<void> {
  const election = await work.db.election.findFirst({ where: { id: electionId, status: 'held' } })
  if (election === null) return
  const isHead = election.kind === 'neighbourhood_head'
  const { audience, statutory } = toldTo(election)
  const counted = { present: String(election.present ?? 0), total: String(election.totalHouseholds ?? 0) }
  const told = await chatsToRemind(work, { electionId })
  const toldBy = { source: 'election', key: `${electionId}:${resultKey(election)}` }
  const thing = { noun: 'election', rowId: electionId } as const
  const telling = {
    ...{ ...thing, plain: true, statutory, expiresAt: newsUntil(work.now) },
    occasion: isHead ? 'election_head_result' : 'election_result',
    facts: {
      title: election.title,
      ...(isHead ? counted : {}),
      ...(elected.length === 0 ? {} : { elected: elected.join(', ') }),
      ...(election.resultNote === null ? {} : { summary: election.resultNote }),
    },
  } as const
  if (await stepHasLeft(work, { ...thing, steps: ['result'] })) {
    const step = `result-${election.resultAt?.getTime() ?? 0}`
    await correctTellings(work, { ...telling, step, told, toldBy, untold: true, visits: false })
    return
  }
  const spared = { households: [], chats: [...told].sort() }
  const whole = { ...telling, step: 'result', audience: { ...audience, visits: false, spared, toldBy } }
  const id = await draftTelling(work, whole, { anew: true })
  if (id !== null) await leaveOutIfTold(work, id)
}

/** Steps that tell the list itself. */
const listSteps = ['posted', 'invite', 'candidates']

/** Whoever was told another list is to get the one that holds now; where none has left, nobody was. */
export async function tellListChanged(work: Work, { electionId }: { electionId: string }): Promise<string | null> {
  const election = await work.db.election.findFirst({ where: { id: electionId, status: 'announced' } })
  if (election === null) return null
  if (!(await stepHasLeft(work, { noun: 'election', rowId: electionId, steps: listSteps }))) return null
  const { title, place, event_date, event_clock, candidates } = await factsOf(work, election)
  return correctTellings(work, {
    untold: true,
    ...{ noun: 'election', rowId: electionId, step: `list-${election.version}`, occasion: 'election_list_changed' },
    facts: Object.fromEntries(
      Object.entries({ title, place, event_date, event_clock, candidates }).filter(([, fact]) => fact !== undefined)
    ) as Facts,
    ...{ statutory: toldTo(election).statutory, eventAt: election.startsAt },
  })
}

/** Whoever was told the old hour or place is to get the new one. */
export const tellMoved = async (work: Work, election: Row): Promise<string | null> =>
  correctTellings(work, {
    told: await chatsToRemind(work, { electionId: election.id }),
    toldBy: { source: 'election', key: `${election.id}:moved:${election.version}` },
    untold: true,
    ...{ noun: 'election', rowId: election.id, step: `moved-${election.version}`, occasion: 'election_moved' },
    ...{ facts: timeOf(election), statutory: toldTo(election).statutory, eventAt: election.startsAt },
  })

/** Whoever was told of it is to hear that it does not take place. */
export const tellCancelled = async (work: Work, election: Row, why: string): Promise<string | null> =>
  correctTellings(work, {
    isOff: true,
    told: await chatsToRemind(work, { electionId: election.id }),
    toldBy: { source: 'election', key: `${election.id}:cancelled` },
    ...{ noun: 'election', rowId: election.id, step: 'cancelled', occasion: 'election_cancelled', plain: true },
    ...{ facts: { title: election.title, why }, statutory: toldTo(election).statutory, eventAt: election.startsAt },
  })
