import { deliveryStatuses, ways, type DeliveryStatus, type Way } from '../../ward/delivery/delivery.ts'
import type { DeliveryLine } from '../../ward/delivery/list-deliveries.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import type { NoticeProgress } from '../../ward/notice/notice-progress.ts'
import { usePage } from '../views/page-context.ts'
import { Go, HowFar, Pager, Tag, When, type Tone } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { figure } from './check-view.tsx'

const statuses = Object.keys(deliveryStatuses) as DeliveryStatus[]
const allWays = Object.keys(ways) as Way[]

export const deliveryTone = (status: DeliveryStatus): Tone =>
  status === 'delivered' || status === 'read' || status === 'accepted'
    ? 'good'
    : status === 'refused' || status === 'exhausted' || status === 'expired'
      ? 'bad'
      : status === 'unknown'
        ? 'warn'
        : 'plain'

type Props = { notice: NoticeRow; progress: NoticeProgress; mayReadCitizens: boolean }

/** Exact figures from the ledger, by state and way. */
export function ProgressView({ notice, progress, mayReadCitizens }: Props) {
  const { t } = usePage()
  const { total, left, onTheWay, toVisit, byStatus } = progress
  const settled = total - (byStatus.waiting ?? 0) - (byStatus.held ?? 0)
  const path = `/notices/${notice.id}`
  return (
    <>
      <HowFar done={settled} of={total} />
      <p data-progress="">
        {t('notice.desk.progress_what', {
          settled: figure(settled),
          total: figure(total),
          left: figure(left),
          onTheWay: figure(onTheWay),
        })}
      </p>
      <div data-progress="">
        <progress value={settled} max={Math.max(total, 1)} aria-label={t('notice.desk.progress')}>
          {figure(settled)}
        </progress>
        <Table
          caption={t('notice.desk.by_state')}
          empty={t('notice.desk.nothing_yet')}
          rows={statuses.filter((status) => (byStatus[status] ?? 0) > 0)}
          showCaption
          columns={[
            {
              title: t('console.list.status'),
              kind: 'main',
              cell: (status) =>
                mayReadCitizens ? (
                  <Go to={`${path}/deliveries?status=${status}`}>{t(`notice.desk.delivery.${status}`)}</Go>
                ) : (
                  t(`notice.desk.delivery.${status}`)
                ),
            },
            ...allWays
              .filter((way) => progress.byWay[way] !== undefined)
              .map((way) => ({
                title: t(`notice.desk.way.${way}`),
                kind: 'number' as const,
                cell: (status: DeliveryStatus) => figure(progress.byWay[way]?.[status] ?? 0),
              })),
            {
              title: t('notice.desk.together'),
              kind: 'number' as const,
              cell: (status) => figure(byStatus[status] ?? 0),
            },
          ]}
        />
        {progress.byWay.visit === undefined ? null : (
          <p>
            <Go to={`/visits?notice=${notice.id}`}>{t('notice.desk.visit_list')}</Go>{' '}
            {t('notice.desk.to_visit', { count: figure(toVisit) })}
          </p>
        )}
      </div>
    </>
  )
}

type ListProps = {
  notice: NoticeRow
  lines: readonly DeliveryLine[]
  next: number | null
  status: DeliveryStatus | null
  isFirst: boolean
}

/** Who got it, how and when; who did not, and why. */
export function DeliveryList({ notice, lines, next, status, isFirst }: ListProps) {
  const { t } = usePage()
  const path = `/notices/${notice.id}`
  return (
    <>
      <p>
        <Go to={path}>{t('notice.desk.back')}</Go> ·{' '}
        <Go to={`${path}/deliveries.csv`}>{t('notice.desk.deliveries_csv')}</Go>
      </p>
      <p>
        {statuses.map((one) => (
          <>
            {one === status ? (
              <strong>{t(`notice.desk.delivery.${one}`)}</strong>
            ) : (
              <Go to={`${path}/deliveries?status=${one}`}>{t(`notice.desk.delivery.${one}`)}</Go>
            )}{' '}
          </>
        ))}
        {status === null ? null : <Go to={`${path}/deliveries`}>{t('notice.desk.all')}</Go>}
      </p>
      <Table
        caption={t('notice.desk.deliveries')}
        empty={t('notice.desk.nothing_here')}
        rows={lines}
        columns={[
          {
            title: t('notice.desk.person'),
            kind: 'main',
            cell: ({ citizenId, fullName, slot }) =>
              citizenId ? (
                <Go to={`/notices/people/${citizenId}`}>{fullName}</Go>
              ) : (
                t('notice.desk.unlinked_chat', { slot: slot + 1 })
              ),
          },
          {
            title: t('notice.desk.way_title'),
            cell: ({ way, tried }) =>
              [...tried.map((one) => one.way), way].map((one) => t(`notice.desk.way.${one}`)).join(' → '),
          },
          {
            title: t('console.list.status'),
            cell: (line) => <Tag tone={deliveryTone(line.status)}>{t(`notice.desk.delivery.${line.status}`)}</Tag>,
          },
          {
            title: t('notice.desk.why_title'),
            cell: ({ why }) => (why === 'none' ? '–' : t(`notice.desk.why.${why}`)),
          },
          { title: t('notice.desk.at'), cell: ({ at }) => <When at={at} /> },
        ]}
      />
      <Pager next={next === null ? null : String(next)} isFirst={isFirst} />
    </>
  )
}
