import { natures, neededRoles, rolesOf, type EventKind, type PersonRole } from '../../ward/civil-event/civil-event.ts'
import { typed, type Form } from '../form.ts'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { Go } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'

export const yearOf = (role: PersonRole): `${PersonRole}Year` => `${role}Year`
export const consentOf = (role: PersonRole): `${PersonRole}Consent` => `${role}Consent`

/** The days an entry of a kind may tell besides its own. */
const daysOf: Readonly<Record<EventKind, readonly DayField[]>> = {
  birth: ['bornDate'],
  marriage: ['handedOverDate'],
  death: ['diedDate', 'funeralDate'],
}
type DayField = 'bornDate' | 'diedDate' | 'funeralDate' | 'handedOverDate'
const labelOf: Readonly<Record<DayField, string>> = {
  bornDate: 'born',
  diedDate: 'died',
  funeralDate: 'funeral',
  handedOverDate: 'handed',
}

/** Who is asked whether they agree to a letter: neither the newborn nor the dead. */
const isAsked = (role: PersonRole): boolean => role !== 'child' && role !== 'deceased'

/** The fields of the form of a kind: nothing else of what was sent is read. */
export const fieldsOf = (kind: EventKind): readonly string[] => [
  ...['kind', 'registerNumber', 'registeredDate', 'nature', ...daysOf[kind]],
  ...rolesOf[kind].flatMap((role) => [role, yearOf(role), ...(isAsked(role) ? [consentOf(role)] : [])]),
]

/** First of all which book of the register: the rest of the form follows from it. */
export function KindLinks({ kinds }: { kinds: readonly EventKind[] }) {
  const { t } = usePage()
  return (
    <p class="deeds" id="kind">
      {kinds.map((kind) => (
        <>
          <Go to={`/civil-events/new?kind=${kind}`} class="button">
            {t(`civil_event.desk.new_of.${kind}`)}
          </Go>{' '}
        </>
      ))}
    </p>
  )
}

/** One entry by hand: what its kind needs, person by person; anything unusual is opened where it is wanted. */
export function EventForm({ kind, form }: { kind: EventKind; form: Form }) {
  const { t, faults } = usePage()
  const isOpen = faults.some(({ field }) => field === 'nature') || !['', 'first'].includes(typed(form, 'nature'))
  return (
    <PostForm action="/civil-events" form={form}>
      <input type="hidden" name="kind" value={kind} />
      <Field name="registerNumber" label={t('civil_event.desk.number')} short />
      <Field name="registeredDate" label={t('civil_event.desk.date')} type="date" short />
      {daysOf[kind].map((field) => (
        <Field name={field} label={t(`civil_event.desk.${labelOf[field]}`)} type="date" short optional />
      ))}
      {rolesOf[kind].map((role) => (
        <PersonFields role={role} needed={neededRoles[kind].includes(role)} form={form} />
      ))}
      <details class="more" open={isOpen}>
        <summary>{t('civil_event.desk.unusual')}</summary>
        <Choice
          name="nature"
          label={t('civil_event.desk.nature')}
          options={natures.map((value) => ({ value, label: t(`civil_event.nature.${value}`) }))}
        />
      </details>
      <button class="main">{t('civil_event.desk.save')}</button>
    </PostForm>
  )
}

function PersonFields({ role, needed, form }: { role: PersonRole; needed: boolean; form: Form }) {
  const { t } = usePage()
  return (
    <fieldset class="field part">
      <legend>{t(`civil_event.desk.person.${role}`)}</legend>
      <Field name={role} label={t('civil_event.desk.name')} value={typed(form, role)} optional={!needed} />
      <Field
        name={yearOf(role)}
        label={t('civil_event.desk.year')}
        value={typed(form, yearOf(role))}
        inputMode="numeric"
        short
        optional
      />
      {isAsked(role) ? (
        <Choice
          name={consentOf(role)}
          label={t('civil_event.desk.consent')}
          value={typed(form, consentOf(role))}
          empty={t('civil_event.desk.consent_none')}
          options={[
            { value: 'chat', label: t('civil_event.desk.consent_chat') },
            { value: 'paper', label: t('civil_event.desk.consent_paper') },
          ]}
        />
      ) : null}
    </fieldset>
  )
}
