import { z } from 'zod'
import { personRoles, rolesOf, type PersonRole } from '../../ward/civil-event/civil-event.ts'
import { listCivilEvents, type EventLine } from '../../ward/civil-event/list-civil-events.ts'
import { recordVerifiedDeath } from '../../ward/civil-event/record-verified-death.ts'
import {
  closeLetterTask,
  listLetterTasks,
  matchWish,
  type LetterTaskLine,
} from '../../ward/letter-task/handle-letter-task.ts'
import { conflict, goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeLine, readForm, typed, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import { Area, Choice, Field, PostForm } from '../views/forms.tsx'
import { Deed, Go, Tag, When } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import type { Visit } from '../visit.ts'

const idParams = z.object({ id: id() })

/** What families tell: seen to by officials, never by itself. */
export function addLetterTaskPages(app: ConsoleApp): void {
  page(app, 'GET /letters/tasks', 'read_letters', (visit) => tasks(visit))
  page(app, 'POST /letters/tasks/:id/close', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params, form }) => {
      const dismissed = typed(form, 'dismissed') === '1'
      const done = await closeLetterTask(work, { taskId: params.id, note: typed(form, `note-${params.id}`), dismissed })
      return done.ok
        ? goTo('/letters/tasks', { say: 'letter_task.desk.closed' })
        : conflict(`letter_task.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /letters/tasks/:id/match', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params, form }) => {
      const [eventId = '', role = ''] = typed(form, `person-${params.id}`).split(' ')
      const known = z.uuid().safeParse(eventId).success && personRoles.includes(role as PersonRole)
      if (!known) return conflict('letter_task.refused.no_such_person')
      const done = await matchWish(work, { taskId: params.id, eventId, role })
      return done.ok
        ? goTo('/letters/tasks', { say: 'letter_task.desk.matched' })
        : conflict(`letter_task.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /letters/deaths', 'prepare_letters', verifyDeath)
}

const year = () => maybeLine(4).transform((text) => (text !== null && /^\d{4}$/.test(text) ? Number(text) : null))

const deathForm = z.object({
  deceased: line(),
  birthYear: year(),
  gender: z.enum(['male', 'female']).catch('male').nullable(),
  relative: maybeLine(),
  relativeYear: year(),
  died: day(),
  funeral: z.union([z.literal('').transform(() => null), day()]),
})

async function verifyDeath(visit: Visit): Promise<Answer> {
  const read = readForm(deathForm, visit.form)
  if (!read.ok) return tasks(visit, read.faults)
  const { deceased, birthYear, gender, relative, relativeYear, died, funeral } = read.value
  const done = await recordVerifiedDeath(visit.work, {
    deceased: { fullName: deceased, birthYear, gender: typed(visit.form, 'gender') === '' ? null : gender },
    relative: relative === null ? null : { fullName: relative, birthYear: relativeYear },
    diedDate: died,
    funeralDate: funeral,
  })
  if (!done.ok) return conflict(`civil_event.refused.${done.refusal}`)
  return goTo('/letters/tasks', { say: 'letter_task.desk.verified' })
}

async function tasks(visit: Visit, faults: readonly Fault[] = []): Promise<Answer> {
  const { work, may, t } = visit
  const lines = await listLetterTasks(work)
  const wishes = new Set(lines.map(({ kind }) => kind))
  const births = wishes.has('birth_wish') ? await listCivilEvents(work, { kind: 'birth', take: 30 }) : []
  const marriages = wishes.has('marriage_wish') ? await listCivilEvents(work, { kind: 'marriage', take: 30 }) : []
  return show(
    t('letter_task.desk.title'),
    <Tasks lines={lines} births={births} marriages={marriages} mayAct={may('prepare_letters')} />,
    { faults }
  )
}

type TasksProps = {
  lines: readonly LetterTaskLine[]
  births: readonly EventLine[]
  marriages: readonly EventLine[]
  mayAct: boolean
}

function Tasks({ lines, births, marriages, mayAct }: TasksProps) {
  const { t } = usePage()
  return (
    <>
      <p>{t('letter_task.desk.what')}</p>
      {lines.length === 0 ? <p class="empty">{t('letter_task.desk.none')}</p> : null}
      {lines.map((line) => (
        <article class="notice">
          <h2>
            {t(`letter_task.kind.${line.kind}`)}{' '}
            {line.urgent ? <Tag tone="bad">{t('letter_task.desk.urgent')}</Tag> : null}
          </h2>
          <p class="quiet">
            <When at={line.openedAt} />
          </p>
          {line.words === null ? null : <p>{line.words}</p>}
          {line.letterId === null ? null : (
            <p>
              <Go to={`/letters/${line.letterId}`}>{t('letter.desk.open')}</Go>
            </p>
          )}
          {mayAct ? <TaskActs line={line} events={line.kind === 'birth_wish' ? births : marriages} /> : null}
        </article>
      ))}
      {mayAct ? <DeathForm /> : null}
    </>
  )
}

function TaskActs({ line, events }: { line: LetterTaskLine; events: readonly EventLine[] }) {
  const { t } = usePage()
  const isWish = line.kind === 'birth_wish' || line.kind === 'marriage_wish'
  const options = events.flatMap((event) =>
    event.people
      .filter(({ role }) => role !== 'child' && rolesOf[event.kind].includes(role))
      .map(({ role, fullName }) => ({
        value: `${event.id} ${role}`,
        label: `${event.registerNumber ?? ''} · ${t(`civil_event.role.${role}`)} ${fullName}`,
      }))
  )
  return (
    <>
      {isWish && options.length > 0 ? (
        <PostForm action={`/letters/tasks/${line.id}/match`}>
          <Choice name={`person-${line.id}`} label={t('letter_task.desk.match')} options={options} empty="–" />
          <button class="main">{t('letter_task.desk.match_do')}</button>
        </PostForm>
      ) : null}
      <PostForm action={`/letters/tasks/${line.id}/close`}>
        <Area
          name={`note-${line.id}`}
          label={t('letter_task.desk.note')}
          hint={t('letter_task.desk.note_hint')}
          rows={2}
          optional
        />
        <button class="second">{t('letter_task.desk.close')}</button>
      </PostForm>
      <Deed
        action={`/letters/tasks/${line.id}/close`}
        label={t('letter_task.desk.dismiss')}
        tone="second"
        fields={{ dismissed: '1', [`note-${line.id}`]: t('letter_task.desk.dismiss') }}
      />
    </>
  )
}

function DeathForm() {
  const { t } = usePage()
  return (
    <section>
      <h2>{t('letter_task.desk.verify')}</h2>
      <p>{t('letter_task.desk.verify_what')}</p>
      <PostForm action="/letters/deaths">
        <Field name="deceased" label={t('letter_task.desk.deceased')} />
        <Field name="birthYear" label={t('letter_task.desk.birth_year')} inputMode="numeric" short optional />
        <Choice
          name="gender"
          label={t('letter_task.desk.gender')}
          empty="–"
          options={[
            { value: 'male', label: t('letter_task.desk.male') },
            { value: 'female', label: t('letter_task.desk.female') },
          ]}
        />
        <Field name="relative" label={t('letter_task.desk.relative')} optional />
        <Field name="relativeYear" label={t('letter_task.desk.relative_year')} inputMode="numeric" short optional />
        <Field name="died" label={t('letter_task.desk.died')} type="date" short />
        <Field name="funeral" label={t('letter_task.desk.funeral')} type="date" short optional />
        <button class="main">{t('letter_task.desk.verify_do')}</button>
      </PostForm>
    </section>
  )
}
