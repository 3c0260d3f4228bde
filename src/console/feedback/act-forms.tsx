import type { ComponentChildren } from 'preact'
import type { FeedbackStatus } from '../../ward/feedback/feedback.ts'
import { usePage } from '../views/page-context.ts'
import { Notice } from '../views/parts.tsx'
import { ActForm, type Props } from './act-form.tsx'
import { Accept, Assign } from './intake-forms.tsx'
import { intakeOffers } from './intake-offers.tsx'
import { Answer, Approve, FromAgency, KeepPromise, TakeOrAnswer } from './work-forms.tsx'
import { addingOffers, workOffers } from './work-offers.tsx'

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
  const isOwed = model.page.promisedDate !== null && model.may('handle_feedback')
  const First = isOwed ? KeepPromise : first[status]
  const waiting =
    status === 'awaiting_details' ||
    status === 'answered' ||
    status === 'not_accepted' ||
    status === 'closed_incomplete'
  return (
    <>
      {waiting && !isOwed ? <Notice>{t(`feedback.desk.waits.${status}`)}</Notice> : null}
      {First === undefined ? null : <First model={model} />}
      <Others model={model} />
    </>
  )
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
