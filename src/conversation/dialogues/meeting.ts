import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { MeetingBrief, MeetingsFound } from '../../ward/meeting/find-meetings.ts'
import { isMeetingAnswer, type MeetingAnswer } from '../../ward/meeting/meeting.ts'
import type { Replied } from '../../ward/meeting/reply-to-meeting.ts'
import type { Intent, Meaning } from '../../understanding/meaning.ts'
import { afterwards, ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { asksBack } from './asks-back.ts'
import { personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { tellsOfDeath } from './grief.ts'
import { nameMeant, nameOfDelegate, namesNobody } from './delegate-name.ts'
import { comesPlainly, isBareYes, readRsvp } from './rsvp-words.ts'
import { saysAny } from './syllables-in.ts'
import { inSentence } from './welcome.ts'
import { whenOrWhere } from './when-or-where.ts'
import { askWhere, livesThere, noSuchPlace } from './where.ts'

/** Meetings of the one who asks: when, where and about what; whether somebody comes, and who comes instead. */
export const meetingDialogue: Dialogue = {
  begin: ({ text, entities }) => ask('find_meetings', { named: entities.neighbourhood }, (found) => tell(found, text)),
  // "đổi ý rồi, bận không đi được" says at once what comes instead
  readsItself: ({ step }, { text }) => step === 'invited' && readRsvp(text) !== null,
  waitsIn: ['asking_delegate', 'asking_where'],
  hear(state, heard) {
    if (heard.kind === 'choice') return chosen(heard.choiceId, state)
    if (heard.kind === 'correction' && state.step === 'invited')
      return chosen(`meeting:${String(state.meetingId)}:show`, state)
    if (heard.kind !== 'words') return null
    const { meaning } = heard
    if (state.step === 'asking_where')
      return livesThere(
        meaning,
        ask('find_meetings', {}, (found) => tell(found, String(state.said)))
      )
    const meetingId = String(state.meetingId)
    const beside = asksBeside(state, meaning)
    if (beside !== null) return beside
    if (isAboutIt(state, meaning)) return aboutIt(meetingId, state)
    if (state.step === 'asking_delegate') return delegate(state, meaning)
    return state.step === 'invited' ? reply(meetingId, meaning) : null
  },
}

/** What is said to an invitation. A bare yes may only be a nod to a reminder: it changes no answer given before. */
function reply(meetingId: string, meaning: Meaning): Step | null {
  const { text } = meaning
  const rsvp = readRsvp(text)
  if (rsvp !== null) return isOtherMatter(meaning) && !comesPlainly(text) ? null : answer(meetingId, rsvp, text)
  if (!isBareYes(text)) return null
  return ask('show_meeting', { meetingId }, (meeting) =>
    meeting === null || meeting.myAnswer === null || meeting.status !== 'called'
      ? answer(meetingId, 'coming', '')
      : saidAgain(meeting, meeting.myAnswer)
  )
}

/** Plainly about something else, though it holds words that would answer an invitation. */
const isOtherMatter = (meaning: Meaning): boolean =>
  meaning.intent === 'complaint_denunciation' || (meaning.decision === 'act' && !answering.has(meaning.intent))
const answering: ReadonlySet<Intent> = new Set(['meeting_info', 'affirm', 'deny', 'thanks_bye', 'greeting', 'out_of_scope']) // prettier-ignore

const asks = saysAny(
  `${whenOrWhere}|hop (?:(?:ve|ban) )*(?:cai |viec |chuyen )?(?:gi|chi)|co phai (?:dong|nop|gop)(?: gop)?(?: tien)?|gi vay|chi rua|(?:o|khi|luc|bua|ngay|cho) mo|noi dung|viec gi|bat buoc|phat|` +
    'mang (?:theo )?(?:cai )?gi|can gi|bao lau|ai chu tri|gap ai|lien he ai'
)
const ofOffice = saysAny('phuong|ubnd|uy ban|tru so|mo cua|lam viec|mot cua|quay|giay to|ho so|office')
const asksShortly = (text: string): boolean => text.split(/\s+/).length <= mostWords && asks(text) && !ofOffice(text)

/** "mấy giờ nhỉ", "ở đâu thế", right after an invitation: of that meeting, whatever the words would mean by themselves. */
const isAboutIt = ({ step }: State, meaning: Meaning): boolean =>
  (step === 'invited' || step === 'asking_delegate') &&
  asksShortly(meaning.text) &&
  readRsvp(meaning.text) === null &&
  meaning.entities.neighbourhood === undefined &&
  (!isSure(meaning) || askable.has(meaning.intent))
const askable: ReadonlySet<Intent> = new Set([...answering, 'office_info', 'verify_message'])

const ofPapers = saysAny('tai lieu|du toan|to trinh|papers?|documents?')
const ofInvitation = saysAny(
  '(?:gui|xem|coi|doc|cho|dua|nhan|mat|lac|bo quen)(?: [^ ]+){0,3} (?:giay moi|thu moi|loi moi|cuoc hop)|(?:giay|thu) moi (?:dau|o dau|hop)|invitation'
)

/** The papers or the invitation once more, where one of them was just spoken of; what was asked stays asked. */
function asksBeside(state: State, meaning: Meaning): Step | null {
  const { text } = meaning
  const isHere = state.step === 'invited' || state.step === 'asking_delegate'
  const isPapers = ofPapers(text)
  if (
    !isHere ||
    text.split(/\s+/).length > mostWords ||
    meaning.entities.neighbourhood !== undefined ||
    !(isPapers || ofInvitation(text))
  )
    return null
  return ask('show_meeting', { meetingId: String(state.meetingId) }, (meeting) => {
    if (meeting === null) return gone()
    if (meeting.status !== 'called') return meeting.status === 'cancelled' ? off(meeting) : minutesOf(meeting)
    return afterwards(isPapers ? papersOf(meeting) : invite(meeting), ({ say }) => sayAndWait(state, ...say))
  })
}
const mostWords = 8

/** What stands in the invitation, in short, and whom to ask for the rest; what was asked before stays asked. */
const aboutIt = (meetingId: string, state: State): Step =>
  ask('show_meeting', { meetingId }, (meeting) => {
    if (meeting === null) return gone()
    if (meeting.status !== 'called') return meeting.status === 'cancelled' ? off(meeting) : minutesOf(meeting)
    const { title, at, place, chair, contact } = meeting
    const values = { title, at, place, chair, contact, agenda: agendaOf(meeting) }
    const choices = state.step === 'invited' && meeting.myAnswer === null ? answersTo(meetingId) : []
    return sayAndWait(state, { say: 'meeting.asked', with: values, ...(choices.length > 0 ? { choices } : {}) })
  })

const asking = (step: string, meetingId: string): State => ({ dialogue: 'meeting', step, meetingId })

const isElsewhere = (meaning: Meaning): boolean =>
  meaning.intent === 'complaint_denunciation' ||
  (isSure(meaning) && meaning.intent !== 'meeting_info' && meaning.entities.neighbourhood === undefined)

/**
 * "bận rồi ko đi đc" to an invitation that came long ago is an answer to it, where there is one meeting it can mean: never
 * for somebody who may live elsewhere.
 */
function tell(found: MeetingsFound, text: string): Step {
  const { neighbourhood, meetings, lives, local } = found
  if (found.unknown !== undefined) return noSuchPlace()
  const [only, ...others] = meetings
  const rsvp = readRsvp(text)
  if (neighbourhood === null && (only === undefined || local || rsvp !== null))
    return askWhere('meeting', text, toShow(meetings))
  if (only === undefined) return none(found)
  if (others.length > 0)
    return sayAndWait({ dialogue: 'meeting', step: 'choosing' }, { say: 'meeting.which', choices: toShow(meetings) })
  return rsvp === null || lives !== 'here' ? invite(only) : answer(only.id, rsvp, text)
}

function none({ neighbourhood, lives }: MeetingsFound): Step {
  const change: SayingChoice = { id: 'welcome:change', label: 'meeting.button.elsewhere' }
  const choices = lives === 'here' ? [change, personChoice] : [personChoice]
  return say({ say: 'meeting.none', with: { name: inSentence(neighbourhood?.name ?? '') }, choices })
}

const toShow = (meetings: readonly MeetingBrief[]): SayingChoice[] =>
  meetings.slice(0, 4).map(({ id, title }) => ({ id: `meeting:${id}:show`, label: 'meeting.choice', with: { title } }))

/** The invitation in the words of Mẫu 01, what was answered before, and the ways to answer. */
function invite(meeting: MeetingBrief): Step {
  const { id, title, at, place, chair, contact, papers, myAnswer } = meeting
  const said: Saying[] = myAnswer === null ? [] : [saidBefore(meeting, myAnswer)]
  const choices = [...answersTo(id), ...(papers.length > 0 ? [choice(id, 'papers')] : [])]
  const values = { title, at, place, chair, contact, agenda: agendaOf(meeting) }
  return sayAndWait(asking('invited', id), ...said, { say: 'meeting.invite', with: values, choices })
}

const agendaOf = ({ agenda }: MeetingBrief): string => agenda.map((line) => line.replace(/[.;\s]+$/, '')).join('; ')

const saidAgain = (meeting: MeetingBrief, answer: MeetingAnswer): Step =>
  sayAndWait(asking('invited', meeting.id), { ...saidBefore(meeting, answer), choices: answersTo(meeting.id) })

const choice = (id: string, what: MeetingAnswer | 'papers'): SayingChoice => ({
  id: `meeting:${id}:${what}`,
  label: `meeting.button.${what}`,
})

const answersTo = (id: string): SayingChoice[] =>
  (['coming', 'delegate', 'not_coming'] as const).map((one) => choice(id, one))

const saidBefore = ({ delegate }: MeetingBrief, answer: MeetingAnswer): Saying =>
  answer === 'delegate' && delegate !== null
    ? { say: 'meeting.said.delegate_named', with: { name: delegate } }
    : { say: `meeting.said.${answer}` }

function chosen(choiceId: string, { name }: State): Step | null {
  const [, meetingId, what] = /^meeting:([0-9a-f-]{36}):(\w+)$/.exec(choiceId) ?? []
  if (meetingId === undefined || what === undefined) return null
  if (isMeetingAnswer(what)) return answer(meetingId, what, '')
  if (what === 'named')
    return typeof name === 'string' ? keepDelegate(meetingId, name) : answer(meetingId, 'delegate', '')
  return ask('show_meeting', { meetingId }, (meeting) => {
    if (meeting === null) return gone()
    if (meeting.status === 'cancelled') return off(meeting)
    if (what === 'papers') return papersOf(meeting)
    return meeting.status === 'held' ? minutesOf(meeting) : invite(meeting)
  })
}

function papersOf({ id, papers, title }: MeetingBrief): Step {
  if (papers.length === 0)
    return sayAndWait(asking('invited', id), { say: 'meeting.no_papers', choices: [personChoice] })
  return sayAndWait(asking('invited', id), {
    say: 'meeting.papers',
    with: { title, papers: papers.join('; ') },
    choices: answersTo(id),
  })
}

const minutesOf = ({ title, minutes }: MeetingBrief): Step =>
  minutes === null
    ? say({ say: 'meeting.over', with: { title }, choices: [personChoice] })
    : say({ say: 'meeting.minutes', with: { title, minutes: minutes.slice(0, 900) } })

const gone = (): Step => say({ say: 'meeting.gone', choices: [personChoice] })
const off = ({ title, at, cancelledWhy }: MeetingBrief): Step =>
  say({ say: 'meeting.cancelled', with: { title, at, why: cancelledWhy ?? '' } })

/** Somebody else comes: who, unless it has been said; the name is for the list at the door. */
function answer(meetingId: string, said: MeetingAnswer, text: string): Step {
  const name = said === 'delegate' ? nameOfDelegate(text) : null
  if (said === 'delegate' && name === null) {
    return ask('reply_to_meeting', { meetingId, answer: 'delegate' }, (replied) =>
      replied.kind === 'kept'
        ? sayAndWait(asking('asking_delegate', meetingId), { say: 'meeting.ask_delegate' })
        : told(replied)
    )
  }
  return ask('reply_to_meeting', { meetingId, answer: said, delegate: name }, told)
}

/** Asked for a name: a death, a stop, a question or another matter is none, whatever the words look like. */
function delegate(state: State, meaning: Meaning): Step | null {
  const { text, intent } = meaning
  const meetingId = String(state.meetingId)
  if (tellsOfDeath(text)) return null
  const rsvp = readRsvp(text)
  if (rsvp === 'coming' || rsvp === 'not_coming') return answer(meetingId, rsvp, '')
  const meant = nameMeant(text)
  if (meant?.kind === 'name') return keepDelegate(meetingId, meant.name)
  if (meant?.kind === 'later')
    return sayAndWait(asking('asking_delegate', meetingId), { say: 'meeting.delegate_later' })
  if (isElsewhere(meaning) || intent === 'unsubscribe') return null
  if (asksBack(text)) return aboutIt(meetingId, state)
  if (namesNobody(text))
    return sayAndWait(asking('invited', meetingId), { say: 'meeting.said.delegate', choices: answersTo(meetingId) })
  if (meant === null) return sayAndWait(asking('asking_delegate', meetingId), { say: 'meeting.ask_delegate_again' })
  return sayAndWait(
    { ...asking('asking_delegate', meetingId), name: meant.name },
    {
      say: 'meeting.is_delegate',
      with: { name: meant.name },
      choices: [
        { id: `meeting:${meetingId}:named`, label: 'meeting.button.named' },
        { id: `meeting:${meetingId}:delegate`, label: 'meeting.button.other_name' },
      ],
    }
  )
}

const keepDelegate = (meetingId: string, name: string): Step =>
  ask('reply_to_meeting', { meetingId, answer: 'delegate', delegate: name }, told)

function told(replied: Replied): Step {
  switch (replied.kind) {
    case 'no_such_meeting':
      return gone()
    case 'cancelled':
      return off(replied.meeting)
    case 'over':
      return minutesOf(replied.meeting)
    case 'kept': {
      const { meeting, answer, delegate } = replied
      const values = { at: meeting.at, place: meeting.place, name: delegate ?? '' }
      const change: SayingChoice = { id: `meeting:${meeting.id}:show`, label: 'meeting.button.change' }
      const papers = meeting.papers.length > 0 && answer !== 'not_coming' ? [choice(meeting.id, 'papers')] : []
      return sayAndWait(asking('invited', meeting.id), {
        say: `meeting.kept.${answer}`,
        with: values,
        choices: [...papers, change],
      })
    }
  }
}
