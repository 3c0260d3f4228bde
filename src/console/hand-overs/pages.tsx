import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { findPhoto } from '../../ward/conversation/keep-photo.ts'
import { answerHandOver } from '../../ward/hand-over/answer-hand-over.ts'
import { closeHandOver } from '../../ward/hand-over/close-hand-over.ts'
import { findHandOver } from '../../ward/hand-over/find-hand-over.ts'
import { listHandOvers } from '../../ward/hand-over/list-hand-overs.ts'
import { takeHandOver } from '../../ward/hand-over/take-hand-over.ts'
import { conflict, download, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { HandOverList, HandOverView } from './views.tsx'

const idParams = z.object({ id: id() })
const statuses = ['waiting', 'answered', 'closed', 'all'] as const
const asked = z.object({ status: z.enum(statuses).default('waiting'), cursor: z.uuid().optional() })
type HandOverVisit = Visit<typeof idParams>

const atOnce = 50

export function addHandOverPages(app: ConsoleApp): void {
  page(app, 'GET /hand-overs', 'answer_hand_overs', {
    query: asked,
    answer: async ({ work, query, may, t }) => {
      const lines = await listHandOvers(work, {
        ...query,
        mayReadRestricted: may('read_restricted'),
        limit: atOnce + 1,
      })
      const next = lines.length > atOnce ? (lines[atOnce - 1]?.id ?? null) : null
      return show(
        t('console.hand_overs.title'),
        <HandOverList lines={lines.slice(0, atOnce)} query={query} next={next} />
      )
    },
  })
  page(app, 'GET /hand-overs/:id', 'answer_hand_overs', { params: idParams, answer: (visit) => handOverPage(visit) })
  page(app, 'POST /hand-overs/:id/take', 'answer_hand_overs', { params: idParams, answer: take })
  page(app, 'POST /hand-overs/:id/answer', 'answer_hand_overs', { params: idParams, answer: reply })
  page(app, 'POST /hand-overs/:id/close', 'answer_hand_overs', { params: idParams, answer: close })
  page(app, 'GET /hand-overs/:id/photos/:photoId', 'answer_hand_overs', {
    params: z.object({ id: id(), photoId: id() }),
    answer: async ({ work, params, may }) => {
      const found = await findHandOver(work, { handOverId: params.id, mayReadRestricted: may('read_restricted') })
      const photo = found.ok ? await findPhoto(work, found.value.conversationId, params.photoId) : null
      return photo === null ? notFound() : download('photo', photo.mime, Buffer.from(photo.bytes))
    },
  })
}

/** Whether this official may know of it at all. */
const seen = ({ work, params, may }: HandOverVisit) =>
  findHandOver(work, { handOverId: params.id, mayReadRestricted: may('read_restricted') })

async function handOverPage(visit: HandOverVisit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const found = await seen(visit)
  if (!found.ok) return notFound()
  // a button pressed twice says the answer once
  const key = typed(form, 'key') || newId()
  return show(
    visit.t('console.hand_overs.page_title'),
    <HandOverView handOver={found.value} officialId={visit.official.id} text={typed(form, 'text')} answerKey={key} />,
    { faults }
  )
}

async function take(visit: HandOverVisit): Promise<Answer> {
  if (!(await seen(visit)).ok) return notFound()
  const taken = await takeHandOver(visit.work, { handOverId: visit.params.id })
  return taken.ok
    ? goTo(`/hand-overs/${visit.params.id}`, { say: 'console.hand_overs.taken' })
    : conflict('console.hand_overs.refused.not_open')
}

async function reply(visit: HandOverVisit): Promise<Answer> {
  if (!(await seen(visit)).ok) return notFound()
  const { work, form, params } = visit
  const key = typed(form, 'key')
  const answered = await answerHandOver(work, {
    handOverId: params.id,
    text: typed(form, 'text'),
    ...(isId(key) ? { key } : {}),
  })
  if (answered.ok) return goTo(`/hand-overs/${params.id}`, { say: 'console.hand_overs.answered' })
  switch (answered.refusal) {
    case 'not_found':
      return notFound()
    case 'text_missing':
    case 'text_too_long':
      return handOverPage(visit, form, [{ field: 'text', say: `console.hand_overs.refused.${answered.refusal}` }])
    default:
      return conflict(`console.hand_overs.refused.${answered.refusal}`)
  }
}

async function close(visit: HandOverVisit): Promise<Answer> {
  if (!(await seen(visit)).ok) return notFound()
  const closed = await closeHandOver(visit.work, { handOverId: visit.params.id })
  return closed.ok
    ? goTo('/hand-overs', { say: 'console.hand_overs.closed' })
    : conflict('console.hand_overs.refused.not_open')
}
