import type { VNode } from 'preact'
import { z } from 'zod'
import { eventKinds, natures, personRoles, type PersonRole } from '../../ward/civil-event/civil-event.ts'
import { listCivilEvents, type EventLine } from '../../ward/civil-event/list-civil-events.ts'
import { recordCivilEvents } from '../../ward/civil-event/record-civil-events.ts'
import type { EventPersonRecord } from '../../ward/civil-event/read-civil-event.ts'
import { goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeDay, maybeYear, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { Day, Go, Pager, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'

const yearOf = (role: PersonRole): `${PersonRole}Year` => `${role}Year`
const consentOf = (role: PersonRole): `${PersonRole}Consent` => `${role}Consent`

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

/** The register's events, and one by hand where no file and no other system brings it. */
export function addCivilEventPages(app: ConsoleApp): void {
  page(app, 'GET /civil-events', 'read_letters', {
    query: z.object({ cursor: id().optional() }),
    answer: (visit) => events(visit, visit.query),
  })
  page(app, 'POST /civil-events', 'prepare_letters', record)
}

async function events(
  { work, may, t }: Pick<Visit, 'work' | 'may' | 't'>,
  { cursor }: { cursor?: string } = {},
  form: Form = {},
  faults: readonly Fault[] = []
): Promise<Answer> {
  const { events: lines, next } = await listCivilEvents(work, { cursor })
  const pager = <Pager next={next} isFirst={cursor === undefined} />
  return show(
    t('civil_event.desk.title'),
    <Events lines={lines} pager={pager} form={form} mayRecord={may('prepare_letters')} />,
    { faults }
  )
}

async function record(visit: Visit): Promise<Answer> {
  const { work, form } = visit
  const read = readForm(eventForm, form)
  const years = readForm(yearsForm, form)
  const consents = readForm(consentsForm, form)
  if (!read.ok || !years.ok || !consents.ok)
    return events(
      visit,
      undefined,
      form,
      [read, years, consents].flatMap((one) => (one.ok ? [] : one.faults))
    )
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
    return events(
      visit,
      undefined,
      form,
      faults.map(({ field, fault }) => ({ field, say: `civil_event.fault.${fault}` }))
    )
  }
  return goTo('/civil-events', {
    say: reports[0]?.effect === 'known' ? 'civil_event.desk.known' : 'civil_event.desk.saved',
  })
}

type EventsProps = { lines: readonly EventLine[]; pager: VNode; form: Form; mayRecord: boolean }

function Events({ lines, pager, form, mayRecord }: EventsProps) {
  const { t } = usePage()
  const names = ({ people }: EventLine) =>
    people
      .map(({ role, fullName }) => `${t(`civil_event.role.${role}`)} ${fullName || t('civil_event.desk.nobody')}`)
      .join(', ')
  return (
    <>
      <p>{t('civil_event.desk.what')}</p>
      <Table
        caption={t('civil_event.desk.title')}
        rows={lines}
        empty={t('civil_event.desk.none')}
        columns={[
          { title: t('civil_event.desk.number'), kind: 'main', cell: ({ registerNumber }) => registerNumber ?? '–' },
          { title: t('civil_event.desk.kind'), cell: ({ kind }) => t(`civil_event.kind.${kind}`) },
          { title: t('civil_event.desk.date'), cell: ({ registeredDate }) => <Day date={registeredDate} /> },
          { title: t('civil_event.desk.nature'), cell: ({ nature }) => t(`civil_event.nature.${nature}`) },
          { title: t('civil_event.desk.who'), cell: names },
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
      {mayRecord ? <EventForm form={form} /> : null}
    </>
  )
}

function EventForm({ form }: { form: Form }) {
  const { t } = usePage()
  return (
    <section>
      <h2>{t('civil_event.desk.new')}</h2>
      <PostForm action="/civil-events" form={form}>
        <Choice
          name="kind"
          label={t('civil_event.desk.kind')}
          options={eventKinds.map((value) => ({ value, label: t(`civil_event.kind.${value}`) }))}
        />
        <Field name="registerNumber" label={t('civil_event.desk.number')} short />
        <Field name="registeredDate" label={t('civil_event.desk.date')} type="date" short />
        <Choice
          name="nature"
          label={t('civil_event.desk.nature')}
          options={natures.map((value) => ({ value, label: t(`civil_event.nature.${value}`) }))}
        />
        <Field name="bornDate" label={t('civil_event.desk.born')} type="date" short optional />
        <Field name="diedDate" label={t('civil_event.desk.died')} type="date" short optional />
        <Field name="funeralDate" label={t('civil_event.desk.funeral')} type="date" short optional />
        <Field name="handedOverDate" label={t('civil_event.desk.handed')} type="date" short optional />
        <p class="hint">{t('civil_event.desk.people_hint')}</p>
        {personRoles.map((role) => (
          <PersonFields role={role} form={form} />
        ))}
        <button class="main">{t('civil_event.desk.save')}</button>
      </PostForm>
    </section>
  )
}

function PersonFields({ role, form }: { role: (typeof personRoles)[number]; form: Form }) {
  const { t } = usePage()
  const who = t(`civil_event.role.${role}`)
  return (
    <>
      <Field name={role} label={`${t('civil_event.desk.name')}: ${who}`} value={typed(form, role)} optional />
      <Field
        name={yearOf(role)}
        label={`${t('civil_event.desk.year')}: ${who}`}
        value={typed(form, yearOf(role))}
        inputMode="numeric"
        short
        optional
      />
      {role === 'child' || role === 'deceased' ? null : (
        <Choice
          name={consentOf(role)}
          label={`${t('civil_event.desk.consent')}: ${who}`}
          value={typed(form, consentOf(role))}
          empty={t('civil_event.desk.consent_none')}
          options={[
            { value: 'chat', label: t('civil_event.desk.consent_chat') },
            { value: 'paper', label: t('civil_event.desk.consent_paper') },
          ]}
        />
      )}
    </>
  )
}
