import { typed } from '../form.ts'
import { Choice } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { ActForm, NotYours, type Props } from './act-form.tsx'
import { isOpen } from './other-act.tsx'
import { fieldOptions, optionsOf } from './words.ts'

/** A new report: what it is, how pressing, whose, and to whom it goes. */
export function Accept({ model }: Props) {
  const { t } = usePage()
  if (!isOpen(model, 'accept', 'take_in_feedback')) return <NotYours model={model} of="awaiting_intake" />
  const { form, page, suggestion } = model
  return (
    <ActForm model={model} act="accept">
      <div class="columns">
        <Choice
          name="kind"
          label={t('feedback.desk.kind_label')}
          options={optionsOf(t, 'kind')}
          value={typed(form, 'kind') || page.row.kind}
        />
        <Choice
          name="field"
          label={t('feedback.desk.field')}
          options={fieldOptions(t)}
          value={typed(form, 'field') || suggestion.field}
        />
        <Choice
          name="urgency"
          label={t('feedback.desk.urgency_label')}
          options={optionsOf(t, 'urgency')}
          value={typed(form, 'urgency') || 'normal'}
        />
        <Choice
          name="authority"
          label={t('feedback.desk.whose')}
          options={optionsOf(t, 'authority')}
          value={typed(form, 'authority') || 'ward'}
        />
        <UnitAndPerson model={model} mayWait />
      </div>
      <button class="main">{t('feedback.desk.do.accept')}</button>
    </ActForm>
  )
}

function UnitAndPerson({ model: { handlers, form, suggestion }, mayWait = false }: Props & { mayWait?: boolean }) {
  const { t } = usePage()
  return (
    <>
      <Choice
        name="unit"
        label={t('feedback.desk.unit')}
        options={handlers.units.map((unit) => ({ value: unit, label: unit }))}
        value={typed(form, 'unit') || suggestion.unit || handlers.units[0]}
        empty={t(mayWait ? 'feedback.desk.unit_later' : 'console.form.choose')}
      />
      <Choice
        name="assignee"
        label={t('feedback.desk.assignee')}
        options={handlers.people.map(({ id, fullName, unit }) => ({
          value: id,
          label: unit === null ? fullName : `${fullName} (${unit})`,
        }))}
        value={typed(form, 'assignee')}
        empty={t('feedback.desk.assignee_any')}
      />
    </>
  )
}

export function Assign({ model }: Props) {
  const { t } = usePage()
  if (!isOpen(model, 'assign', 'take_in_feedback')) return <NotYours model={model} of="received" />
  return (
    <ActForm model={model} act="assign">
      <div class="columns">
        <UnitAndPerson model={model} />
      </div>
      <button class="main">{t('feedback.desk.do.assign')}</button>
    </ActForm>
  )
}
