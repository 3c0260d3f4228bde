import { checkRefusal, type NoticeCheck } from '../../ward/notice/check-notice.ts'
import type { Thing } from '../../ward/ladder/waiting-notices.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import type { NoticeNames } from '../../ward/notice/name-notice.ts'
import { placeOf } from '../papers/place-of.ts'
import { PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { figure, LeftOut, MissedLeadTime, TextCheck } from './check-view.tsx'
import { ChannelPreviews } from './preview-view.tsx'
import type { NoticePreviews } from './previews.ts'
import { ReplacedWords } from './replaced-words.tsx'
import { toneOf, Whom } from './send-views.tsx'

export type WaitingView = {
  notice: NoticeRow
  check: NoticeCheck
  missedBefore: string | null
  previews: NoticePreviews
  names: NoticeNames
  seen: string
}

type Props = { thing: Thing; notices: readonly WaitingView[]; mayWrite: boolean; mayApprove: boolean }

/** Every notice of one thing that waits, one under the other, and one button for all. */
export function TogetherView(props: Props) {
  const { t } = usePage()
  const { thing, notices } = props
  return (
    <>
      <p>{t('notice.desk.together_what')}</p>
      <p>
        <Go to={`${placeOf[thing.noun]}/${thing.rowId}`}>{t('notice.desk.together_back')}</Go>
      </p>
      {notices.map((one) => (
        <Waiting {...one} />
      ))}
      <Deeds {...props} />
    </>
  )
}

function Waiting({ notice, check, missedBefore, previews, names }: WaitingView) {
  const { t } = usePage()
  const refusal = checkRefusal(check)
  const reached = Object.values(check.count.byWay).reduce((sum, n) => sum + n, 0)
  return (
    <section aria-labelledby={`n${notice.number}`}>
      <h2 id={`n${notice.number}`}>{notice.title}</h2>
      <p>
        <Tag tone={toneOf(notice.status)}>{t(`notice.desk.status.${notice.status}`)}</Tag>{' '}
        <Go to={`/notices/${notice.id}`}>{t('notice.desk.together_open', { title: notice.title })}</Go>
      </p>
      {refusal === null ? null : (
        <Notice tone="warn">
          <p>{t(refusal === 'nobody' ? 'notice.desk.together_nobody' : `notice.refused.${refusal}`)}</p>
        </Notice>
      )}
      <ReplacedWords notice={notice} />
      <Facts
        facts={[
          [t('notice.desk.send_at'), notice.sendAt ? <When at={notice.sendAt} /> : t('notice.desk.at_approval')],
          [t('notice.desk.whom'), <Whom notice={notice} names={names} />],
          [
            t('notice.desk.together_reach'),
            t('notice.desk.count', {
              people: figure(check.count.total),
              households: figure(check.count.households),
              reached: figure(reached),
            }),
          ],
          [t('notice.desk.submitter'), notice.submitter?.fullName],
        ]}
      />
      <LeftOut count={check.count} />
      <TextCheck check={check} />
      <MissedLeadTime missed={check.missed} missedBefore={missedBefore} />
      <div class="bubble-preview">{previews.languages[0]?.channels[0]?.parts.join('\n\n')}</div>
      <details>
        <summary>{t('notice.desk.together_channels')}</summary>
        <ChannelPreviews previews={previews} />
      </details>
    </section>
  )
}

/** One submit for the drafts, one approval for what is submitted; never of one's own. */
function Deeds({ thing, notices, mayWrite, mayApprove }: Props) {
  const { t, official } = usePage()
  const path = `/notices/together/${thing.noun}/${thing.rowId}`
  const ready = notices.filter(({ notice, check }) => notice.status === 'draft' && checkRefusal(check) === null)
  const submitted = notices.filter(({ notice }) => notice.status === 'submitted')
  const isOwn = submitted.some(
    ({ notice }) => notice.author?.id === official?.id || notice.submitter?.id === official?.id
  )
  return (
    <div class="deeds">
      {mayWrite && ready.length > 0 ? (
        <Deed action={`${path}/submit`} label={t('notice.desk.submit_together', { count: ready.length })} />
      ) : null}
      {submitted.length === 0 ? null : !mayApprove || isOwn ? (
        <p class="hint">{t(isOwn ? 'notice.refused.own_notice' : 'notice.desk.waits_for_approver')}</p>
      ) : (
        <PostForm action={`${path}/approve`}>
          {submitted.map(({ notice, seen }) => (
            <input type="hidden" name="seen" value={`${notice.id}:${seen}`} />
          ))}
          <button class="main">{t('notice.desk.approve_together', { count: submitted.length })}</button>
        </PostForm>
      )}
    </div>
  )
}
