import { z } from 'zod'
import { handleDataRequest } from '../../ward/data-request/handle-data-request.ts'
import { listDataRequests, type DataRequestLine } from '../../ward/data-request/list-data-requests.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { DataRequestList, DataRequestView } from './views.tsx'

const idParams = z.object({ id: id() })
const asked = z.object({ closed: z.enum(['0', '1']).default('0') })

export function addDataRequestPages(app: ConsoleApp): void {
  page(app, 'GET /data-requests', 'handle_data_requests', {
    query: asked,
    answer: async ({ work, query, t }) => {
      const closed = query.closed === '1'
      return show(
        t('console.data_requests.title'),
        <DataRequestList requests={await listDataRequests(work, { closed })} closed={closed} />
      )
    },
  })
  page(app, 'GET /data-requests/:id', 'handle_data_requests', {
    params: idParams,
    answer: (visit) => requestPage(visit),
  })
  page(app, 'POST /data-requests/:id/acknowledge', 'handle_data_requests', {
    params: idParams,
    answer: (visit) => handle(visit, 'acknowledge'),
  })
  page(app, 'POST /data-requests/:id/done', 'handle_data_requests', {
    params: idParams,
    answer: (visit) => handle(visit, 'done'),
  })
  page(app, 'POST /data-requests/:id/refuse', 'handle_data_requests', {
    params: idParams,
    answer: (visit) => handle(visit, 'refuse'),
  })
}

async function find({ work, params }: Visit<typeof idParams>): Promise<DataRequestLine | undefined> {
  const all = [
    ...(await listDataRequests(work, { take: 1000 })),
    ...(await listDataRequests(work, { closed: true, take: 1000 })),
  ]
  return all.find((request) => request.id === params.id)
}

async function requestPage(visit: Visit<typeof idParams>, faults: readonly Fault[] = []): Promise<Answer> {
  const request = await find(visit)
  if (request === undefined) return notFound()
  const title = visit.t(`console.data_requests.kind.${request.kind}`)
  return show(title, <DataRequestView request={request} reason={typed(visit.form, 'reason')} />, { faults })
}

async function handle(visit: Visit<typeof idParams>, action: 'acknowledge' | 'done' | 'refuse'): Promise<Answer> {
  const requestId = visit.params.id
  const handled = await handleDataRequest(
    visit.work,
    action === 'refuse' ? { requestId, action, reason: typed(visit.form, 'reason') } : { requestId, action }
  )
  if (handled.ok) return goTo(`/data-requests/${requestId}`, { say: `console.data_requests.said.${action}` })
  switch (handled.refusal) {
    case 'unknown_request':
      return notFound()
    case 'reason_missing':
      return requestPage(visit, [{ field: 'reason', say: 'console.data_requests.reason_missing' }])
    case 'already_handled':
      return conflict('console.data_requests.already_handled')
  }
}
