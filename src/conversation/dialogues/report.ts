import type { MyReport, ReportPiece } from '../../ward/feedback/report-chat.ts'
import { isOpen, type FeedbackKind, type Visibility } from '../../ward/feedback/feedback.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Intent, Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Dialogue, type Heard, type State, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { askWhere, at, cancel, idle, startReport, previewChoices } from './report-draft.ts'
import { askJoinOrOwn, dismissed, offered, saysNewMatter, sendMeans } from './report-duplicates.ts'
import {
  asksNoPlace,
  asksOfDraft,
  holdsBack,
  isElsewhere,
  isPaper,
  offersPapers,
  saysSend,
  speaksOfBefore,
  speaksOfSending,
  tellsMatterOnly,
  wantsBack,
  placeIn,
  saysNoPhoto,
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
  // "gửi" would be a yes, "khoan gửi" or "k co anh" a no to what was asked; here they speak of the resident's own report
  readsItself: ({ step }, { text }) =>
    (step === 'preview' && (holdsBack(text) || saysNoPhoto(text))) ||
    (step === 'checking_duplicates' && (speaksOfSending(text) || saysNewMatter(text))),
  waitsIn: ['asking_where', 'picking_place'],
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
      return value === 'other' ? askWhere(state) : startReport({ placeId: value }, state)
    case 'join':
      return join(value)
    case 'new':
      return asOwn(state)
    default:
      return null
  }
}

/** None of those shown is it: the resident's own report goes on. */
const asOwn = (state: State): Step => startReport({}, { ...state, dismissed: [...dismissed(state), ...offered(state)] })

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
  if (state.step === 'preview' && photo === undefined && saysNoPhoto(text))
    return sayAndWait(state, { say: 'report.without_photo', choices: previewChoices })
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
  if (!isAskedWhere(state)) return withFirst(keptBack, startReport({ ...pieceOf(meaning), ...withPhoto }, state))
  // "nước chảy lênh láng" while the place is asked tells more of the matter: the place is asked once more
  if (state.askedAgain !== true && tellsMatterOnly(text)) {
    const again = { ...state, whereAsked: false, askedAgain: true }
    return withFirst(keptBack, startReport({ ...pieceOf(meaning), ...withPhoto }, again))
  }
  // an answer to "where?" is where, however it is put; a long one says something of the matter too
  const told = text.trim().split(/\s+/).length > 8 ? {} : { text: undefined }
  return withFirst(keptBack, startReport({ ...pieceOf(meaning), where: placeIn(text), ...told, ...withPhoto }, state))
}

const isAskedWhere = ({ step }: State): boolean => step === 'asking_where' || step === 'picking_place'

/** Words about the report being written, not of it; undefined where they are of it, null where they belong elsewhere. */
function besideTheMatter(state: State, { text, intent }: Meaning): Step | null | undefined {
  if (state.step === 'checking_duplicates') return besideDuplicates(state, text)
  // "gửi" where the place was asked: it goes on without one, and an official finds it
  if (isAskedWhere(state) && saysSend(text)) return startReport({}, state)
  if (isAskedWhere(state) && asksNoPlace(text))
    return state.toldWhy === true
      ? startReport({}, state)
      : sayAndWait({ ...state, toldWhy: true }, { say: 'report.why_where', choices: [cancel] })
  if (state.step !== 'preview') return undefined
  if (holdsBack(text)) return notSent(state)
  if (wantsBack(text)) return ask('drop_report', {}, () => say({ say: 'report.dropped' }))
  if (asksOfDraft(text)) return notSent(state)
  return intent === 'rate_satisfaction' && scoreIn(text) !== null ? null : undefined
}

/** "Có phải việc này không" answered by what is no answer to it. */
function besideDuplicates(state: State, text: string): Step | undefined {
  if (holdsBack(text) || (saysSend(text) && sendMeans(text) === 'unclear')) return askJoinOrOwn(state)
  return saysSend(text) || saysNewMatter(text) ? asOwn(state) : undefined
}

const notSent = (state: State): Step => withFirst([{ say: 'report_follow_up.state.draft' }], startReport({}, state))

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
