import type { DataRequestLine } from '../../ward/data-request/list-data-requests.ts'
import { Area, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Careful, Deed, Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

export function DataRequestList({ requests, closed }: { requests: readonly DataRequestLine[]; closed: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.data_requests.what')}</p>
      <p>
        <Go to={closed ? '/data-requests' : '/data-requests?closed=1'}>
          {t(closed ? 'console.data_requests.show_open' : 'console.data_requests.show_closed')}
        </Go>
      </p>
      <Table
        caption={t(closed ? 'console.data_requests.closed_caption' : 'console.data_requests.open_caption')}
        empty={t('console.data_requests.none')}
        rows={requests}
        showCaption
        columns={[
          {
            title: t('console.data_requests.what_is_asked'),
            kind: 'main',
            cell: ({ id, kind }) => <Go to={`/data-requests/${id}`}>{t(`console.data_requests.kind.${kind}`)}</Go>,
          },
          {
            title: t('console.data_requests.who'),
            cell: ({ citizen }) => citizen?.fullName ?? t('console.hand_overs.unknown'),
          },
          { title: t('console.data_requests.received'), cell: ({ receivedAt }) => <When at={receivedAt} /> },
          {
            title: t('console.data_requests.acknowledge_by'),
            cell: ({ acknowledgeBy }) => <When at={acknowledgeBy} />,
          },
          { title: t('console.data_requests.due'), cell: ({ dueAt }) => <When at={dueAt} /> },
          { title: t('console.list.status'), cell: (request) => <Standing request={request} /> },
        ]}
      />
    </>
  )
}

function Standing({ request }: { request: DataRequestLine }) {
  const { t } = usePage()
  return (
    <>
      {request.overdue ? <Tag tone="bad">{t('console.data_requests.overdue')}</Tag> : null}{' '}
      <Tag>{t(`console.data_requests.status.${request.status}`)}</Tag>
    </>
  )
}

export function DataRequestView({ request, reason }: { request: DataRequestLine; reason: string }) {
  const { t } = usePage()
  const path = `/data-requests/${request.id}`
  const isOpen = request.status === 'open' || request.status === 'acknowledged'
  return (
    <>
      <Facts
        facts={[
          [
            t('console.data_requests.who'),
            request.citizen ? (
              <Go to={`/citizens/${request.citizen.id}`}>{request.citizen.fullName}</Go>
            ) : (
              t('console.hand_overs.unknown')
            ),
          ],
          [t('console.data_requests.text'), request.text],
          [t('console.list.status'), <Standing request={request} />],
          [t('console.data_requests.received'), <When at={request.receivedAt} />],
          [t('console.data_requests.acknowledge_by'), <When at={request.acknowledgeBy} />],
          [t('console.data_requests.due'), <When at={request.dueAt} />],
          [t('console.data_requests.handled_at'), request.handledAt && <When at={request.handledAt} />],
        ]}
      />
      {isOpen ? (
        <>
          <Notice>{t(`console.data_requests.how.${request.kind}`)}</Notice>
          {request.status === 'open' ? (
            <Deed action={`${path}/acknowledge`} label={t('console.data_requests.acknowledge')} />
          ) : null}
          <Careful label={t('console.data_requests.done')}>
            <p>{t(`console.data_requests.done_what.${request.kind}`)}</p>
            <Deed action={`${path}/done`} label={t('console.data_requests.done')} />
          </Careful>
          <h2>{t('console.data_requests.refuse')}</h2>
          <PostForm action={`${path}/refuse`}>
            <Area
              name="reason"
              label={t('console.data_requests.reason')}
              hint={t('console.data_requests.reason_hint')}
              value={reason}
              rows={3}
            />
            <button class="bad">{t('console.data_requests.refuse')}</button>
          </PostForm>
        </>
      ) : null}
    </>
  )
}
