import { isId } from '../../platform/ids.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { placeAsked, type PlaceAsked } from '../household/place-asked.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import { ruleDate, ruleOn } from '../law/law-rule.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { listPostings, type PostingLine } from '../posting/list-postings.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { isElected, type ElectionKind, type ElectionStatus } from './election.ts'

type Row = NonNullable<Awaited<ReturnType<Work['db']['election']['findFirst']>>>
type CandidateRow = {
  id: string
  position: number
  fullName: string
  birthYear: number
  job: string
  votes: number | null
}

export type ElectionPage = Omit<Row, 'kind' | 'status' | 'done'> & {
  kind: ElectionKind
  status: ElectionStatus
  done: Record<string, string>
  neighbourhoodName: string | null
  candidates: (CandidateRow & { elected: boolean | null })[]
  postings: PostingLine[]
}

/** One election with its list, evidence and result; for the public none that is still a draft. */
export async function findElection(
  work: Work,
  { id, isPublic = false }: { id: string; isPublic?: boolean }
): Promise<ElectionPage | null> {
  if (!isId(id)) return null
  const row = await work.db.election.findFirst({
    where: { id, ...(isPublic ? { status: { not: 'draft' } } : {}) },
    include: { candidates: { orderBy: { position: 'asc' } }, neighbourhood: { select: { name: true } } },
  })
  if (row === null) return null
  const rules = await loadLawRules(work)
  const { neighbourhood, candidates, ...election } = row
  const counted = { total: row.totalHouseholds, rules, date: wardDateOf(row.startsAt) }
  return {
    ...election,
    kind: row.kind as ElectionKind,
    status: row.status as ElectionStatus,
    done: row.done as Record<string, string>,
    neighbourhoodName: neighbourhood?.name ?? null,
    candidates: candidates.map(({ wardId: _ward, electionId: _election, ...candidate }) => ({
      ...candidate,
      elected:
        row.kind === 'neighbourhood_head' && candidate.votes !== null
          ? isElected({ votes: candidate.votes, ...counted })
          : null,
    })),
    postings: await listPostings(work, { noun: 'election', rowId: id }),
  }
}

export type ElectionLine = Pick<Row, 'id' | 'title' | 'startsAt' | 'place'> & {
  kind: ElectionKind
  status: ElectionStatus
  neighbourhoodName: string | null
}

/** Elections, the latest first; for the public no drafts. */
export async function listElections(
  work: Work,
  { isPublic = false }: { isPublic?: boolean } = {}
): Promise<ElectionLine[]> {
  const rows = await work.db.election.findMany({
    where: isPublic ? { status: { not: 'draft' } } : {},
    orderBy: { startsAt: 'desc' },
    take: 100,
    include: { neighbourhood: { select: { name: true } } },
  })
  return rows.map(({ id, title, startsAt, place, kind, status, neighbourhood }) => ({
    ...{ id, title, startsAt, place, neighbourhoodName: neighbourhood?.name ?? null },
    kind: kind as ElectionKind,
    status: status as ElectionStatus,
  }))
}

export type ElectionBrief = {
  id: string
  kind: ElectionKind
  title: string
  /** ISO. */
  at: string
  endsAt: string | null
  place: string
  bring: string | null
  status: ElectionStatus
  candidates: { fullName: string; birthYear: number; job: string }[]
  /** Where the list hangs, and since when; null where nothing is posted yet. */
  posted: { place: string; fromDate: string } | null
  /** The list of voters, of deputies only: since when it hangs and the last day to complain of it. */
  voterList: { postedDate: string; complainUntilDate: string | null } | null
  /** Null where it is not held. Deputies: in words, as the ward wrote it down; null words are of an old row. */
  result:
    { of: 'head'; names: string[]; present: number; total: number } | { of: 'deputies'; note: string | null } | null
}

export type ElectionsFound = {
  /** The one named, else where the one who asks lives; null where neither is known. */
  neighbourhood: { code: string; name: string } | null
  lives: PlaceAsked['lives']
  unknown?: PlaceAsked['unknown']
  elections: ElectionBrief[]
  /** Some neighbourhood elects by itself: which it is matters. */
  local: boolean
}

const dayMs = 86_400_000
const resultToldDays = 60

/**
 * Elections of the neighbourhood named, else of the one this chat lives in, and of the whole ward: those to come, and those
 * whose result is fresh.
 */
export async function findElections(
  work: Work,
  talk: Talk,
  asked: { named?: string | undefined }
): Promise<ElectionsFound> {
  const { neighbourhood, ...where } = await placeAsked(work, talk, asked)
  const told = {
    OR: [
      { status: 'announced', startsAt: { gt: new Date(work.now.getTime() - dayMs) } },
      { status: 'held', startsAt: { gt: new Date(work.now.getTime() - resultToldDays * dayMs) } },
    ],
  }
  const rows = await work.db.election.findMany({
    where: {
      ...told,
      AND: {
        OR: [{ neighbourhoodId: null }, ...(neighbourhood === null ? [] : [{ neighbourhoodId: neighbourhood.id }])],
      },
    },
    orderBy: { startsAt: 'asc' },
    take: 5,
    select: { id: true },
  })
  const found = await Promise.all(rows.map(({ id }) => showElection(work, talk, { electionId: id })))
  const elections = found.filter((one): one is ElectionBrief => one !== null)
  const local = (await work.db.election.count({ where: { ...told, neighbourhoodId: { not: null } } })) > 0
  return {
    neighbourhood: neighbourhood && { code: neighbourhood.code, name: neighbourhood.name },
    ...where,
    elections,
    local,
  }
}

/** One election as a resident is told of it. */
export async function showElection(
  work: Work,
  _talk: Talk,
  { electionId }: { electionId: string }
): Promise<ElectionBrief | null> {
  const page = await findElection(work, { id: electionId, isPublic: true })
  if (page === null) return null
  const posting = page.postings.find(({ form }) => form === 'posting') ?? page.postings[0]
  return {
    ...{ id: page.id, kind: page.kind, title: page.title, place: page.place, bring: page.bring, status: page.status },
    ...{ at: page.startsAt.toISOString(), endsAt: page.endsAt?.toISOString() ?? null },
    candidates: page.candidates.map(({ fullName, birthYear, job }) => ({ fullName, birthYear, job })),
    posted: posting === undefined ? null : { place: posting.place, fromDate: posting.fromDate },
    voterList: await voterListOf(work, page),
    result: page.status === 'held' ? resultOf(page) : null,
  }
}

async function voterListOf(work: Work, { kind, done }: ElectionPage): Promise<ElectionBrief['voterList']> {
  const postedDate = done['voter_list']
  if (kind !== 'deputies' || postedDate === undefined) return null
  const rule = ruleOn(await loadLawRules(work), 'ELEC.LISTCOMPLAINT', postedDate)
  const last = rule === null ? null : ruleDate(await loadCalendar(work), rule, postedDate)
  return { postedDate, complainUntilDate: last?.date ?? null }
}

function resultOf({ kind, candidates, present, totalHouseholds, resultNote }: ElectionPage): ElectionBrief['result'] {
  if (kind === 'deputies') return { of: 'deputies', note: resultNote }
  const names = candidates.filter(({ elected }) => elected === true).map(({ fullName }) => fullName)
  return { of: 'head', names, present: present ?? 0, total: totalHouseholds ?? 0 }
}
