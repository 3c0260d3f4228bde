import { outcomes } from '../../ward/feedback/feedback.ts'
import { ticked, typed } from '../form.ts'
import { Area, Boxes, Choice, Field, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Notice } from '../views/parts.tsx'
import { ActForm, NotYours, type Props } from './act-form.tsx'
import { isOpen } from './other-act.tsx'
import { optionsOf } from './words.ts'

/** Given to a unit: taken on, or answered at once. */
export function TakeOrAnswer({ model }: Props) {
  const { t } = usePage()
  if (!isOpen(model, 'take', 'work_on_feedback')) return <NotYours model={model} of="assigned" />
  return (
    <>
      <ActForm model={model} act="take">
        <button class="second">{t('feedback.desk.do.take')}</button>
      </ActForm>
      <h3>{t('feedback.desk.or_answer')}</h3>
      <AnswerForm model={model} />
    </>
  )
}

export function Answer({ model }: Props) {
  return isOpen(model, 'propose_answer', 'work_on_feedback') ? (
    <AnswerForm model={model} />
  ) : (
    <NotYours model={model} of="in_progress" />
  )
}

function AnswerForm({ model }: Props) {
  const { t } = usePage()
  const { form, page } = model
  const proofs = page.files.filter(({ addedBy, answerId }) => addedBy.startsWith('official:') && answerId === null)
  return (
    <ActForm model={model} act="answer" upload>
      <Choice
        name="outcome"
        label={t('feedback.desk.outcome_label')}
        options={optionsOf(t, 'outcome').filter(({ value }) => value !== 'other_body')}
        value={typed(form, 'outcome') || outcomes[0]}
      />
      <Area
        name="answer"
        label={t('feedback.desk.answer_text')}
        hint={t('feedback.desk.answer_hint')}
        value={typed(form, 'answer')}
      />
      <Upload
        name="proof"
        label={t('feedback.desk.proof')}
        hint={t('feedback.desk.proof_hint')}
        accept="image/*,application/pdf"
      />
      {proofs.length === 0 ? null : (
        <Boxes
          name="proofs"
          legend={t('feedback.desk.proofs_kept')}
          options={proofs.map(({ id, mime }, at) => ({
            value: id,
            label: t(mime === 'application/pdf' ? 'feedback.desk.document' : 'feedback.desk.proof_number', {
              number: at + 1,
            }),
          }))}
          values={form.answer === undefined ? proofs.map(({ id }) => id) : ticked(form, 'proofs')}
        />
      )}
      <Field
        name="promised"
        type="date"
        label={t('feedback.desk.promised')}
        hint={t('feedback.desk.promised_hint')}
        value={typed(form, 'promised')}
        short
        optional
      />
      <button class="main">{t('feedback.desk.do.answer')}</button>
    </ActForm>
  )
}

export function Approve({ model }: Props) {
  const { t } = usePage()
  const { form, page, me } = model
  if (!isOpen(model, 'approve', 'approve_feedback')) return <NotYours model={model} of="awaiting_approval" />
  const proposed = page.answers.find(({ status }) => status === 'proposed')
  if (proposed?.authorId === me) return <Notice tone="warn">{t('feedback.refused.author_cannot_approve')}</Notice>
  const { visibility, restricted } = page.row
  const isOpenly = restricted === null && (visibility === 'public' || visibility === 'public_without_name')
  return (
    <ActForm model={model} act="approve">
      <p>
        <strong>{t(`feedback.desk.outcome.${proposed?.outcome ?? 'noted'}`)}</strong>
      </p>
      <blockquote class="words">{proposed?.text}</blockquote>
      {isOpenly ? (
        <>
          <Choice
            name="publish"
            label={t('feedback.desk.publish')}
            options={[
              { value: '1', label: t('feedback.desk.publish_yes') },
              { value: '0', label: t('feedback.desk.publish_no') },
            ]}
            value={typed(form, 'publish') || '1'}
          />
          <Area
            name="public_text"
            label={t('feedback.desk.public_text')}
            hint={t('feedback.desk.public_hint')}
            value={typed(form, 'public_text') || page.redactedText}
            rows={4}
          />
        </>
      ) : (
        <p class="quiet">{t('feedback.desk.stays_private')}</p>
      )}
      <button class="main">{t('feedback.desk.do.approve')}</button>
    </ActForm>
  )
}

export function FromAgency({ model }: Props) {
  const { t } = usePage()
  const { form } = model
  if (!isOpen(model, 'agency_answered', 'take_in_feedback')) return <NotYours model={model} of="forwarded" />
  return (
    <>
      <ActForm model={model} act="nudge">
        <Field name="nudge_note" label={t('feedback.desk.nudge_note')} value={typed(form, 'nudge_note')} optional />
        <button class="main">{t('feedback.desk.do.nudge')}</button>
      </ActForm>
      <h3>{t('feedback.desk.agency_answered')}</h3>
      <ActForm model={model} act="agency-answer">
        <Choice
          name="agency_outcome"
          label={t('feedback.desk.outcome_label')}
          options={optionsOf(t, 'outcome')}
          value={typed(form, 'agency_outcome') || 'other_body'}
        />
        <Area name="agency_text" label={t('feedback.desk.agency_text')} value={typed(form, 'agency_text')} />
        <button class="second">{t('feedback.desk.do.agency_answer')}</button>
      </ActForm>
    </>
  )
}

/** The ward owes a word that it promised: given, it goes to the resident at once. */
export function KeepPromise({ model }: Props) {
  const { t } = usePage()
  return (
    <ActForm model={model} act="keep-promise">
      <p>
        {t('feedback.desk.promise_owed')} <Day date={model.page.promisedDate} />
      </p>
      <Area
        name="promise_word"
        label={t('feedback.desk.promise_word')}
        hint={t('feedback.desk.promise_word_hint')}
        value={typed(model.form, 'promise_word')}
        rows={3}
      />
      <button class="main">{t('feedback.desk.do.keep_promise')}</button>
    </ActForm>
  )
}
