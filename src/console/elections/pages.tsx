import { z } from 'zod'
import { atWardTime, isClock, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { announceElection, cancelElection } from '../../ward/election/announce-election.ts'
import { electionKinds, type CandidateLine, type ElectionKind } from '../../ward/election/election.ts'
import { findElection, listElections, type ElectionPage } from '../../ward/election/find-elections.ts'
import {
  draftElection,
  editElection,
  keepCandidates,
  seenOfElection,
  type ElectionDraft,
} from '../../ward/election/keep-election.ts'
import { recordResult } from '../../ward/election/record-result.ts'
import type { Missed } from '../../ward/ladder/ladder.ts'
import { thingSteps } from '../../ward/ladder/thing-steps.ts'
import { chooseAmongNeighbourhoods } from '../../ward/neighbourhood/channel-agreement.ts'
import { listPapers } from '../../ward/paper/list-papers.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, keyIn, line, maybeDay, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { doneSteps, ElectionForm, ElectionList, ElectionView } from './views.tsx'

const idParams = z.object({ id: id() })
const number = z.coerce
  .number('console.fault.not_a_number')
  .int('console.fault.not_a_number')
  .min(0, 'console.fault.not_a_number')

const electionForm = z.object({
  kind: z.enum(electionKinds as unknown as [ElectionKind, ...ElectionKind[]], 'console.fault.choose'),
  title: line(200),
  neighbourhoodId: maybeLine(40),
  date: day(),
  clock: line(5).refine(isClock, 'console.fault.not_read'),
  endClock: maybeLine(5).refine((text) => text === null || isClock(text), 'console.fault.not_read'),
  place: line(200),
  bring: maybeLine(200),
  minCandidates: number,
})
const doneForm = z.object(Object.fromEntries(doneSteps.map((step) => [`done_${step}`, maybeDay()])))
const candidatesForm = z.object({ candidates: line(4000) })
const whyForm = z.object({ why: line(300) })

export function addElectionPages(app: ConsoleApp): void {
  page(app, 'GET /elections', 'read_participation', async ({ work, may, t }) =>
    show(
      t('election.desk.title'),
      <ElectionList elections={await listElections(work)} mayEdit={may('edit_participation')} />
    )
  )
  page(app, 'GET /elections/new', 'edit_participation', (visit) => formPage(visit, {}))
  page(app, 'POST /elections/new', 'edit_participation', (visit) => keep(visit))
  page(app, 'GET /elections/:id', 'read_participation', {
    params: idParams,
    answer: (visit) => electionPage(visit, visit.params.id),
  })
  page(app, 'GET /elections/:id/edit', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const election = await findElection(visit.work, visit.params)
      return election === null ? notFound() : formPage(visit, typedOf(election), election.id)
    },
  })
  page(app, 'POST /elections/:id/edit', 'edit_participation', {
    params: idParams,
    answer: (visit) => keep(visit, visit.params.id),
  })
  page(app, 'POST /elections/:id/candidates', 'edit_participation', { params: idParams, answer: keepList })
  page(app, 'POST /elections/:id/announce', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const announced = await announceElection(visit.work, { electionId: visit.params.id })
      if (announced.ok) return goTo(`/elections/${visit.params.id}`, { say: 'election.desk.announced' })
      if (announced.refusal === 'not_found') return notFound()
      if ('missed' in announced) return electionPage(visit, visit.params.id, { missed: announced.missed })
      return conflict(`election.refused.${announced.refusal}`)
    },
  })
  page(app, 'POST /elections/:id/cancel', 'edit_participation', {
    params: idParams,
    answer: async (visit) => {
      const { work, params, form } = visit
      const read = readForm(whyForm, form)
      if (!read.ok) return electionPage(visit, params.id, { faults: read.faults, form })
      const cancelled = await cancelElection(work, { electionId: params.id, why: read.value.why })
      if (cancelled.ok)
        return goTo(`/elections/${params.id}`, {
          say: cancelled.value.told ? 'election.desk.cancelled' : 'election.desk.cancelled_quietly',
        })
      return cancelled.refusal === 'not_found' ? notFound() : conflict(`election.refused.${cancelled.refusal}`)
    },
  })
  page(app, 'POST /elections/:id/result', 'edit_participation', { params: idParams, answer: keepResult })
}

type Asked = Pick<Visit, 'work' | 'may' | 't'>
type Extras = { missed?: readonly Missed[]; faults?: readonly Fault[]; form?: Form }

async function electionPage(
  { work, may, t }: Asked,
  electionId: string,
  { missed = [], faults = [], form }: Extras = {}
): Promise<Answer> {
  const election = await findElection(work, { id: electionId })
  if (election === null) return notFound()
  const of = { noun: 'election', rowId: electionId } as const
  const parts = { papers: await listPapers(work, of), steps: await thingSteps(work, of) }
  const shown = [...faults, ...(missed.length > 0 ? [{ field: 'main', say: 'ladder.desk.missed' }] : [])]
  return show(
    t('election.desk.page_title', { title: election.title }),
    <ElectionView
      election={election}
      missed={missed}
      mayEdit={may('edit_participation')}
      form={form ?? {}}
      {...parts}
    />,
    { faults: shown }
  )
}

async function keepList(visit: Visit<typeof idParams>): Promise<Answer> {
  const { work, params, form } = visit
  const read = readForm(candidatesForm, form)
  const again = (say: string) => electionPage(visit, params.id, { faults: [{ field: 'candidates', say }], form })
  if (!read.ok) return again(read.faults[0]?.say ?? 'console.fault.missing')
  const candidates = readCandidates(typed(form, 'candidates'))
  if (candidates === null) return again('election.desk.candidates_unread')
  const kept = await keepCandidates(work, { electionId: params.id, candidates })
  if (kept.ok) return goTo(`/elections/${params.id}`, { say: 'election.desk.candidates_kept' })
  return kept.refusal === 'not_found' ? notFound() : again(`election.refused.${kept.refusal}`)
}

/** "Nguyễn Văn Mẫu; 1968; Hưu trí", a line each. Null where a line is something else. */
function readCandidates(text: string): CandidateLine[] | null {
  const lines = text
    .normalize('NFC')
    .split('\n')
    .filter((one) => one.trim() !== '')
  const read = lines.map((one) => {
    const [fullName = '', year = '', job = '', ...more] = one.split(';').map((part) => part.trim())
    const isWhole = fullName !== '' && /^\d{4}$/.test(year) && job !== '' && more.length === 0
    return isWhole ? { fullName, birthYear: Number(year), job } : null
  })
  return read.some((one) => one === null) ? null : (read as CandidateLine[])
}

async function keepResult(visit: Visit<typeof idParams>): Promise<Answer> {
  const { work, params, form } = visit
  const election = await findElection(work, params)
  if (election === null) return notFound()
  const numberIn = (field: string) =>
    /^\d{1,6}$/.test(typed(form, field).trim()) ? Number(typed(form, field)) : undefined
  const votes = Object.fromEntries(
    election.candidates.flatMap(({ id }) => {
      const n = numberIn(`votes_${id}`)
      return n === undefined ? [] : [[id, n]]
    })
  )
  const note = typed(form, 'note').trim()
  const result = { electionId: params.id, present: numberIn('present') ?? null, votes, note: note === '' ? null : note }
  const kept = await recordResult(work, result)
  if (kept.ok) return goTo(`/elections/${params.id}`, { say: 'election.desk.result_kept' })
  if (kept.refusal === 'not_found') return notFound()
  return electionPage(visit, params.id, {
    faults: [{ field: resultFieldOf(election.kind, kept.refusal), say: `election.refused.${kept.refusal}` }],
    form,
  })
}

const resultFieldOf = (kind: ElectionKind, refusal: string): string =>
  refusal === 'note_missing' ? 'note' : kind === 'neighbourhood_head' ? 'present' : 'main'

async function formPage(
  { work, t }: Pick<Visit, 'work' | 't'>,
  form: Form,
  electionId?: string,
  faults: readonly Fault[] = [],
  missed: readonly Missed[] = []
): Promise<Answer> {
  const neighbourhoods = await chooseAmongNeighbourhoods(work)
  const title = t(electionId === undefined ? 'election.desk.add' : 'election.desk.edit')
  return show(title, <ElectionForm {...{ form, electionId, neighbourhoods, missed }} />, { faults })
}

async function keep(visit: Pick<Visit, 'work' | 'form' | 't'>, electionId?: string): Promise<Answer> {
  const { work, form } = visit
  const known = electionId === undefined ? null : await findElection(work, { id: electionId })
  if (electionId !== undefined && known === null) return notFound()
  const [read, done] = [readForm(electionForm, form), readForm(doneForm, form)]
  if (!read.ok || !done.ok)
    return formPage(visit, form, electionId, [...(read.ok ? [] : read.faults), ...(done.ok ? [] : done.faults)])
  const { date, clock, endClock, ...rest } = read.value
  const draft: ElectionDraft = {
    ...rest,
    startsAt: atWardTime(date, clock),
    endsAt: endClock === null ? null : atWardTime(date, endClock),
    done: Object.fromEntries(
      Object.entries(done.value as Record<string, string | null>).flatMap(([name, value]) =>
        value === null ? [] : [[name.slice('done_'.length), value]]
      )
    ),
  }
  const kept =
    electionId === undefined
      ? await draftElection(work, { id: keyIn(form), ...draft })
      : await editElection(work, { electionId, seen: typed(form, 'seen'), ...draft })
  if (kept.ok) return goTo(`/elections/${kept.value?.electionId ?? electionId}`, { say: 'election.desk.kept' })
  if (kept.refusal === 'not_found') return notFound()
  if ('missed' in kept)
    return formPage(visit, form, electionId, [{ field: 'date', say: 'ladder.desk.missed' }], kept.missed)
  const fields: Record<string, string> = {
    neighbourhood_missing: 'neighbourhoodId',
    no_such_neighbourhood: 'neighbourhoodId',
    ends_before_it_begins: 'endClock',
    announced_already: 'kind',
    changed_meanwhile: 'title',
  }
  // shown once more with the mark of what now stands: a second press is meant
  const again = kept.refusal === 'changed_meanwhile' && known !== null ? { ...form, seen: seenOfElection(known) } : form
  return formPage(visit, again, electionId, [
    { field: fields[kept.refusal] ?? 'date', say: `election.refused.${kept.refusal}` },
  ])
}

const typedOf = (election: ElectionPage): Form => ({
  seen: seenOfElection(election),
  ...{
    kind: election.kind,
    title: election.title,
    neighbourhoodId: election.neighbourhoodId ?? '',
    place: election.place,
  },
  ...{ date: wardDateOf(election.startsAt), clock: wardClockOf(election.startsAt), bring: election.bring ?? '' },
  ...{
    endClock: election.endsAt === null ? '' : wardClockOf(election.endsAt),
    minCandidates: String(election.minCandidates),
  },
  ...Object.fromEntries(Object.entries(election.done).map(([step, date]) => [`done_${step}`, date])),
})
