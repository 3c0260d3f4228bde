import { z } from 'zod'
import { findNotice, type NoticeRow } from '../../ward/notice/find-notice.ts'
import { stopNotice } from '../../ward/notice/hold-notice.ts'
import { stepsFrom } from '../../ward/notice/notice.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, maybeLine, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Go, Notice } from '../views/parts.tsx'
import type { Visit, Words } from '../visit.ts'

const idParams = z.object({ id: id() })
type NoticeVisit = Visit<typeof idParams>
const stopForm = z.object({ reason: maybeLine(500) })

/** Stopping for good is asked on a page of its own: the page that shows the progress changes under the hands. */
export function addStopPages(app: ConsoleApp): void {
  page(app, 'GET /notices/:id/stop', 'steer_notices', { params: idParams, answer: asked })
  page(app, 'POST /notices/:id/stop', 'steer_notices', { params: idParams, answer: stopped })
}

async function asked({ work, params, form, t }: NoticeVisit, faults: readonly Fault[] = []): Promise<Answer> {
  const notice = await findNotice(work, { noticeId: params.id })
  if (notice === null) return notFound()
  if (!(stepsFrom.stop as readonly string[]).includes(notice.status)) return conflict('notice.refused.not_stoppable')
  return stopPage(t, notice, form, faults)
}

const stopPage = (t: Words, notice: NoticeRow, form: Form, faults: readonly Fault[]): Answer =>
  show(t('notice.desk.stop_title', { title: notice.title }), <StopForm notice={notice} form={form} />, { faults })

/** The exact figures are said at once: how many had it when it stopped. */
async function stopped(visit: NoticeVisit): Promise<Answer> {
  const { work, params, form } = visit
  const read = readForm(stopForm, form)
  if (!read.ok) return asked(visit, read.faults)
  const { reason } = read.value
  const done = await stopNotice(work, { noticeId: params.id, ...(reason === null ? {} : { reason }) })
  if (!done.ok) return conflict(`notice.refused.${done.refusal}`)
  const { left, onTheWay, total } = done.value
  return goTo(`/notices/${params.id}`, { say: 'notice.desk.said.stopped', with: { left, onTheWay, total } })
}

function StopForm({ notice, form }: { notice: NoticeRow; form: Form }) {
  const { t } = usePage()
  const path = `/notices/${notice.id}`
  return (
    <>
      <Notice tone="bad">
        <p>{t('notice.desk.stop_what')}</p>
      </Notice>
      <PostForm action={`${path}/stop`} form={form}>
        <Field name="reason" label={t('notice.desk.reason')} optional />
        <button class="bad">{t('notice.desk.stop_now')}</button>
      </PostForm>
      <p>
        <Go to={path}>{t('notice.desk.stop_not')}</Go>
      </p>
    </>
  )
}
