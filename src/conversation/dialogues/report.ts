import type { DraftView, Duplicate, MyReport } from '../../ward/feedback/report-chat.ts'
import { isOpen, type FeedbackKind, type Visibility } from '../../ward/feedback/feedback.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Intent, Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Dialogue, type Heard, type State, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import {
  asksOfDraft,
  isElsewhere,
  isPaper,
  offersPapers,
  saysOnlySend,
  saysSend,
  speaksOfBefore,
  wantsBack,
} from './report-wishes.ts'
import { scoreIn } from './score-in.ts'
import { whichReport } from './which-report.ts'

/** A report is written in as many messages as it takes: what, where, the same one already there? Then it is shown and sent. */
export const reportDialogue: Dialogue = {
  begin: (meaning, _who, photo) => {
    if (meaning.text !== '' && offersPapers(meaning.text))
      return say({ say: 'report.no_papers', choices: [personChoice] })
    const begun = startReport({ ...pieceOf(meaning, kindOf(meaning.intent)), ...(photo ? { photo } : {}) }, idle)
    if (meaning.intent !== 'report_problem' || photo !== undefined || !speaksOfBefore(meaning.text)) return begun
    // "cống kiệt 43 vẫn chưa ai sửa": it may be a report of one's own, and then it is no second one
    return ask('list_my_reports', {}, ({ reports }) => aboutOpen(reports, meaning.text) ?? begun)
  },
  hear: (state, heard) => {
    if (heard.kind === 'choice') return onChoice(state, heard.choiceId)
    if (state.step === 'idle') return null
    if (state.step === 'photo_first') return afterPhoto(state, heard)
    if (heard.kind === 'words') return onWords(state, heard.meaning, heard.photo)
    if (heard.kind === 'photo') return onPhoto(state, heard)
    if (heard.kind === 'location') return startReport({ latitude: heard.latitude, longitude: heard.longitude }, state)
    return null
  },
}

const idle: State = { dialogue: 'report', step: 'idle' }
const at = (state: State, step: string, more: Readonly<Record<string, unknown>> = {}): State => ({
  ...state,
  ...more,
  dialogue: 'report',
  step,
})

const cancel: SayingChoice = { id: 'report:drop', label: 'report.choice.drop' }
const send: SayingChoice = { id: 'report:send', label: 'report.choice.send' }

export type ReportPiece = {
  text?: string
  where?: string
  photo?: string
  latitude?: number
  longitude?: number
  placeId?: string
  neighbourhood?: string
  kind?: FeedbackKind
  visibility?: Visibility
  afresh?: boolean
}

/** Adds a piece to the draft and asks for the one thing that is missing, if any. What was asked before is not asked again. */
export const startReport = (piece: ReportPiece, state: State = idle): Step =>
  ask('draft_report', piece, (view) => goOn(view, state))

const aboutOpen = (reports: readonly MyReport[], text: string): Step | null =>
  reports.some(({ status }) => isOpen(status)) ? whichReport(reports, text) : null

const kindOf = (intent: Intent): FeedbackKind =>
  intent === 'suggest' ? 'suggestion' : intent === 'praise' ? 'praise' : 'problem'

function pieceOf({ text, entities }: Meaning, kind?: FeedbackKind): ReportPiece {
  return {
    text,
    ...(kind ? { kind } : {}),
    ...(entities.neighbourhood === undefined ? {} : { neighbourhood: entities.neighbourhood }),
  }
}

function goOn(view: DraftView, state: State): Step {
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
  if (view.missing === 'where' && state.whereAsked !== true)
    return sayAndWait(at(state, 'asking_where', { whereAsked: true }), { say: 'report.ask_where', choices: [cancel] })
  const fresh = view.duplicates.filter(({ code }) => !dismissed(state).includes(code))
  return fresh.length > 0 ? offerDuplicates(view, fresh, state) : preview(view, state)
}

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

const dismissed = (state: State): readonly string[] =>
  Array.isArray(state.dismissed) ? state.dismissed.filter((one): one is string => typeof one === 'string') : []

/** "Có phải việc này không? 1 · 2 · việc mới": joining is being told of the other's result. */
function offerDuplicates(view: DraftView, duplicates: readonly Duplicate[], state: State): Step {
  const one = duplicates.length === 1 ? duplicates[0]! : null
  const join = duplicates.map((duplicate, i) => ({
    id: `report:join:${duplicate.code}`,
    label: one ? 'report.choice.join' : 'report.choice.join_this',
    with: { n: i + 1, ...nameOf(duplicate) },
  }))
  const other: SayingChoice = { id: 'report:new', label: 'report.choice.new' }
  const shown = duplicates.map((duplicate) => ({
    say: duplicate.words === null ? 'report.duplicate' : 'report.duplicate_words',
    with: nameOf(duplicate),
  }))
  return sayAndWait(
    at(state, 'checking_duplicates', { offered: duplicates.map(({ code }) => code) }),
    notedSaying(view),
    ...shown,
    { say: one ? 'report.is_it_this' : 'report.is_it_one', choices: [...join, other] }
  )
}

function nameOf({ topic, place, words, submittedAt, code }: Duplicate): Record<string, string> {
  return {
    topicKey: `feedback.field.${topic}`,
    place,
    words: words ?? '',
    submittedAt: submittedAt.toISOString(),
    code,
  }
}

const notedSaying = ({ title, place }: DraftView): Saying =>
  place === null
    ? { say: 'report.noted', with: { text: title } }
    : { say: 'report.noted_at', with: { text: title, place } }

/** All of it once more, with who will see it, before anything is sent. */
function preview(view: DraftView, state: State): Step {
  const photos = view.photos > 0 ? 'report.send_with_photos' : 'report.send'
  const choices = [
    send,
    { id: 'report:edit', label: 'report.choice.edit' },
    { id: 'report:who', label: 'report.choice.who_sees' },
    cancel,
  ]
  return sayAndWait(
    at(state, 'preview'),
    notedSaying(view),
    { say: `report.who.${view.visibility}` },
    { say: photos, with: { photos: view.photos }, choices }
  )
}

function onChoice(state: State, choiceId: string): Step | null {
  const [subject, verb, value = ''] = choiceId.split(':')
  if (subject !== 'report') return null
  switch (verb) {
    case 'drop':
      return ask('drop_report', {}, () => say({ say: 'report.dropped' }))
    case 'send':
      return sendNow()
    case 'edit':
      return sayAndWait(at(state, 'editing'), { say: 'report.ask_again', choices: [cancel] })
    case 'who':
      return sayAndWait(at(state, 'choosing_visibility'), { say: 'report.ask_who_sees', choices: visibilityChoices })
    case 'visibility':
      return isVisibility(value) ? startReport({ visibility: value }, state) : null
    case 'place':
      return value === 'other'
        ? sayAndWait(at(state, 'asking_where', { whereAsked: true }), { say: 'report.ask_where', choices: [cancel] })
        : startReport({ placeId: value }, state)
    case 'join':
      return join(value)
    case 'new':
      return startReport({}, { ...state, dismissed: [...dismissed(state), ...offered(state)] })
    default:
      return null
  }
}

const offered = (state: State): readonly string[] => (Array.isArray(state.offered) ? (state.offered as string[]) : [])
const offeredVisibilities = ['private', 'public_without_name', 'public'] as const
const isVisibility = (text: string): text is Visibility => (offeredVisibilities as readonly string[]).includes(text)
const visibilityChoices: SayingChoice[] = offeredVisibilities.map((one) => ({
  id: `report:visibility:${one}`,
  label: `report.choice.${one}`,
}))

/** "Đã gửi" is said with the code and the hour somebody will have looked at it, or not at all. */
const sendNow = (): Step =>
  ask('send_report', {}, (sent) => {
    if (sent.kind === 'nothing_to_send') return say({ say: 'report.nothing_to_send' })
    const key = sent.provisional ? 'report.sent_provisional' : 'report.sent'
    return say({ say: key, with: { code: sent.code, intakeDueAt: sent.intakeDueAt.toISOString() } })
  })

const join = (code: string): Step =>
  ask('join_report', { code }, (joined) => {
    if (joined.kind === 'gone') return startReport({}, { ...idle, dismissed: [code] })
    const due = joined.dueAt === null ? 'report.joined' : 'report.joined_due'
    return say({
      say: due,
      with: { code: joined.code, ...(joined.dueAt === null ? {} : { dueAt: joined.dueAt.toISOString() }) },
    })
  })

function onWords(state: State, meaning: Meaning, photo?: string): Step | null {
  const { text, entities } = meaning
  if (isElsewhere(meaning)) return null
  if (offersPapers(text)) return sayAndWait(state, { say: 'report.no_papers', choices: [personChoice] })
  const keptBack: Saying[] = entities.citizenId ? [{ say: 'report.no_identity' }] : []
  if (state.step === 'preview' && photo === undefined && saysSend(text)) return sendNow()
  const withPhoto = photo === undefined ? {} : { photo }
  if (photo === undefined) {
    const aside = besideTheMatter(state, meaning)
    if (aside !== undefined) return aside
  }
  if (state.step === 'editing')
    return withFirst(
      keptBack,
      startReport(
        { ...pieceOf(meaning), ...withPhoto, afresh: true },
        at(state, 'preview', { whereAsked: false, placeAsked: false })
      )
    )
  // an answer to "where?" is where, however it is put; a long one says something of the matter too
  const isWhere = state.step === 'asking_where' || state.step === 'picking_place'
  const piece = isWhere
    ? { ...pieceOf(meaning), where: text, ...(text.trim().split(/\s+/).length > 8 ? {} : { text: undefined }) }
    : pieceOf(meaning)
  return withFirst(keptBack, startReport({ ...piece, ...withPhoto }, state))
}

/** Words about the report being written, not of it; undefined where they are of it, null where they belong elsewhere. */
function besideTheMatter(state: State, { text, intent }: Meaning): Step | null | undefined {
  const isWhere = state.step === 'asking_where' || state.step === 'picking_place'
  // "gửi" where the place was asked: it goes on without one, and an official finds it
  if (isWhere && saysOnlySend(text)) return startReport({}, state)
  if (state.step !== 'preview') return undefined
  if (wantsBack(text)) return ask('drop_report', {}, () => say({ say: 'report.dropped' }))
  if (asksOfDraft(text)) return withFirst([{ say: 'report_follow_up.state.draft' }], startReport({}, state))
  return intent === 'rate_satisfaction' && scoreIn(text) !== null ? null : undefined
}

function onPhoto(state: State, { fetchKey, caption }: Extract<Heard, { kind: 'photo' }>): Step {
  if (caption !== undefined && offersPapers(caption))
    return sayAndWait(state, { say: 'report.no_papers', choices: [personChoice] })
  return startReport({ photo: fetchKey, ...(caption ? { text: caption } : {}) }, state)
}

/** A photo out of the blue: what it is about is asked before anything is begun with it. */
export const photoFirst = (photo: string): Step =>
  sayAndWait(at(idle, 'photo_first', { photo }), { say: 'conversation.photo_received', choices: [personChoice] })

function afterPhoto(state: State, heard: Heard): Step | null {
  const photo = typeof state.photo === 'string' ? state.photo : ''
  if (heard.kind === 'photo') return ask('draft_report', { photo }, () => onPhoto(idle, heard))
  if (heard.kind === 'location')
    return startReport({ photo, latitude: heard.latitude, longitude: heard.longitude }, idle)
  if (heard.kind !== 'words' || isElsewhere(heard.meaning)) return null
  if (offersPapers(heard.meaning.text) || isPaper(heard.meaning.text))
    return say({ say: 'report.no_papers', choices: [personChoice] })
  return startReport({ ...pieceOf(heard.meaning), photo }, idle)
}

function withFirst(sayings: readonly Saying[], step: Step): Step {
  if (sayings.length === 0) return step
  if (!('ask' in step)) return { next: step.next, say: [...sayings, ...step.say] }
  return { ask: step.ask, then: (outcome: never) => withFirst(sayings, step.then(outcome)) }
}
