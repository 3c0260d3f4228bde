import { z } from 'zod'
import { findConsultation } from '../../ward/consultation/list-consultations.ts'
import { findDisclosure } from '../../ward/disclosure/list-disclosures.ts'
import { findElection } from '../../ward/election/find-elections.ts'
import { listDuties } from '../../ward/ladder/list-duties.ts'
import { settleRung } from '../../ward/ladder/plan-ladder.ts'
import { findMeeting } from '../../ward/meeting/list-meetings.ts'
import { keepPaper, removePaper, replacePaper } from '../../ward/paper/keep-paper.ts'
import { listPapers, readPaper } from '../../ward/paper/list-papers.ts'
import { mayKeepThing } from '../../ward/paper/may-keep-thing.ts'
import { paperNouns, type PaperNoun } from '../../ward/paper/paper.ts'
import { readPostingPhoto } from '../../ward/posting/list-postings.ts'
import { postingForms, type PostingForm } from '../../ward/posting/posting.ts'
import { endPosting, recordPosting } from '../../ward/posting/record-posting.ts'
import type { Work } from '../../ward/work.ts'
import { conflict, download, forbidden, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, keyIn, line, maybeDay, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit, Words } from '../visit.ts'
import { Duties } from './duties-view.tsx'
import { placeOf } from './place-of.ts'
import { addRecognitionPages } from './recognition-pages.tsx'
import { Mend } from './views.tsx'

const ofRow = z.object({ id: id() })
const ofPaper = z.object({ id: id(), paperId: id() })
const ofPosting = z.object({ id: id(), postingId: id() })
const ofRung = z.object({ id: id(), rungId: id() })

const postingForm = z.object({
  form: z.enum(postingForms as unknown as [PostingForm, ...PostingForm[]], 'console.fault.choose'),
  place: line(200),
  fromDate: day(),
  toDate: maybeDay(),
})
const endForm = z.object({ toDate: day() })

/** Whether the thing exists in this ward. */
const known: Readonly<Record<PaperNoun, (work: Work, id: string) => Promise<unknown>>> = {
  meeting: (work, id) => findMeeting(work, { id }),
  election: (work, id) => findElection(work, { id }),
  disclosure: (work, id) => findDisclosure(work, { id }),
  consultation: (work, id) => findConsultation(work, { id }),
}

/** Which field a refusal is about. */
const fieldOf = {
  not_yours: 'form',
  not_yet: 'fromDate',
  ends_before_it_begins: 'toDate',
  photo_unreadable: 'photo',
} as const

const weekMs = 7 * 86_400_000

/** Files, evidence and ladder of the four things: one way for all. And what is due of all ladders together. */
export function addPaperPages(app: ConsoleApp): void {
  for (const noun of paperNouns) addPagesOf(app, noun)
  addRecognitionPages(app)
  page(app, 'GET /duties', 'read_participation', async ({ work, t }) =>
    show(
      t('ladder.desk.title'),
      <Duties duties={await listDuties(work, { by: new Date(work.now.getTime() + weekMs) })} now={work.now} />
    )
  )
}

function addPagesOf(app: ConsoleApp, noun: PaperNoun): void {
  const place = placeOf[noun]
  const back = (rowId: string, say: string): Answer => goTo(`${place}/${rowId}`, { say })
  const mend = (t: Words, rowId: string, form: Form | null, faults: readonly Fault[]): Answer =>
    show(t(form === null ? 'paper.desk.add' : 'posting.desk.add'), <Mend {...{ noun, rowId, form }} />, { faults })
  // a head keeps the evidence of meetings of the own neighbourhood, of nothing else
  const write = { permission: noun === 'meeting' ? ('keep_meetings' as const) : ('edit_participation' as const) }
  type OfRow = { work: Work; params: { id: string } }
  const own =
    <V extends OfRow>(answer: (visit: V) => Answer | Promise<Answer>) =>
    async (visit: V): Promise<Answer> => {
      const { work, params } = visit
      if ((await known[noun](work, params.id)) === null) return notFound()
      return (await mayKeepThing(work, { noun, rowId: params.id })) ? answer(visit) : forbidden()
    }
  page(app, `POST ${place}/:id/papers`, write.permission, {
    params: ofRow,
    answer: own(async ({ work, params, form, file, official, t }: Visit<typeof ofRow>) => {
      const again = (say: string) => mend(t, params.id, null, [{ field: 'paper', say }])
      if (file === null) return again('console.fault.file_missing')
      const { fileName, bytes } = file
      const paper = { id: keyIn(form), name: fileName, bytes, officialId: official.id }
      const kept = await keepPaper(work, { noun, rowId: params.id, ...paper })
      return kept.ok ? back(params.id, 'paper.desk.kept') : again(`paper.refused.${kept.refusal}`)
    }),
  })
  page(app, `GET ${place}/:id/papers/:paperId`, 'read_participation', {
    params: ofPaper,
    answer: async ({ work, params }) => {
      const found = await readPaper(work, { noun, rowId: params.id, paperId: params.paperId })
      return found === null ? notFound() : download(found.name, found.mime, found.bytes)
    },
  })
  page(app, `POST ${place}/:id/papers/:paperId/remove`, write.permission, {
    params: ofPaper,
    answer: own(async ({ work, params }: Visit<typeof ofPaper>) => {
      const removed = await removePaper(work, { noun, rowId: params.id, paperId: params.paperId })
      if (removed.ok) return back(params.id, 'paper.desk.removed')
      return removed.refusal === 'not_found' ? notFound() : conflict(`paper.refused.${removed.refusal}`)
    }),
  })
  const replaceForm = (t: Words, at: { rowId: string; paperId: string }, faults: readonly Fault[] = []): Answer =>
    show(t('paper.desk.replace'), <Mend {...{ noun, ...at }} form={null} />, { faults })
  page(app, `GET ${place}/:id/papers/:paperId/replace`, write.permission, {
    params: ofPaper,
    answer: own(async ({ work, params: { id: rowId, paperId }, t }: Visit<typeof ofPaper>) => {
      const papers = await listPapers(work, { noun, rowId })
      return papers.some((one) => one.id === paperId) ? replaceForm(t, { rowId, paperId }) : notFound()
    }),
  })
  page(app, `POST ${place}/:id/papers/:paperId/replace`, write.permission, {
    params: ofPaper,
    answer: own(async ({ work, params, file, official, t }: Visit<typeof ofPaper>) => {
      const { id: rowId, paperId } = params
      const again = (say: string) => replaceForm(t, { rowId, paperId }, [{ field: 'paper', say }])
      if (file === null) return again('console.fault.file_missing')
      const { fileName, bytes } = file
      const version = { noun, rowId, paperId, name: fileName, bytes, officialId: official.id }
      const replaced = await replacePaper(work, version)
      if (replaced.ok) return back(rowId, 'paper.desk.replaced')
      return replaced.refusal === 'not_found' ? notFound() : again(`paper.refused.${replaced.refusal}`)
    }),
  })
  page(app, `POST ${place}/:id/postings`, write.permission, {
    params: ofRow,
    answer: own(async ({ work, params, form, file, official, t }: Visit<typeof ofRow>) => {
      const read = readForm(postingForm, form)
      if (!read.ok) return mend(t, params.id, form, read.faults)
      const evidence = { id: keyIn(form), ...read.value, photo: file?.bytes ?? null }
      const kept = await recordPosting(work, { noun, rowId: params.id, officialId: official.id, ...evidence })
      if (kept.ok) return back(params.id, 'posting.desk.kept')
      return mend(t, params.id, form, [{ field: fieldOf[kept.refusal], say: `posting.refused.${kept.refusal}` }])
    }),
  })
  page(app, `POST ${place}/:id/postings/:postingId/end`, write.permission, {
    params: ofPosting,
    answer: own(async ({ work, params, form }: Visit<typeof ofPosting>) => {
      const read = readForm(endForm, form)
      if (!read.ok) return conflict('posting.desk.unread')
      const ended = await endPosting(work, {
        noun,
        rowId: params.id,
        postingId: params.postingId,
        toDate: read.value.toDate,
      })
      if (ended.ok) return back(params.id, 'posting.desk.ended')
      return ended.refusal === 'not_found' ? notFound() : conflict(`posting.refused.${ended.refusal}`)
    }),
  })
  page(app, `GET ${place}/:id/postings/:postingId/photo`, 'read_participation', {
    params: ofPosting,
    answer: async ({ work, params }) => {
      const photo = await readPostingPhoto(work, { noun, rowId: params.id, postingId: params.postingId })
      return photo === null ? notFound() : download('bang-chung.jpg', 'image/jpeg', photo)
    },
  })
  page(app, `POST ${place}/:id/rungs/:rungId/done`, write.permission, {
    params: ofRung,
    answer: own(async ({ work, params, official }: Visit<typeof ofRung>) =>
      (await settleRung(work, { noun, rowId: params.id, rungId: params.rungId, officialId: official.id }))
        ? back(params.id, 'ladder.desk.done')
        : conflict('ladder.desk.done_already')
    ),
  })
}
