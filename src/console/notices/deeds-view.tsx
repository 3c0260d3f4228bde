import { factFieldsOf } from '../../ward/notice/change-facts.ts'
import { checkRefusal, type NoticeCheck } from '../../ward/notice/check-notice.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import type { NoticeNames } from '../../ward/notice/name-notice.ts'
import type { NoticeProgress } from '../../ward/notice/notice-progress.ts'
import { isOver, stepsFrom } from '../../ward/notice/notice.ts'
import { isRepeatable } from '../../ward/notice/repeat-notice.ts'
import type { Form } from '../form.ts'
import { Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Go, Notice } from '../views/parts.tsx'
import type { NoticePreviews } from './previews.ts'

export type NoticeViewProps = {
  notice: NoticeRow
  check: NoticeCheck | null
  missedBefore: string | null
  progress: NoticeProgress | null
  previews: NoticePreviews
  names: NoticeNames
  seen: string
  /** What was typed in a form that came back. */
  form?: Form
  mayApprove: boolean
  mayWrite: boolean
  maySteer: boolean
  mayReadCitizens: boolean
}

/** What an official may do with it as it stands. */
export function Deeds(props: NoticeViewProps) {
  const { t } = usePage()
  const { notice, mayWrite, maySteer } = props
  const path = `/notices/${notice.id}`
  const isEditable = mayWrite && (stepsFrom.cancel as readonly string[]).includes(notice.status)
  return (
    <div class="deeds">
      {isEditable ? (
        <p>
          <Go to={`${path}/words`}>{t('notice.desk.edit_words')}</Go> ·{' '}
          {factFieldsOf(notice) === null ? null : (
            <>
              <Go to={`${path}/facts`}>{t('notice.desk.edit_facts')}</Go> ·{' '}
            </>
          )}
          <Go to={`${path}/audience`}>{t('notice.desk.edit_audience')}</Go>
        </p>
      ) : null}
      {mayWrite && notice.status === 'draft' ? <Submit {...props} /> : null}
      {notice.status === 'draft' || notice.status === 'submitted' ? (
        <Deed action={`${path}/try`} label={t('notice.desk.try')} tone="second" />
      ) : null}
      {notice.status === 'submitted' ? <Approve {...props} /> : null}
      {maySteer && notice.status === 'sending' ? (
        <Deed action={`${path}/pause`} label={t('notice.desk.pause')} tone="second" />
      ) : null}
      {maySteer && notice.status === 'paused' ? (
        <Deed action={`${path}/resume`} label={t('notice.desk.resume')} />
      ) : null}
      {maySteer && (notice.status === 'sending' || notice.status === 'paused') ? (
        <p>
          <Go to={`${path}/stop`}>{t('notice.desk.stop')}</Go>
        </p>
      ) : null}
      {isEditable ? (
        <Careful label={t('notice.desk.cancel')}>
          <p>{t('notice.desk.cancel_what')}</p>
          <Deed action={`${path}/cancel`} label={t('notice.desk.cancel_now')} tone="bad" />
        </Careful>
      ) : null}
      {mayWrite && isRepeatable(notice) ? (
        <p>
          <Go to={`${path}/repeat`}>{t('notice.desk.repeat')}</Go>
        </p>
      ) : null}
      {mayWrite &&
      notice.expandedAt !== null &&
      (isOver(notice.status) || ['sending', 'paused'].includes(notice.status)) ? (
        <p>
          <Go to={`${path}/correct`}>{t('notice.desk.correct')}</Go>
        </p>
      ) : null}
    </div>
  )
}

/** What keeps it back is said where the button would stand. */
function Submit({ notice, check }: NoticeViewProps) {
  const { t } = usePage()
  const refusal = check === null ? null : checkRefusal(check)
  if (refusal === null) return <Deed action={`/notices/${notice.id}/submit`} label={t('notice.desk.submit')} />
  return (
    <Notice tone="bad">
      <p>{t(`notice.refused.${refusal}`)}</p>
    </Notice>
  )
}

function Approve({ notice, check, seen, mayApprove, form = {} }: NoticeViewProps) {
  const { t, official, now } = usePage()
  const path = `/notices/${notice.id}`
  const isOwn = notice.author?.id === official?.id || notice.submitter?.id === official?.id
  const alone = isOwn && notice.class === 'emergency'
  if (!mayApprove || (isOwn && !alone))
    return <p class="hint">{t(isOwn ? 'notice.refused.own_notice' : 'notice.desk.waits_for_approver')}</p>
  const leavesAt = check?.leavesAt ?? now
  return (
    <>
      <Notice tone="warn">
        <p>
          {t(leavesAt <= now ? 'notice.desk.approve_now_what' : 'notice.desk.approve_later_what', {
            at: leavesAt.toISOString(),
          })}
        </p>
        <PostForm action={`${path}/approve`} form={form}>
          <input type="hidden" name="seen" value={seen} />
          {alone ? (
            <Field name="reason" label={t('notice.desk.alone_reason')} hint={t('notice.desk.alone_hint')} />
          ) : null}
          <button class="main">{t('notice.desk.approve')}</button>
        </PostForm>
      </Notice>
      {alone ? null : (
        <Careful label={t('notice.desk.send_back')} field="reason">
          <PostForm action={`${path}/send-back`} form={form}>
            <Field name="reason" label={t('notice.desk.send_back_reason')} />
            <button class="second">{t('notice.desk.send_back')}</button>
          </PostForm>
        </Careful>
      )}
    </>
  )
}
