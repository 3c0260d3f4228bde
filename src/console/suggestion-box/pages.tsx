import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { feedbackKinds } from '../../ward/feedback/feedback.ts'
import { listOfficials } from '../../ward/official/list-officials.ts'
import { findBoxOpening, listBoxOpenings } from '../../ward/suggestion-box/list-box-openings.ts'
import { closeBox, openBox } from '../../ward/suggestion-box/open-box.ts'
import { recordPaper } from '../../ward/suggestion-box/record-paper.ts'
import { paperKinds } from '../../ward/suggestion-box/suggestion-box.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { readProof } from '../feedback/read-proof.ts'
import { id, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { BoxList, BoxSession } from './views.tsx'

const idParams = z.object({ id: id() })
type BoxVisit = Visit<typeof idParams>

/** The suggestion box: opened by two, every paper numbered, scanned and entered in the one register. */
export function addSuggestionBoxPages(app: ConsoleApp): void {
  page(app, 'GET /suggestion-box', 'take_in_feedback', (visit) => boxes(visit))
  page(app, 'POST /suggestion-box', 'take_in_feedback', { answer: open })
  page(app, 'GET /suggestion-box/:id', 'take_in_feedback', { params: idParams, answer: (visit) => session(visit) })
  page(app, 'POST /suggestion-box/:id/paper', 'take_in_feedback', { params: idParams, answer: keepPaper })
  page(app, 'POST /suggestion-box/:id/close', 'take_in_feedback', {
    params: idParams,
    answer: async ({ work, params }) => {
      const closed = await closeBox(work, { openingId: params.id })
      if (!closed.ok) return notFound()
      return goTo('/suggestion-box', { say: 'suggestion_box.desk.closed', with: { count: closed.value.papers } })
    },
  })
}

async function boxes({ work, official, t }: Visit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const others = (await listOfficials(work)).filter((one) => one.endedAt === null && one.id !== official.id)
  return show(
    t('suggestion_box.desk.title'),
    <BoxList openings={await listBoxOpenings(work)} others={others} form={form} />,
    { faults }
  )
}

async function open(visit: Visit): Promise<Answer> {
  const { work, official, form } = visit
  const second = typed(form, 'second')
  const opened = await openBox(work, {
    place: typed(form, 'place'),
    openedBy: [official.id, ...(isId(second) ? [second] : [])],
  })
  if (opened.ok) return goTo(`/suggestion-box/${opened.value.openingId}`, { say: 'suggestion_box.desk.opened' })
  return boxes(visit, form, [
    {
      field: opened.refusal === 'two_needed' ? 'second' : 'place',
      say: `suggestion_box.refused.${opened.refusal}`,
    },
  ])
}

async function session(visit: BoxVisit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const { work, params, t } = visit
  const found = await findBoxOpening(work, { openingId: params.id })
  if (!found.ok) return notFound()
  const key = typed(form, 'key')
  return show(
    t('suggestion_box.desk.session_title', { place: found.value.opening.place }),
    <BoxSession {...found.value} form={form} formKey={isId(key) ? key : newId()} />,
    { faults }
  )
}

const fields: Readonly<Record<string, string>> = { words_missing: 'text' }
const unreadable: Fault = { field: 'scan', say: 'feedback.refused.file_unreadable' }

async function keepPaper(visit: BoxVisit): Promise<Answer> {
  const { work, params, form, file } = visit
  const scan = file === null ? null : await readProof(file)
  if (file !== null && scan === null) return session(visit, form, [unreadable])
  const key = typed(form, 'key')
  const name = typed(form, 'name').trim()
  const kept = await recordPaper(work, {
    openingId: params.id,
    became: paperKinds.find((one) => one === typed(form, 'became')) ?? 'report',
    text: typed(form, 'text'),
    kind: feedbackKinds.find((one) => one === typed(form, 'kind')) ?? 'suggestion',
    key: isId(key) ? key : newId(),
    ...(scan === null ? {} : { scan }),
    ...(name === '' ? {} : { reporter: { name } }),
  })
  if (kept.ok)
    return goTo(`/suggestion-box/${params.id}`, {
      say: 'suggestion_box.desk.kept',
      with: { number: kept.value.number },
    })
  if (kept.refusal === 'not_found') return notFound()
  if (kept.refusal === 'file_unreadable') return session(visit, form, [unreadable])
  return session(visit, form, [{ field: fields[kept.refusal] ?? '', say: `suggestion_box.refused.${kept.refusal}` }])
}
