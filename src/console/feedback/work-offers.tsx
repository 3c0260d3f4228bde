import { typed } from '../form.ts'
import { Area, Choice, Field, Upload } from '../views/forms.tsx'
import { isOpen, Press, type Offer } from './other-act.tsx'

const progress: Offer = (model, t) =>
  model.page.row.status === 'in_progress' && isOpen(model, 'propose_answer', 'work_on_feedback')
    ? {
        act: 'progress',
        label: t('feedback.desk.do.progress'),
        names: ['progress'],
        content: (
          <>
            <Area
              name="progress"
              label={t('feedback.desk.progress_text')}
              hint={t('feedback.desk.progress_hint')}
              value={typed(model.form, 'progress')}
              rows={3}
            />
            <Press say="progress" t={t} />
          </>
        ),
      }
    : null

const handler: Offer = ({ page, may, handlers, form }, t) =>
  page.row.dissatisfied >= 2 && page.row.status === 'in_progress' && may('approve_feedback')
    ? {
        act: 'handler',
        label: t('feedback.desk.do.handler'),
        names: ['handler'],
        content: (
          <>
            <Choice
              name="handler"
              label={t('feedback.desk.handler')}
              options={handlers.people.map(({ id, fullName }) => ({ value: id, label: fullName }))}
              value={typed(form, 'handler')}
              empty={t('console.form.choose')}
            />
            <Press say="handler" t={t} />
          </>
        ),
      }
    : null

const agreeForwarding: Offer = ({ page, may, isLeader }, t) =>
  may('approve_feedback') && isLeader && page.row.agreedById === null && page.steps.includes('forward')
    ? {
        act: 'agree-forwarding',
        label: t('feedback.desk.do.agree_forwarding'),
        names: [],
        content: (
          <>
            <p>{t('feedback.desk.agree_what')}</p>
            <Press say="agree_forwarding" t={t} />
          </>
        ),
      }
    : null

const forward: Offer = (model, t) => {
  if (!isOpen(model, 'forward', 'handle_feedback')) return null
  const { page, isLeader, agencies, form, today } = model
  return {
    act: 'forward',
    label: t('feedback.desk.do.forward'),
    names: ['agency', 'other_agency', 'date', 'number'],
    content: (
      <>
        {page.row.agreedById === null && !isLeader ? <p class="quiet">{t('feedback.desk.leader_first')}</p> : null}
        <Choice
          name="agency"
          label={t('feedback.desk.agency')}
          options={agencies.map(({ code, name }) => ({ value: code, label: name }))}
          value={typed(form, 'agency')}
          empty={t('feedback.desk.agency_other')}
        />
        <Field
          name="other_agency"
          label={t('feedback.desk.other_agency')}
          value={typed(form, 'other_agency')}
          optional
        />
        <Field
          name="date"
          type="date"
          label={t('feedback.desk.forwarded_on')}
          value={typed(form, 'date') || today}
          short
        />
        <Field name="number" label={t('feedback.desk.document_number')} value={typed(form, 'number')} short optional />
        <Press say="forward" t={t} />
      </>
    ),
  }
}

/** Acts that ask for nothing but a reason. */
const withReason =
  (
    act: string,
    event: 'agency_returned' | 'return' | 'send_back',
    permission: Parameters<typeof isOpen>[2],
    name: string
  ): Offer =>
  (model, t) => {
    if (!isOpen(model, event, permission)) return null
    const say = act.replace('-', '_')
    return {
      act,
      label: t(`feedback.desk.do.${say}`),
      names: [name],
      content: (
        <>
          <Field name={name} label={t('feedback.desk.reason_label')} value={typed(model.form, name)} />
          <Press say={say} t={t} />
        </>
      ),
    }
  }

const proof: Offer = ({ page, may }, t) =>
  may('handle_feedback') && (page.row.status === 'assigned' || page.row.status === 'in_progress')
    ? {
        act: 'proof',
        label: t('feedback.desk.do.proof'),
        names: ['more_proof'],
        upload: true,
        content: (
          <>
            <Upload
              name="more_proof"
              label={t('feedback.desk.proof')}
              hint={t('feedback.desk.proof_hint')}
              accept="image/*,application/pdf"
            />
            <Press say="proof" t={t} />
          </>
        ),
      }
    : null

const note: Offer = ({ page, may, form }, t) =>
  may('handle_feedback') && page.row.status !== 'guided_to_complaint'
    ? {
        act: 'note',
        label: t('feedback.desk.do.note'),
        names: ['note'],
        content: (
          <>
            <Area
              name="note"
              label={t('feedback.desk.note_text')}
              hint={t('feedback.desk.note_hint')}
              value={typed(form, 'note')}
              rows={3}
            />
            <Press say="note" t={t} />
          </>
        ),
      }
    : null

/** What goes along with work on a report. */
export const workOffers: readonly Offer[] = [
  progress,
  handler,
  agreeForwarding,
  forward,
  withReason('agency-return', 'agency_returned', 'take_in_feedback', 'agency_reason'),
  withReason('return', 'return', 'work_on_feedback', 'return_reason'),
  withReason('send-back', 'send_back', 'approve_feedback', 'back_reason'),
]

/** What may be added to a report at any time. */
export const addingOffers: readonly Offer[] = [proof, note]
