import { confidences } from '../../ward/law/dated-row.ts'
import { typed, ticked, type Form } from '../form.ts'
import { Area, Boxes, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Notice } from '../views/parts.tsx'
import { interlinks, onlineLevels } from './levels.ts'

/** Everything an answer to a citizen is made of, and where it was read. */
export function ProcedureForm({ procedureId, form }: { procedureId: string; form: Form }) {
  const { t } = usePage()
  const label = (name: string) => t(`console.procedures.${name}`)
  const options = (list: readonly string[], of: string) =>
    list.map((value) => ({ value, label: t(`console.procedures.${of}.${value}`) }))
  const value = (name: string) => typed(form, name)
  return (
    <PostForm action={`/procedures/${procedureId}/edit`}>
      <Notice>{label('edit_what')}</Notice>
      <Field name="name" label={label('name')} value={value('name')} />
      <Field name="field" label={label('field')} value={value('field')} />
      <Field name="department" label={label('department')} value={value('department')} optional />
      <Field name="code" label={label('code')} value={value('code')} optional short />
      <Area
        name="documents"
        label={label('documents')}
        hint={label('one_a_line')}
        value={value('documents')}
        rows={6}
        optional
      />
      <Field
        name="deadlineText"
        label={label('deadline')}
        hint={label('deadline_hint')}
        value={value('deadlineText')}
      />
      <Field
        name="deadlineWorkingDays"
        label={label('working_days')}
        hint={label('working_days_hint')}
        value={value('deadlineWorkingDays')}
        inputMode="numeric"
        optional
        short
      />
      <Boxes
        name="cutOff15h"
        legend={label('same_day')}
        options={[{ value: '1', label: label('cut_off') }]}
        values={ticked(form, 'cutOff15h')}
      />
      <Field name="feeText" label={label('fee')} hint={label('fee_hint')} value={value('feeText')} />
      <Field
        name="feeDong"
        label={label('fee_dong')}
        hint={label('fee_dong_hint')}
        value={value('feeDong')}
        inputMode="numeric"
        optional
        short
      />
      <Field name="whereToDo" label={label('where')} value={value('whereToDo')} optional />
      <Boxes
        name="onTheSpot"
        legend={label('at_once')}
        options={[{ value: '1', label: label('on_the_spot') }]}
        values={ticked(form, 'onTheSpot')}
      />
      <Choice
        name="onlineLevel"
        label={label('online_level')}
        options={options(onlineLevels, 'online')}
        value={value('onlineLevel')}
      />
      <Choice
        name="interlink"
        label={label('interlink_title')}
        options={options(interlinks, 'interlink')}
        value={value('interlink')}
      />
      <Area
        name="aliases"
        label={label('aliases')}
        hint={label('aliases_hint')}
        value={value('aliases')}
        rows={4}
        optional
      />
      <Field name="source" label={label('source')} hint={label('source_hint')} value={value('source')} />
      <Choice
        name="confidence"
        label={t('console.confidence.title')}
        options={confidences.map((one) => ({ value: one, label: t(`console.confidence.${one.toLowerCase()}`) }))}
        value={value('confidence')}
      />
      <Field
        name="effectiveFrom"
        label={label('effective_from')}
        hint={label('effective_from_hint')}
        type="date"
        value={value('effectiveFrom')}
        short
      />
      <Field name="effectiveTo" label={label('effective_to')} type="date" value={value('effectiveTo')} optional short />
      <button class="main">{t('console.form.save')}</button>
    </PostForm>
  )
}
