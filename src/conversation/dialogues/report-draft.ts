import type { DraftView, ReportPiece } from '../../ward/feedback/report-chat.ts'
import { inOneBubble, type Saying, type SayingChoice } from '../../ward/message/message.ts'
import { ask, sayAndWait, type State, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { dismissed, offerDuplicates, offered as offeredBefore } from './report-duplicates.ts'

export const idle: State = { dialogue: 'report', step: 'idle' }
export const at = (state: State, step: string, more: Readonly<Record<string, unknown>> = {}): State => ({
  ...state,
  ...more,
  dialogue: 'report',
  step,
})

export const cancel: SayingChoice = { id: 'report:drop', label: 'report.choice.drop' }
const edit: SayingChoice = { id: 'report:edit', label: 'report.choice.edit' }
const send: SayingChoice = { id: 'report:send', label: 'report.choice.send' }

/** Adds a piece to the draft and asks for the one thing that is missing, if any. What was asked before is not asked again. */
export const startReport = (piece: ReportPiece, state: State = idle): Step =>
  ask('draft_report', piece, (view) => goOn(view, state, piece))

/** What comes after another piece: what, where, the same one already there? Then all of it is shown. */
function goOn(view: DraftView, state: State, piece: ReportPiece): Step {
  if (view.missing === 'what') return sayAndWait(at(state, 'asking_what'), ...askWhat(view))
  if (view.candidates.length > 0 && state.placeAsked !== true) {
    const choices = view.candidates.map(({ placeId, label }) => ({
      id: `report:place:${placeId}`,
      label: 'report.choice.place',
      with: { place: label },
    }))
    return sayAndWait(at(state, 'picking_place', { placeAsked: true }), {
      say: 'report.which_place',
      choices: [...choices, { id: 'report:place:other', label: 'report.choice.other_place' }],
    })
  }
  if (view.missing === 'where' && state.whereAsked !== true) return askWhere(state)
  const fresh = view.duplicates.filter(({ code }) => !dismissed(state).includes(code))
  const isMore = view.added !== null || piece.photo !== undefined
  if (fresh.length === 0)
    return isMore && isShown(view, state, piece) ? previewMore(view, state, piece) : preview(view, state)
  const offered = fresh.map(({ code }) => code)
  const [asked, next] = [offerDuplicates(fresh), at(state, 'checking_duplicates', { offered })]
  const isAskedAgain = state.step === 'checking_duplicates' && offered.join() === offeredBefore(state).join()
  return isMore && isAskedAgain
    ? sayAndWait(next, addedSaying(view), ...asked.slice(-1))
    : sayAndWait(next, notedSaying(view), ...asked)
}

export const askWhere = (state: State): Step =>
  sayAndWait(at(state, 'asking_where', { whereAsked: true }), { say: 'report.ask_where', choices: [cancel] })

function askWhat(view: DraftView): Saying[] {
  const key =
    view.kind === 'suggestion'
      ? 'report.ask_what_suggestion'
      : view.kind === 'praise'
        ? 'report.ask_what_praise'
        : 'report.ask_what'
  if (view.photos > 0) return [{ say: 'report.photo_kept' }, { say: key, choices: [cancel, personChoice] }]
  return [
    {
      say: view.place === null ? key : 'report.ask_what_there',
      ...(view.place === null ? {} : { with: { place: view.place } }),
      choices: [cancel, personChoice],
    },
  ]
}

const notedSaying = ({ title, place }: DraftView): Saying =>
  place === null
    ? { say: 'report.noted', with: { text: title } }
    : { say: 'report.noted_at', with: { text: title, place } }

const addedSaying = ({ added }: DraftView): Saying =>
  added === null ? { say: 'report.photo_kept' } : { say: 'report.added_words', with: { text: added } }

export const previewChoices = [send, edit, { id: 'report:who', label: 'report.choice.who_sees' }, cancel]

/** All of it once more, with who will see it, before anything is sent. */
function preview(view: DraftView, state: State): Step {
  if (view.kind === 'praise')
    return sayAndWait(
      at(state, 'preview', { shownAt: view.place }),
      inOneBubble(notedSaying(view), { say: 'report.send_praise', choices: [send, edit, cancel] })
    )
  const photos = view.photos > 0 ? 'report.send_with_photos' : 'report.send'
  return sayAndWait(
    at(state, 'preview', { shownAt: view.place }),
    notedSaying(view),
    inOneBubble(
      { say: `report.who.${view.visibility}` },
      { say: photos, with: { photos: view.photos }, choices: previewChoices }
    )
  )
}

/** Whether all but this piece stands before the resident's eyes already. */
const isShown = (view: DraftView, state: State, piece: ReportPiece): boolean =>
  state.step === 'preview' && state.shownAt === view.place && piece.afresh !== true

/** One more message of a burst: what it added, in one bubble, with the same buttons. */
function previewMore({ added, photos, place }: DraftView, state: State, { photo }: ReportPiece): Step {
  const key =
    added === null ? 'report.send_with_photos' : photo === undefined ? 'report.added' : 'report.added_with_photos'
  const values = { photos, ...(added === null ? {} : { text: added }) }
  return sayAndWait(at(state, 'preview', { shownAt: place }), { say: key, with: values, choices: previewChoices })
}
