import { categories, categoryKey, clockRules } from '../../ward/disclosure/disclosure.ts'
import type { DisclosureRow } from '../../ward/disclosure/list-disclosures.ts'
import { typed, type Form } from '../form.ts'
import { Area, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'

export function DisclosureForm({
  form,
  disclosureId,
  others,
}: {
  form: Form
  disclosureId: string | undefined
  others: readonly DisclosureRow[]
}) {
  const { t } = usePage()
  return (
    <PostForm action={disclosureId === undefined ? '/disclosures/new' : `/disclosures/${disclosureId}/edit`}>
      <Choice
        name="category"
        label={t('disclosure.desk.category')}
        options={categories.map((value) => ({
          value,
          label: `${value}. ${t(`disclosure.category.${categoryKey(value)}`)}`,
        }))}
        value={typed(form, 'category')}
        empty={t('console.form.choose')}
      />
      <Field name="title" label={t('disclosure.desk.name')} value={typed(form, 'title')} />
      <Area
        name="summary"
        label={t('disclosure.desk.summary')}
        hint={t('disclosure.desk.summary_hint')}
        value={typed(form, 'summary')}
      />
      <Field name="decisionNumber" label={t('disclosure.desk.decision')} value={typed(form, 'decisionNumber')} short />
      <Field
        name="decisionDate"
        label={t('disclosure.desk.decision_date')}
        type="date"
        value={typed(form, 'decisionDate')}
        short
      />
      <Choice
        name="clockRule"
        label={t('disclosure.desk.clock')}
        hint={t('disclosure.desk.clock_hint')}
        options={clockRules.map((value) => ({ value, label: t(`disclosure.clock.${clockKey(value)}`) }))}
        value={typed(form, 'clockRule')}
      />
      <Field
        name="clockDate"
        label={t('disclosure.desk.clock_date')}
        hint={t('disclosure.desk.clock_date_hint')}
        type="date"
        value={typed(form, 'clockDate')}
        short
        optional
      />
      <Choice
        name="supersedesId"
        label={t('disclosure.desk.supersedes')}
        options={others.map(({ id, title }) => ({ value: id, label: title }))}
        value={typed(form, 'supersedesId')}
        empty={t('disclosure.desk.supersedes_none')}
      />
      <button class="main">{t('console.form.save')}</button>
    </PostForm>
  )
}

/** Keys of words hold no dots inside. */
const clockKey = (rule: string): string => rule.toLowerCase().replaceAll('.', '_')
