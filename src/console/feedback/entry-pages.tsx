import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { feedbackKinds } from '../../ward/feedback/feedback.ts'
import { takeDownFeedback } from '../../ward/feedback/submit-feedback.ts'
import { listNeighbourhoods } from '../../ward/neighbourhood/list-neighbourhoods.ts'
import { findNeighbourhoodId } from '../../ward/neighbourhood/find-neighbourhood-id.ts'
import { loadPlaces } from '../../ward/place/load-places.ts'
import { findPlace } from '../../ward/place/place.ts'
import type { Work } from '../../ward/work.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { EntryForm, enteredIntakes } from './entry-view.tsx'

const choose = 'console.fault.choose'
const entry = z.object({
  key: z.string().default(''),
  intake: z.enum(enteredIntakes, choose),
  kind: z.enum(feedbackKinds, choose),
  text: line(4_000),
  where: maybeLine(300),
  neighbourhood: maybeLine(40),
  visibility: z.enum(['private', 'public_without_name'], choose),
  reporter_name: maybeLine(),
  reporter_phone: maybeLine(40),
  reporter_address: maybeLine(300),
  on_behalf: maybeLine(),
})

/** What came by telephone, at the counter, or through somebody else: into the same register, under the same clock. */
export function addEntryPages(app: ConsoleApp): void {
  page(app, 'GET /feedback/new', 'take_in_feedback', (visit) => entryPage(visit))
  page(app, 'POST /feedback/new', 'take_in_feedback', enter)
}

async function entryPage({ work, t }: Visit, form: Form = {}, faults: readonly Fault[] = []): Promise<Answer> {
  const { neighbourhoods } = await listNeighbourhoods(work, null, {})
  const key = typed(form, 'key')
  return show(
    t('feedback.desk.entry.title'),
    <EntryForm form={form} formKey={isId(key) ? key : newId()} neighbourhoods={neighbourhoods} />,
    { faults }
  )
}

async function enter(visit: Visit): Promise<Answer> {
  const { work, form } = visit
  const read = readForm(entry, form)
  if (!read.ok) return entryPage(visit, form, read.faults)
  const { value } = read
  const place = value.where === null ? null : await placeIn(work, value.where)
  const neighbourhoodId =
    (value.neighbourhood === null ? null : await findNeighbourhoodId(work, { code: value.neighbourhood })) ??
    place?.neighbourhoodId ??
    null
  const taken = await takeDownFeedback(work, {
    intake: value.intake,
    kind: value.kind,
    text: value.text,
    visibility: value.visibility,
    key: `entry:${isId(value.key) ? value.key : newId()}`,
    reporter: {
      ...(value.reporter_name ? { name: value.reporter_name } : {}),
      ...(value.reporter_phone ? { phone: value.reporter_phone } : {}),
      ...(value.reporter_address ? { address: value.reporter_address } : {}),
      ...(value.on_behalf ? { onBehalfOf: value.on_behalf } : {}),
    },
    ...(value.where ? { spot: { words: value.where } } : {}),
    ...(place ? { placeId: place.id } : {}),
    ...(neighbourhoodId ? { neighbourhoodId } : {}),
  })
  if (!taken.ok) {
    if (taken.refusal === 'not_found') return notFound()
    return entryPage(visit, form, [{ field: 'text', say: `feedback.refused.${taken.refusal}` }])
  }
  return goTo(`/feedback/${taken.value.feedbackId}`, {
    say: 'feedback.desk.entry.done',
    with: { code: taken.value.code },
  })
}

/** A place of the ward's own gazetteer, where the words lead to just one. */
async function placeIn(work: Work, where: string): Promise<{ id: string; neighbourhoodId: string | null } | null> {
  const found = findPlace(await loadPlaces(work), where)
  return found.kind === 'one' ? found.place : null
}
