import { categories, categoryKey, categoryNumber, clockRules } from '../../ward/disclosure/disclosure.ts'
import type { DisclosureRow } from '../../ward/disclosure/list-disclosures.ts'
import type { Form } from '../form.ts'
import { Area, Choice, Field, Once, PostForm, Seen } from '../views/forms.tsx'
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
    <PostForm
      action={disclosureId === undefined ? '/disclosures/new' : `/disclosures/${disclosureId}/edit`}
      form={form}
    >
      {disclosureId === undefined ? <Once /> : <Seen />}
      <Choice
        name="category"
        label={t('disclosure.desk.category')}
        options={categories.map((value) => ({
          value,
          label: `${categoryNumber(value)}. ${t(`disclosure.category.${categoryKey(value)}`)}`,
        }))}
        empty={t('console.form.choose')}
      />
      <Field name="title" label={t('disclosure.desk.name')} />
      <Area name="summary" label={t('disclosure.desk.summary')} hint={t('disclosure.desk.summary_hint')} />
      <Field name="decisionNumber" label={t('disclosure.desk.decision')} short />
      <Field name="decisionDate" label={t('disclosure.desk.decision_date')} type="date" short />
      <Choice
        name="clockRule"
        label={t('disclosure.desk.clock')}
        hint={t('disclosure.desk.clock_hint')}
        options={clockRules.map((value) => ({ value, label: t(`disclosure.clock.${clockKey(value)}`) }))}
      />
      <Field
        name="clockDate"
        label={t('disclosure.desk.clock_date')}
        hint={t('disclosure.desk.clock_date_hint')}
        type="date"
        short
        optional
      />
      <Choice
        name="supersedesId"
        label={t('disclosure.desk.supersedes')}
        options={others.map(({ id, title }) => ({ value: id, label: title }))}
        empty={t('disclosure.desk.supersedes_none')}
      />
      <button class="main">{t('console.form.save')}</button>
    </PostForm>
  )
}

/** Keys of words hold no dots inside. */
const clockKey = (rule: string): string => rule.toLowerCase().replaceAll('.', '_')
