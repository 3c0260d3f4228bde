import type { NoticeLine, NoticeRow } from '../../ward/notice/find-notice.ts'
import type { NoticeNames } from '../../ward/notice/name-notice.ts'
import { usePage } from '../views/page-context.ts'
import { Facts, Go, Notice, Pager, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { whomOf } from './audience-form.ts'
import { CheckView } from './check-view.tsx'
import { Deeds, type NoticeViewProps } from './deeds-view.tsx'
import { Previews } from './preview-view.tsx'
import { ReplacedWords } from './replaced-words.tsx'
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
          {
            title: t('notice.desk.send_at'),
            cell: ({ sendAt }) => (sendAt === null ? t('notice.desk.at_approval') : <When at={sendAt} />),
          },
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

export function NoticeView(props: NoticeViewProps) {
  const { notice, check, missedBefore, progress, previews, mayReadCitizens } = props
  return (
    <>
      <div data-status={notice.status}>
        <Standing notice={notice} />
        {progress === null ? null : (
          <ProgressView notice={notice} progress={progress} mayReadCitizens={mayReadCitizens} />
        )}
      </div>
      <ReplacedWords notice={notice} />
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

/** What the clock or the engine gave as its reason; anything else an official wrote. */
const ownReasons = ['corrected', 'told_already', 'event_over', 'not_as_approved']
const reasonOf = ({ reason }: NoticeRow, t: ReturnType<typeof usePage>['t']): string | null =>
  reason !== null && ownReasons.includes(reason) ? t(`notice.desk.reasons.${reason}`) : reason

/** Whom it is for, in a few words. */
export function Whom({ notice, names }: { notice: NoticeRow; names: NoticeNames }) {
  const { t } = usePage()
  if (notice.correctsId !== null) return <>{t(`notice.desk.whoms_corrected.${notice.audience.untold ?? 'told'}`)}</>
  const where =
    names.neighbourhoods.length > 0 ? `: ${names.neighbourhoods.join(', ')}` : ` (${t('notice.desk.whole_ward')})`
  const but = notice.audience.declinedOf === undefined ? '' : `; ${t('notice.desk.but_declined')}`
  return <>{`${t(`notice.desk.whoms.${whomOf(notice.audience)}`)}${where}${but}`}</>
}

function Summary({ notice, names }: NoticeViewProps) {
  const { t } = usePage()
  const link = ({ id, title }: { id: string; title: string }) => <Go to={`/notices/${id}`}>{title}</Go>
  return (
    <>
      <h2>{t('notice.desk.summary')}</h2>
      <Facts
        facts={[
          [t('notice.desk.kind'), t(`notice.kind.${notice.kind}`)],
          [t('notice.desk.whom'), <Whom notice={notice} names={names} />],
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
          [t('notice.desk.reason'), notice.status === 'draft' ? null : reasonOf(notice, t)],
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
