import { wardDateOf } from '../../platform/ward-time.ts'
import type { NoticeCheck } from '../../ward/notice/check-notice.ts'
import { checkRefusal } from '../../ward/notice/check-notice.ts'
import type { NoticeLine, NoticeRow } from '../../ward/notice/find-notice.ts'
import type { NoticeNames } from '../../ward/notice/name-notice.ts'
import type { NoticeProgress } from '../../ward/notice/notice-progress.ts'
import { isOver, stepsFrom } from '../../ward/notice/notice.ts'
import { isRepeatable } from '../../ward/notice/repeat-notice.ts'
import { Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Facts, Go, Notice, Pager, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { whomOf } from './audience-form.ts'
import { CheckView } from './check-view.tsx'
import { Previews } from './preview-view.tsx'
import type { NoticePreviews } from './previews.ts'
import { ProgressView } from './progress-views.tsx'

export const toneOf = (status: string): Tone => {
  if (status === 'submitted' || status === 'paused') return 'warn'
  if (status === 'finished' || status === 'sending') return 'good'
  return status === 'stopped' || status === 'finished_with_failures' || status === 'refused' ? 'bad' : 'plain'
}

type ListProps = {
  notices: readonly NoticeLine[]
  next: string | null
  open: boolean
  isFirst: boolean
  mayWrite: boolean
}

export function NoticeList({ notices, next, open, isFirst, mayWrite }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <p class="deeds">
        {mayWrite ? (
          <Go to="/notices/new" class="button">
            {t('notice.desk.new')}
          </Go>
        ) : null}{' '}
        <Go to="/notices/calendar">{t('notice.desk.calendar')}</Go> ·{' '}
        <Go to="/notices/recurring">{t('notice.desk.recurring')}</Go> ·{' '}
        <Go to="/notices/templates">{t('notice.desk.templates')}</Go> ·{' '}
        <Go to="/notices/deputies">{t('notice.desk.deputies')}</Go> ·{' '}
        <Go to={open ? '/notices?over=1' : '/notices'}>
          {t(open ? 'notice.desk.show_over' : 'notice.desk.show_open')}
        </Go>
      </p>
      <Table
        caption={t(open ? 'notice.desk.open_caption' : 'notice.desk.over_caption')}
        empty={t('notice.desk.none')}
        rows={notices}
        showCaption
        columns={[
          {
            title: t('notice.desk.title'),
            kind: 'main',
            cell: ({ id, title }) => <Go to={`/notices/${id}`}>{title}</Go>,
          },
          { title: t('notice.desk.kind'), cell: ({ kind }) => t(`notice.kind.${kind}`) },
          { title: t('notice.desk.author'), cell: ({ author }) => author?.fullName ?? t('notice.desk.by_clock') },
          { title: t('notice.desk.send_at'), cell: ({ sendAt }) => <When at={sendAt} /> },
          {
            title: t('console.list.status'),
            cell: ({ status }) => <Tag tone={toneOf(status)}>{t(`notice.desk.status.${status}`)}</Tag>,
          },
        ]}
      />
      <Pager next={next} isFirst={isFirst} />
    </>
  )
}

type ViewProps = {
  notice: NoticeRow
  check: NoticeCheck | null
  missedBefore: string | null
  progress: NoticeProgress | null
  previews: NoticePreviews
  names: NoticeNames
  seen: string
  mayApprove: boolean
  mayWrite: boolean
  maySteer: boolean
  mayReadCitizens: boolean
}

export function NoticeView(props: ViewProps) {
  const { notice, check, missedBefore, progress, previews, mayReadCitizens } = props
  return (
    <>
      <div data-progress="" role="status">
        <Standing notice={notice} />
        {progress === null ? null : (
          <ProgressView notice={notice} progress={progress} mayReadCitizens={mayReadCitizens} />
        )}
      </div>
      <Deeds {...props} />
      <Summary {...props} />
      {check === null ? null : <CheckView notice={notice} check={check} missedBefore={missedBefore} />}
      <Previews notice={notice} previews={previews} />
    </>
  )
}

function Standing({ notice }: { notice: NoticeRow }) {
  const { t } = usePage()
  const { status, reason, pausedWhy } = notice
  return (
    <>
      <p>
        <Tag tone={toneOf(status)}>{t(`notice.desk.status.${status}`)}</Tag> {t(`notice.desk.status_what.${status}`)}
      </p>
      {status === 'draft' && reason ? (
        <Notice tone="warn">
          <p>{t('notice.desk.sent_back_because', { reason })}</p>
        </Notice>
      ) : null}
      {status === 'paused' && pausedWhy ? (
        <Notice tone="bad">
          <p>{t(`notice.desk.paused_why.${pausedWhy}`)}</p>
        </Notice>
      ) : null}
    </>
  )
}

function Summary({ notice, names }: ViewProps) {
  const { t } = usePage()
  const link = ({ id, title }: { id: string; title: string }) => <Go to={`/notices/${id}`}>{title}</Go>
  return (
    <>
      <h2>{t('notice.desk.summary')}</h2>
      <Facts
        facts={[
          [t('notice.desk.kind'), t(`notice.kind.${notice.kind}`)],
          [
            t('notice.desk.whom'),
            [
              t(`notice.desk.whoms.${whomOf(notice.audience)}`),
              names.neighbourhoods.length > 0
                ? `: ${names.neighbourhoods.join(', ')}`
                : ` (${t('notice.desk.whole_ward')})`,
            ],
          ],
          [t('notice.desk.topic'), notice.topic && t(`notice.topic.${notice.topic}`)],
          [t('notice.desk.send_at'), notice.sendAt ? <When at={notice.sendAt} /> : t('notice.desk.at_approval')],
          [t('notice.desk.event_at'), notice.eventAt && <When at={notice.eventAt} />],
          [t('notice.desk.expires_at'), notice.expiresAt && <When at={notice.expiresAt} />],
          [t('notice.desk.author'), notice.author?.fullName ?? t('notice.desk.by_clock')],
          [
            t('notice.desk.submitter'),
            notice.submitter && [notice.submitter.fullName, ', ', <When at={notice.submittedAt} />],
          ],
          [
            t('notice.desk.approver'),
            notice.approver && [notice.approver.fullName, ', ', <When at={notice.approvedAt} />],
          ],
          [t('notice.desk.reason'), notice.status === 'draft' ? null : notice.reason],
          [t('notice.desk.corrects'), names.corrects && link(names.corrects)],
          [t('notice.desk.corrected_by'), names.correctedBy.length > 0 ? names.correctedBy.map(link) : null],
          [
            t('notice.desk.papers'),
            <>
              <Go to={`/notices/${notice.id}/poster.pdf`}>{t('notice.desk.poster')}</Go>
              {notice.approvedHash === null ? null : (
                <>
                  {' · '}
                  <Go to={`/notices/${notice.id}/proof`}>{t('notice.desk.proof')}</Go>
                </>
              )}
            </>,
          ],
        ]}
      />
    </>
  )
}

function Deeds(props: ViewProps) {
  const { t } = usePage()
  const { notice, mayWrite, maySteer } = props
  const path = `/notices/${notice.id}`
  const isEditable = mayWrite && (stepsFrom.cancel as readonly string[]).includes(notice.status)
  return (
    <div class="deeds">
      {isEditable ? (
        <p>
          <Go to={`${path}/words`}>{t('notice.desk.edit_words')}</Go> ·{' '}
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
        <Careful label={t('notice.desk.stop')}>
          <p>{t('notice.desk.stop_what')}</p>
          <PostForm action={`${path}/stop`}>
            <Field name="reason" label={t('notice.desk.reason')} optional />
            <button class="bad">{t('notice.desk.stop_now')}</button>
          </PostForm>
        </Careful>
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
function Submit({ notice, check }: ViewProps) {
  const { t } = usePage()
  const refusal = check === null ? null : checkRefusal(check)
  if (refusal === null) return <Deed action={`/notices/${notice.id}/submit`} label={t('notice.desk.submit')} />
  return (
    <Notice tone="bad">
      <p>{t(`notice.refused.${refusal}`)}</p>
    </Notice>
  )
}

function Approve({ notice, seen, mayApprove }: ViewProps) {
  const { t, official, now } = usePage()
  const path = `/notices/${notice.id}`
  const isOwn = notice.author?.id === official?.id || notice.submitter?.id === official?.id
  const alone = isOwn && notice.class === 'emergency'
  if (!mayApprove || (isOwn && !alone))
    return <p class="hint">{t(isOwn ? 'notice.refused.own_notice' : 'notice.desk.waits_for_approver')}</p>
  const leavesNow = notice.sendAt === null || notice.sendAt <= now
  return (
    <>
      <Notice tone="warn">
        <p>
          {t(leavesNow ? 'notice.desk.approve_now_what' : 'notice.desk.approve_later_what', {
            day: wardDateOf(notice.sendAt ?? now),
          })}
        </p>
        <PostForm action={`${path}/approve`}>
          <input type="hidden" name="seen" value={seen} />
          {alone ? (
            <Field name="reason" label={t('notice.desk.alone_reason')} hint={t('notice.desk.alone_hint')} />
          ) : null}
          <button class="main">{t('notice.desk.approve')}</button>
        </PostForm>
      </Notice>
      {alone ? null : (
        <Careful label={t('notice.desk.send_back')}>
          <PostForm action={`${path}/send-back`}>
            <Field name="reason" label={t('notice.desk.send_back_reason')} />
            <button class="second">{t('notice.desk.send_back')}</button>
          </PostForm>
        </Careful>
      )}
    </>
  )
}
