import type { PaperNoun } from '../../ward/paper/paper.ts'
import type { RecognitionLine } from '../../ward/recognition/find-recognition.ts'
import { outcomes } from '../../ward/recognition/recognition.ts'
import type { Form } from '../form.ts'
import { Area, Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Facts } from '../views/parts.tsx'
import { placeOf } from './place-of.ts'

type Of = { noun: PaperNoun; rowId: string }
type Props = Of & { mayEdit: boolean; known: RecognitionLine; form?: Form }

/** Whether the result is recognised: the day it was sent, then what came back. */
export function RecognitionSection({ noun, rowId, mayEdit, known, form = {} }: Props) {
  const { t } = usePage()
  const { sentDate, outcome, number, decidedDate, reason } = known
  return (
    <section>
      <h2>{t('recognition.desk.title')}</h2>
      <Facts
        facts={[
          [
            t('recognition.desk.sent_date'),
            sentDate === null ? t('recognition.desk.not_sent') : <Day date={sentDate} />,
          ],
          [t('recognition.desk.outcome'), outcome === null ? null : t(`recognition.outcome.${outcome}`)],
          [t('recognition.desk.number'), number],
          [t('recognition.desk.decided_date'), decidedDate === null ? null : <Day date={decidedDate} />],
          [t('recognition.desk.reason'), reason],
        ]}
      />
      {mayEdit && outcome === null ? (
        <PostForm action={`${placeOf[noun]}/${rowId}/recognition/sent`} form={form}>
          <Field name="sentDate" label={t('recognition.desk.sent_date')} type="date" value={sentDate ?? ''} short />
          <button class="second">{t('recognition.desk.keep_sent')}</button>
        </PostForm>
      ) : null}
      {mayEdit && sentDate !== null ? <OutcomeForm {...{ noun, rowId, form }} /> : null}
    </section>
  )
}

function OutcomeForm({ noun, rowId, form }: Of & { form: Form }) {
  const { t } = usePage()
  return (
    <PostForm action={`${placeOf[noun]}/${rowId}/recognition`} form={form}>
      <Choice
        name="outcome"
        label={t('recognition.desk.outcome')}
        options={outcomes.map((value) => ({ value, label: t(`recognition.outcome.${value}`) }))}
        empty={t('console.form.choose')}
      />
      <Field name="number" label={t('recognition.desk.number')} short />
      <Field name="decidedDate" label={t('recognition.desk.decided_date')} type="date" short />
      <Area name="reason" label={t('recognition.desk.reason')} hint={t('recognition.desk.reason_hint')} />
      <button class="second">{t('recognition.desk.keep')}</button>
    </PostForm>
  )
}
