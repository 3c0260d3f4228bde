import { z } from 'zod'
import { findRecognition } from '../../ward/recognition/find-recognition.ts'
import { outcomes, recognitionNouns, type RecognitionNoun } from '../../ward/recognition/recognition.ts'
import { recordRecognition, sendForRecognition } from '../../ward/recognition/record-recognition.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeLine, readForm, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import { Go } from '../views/parts.tsx'
import type { Visit } from '../visit.ts'
import { placeOf } from './place-of.ts'
import { RecognitionSection } from './recognition-view.tsx'

const ofRow = z.object({ id: id() })
type RowVisit = Visit<typeof ofRow>

const sentForm = z.object({ sentDate: day() })
const outcomeForm = z.object({
  outcome: z.enum(outcomes, 'console.fault.choose'),
  number: line(60),
  decidedDate: day(),
  reason: maybeLine(600),
})

/** Which field a refusal is about; the others are said of the whole. */
const fieldOf: Readonly<Record<string, string>> = {
  before_it_was_held: 'sentDate',
  before_it_was_sent: 'decidedDate',
  reason_missing: 'reason',
}

/** The result of a head's election, and what a meeting carried: sent on, and recognised or not. */
export function addRecognitionPages(app: ConsoleApp): void {
  for (const noun of recognitionNouns) {
    const place = placeOf[noun]
    page(app, `POST ${place}/:id/recognition/sent`, 'edit_participation', {
      params: ofRow,
      answer: async (visit: RowVisit) => {
        const { work, params, form } = visit
        const read = readForm(sentForm, form)
        if (!read.ok) return again(visit, noun, read.faults)
        const sent = await sendForRecognition(work, { noun, rowId: params.id, ...read.value })
        if (sent.ok) return goTo(`${place}/${params.id}`, { say: 'recognition.desk.sent_kept' })
        return refused(visit, noun, sent.refusal, 'sentDate')
      },
    })
    page(app, `POST ${place}/:id/recognition`, 'edit_participation', {
      params: ofRow,
      answer: async (visit: RowVisit) => {
        const { work, params, form } = visit
        const read = readForm(outcomeForm, form)
        if (!read.ok) return again(visit, noun, read.faults)
        const kept = await recordRecognition(work, { noun, rowId: params.id, ...read.value })
        if (kept.ok) return goTo(`${place}/${params.id}`, { say: 'recognition.desk.kept' })
        return refused(visit, noun, kept.refusal, 'decidedDate')
      },
    })
  }
}

function refused(visit: RowVisit, noun: RecognitionNoun, refusal: string, dayField: string): Promise<Answer> | Answer {
  const field = refusal === 'in_the_future' ? dayField : fieldOf[refusal]
  const say = `recognition.refused.${refusal}`
  return field === undefined ? conflict(say) : again(visit, noun, [{ field, say }])
}

/** The forms by themselves, with what was typed. */
async function again(
  { work, params, form, t }: RowVisit,
  noun: RecognitionNoun,
  faults: readonly Fault[]
): Promise<Answer> {
  const known = await findRecognition(work, { noun, rowId: params.id })
  if (known === null) return notFound()
  return show(
    t('recognition.desk.title'),
    <>
      <RecognitionSection {...{ noun, rowId: params.id, known, form }} mayEdit />
      <p>
        <Go to={`${placeOf[noun]}/${params.id}`}>{t('paper.desk.back')}</Go>
      </p>
    </>,
    { faults }
  )
}
