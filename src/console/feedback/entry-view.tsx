import { typed, type Form } from '../form.ts'
import { Area, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { capital, optionsOf } from './words.ts'

/** Ways by which an official hears of something; a suggestion box has a session of its own. */
export const enteredIntakes = ['telephone', 'counter', 'neighbourhood_head', 'deputy', 'front'] as const

type Props = { form: Form; formKey: string; neighbourhoods: readonly { code: string; name: string }[] }

export function EntryForm({ form, formKey, neighbourhoods }: Props) {
  const { t } = usePage()
  return (
    <PostForm action="/feedback/new" form={form}>
      <input type="hidden" name="key" value={formKey} />
      <p>{t('feedback.desk.entry.what')}</p>
      <Choice
        name="intake"
        label={t('feedback.desk.intake_by')}
        options={enteredIntakes.map((value) => ({ value, label: t(`feedback.desk.intake.${value}`) }))}
        value={typed(form, 'intake') || 'telephone'}
      />
      <Choice
        name="kind"
        label={t('feedback.desk.kind_label')}
        options={optionsOf(t, 'kind')}
        value={typed(form, 'kind') || 'problem'}
      />
      <Area name="text" label={t('feedback.desk.words')} hint={t('feedback.desk.entry.text_hint')} />
      <Field name="where" label={t('feedback.desk.place')} hint={t('feedback.desk.entry.where_hint')} optional />
      <Choice
        name="neighbourhood"
        label={t('feedback.desk.neighbourhood')}
        options={neighbourhoods.map(({ code, name }) => ({ value: code, label: capital(name) }))}
        empty={t('feedback.desk.entry.not_known')}
      />
      <Field name="reporter_name" label={t('feedback.desk.reporter')} optional />
      <Field name="reporter_phone" type="tel" label={t('feedback.desk.phone')} short optional />
      <Field name="reporter_address" label={t('feedback.desk.address')} optional />
      <Field
        name="on_behalf"
        label={t('feedback.desk.on_behalf')}
        hint={t('feedback.desk.entry.on_behalf_hint')}
        optional
      />
      <Choice
        name="visibility"
        label={t('feedback.desk.visible')}
        hint={t('feedback.desk.entry.visibility_hint')}
        options={(['private', 'public_without_name'] as const).map((value) => ({
          value,
          label: t(`feedback.desk.visibility.${value}`),
        }))}
        value={typed(form, 'visibility') || 'private'}
      />
      <button class="main">{t('feedback.desk.entry.save')}</button>
    </PostForm>
  )
}
