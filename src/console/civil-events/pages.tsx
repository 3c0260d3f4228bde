import type { VNode } from 'preact'
import { z } from 'zod'
import { isId } from '../../platform/ids.ts'
import { eventKinds, natures, personRoles, type EventKind } from '../../ward/civil-event/civil-event.ts'
import { eventsNamed, likelySame, listCivilEvents, type EventLine } from '../../ward/civil-event/list-civil-events.ts'
import { mergeDeaths, splitDeath } from '../../ward/civil-event/merge-deaths.ts'
import { recordCivilEvents } from '../../ward/civil-event/record-civil-events.ts'
import type { EventPersonRecord } from '../../ward/civil-event/read-civil-event.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeDay, maybeYear, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Day, Go, Pager, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'
import { consentOf, EventForm, fieldsOf, KindLinks, yearOf } from './event-form.tsx'
import { MergedView, MergeView } from './merge-view.tsx'

const eventForm = z.object({
  kind: z.enum(eventKinds),
  registerNumber: line(60),
  registeredDate: day(),
  nature: z.enum(natures).default('first'),
  bornDate: maybeDay(),
  diedDate: maybeDay(),
  funeralDate: maybeDay(),
  handedOverDate: maybeDay(),
})

const yearsForm = z.object(Object.fromEntries(personRoles.map((role) => [yearOf(role), maybeYear()])))

/** A value that is none of these is no answer: taken for "no", somebody's tick would be lost without a word. */
const consent = z.enum(['', 'chat', 'paper']).default('')
const consentsForm = z.object(Object.fromEntries(personRoles.map((role) => [consentOf(role), consent])))

const cursorQuery = z.object({ cursor: id().optional() })

/** The register's events, and one by hand where no file and no other system brings it. */
export function addCivilEventPages(app: ConsoleApp): void {
  page(app, 'GET /civil-events', 'read_letters', {
    query: cursorQuery,
    answer: events,
  })
  page(app, 'POST /civil-events', 'prepare_letters', record)
  page(app, 'GET /civil-events/new', 'prepare_letters', {
    query: z.object({ kind: z.enum(eventKinds).optional() }),
    answer: ({ t, query: { kind } }) => newEvent(t, kind),
  })
  page(app, 'GET /civil-events/:id/merge', 'read_letters', { params: idParams, answer: mergePage })
  page(app, 'POST /civil-events/:id/merge', 'prepare_letters', { params: idParams, answer: merge })
  page(app, 'POST /civil-events/:id/split', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params }) => {
      const done = await splitDeath(work, { eventId: params.id })
      return done.ok
        ? goTo('/civil-events', { say: 'civil_event.desk.split' })
        : conflict(`civil_event.refused.${done.refusal}`)
    },
  })
}

const idParams = z.object({ id: id() })

async function events({ work, may, t, query }: Visit<never, typeof cursorQuery>): Promise<Answer> {
  const { events: lines, next } = await listCivilEvents(work, query)
  const pager = <Pager next={next} isFirst={query.cursor === undefined} />
  return show(t('civil_event.desk.title'), <Events lines={lines} pager={pager} mayRecord={may('prepare_letters')} />)
}

/** Which book first; then the form of that book. */
const newEvent = (
  t: Visit['t'],
  kind: EventKind | undefined,
  form: Form = {},
  faults: readonly Fault[] = []
): Answer =>
  kind === undefined
    ? show(t('civil_event.desk.new'), <KindLinks kinds={eventKinds} />, { faults })
    : show(t(`civil_event.desk.new_of.${kind}`), <EventForm kind={kind} form={form} />, { faults })

async function mergePage({ work, params, may, t }: Visit<typeof idParams>): Promise<Answer> {
  const [event] = await eventsNamed(work, [params.id])
  if (event?.kind !== 'death' || event.status === 'annulled') return notFound()
  const title = t('civil_event.desk.merge_title')
  if (event.mergedIntoId !== null) {
    const [main] = await eventsNamed(work, [event.mergedIntoId])
    return main === undefined
      ? notFound()
      : show(title, <MergedView event={event} main={main} mayAct={may('prepare_letters')} />)
  }
  const likely = may('prepare_letters') ? await likelySame(work, { eventId: event.id }) : []
  return show(title, <MergeView event={event} likely={likely} />)
}

async function merge({ work, params, form }: Visit<typeof idParams>): Promise<Answer> {
  const other = typed(form, 'with')
  if (!isId(other)) return conflict('civil_event.refused.not_to_merge')
  const done = await mergeDeaths(work, { eventIds: [params.id, other] })
  if (!done.ok) return conflict(`civil_event.refused.${done.refusal}`)
  return goTo('/civil-events', {
    say: done.value.bothLeft ? 'civil_event.desk.merged_both_left' : 'civil_event.desk.merged',
  })
}

async function record(visit: Visit): Promise<Answer> {
  const { work, t } = visit
  const kind = eventKinds.find((one) => one === typed(visit.form, 'kind'))
  if (kind === undefined) return newEvent(t, kind, {}, [{ field: 'kind', say: 'civil_event.desk.no_kind' }])
  const form = Object.fromEntries(Object.entries(visit.form).filter(([field]) => fieldsOf(kind).includes(field)))
  const again = (faults: readonly Fault[]) => newEvent(t, kind, form, faults)
  const read = readForm(eventForm, form)
  const years = readForm(yearsForm, form)
  const consents = readForm(consentsForm, form)
  if (!read.ok || !years.ok || !consents.ok)
    return again([read, years, consents].flatMap((one) => (one.ok ? [] : one.faults)))
  const people = personRoles.flatMap((role): EventPersonRecord[] => {
    const fullName = typed(form, role).trim()
    if (fullName === '') return []
    return [
      {
        role,
        fullName,
        birthYear: years.value[yearOf(role)] ?? null,
        consent: consents.value[consentOf(role)] || null,
      },
    ]
  })
  const { reports, faults } = await recordCivilEvents(work, [{ ...read.value, people }])
  if (faults.length > 0) {
    return again(faults.map(({ field, fault }) => ({ field, say: `civil_event.fault.${fault}` })))
  }
  return goTo('/civil-events', {
    say: reports[0]?.effect === 'known' ? 'civil_event.desk.known' : 'civil_event.desk.saved',
  })
}

type EventsProps = { lines: readonly EventLine[]; pager: VNode; mayRecord: boolean }

function Events({ lines, pager, mayRecord }: EventsProps) {
  const { t } = usePage()
  const names = ({ people }: EventLine) =>
    people
      .map(({ role, fullName }) => `${t(`civil_event.role.${role}`)} ${fullName || t('civil_event.desk.nobody')}`)
      .join(', ')
  return (
    <>
      <p>{t('civil_event.desk.what')}</p>
      {mayRecord ? <KindLinks kinds={eventKinds} /> : null}
      <Table
        caption={t('civil_event.desk.title')}
        rows={lines}
        empty={t('civil_event.desk.none')}
        columns={[
          { title: t('civil_event.desk.number'), kind: 'main', cell: ({ registerNumber }) => registerNumber ?? '–' },
          { title: t('civil_event.desk.kind'), cell: ({ kind }) => t(`civil_event.kind.${kind}`) },
          { title: t('civil_event.desk.date'), cell: ({ registeredDate }) => <Day date={registeredDate} /> },
          { title: t('civil_event.desk.nature'), cell: ({ nature }) => t(`civil_event.nature.${nature}`) },
          {
            title: t('civil_event.desk.who'),
            cell: (event) => (
              <>
                {names(event)} <Same event={event} />
              </>
            ),
          },
          {
            title: t('civil_event.desk.letter'),
            cell: ({ letter }) =>
              letter === null ? (
                '–'
              ) : (
                <Go to={`/letters/${letter.id}`}>
                  <Tag>{t(`letter.status.${letter.status}`)}</Tag>
                </Go>
              ),
          },
        ]}
      />
      {pager}
    </>
  )
}

/** A death may have been told twice: the way to say so, or the mark that somebody has. */
function Same({ event }: { event: EventLine }) {
  const { t } = usePage()
  if (event.kind !== 'death' || event.status === 'annulled') return null
  const isMerged = event.status === 'merged'
  return (
    <>
      {isMerged ? <Tag>{t('civil_event.desk.is_merged')}</Tag> : null}{' '}
      <Go to={`/civil-events/${event.id}/merge`}>
        {t(isMerged ? 'civil_event.desk.see_merged' : 'civil_event.desk.same')}
      </Go>
    </>
  )
}
