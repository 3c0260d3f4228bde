import type { ComponentChildren } from 'preact'
import { outcomes, type FeedbackStatus } from '../../ward/feedback/feedback.ts'
import { ticked, typed } from '../form.ts'
import { Area, Boxes, Choice, Field, PostForm, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Notice } from '../views/parts.tsx'
import { intakeOffers } from './intake-offers.tsx'
import { isOpen } from './other-act.tsx'
import type { ReportModel } from './report-model.ts'
import { addingOffers, workOffers } from './work-offers.tsx'
import { fieldOptions, optionsOf } from './words.ts'

type Props = { model: ReportModel }

type ActFormProps = Props & {
  act: string
  upload?: boolean
  fields?: Record<string, string>
  children: ComponentChildren
}

/** One act as a form: where it goes, and the key by which it happens once. */
export function ActForm({ model: { base, page, key }, act, upload = false, fields = {}, children }: ActFormProps) {
  return (
    <PostForm action={`${base}/${page.row.id}/${act}`} upload={upload}>
      <input type="hidden" name="key" value={key} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </PostForm>
  )
}

/** Statuses in which the ward has to do something. */
type Turn = 'awaiting_intake' | 'received' | 'assigned' | 'in_progress' | 'awaiting_approval' | 'forwarded'

/** What a status asks for first. */
const first: Partial<Record<FeedbackStatus, (props: Props) => ComponentChildren>> = {
  awaiting_intake: Accept,
  received: Assign,
  assigned: TakeOrAnswer,
  in_progress: Answer,
  awaiting_approval: Approve,
  forwarded: FromAgency,
}

/** Everything that may be done now, the likeliest first and open, the rest a press away. */
export function Acts({ model }: Props) {
  const { t } = usePage()
  const { status } = model.page.row
  const First = first[status]
  const waiting =
    status === 'awaiting_details' ||
    status === 'answered' ||
    status === 'not_accepted' ||
    status === 'closed_incomplete'
  return (
    <>
      {waiting ? <Notice>{t(`feedback.desk.waits.${status}`)}</Notice> : null}
      {First === undefined ? null : <First model={model} />}
      <Others model={model} />
    </>
  )
}

function Accept({ model }: Props) {
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

function Assign({ model }: Props) {
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

function TakeOrAnswer({ model }: Props) {
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

function Answer({ model }: Props) {
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

function Approve({ model }: Props) {
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

function FromAgency({ model }: Props) {
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

/** Somebody else's turn: said, so that nobody looks for a button. */
function NotYours({ model, of }: Props & { of: Turn }) {
  const { t } = usePage()
  return <Notice>{t(`feedback.desk.turn.${of}`, { unit: model.page.row.unit ?? '' })}</Notice>
}

function Others({ model }: Props) {
  const { faults, t } = usePage()
  const others = [...workOffers, ...intakeOffers, ...addingOffers].flatMap((offer) => offer(model, t) ?? [])
  return (
    <>
      {others.map(({ act, label, names, content, upload }) => (
        <details class="act" open={faults.some(({ field }) => names.includes(field))}>
          <summary>{label}</summary>
          <div>
            <ActForm model={model} act={act} upload={upload ?? false}>
              {content}
            </ActForm>
          </div>
        </details>
      ))}
    </>
  )
}
