import { z } from 'zod'
import { formatDate } from '../../platform/ward-time.ts'
import { approveNotice, hexHash, sendBackNotice } from '../../ward/notice/approve-notice.ts'
import { checkNotice } from '../../ward/notice/check-notice.ts'
import { findNotice, listNotices, type NoticeRow } from '../../ward/notice/find-notice.ts'
import { pauseNotice, resumeNotice } from '../../ward/notice/hold-notice.ts'
import { mayApprove } from '../../ward/notice/may-approve.ts'
import { noticeProgress } from '../../ward/notice/notice-progress.ts'
import { cancelNotice } from '../../ward/notice/schedule-notice.ts'
import { submitNotice } from '../../ward/notice/submit-notice.ts'
import { tryNotice } from '../../ward/notice/try-notice.ts'
import { listDeliveries } from '../../ward/delivery/list-deliveries.ts'
import { deliveryStatuses, type DeliveryStatus } from '../../ward/delivery/delivery.ts'
import { wardNameOf } from '../../ward/ward/ward-name.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { consoleAssets } from '../console-assets.ts'
import { id, typed, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { namesOf } from '../../ward/notice/name-notice.ts'
import { previewsOf } from './previews.ts'
import { DeliveryList } from './progress-views.tsx'
import { NoticeList, NoticeView } from './send-views.tsx'

const idParams = z.object({ id: id() })
type NoticeVisit = Visit<typeof idParams>
const listAsked = z.object({ over: z.coerce.number().int().optional(), cursor: z.uuid().optional() })
const statuses = Object.keys(deliveryStatuses) as [DeliveryStatus, ...DeliveryStatus[]]
const deliveriesAsked = z.object({
  status: z.enum(statuses).optional(),
  cursor: z.coerce.number().int().min(0).optional(),
})

/** While a notice goes out the page looks again so often. */
const refreshSeconds = 2

export function addSendPages(app: ConsoleApp): void {
  page(app, 'GET /notices', 'read_notices', {
    query: listAsked,
    answer: async ({ work, query, may, t }) => {
      const open = query.over !== 1
      const found = await listNotices(work, { open, cursor: query.cursor ?? null })
      return show(
        t('notice.desk.list_title'),
        <NoticeList {...found} open={open} isFirst={query.cursor === undefined} mayWrite={may('write_notices')} />
      )
    },
  })
  page(app, 'GET /notices/:id', 'read_notices', { params: idParams, answer: (visit) => noticePage(app, visit) })
  page(app, 'GET /notices/:id/deliveries', 'read_citizens', {
    params: idParams,
    query: deliveriesAsked,
    answer: async ({ work, params, query, t }) => {
      const notice = await findNotice(work, { noticeId: params.id })
      if (notice === null) return notFound()
      const { status, cursor } = query
      const found = await listDeliveries(work, {
        noticeId: params.id,
        ...(status ? { status } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      })
      return show(
        t('notice.desk.deliveries_title', { title: notice.title }),
        <DeliveryList notice={notice} {...found} status={status ?? null} isFirst={cursor === undefined} />
      )
    },
  })
  addDeeds(app)
}

type Outcome = { ok: boolean; refusal?: string }

/** Each button of a notice: a use case, then the notice again with a sentence, or the ward's no. */
function addDeeds(app: ConsoleApp): void {
  const after = (visit: NoticeVisit, done: Outcome, said: string): Answer => {
    if (done.ok) return goTo(`/notices/${visit.params.id}`, { say: said })
    return done.refusal === 'not_found' ? notFound() : conflict(`notice.refused.${done.refusal ?? ''}`)
  }
  page(app, 'POST /notices/:id/submit', 'write_notices', {
    params: idParams,
    answer: async (visit) => {
      const done = await submitNotice(visit.work, { noticeId: visit.params.id, officialId: visit.official.id })
      const untold = done.ok && done.value.untold
      return after(visit, done, untold ? 'notice.desk.said.submitted_untold' : 'notice.desk.said.submitted')
    },
  })
  page(app, 'POST /notices/:id/try', 'read_notices', {
    params: idParams,
    answer: async (visit) => after(visit, await trial(visit), 'notice.desk.said.tried'),
  })
  // who may approve is told by role, deputyship and kind: the use case decides
  page(app, 'POST /notices/:id/approve', 'read_notices', {
    params: idParams,
    answer: async (visit) => {
      const { work, official, params, form } = visit
      const reason = typed(form, 'reason')
      const done = await approveNotice(work, {
        noticeId: params.id,
        officialId: official.id,
        seenHash: typed(form, 'seen'),
        ...(reason === '' ? {} : { reason }),
      })
      return onField(app, visit, done) ?? after(visit, done, 'notice.desk.said.approved')
    },
  })
  page(app, 'POST /notices/:id/send-back', 'read_notices', {
    params: idParams,
    answer: async (visit) => {
      const { work, official, params, form } = visit
      const done = await sendBackNotice(work, {
        noticeId: params.id,
        officialId: official.id,
        reason: typed(form, 'reason'),
      })
      return onField(app, visit, done) ?? after(visit, done, 'notice.desk.said.sent_back')
    },
  })
  page(app, 'POST /notices/:id/pause', 'steer_notices', {
    params: idParams,
    answer: async (visit) =>
      after(visit, await pauseNotice(visit.work, { noticeId: visit.params.id }), 'notice.desk.said.paused'),
  })
  page(app, 'POST /notices/:id/resume', 'steer_notices', {
    params: idParams,
    answer: async (visit) =>
      after(visit, await resumeNotice(visit.work, { noticeId: visit.params.id }), 'notice.desk.said.resumed'),
  })
  page(app, 'POST /notices/:id/cancel', 'write_notices', {
    params: idParams,
    answer: async (visit) =>
      after(visit, await cancelNotice(visit.work, { noticeId: visit.params.id }), 'notice.desk.said.cancelled'),
  })
}

/** A reason that is missing is asked for where it is written, on the notice as it stands. */
const onField = (app: ConsoleApp, visit: NoticeVisit, { ok, refusal }: Outcome): Promise<Answer> | null =>
  ok || refusal !== 'reason_missing'
    ? null
    : noticePage(app, visit, [{ field: 'reason', say: 'notice.refused.reason_missing' }])

async function trial({ work, official, params }: NoticeVisit) {
  const { name } = await wardNameOf(work)
  return tryNotice(work, { noticeId: params.id, officialId: official.id, wardName: name })
}

const isOpenDraft = ({ status }: NoticeRow): boolean => status === 'draft' || status === 'submitted'
const isMoving = ({ status }: NoticeRow): boolean => ['approved', 'scheduled', 'expanding', 'sending'].includes(status)

async function noticePage(app: ConsoleApp, visit: NoticeVisit, faults: readonly Fault[] = []): Promise<Answer> {
  const { work, params, official, may, form } = visit
  const notice = await findNotice(work, { noticeId: params.id })
  if (notice === null) return notFound()
  const isEmergency = notice.class === 'emergency'
  const check = isOpenDraft(notice) ? await checkNotice(work, notice) : null
  const view = (
    <NoticeView
      notice={notice}
      check={check}
      missedBefore={check?.missed ? formatDate(check.missed.lastDate, 'vi') : null}
      progress={notice.expandedAt === null ? null : await noticeProgress(work, { noticeId: notice.id })}
      previews={await previewsOf(app, work, notice)}
      names={await namesOf(work, notice)}
      seen={hexHash(notice)}
      form={form}
      mayApprove={notice.status === 'submitted' && (await mayApprove(work, { officialId: official.id, isEmergency }))}
      mayWrite={may('write_notices')}
      maySteer={may('steer_notices')}
      mayReadCitizens={may('read_citizens')}
    />
  )
  return show(notice.title, view, {
    faults,
    ...(isMoving(notice) ? { refreshSeconds, scripts: [consoleAssets().progress] } : {}),
  })
}
