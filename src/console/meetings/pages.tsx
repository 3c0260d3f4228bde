import { z } from 'zod'
import { atWardTime, isClock, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { thingSteps } from '../../ward/ladder/thing-steps.ts'
import type { Missed } from '../../ward/ladder/ladder.ts'
import { callMeeting, cancelMeeting } from '../../ward/meeting/call-meeting.ts'
import { draftMeeting, editMeeting, seenOfMeeting, type MeetingDraft } from '../../ward/meeting/keep-meeting.ts'
import { carriedOf } from '../../ward/meeting/carried-of.ts'
import { keepMinutes } from '../../ward/meeting/keep-minutes.ts'
import { listHouseholds } from '../../ward/meeting/list-households.ts'
import { findMeeting, listMeetings, type MeetingRow } from '../../ward/meeting/list-meetings.ts'
import { longestMinutes, meetingKinds, type MeetingKind } from '../../ward/meeting/meeting.ts'
import { recordAttendance } from '../../ward/meeting/record-attendance.ts'
import { mayKeepMeeting } from '../../ward/meeting/own-meeting.ts'
import { ownNeighbourhoods } from '../../ward/official/own-neighbourhoods.ts'
import { listPapers } from '../../ward/paper/list-papers.ts'
import { listPostings } from '../../ward/posting/list-postings.ts'
import { conflict, forbidden, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { boxes, day, id, keyIn, line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { HouseholdList } from './household-list.tsx'
import { MeetingForm } from './meeting-form.tsx'
import { MeetingList, MeetingView } from './views.tsx'

const idParams = z.object({ id: id() })
const whole = z
  .string()
  .default('')
  .transform((text) => (text.trim() === '' ? null : Number(text)))
  .pipe(
    z
      .number('console.fault.not_a_number')
      .int('console.fault.not_a_number')
      .min(0, 'console.fault.not_a_number')
      .nullable()
  )

const meetingForm = z.object({
  kind: z.enum(meetingKinds as unknown as [MeetingKind, ...MeetingKind[]], 'console.fault.choose'),
  matter: whole.pipe(z.number().max(6, 'console.fault.choose').nullable()),
  title: line(200),
  agenda: line(2000).transform((text) => text.split(/\s*\n\s*/).filter(Boolean)),
  place: line(200),
  date: day(),
  clock: line(5).refine(isClock, 'console.fault.not_read'),
  chair: line(200),
  contact: line(200),
  number: maybeLine(60),
  neighbourhoodIds: boxes(),
})
const whyForm = z.object({ why: line(300) })
const minutesForm = z.object({ minutes: line(longestMinutes), yes: whole })
const presentForm = z.object({ present: boxes(), shown: boxes() })

export function addMeetingPages(app: ConsoleApp): void {
  page(app, 'GET /meetings', 'read_participation', async ({ work, may, t }) =>
    show(t('meeting.desk.title'), <MeetingList meetings={await listMeetings(work)} mayEdit={may('keep_meetings')} />)
  )
  page(app, 'GET /meetings/new', 'keep_meetings', async (visit) => {
    const { isWholeWard, places } = await placesOf(visit)
    return formPage(visit, isWholeWard ? {} : { neighbourhoodIds: places.map(({ id }) => id) })
  })
  page(app, 'POST /meetings/new', 'keep_meetings', (visit) => keep(visit))
  page(app, 'GET /meetings/:id', 'read_participation', {
    params: idParams,
    answer: (visit) => meetingPage(visit, visit.params.id),
  })
  page(app, 'GET /meetings/:id/edit', 'keep_meetings', {
    params: idParams,
    answer: own(async (visit, meeting) => formPage(visit, typedOf(meeting), meeting.id)),
  })
  page(app, 'POST /meetings/:id/edit', 'keep_meetings', {
    params: idParams,
    answer: own((visit) => keep(visit, visit.params.id)),
  })
  page(app, 'POST /meetings/:id/call', 'keep_meetings', {
    params: idParams,
    answer: own(async (visit) => {
      const called = await callMeeting(visit.work, { meetingId: visit.params.id })
      if (called.ok) return goTo(`/meetings/${visit.params.id}`, { say: 'meeting.desk.called' })
      if (called.refusal === 'not_found') return notFound()
      if ('missed' in called) return meetingPage(visit, visit.params.id, called.missed)
      return conflict(`meeting.refused.${called.refusal}`)
    }),
  })
  page(app, 'POST /meetings/:id/cancel', 'keep_meetings', {
    params: idParams,
    answer: own(async (visit) => {
      const { work, params, form } = visit
      const read = readForm(whyForm, form)
      if (!read.ok) return meetingPage(visit, params.id, [], read.faults)
      const cancelled = await cancelMeeting(work, { meetingId: params.id, why: read.value.why })
      if (cancelled.ok)
        return goTo(`/meetings/${params.id}`, {
          say: cancelled.value.told ? 'meeting.desk.cancelled' : 'meeting.desk.cancelled_quietly',
        })
      return cancelled.refusal === 'not_found' ? notFound() : conflict(`meeting.refused.${cancelled.refusal}`)
    }),
  })
  page(app, 'GET /meetings/:id/households', 'keep_meetings', {
    params: idParams,
    isPersonal: true,
    answer: own(householdsPage),
  })
  page(app, 'POST /meetings/:id/households', 'keep_meetings', {
    params: idParams,
    answer: own(async ({ work, params, form }) => {
      const read = readForm(presentForm, form)
      const kept = await recordAttendance(work, { meetingId: params.id, ...(read.ok ? read.value : { present: [] }) })
      if (kept.ok)
        return goTo(`/meetings/${params.id}/households`, { say: 'meeting.desk.attendance_kept', with: kept.value })
      return kept.refusal === 'not_found' ? notFound() : conflict(`meeting.refused.${kept.refusal}`)
    }),
  })
  page(app, 'POST /meetings/:id/minutes', 'keep_meetings', {
    params: idParams,
    answer: own(async (visit) => {
      const { work, params, form } = visit
      const read = readForm(minutesForm, form)
      if (!read.ok) return meetingPage(visit, params.id, [], read.faults)
      const kept = await keepMinutes(work, { meetingId: params.id, ...read.value })
      if (kept.ok) return goTo(`/meetings/${params.id}`, { say: 'meeting.desk.minutes_kept' })
      if (kept.refusal === 'not_found') return notFound()
      if (!ofVotes.includes(kept.refusal)) return conflict(`meeting.refused.${kept.refusal}`)
      return meetingPage(visit, params.id, [], [{ field: 'yes', say: `meeting.refused.${kept.refusal}` }])
    }),
  })
}

/** What is mended in the number of votes. */
const ofVotes: readonly string[] = ['votes_missing', 'more_than_there_are', 'more_than_came']

type MeetingVisit = Visit<typeof idParams>

/** A head of a neighbourhood opens and keeps meetings of the own one; those of others are there, but not theirs. */
const own =
  (answer: (visit: MeetingVisit, meeting: MeetingRow) => Answer | Promise<Answer>) =>
  async (visit: MeetingVisit): Promise<Answer> => {
    const meeting = await findMeeting(visit.work, visit.params)
    if (meeting === null) return notFound()
    return (await mayKeepMeeting(visit.work, meeting.neighbourhoodIds)) ? answer(visit, meeting) : forbidden()
  }

const placesOf = ({ work, official }: Pick<Visit, 'work' | 'official'>) =>
  ownNeighbourhoods(work, { officialId: official.id, wholeWard: 'edit_participation' })

type Asked = Pick<Visit, 'work' | 'may' | 't' | 'form'>

async function meetingPage(
  { work, may, t, form }: Asked,
  meetingId: string,
  missed: readonly Missed[] = [],
  faults: readonly Fault[] = []
): Promise<Answer> {
  const meeting = await findMeeting(work, { id: meetingId })
  if (meeting === null) return notFound()
  const of = { noun: 'meeting', rowId: meetingId } as const
  const parts = {
    papers: await listPapers(work, of),
    postings: await listPostings(work, of),
    steps: await thingSteps(work, of),
    carried: await carriedOf(work, meeting),
    list: await listHouseholds(work, { meetingId }),
  }
  const mayEdit = may('keep_meetings') && (await mayKeepMeeting(work, meeting.neighbourhoodIds))
  const shown = [...faults, ...(missed.length > 0 ? [{ field: 'main', say: 'ladder.desk.missed' }] : [])]
  return show(
    t('meeting.desk.page_title', { title: meeting.title }),
    <MeetingView meeting={meeting} missed={missed} mayEdit={mayEdit} form={form} {...parts} />,
    { faults: shown }
  )
}

async function householdsPage({ work, params, t }: MeetingVisit, meeting: MeetingRow): Promise<Answer> {
  const list = await listHouseholds(work, { meetingId: params.id })
  if (list === null) return notFound()
  return show(
    t('meeting.desk.households_title', { title: meeting.title }),
    <HouseholdList meeting={meeting} list={list} />
  )
}

async function formPage(
  { work, official, t }: Pick<Visit, 'work' | 'official' | 't'>,
  form: Form,
  meetingId?: string,
  faults: readonly Fault[] = [],
  missed: readonly Missed[] = []
): Promise<Answer> {
  const { places: neighbourhoods } = await placesOf({ work, official })
  const title = t(meetingId === undefined ? 'meeting.desk.add' : 'meeting.desk.edit')
  return show(title, <MeetingForm {...{ form, meetingId, neighbourhoods, missed }} />, { faults })
}

async function keep(visit: Pick<Visit, 'work' | 'official' | 'form' | 't'>, meetingId?: string): Promise<Answer> {
  const { work, form } = visit
  const known = meetingId === undefined ? null : await findMeeting(work, { id: meetingId })
  if (meetingId !== undefined && known === null) return notFound()
  const read = readForm(meetingForm, form)
  if (!read.ok) return formPage(visit, form, meetingId, read.faults)
  const { date, clock, matter, ...rest } = read.value
  const draft: MeetingDraft = {
    ...rest,
    matter: matter === 0 ? null : matter,
    startsAt: atWardTime(date, clock),
    householdIds: known?.householdIds ?? [],
  }
  const kept =
    meetingId === undefined
      ? await draftMeeting(work, { id: keyIn(form), ...draft })
      : await editMeeting(work, { meetingId, seen: typed(form, 'seen'), ...draft })
  if (kept.ok) return goTo(`/meetings/${kept.value?.meetingId ?? meetingId}`, { say: 'meeting.desk.kept' })
  if (kept.refusal === 'not_found') return notFound()
  if ('missed' in kept)
    return formPage(visit, form, meetingId, [{ field: 'date', say: 'ladder.desk.missed' }], kept.missed)
  // shown once more with the mark of what now stands: a second press is meant
  const again = kept.refusal === 'changed_meanwhile' && known !== null ? { ...form, seen: seenOfMeeting(known) } : form
  const field = fieldOf[kept.refusal] ?? 'date'
  return formPage(visit, again, meetingId, [{ field, say: `meeting.refused.${kept.refusal}` }])
}

const fieldOf: Readonly<Record<string, string>> = {
  no_such_neighbourhood: 'neighbourhoodIds',
  not_yours: 'neighbourhoodIds',
  called_already: 'kind',
  elects_head: 'kind',
  changed_meanwhile: 'title',
}

const typedOf = (meeting: MeetingRow): Form => ({
  seen: seenOfMeeting(meeting),
  ...{
    kind: meeting.kind,
    matter: String(meeting.matter ?? ''),
    title: meeting.title,
    agenda: meeting.agenda.join('\n'),
  },
  ...{
    place: meeting.place,
    date: wardDateOf(meeting.startsAt),
    clock: wardClockOf(meeting.startsAt),
    chair: meeting.chair,
  },
  ...{ contact: meeting.contact, number: meeting.number ?? '', neighbourhoodIds: meeting.neighbourhoodIds },
})
