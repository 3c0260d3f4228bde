import { rolesOf } from '../../ward/civil-event/civil-event.ts'
import type { Namesake } from '../../ward/civil-event/find-namesakes.ts'
import type { EventLine } from '../../ward/civil-event/list-civil-events.ts'
import type { LetterTaskLine } from '../../ward/letter-task/handle-letter-task.ts'
import type { Form } from '../form.ts'
import { Area, Choice, Field, PostForm } from '../views/forms.tsx'
import { Deed, Go, Tag, When } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'

type TasksProps = {
  lines: readonly LetterTaskLine[]
  /** Entries a wish may belong to. */
  wishes: Record<'birth_wish' | 'marriage_wish', readonly EventLine[]>
  /** The entries that tasks are about. */
  about: readonly EventLine[]
  namesakes: ReadonlyMap<string, readonly Namesake[]>
  form: Form
  mayAct: boolean
}

/** What waits for an official, and the form by which a death becomes known before the register tells it. */
export function Tasks({ lines, wishes, about, namesakes, form, mayAct }: TasksProps) {
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
          {line.words === null ? null : <p class="told">{line.words}</p>}
          <About event={about.find(({ id }) => id === line.eventId)} />
          {line.letterId === null ? null : (
            <p>
              <Go to={`/letters/${line.letterId}`}>{t('letter.desk.open')}</Go>
            </p>
          )}
          {mayAct && line.eventId !== null ? (
            <WhoDied line={line} namesakes={namesakes.get(line.eventId) ?? []} />
          ) : null}
          {mayAct ? <TaskActs line={line} events={isWish(line) ? wishes[line.kind] : []} /> : null}
        </article>
      ))}
      {mayAct ? <DeathForm form={form} /> : null}
    </>
  )
}

type Wish = LetterTaskLine & { kind: 'birth_wish' | 'marriage_wish' }
const isWish = (line: LetterTaskLine): line is Wish => line.kind === 'birth_wish' || line.kind === 'marriage_wish'

/** Whom it is about, and the letter that stands still because of it. */
function About({ event }: { event: EventLine | undefined }) {
  const { t } = usePage()
  if (event === undefined) return null
  const names = event.people.map(({ role, fullName }) => `${t(`civil_event.role.${role}`)} ${fullName}`).join(', ')
  return (
    <p>
      {t('letter_task.desk.event')}: {t(`civil_event.kind.${event.kind}`)} {event.registerNumber ?? ''} · {names}{' '}
      {event.letter === null ? null : <Go to={`/letters/${event.letter.id}`}>{t('letter.desk.open')}</Go>}
    </p>
  )
}

function WhoDied({ line, namesakes }: { line: LetterTaskLine; namesakes: readonly Namesake[] }) {
  const { t } = usePage()
  if (namesakes.length === 0) return null
  const options = namesakes.map(({ citizenId, fullName, birthYear, neighbourhood }) => ({
    value: citizenId,
    label: [fullName, birthYear === null ? null : t('letter_task.desk.born', { year: birthYear }), neighbourhood]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <PostForm action={`/letters/tasks/${line.id}/who`}>
      <Choice
        name={`who-${line.id}`}
        label={t('letter_task.desk.who')}
        hint={t('letter_task.desk.who_what')}
        empty="–"
        options={[...options, { value: 'none', label: t('letter_task.desk.who_none') }]}
      />
      <button class="main">{t('letter_task.desk.who_do')}</button>
    </PostForm>
  )
}

function TaskActs({ line, events }: { line: LetterTaskLine; events: readonly EventLine[] }) {
  const { t } = usePage()
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
      {isWish(line) && options.length > 0 ? (
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

function DeathForm({ form }: { form: Form }) {
  const { t } = usePage()
  return (
    <section>
      <h2>{t('letter_task.desk.verify')}</h2>
      <p>{t('letter_task.desk.verify_what')}</p>
      <PostForm action="/letters/deaths" form={form}>
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
