import type { Intent, Meaning } from '../understanding/meaning.ts'
import { intents } from '../understanding/meaning.ts'
import { say, type Dialogue, type DialogueName, type Heard, type State, type Step, type Who } from './dialogue.ts'
import { dialogues } from './dialogues.ts'
import { asksBack } from './dialogues/asks-back.ts'
import { asksProxy, asksToVote, asksWhom, cannotGoToVote, castsVote } from './dialogues/election-words.ts'
import { asksIfListed, namesNoList, namesVoters } from './dialogues/listed-words.ts'
import { personChoice } from './dialogues/call-person.ts'
import { tellsOfDeath } from './dialogues/grief.ts'
import { isIdentityWish } from './dialogues/identity.ts'
import { isNoticeWish } from './dialogues/notices.ts'
import { noticeNamed } from './dialogues/notice-named.ts'
import { answersInvitation } from './dialogues/rsvp-words.ts'
import { aspectsIn } from './dialogues/procedure-sayings.ts'
import { saysStillWrong } from './dialogues/report-wishes.ts'
import { answerEarlierNotice, answerLastNotice, isNod, type Ways } from './answer-notice.ts'
import { intentTable } from './intent-table.ts'
import { isLeaving } from './is-leaving.ts'
import { ownReportsFirst } from './own-reports-first.ts'
import { asksWhomToSee } from './dialogues/ward-facts.ts'
import { isAngry } from './dialogues/person.ts'
import type { Place, ReadAnswer, Situation } from './place.ts'
import { severalWishes } from './several-wishes.ts'
import { spoken } from './spoken.ts'
import { asksWhereAnswerIs, noAnswerYet } from './no-answer-yet.ts'
import { readNoticeCommand } from './notice-command.ts'
import { likelyWishes, menu, offer } from './offers.ts'
import { tellsTrouble } from './tells-trouble.ts'
import { agencyFirst } from './dialogues/agency.ts'
import { asksOfOwnFund } from '../ward/disclosure/find-disclosures.ts'
import { topicsNamed } from '../ward/feedback/report-words.ts'
import { saysOnlyWhere } from '../ward/neighbourhood/neighbourhood.ts'
import { asksForHead } from '../ward/ward-fact/asked-facts.ts'

/** The step to take and how often in a row the citizen was not understood. */
export type Routed = {
  step: Step
  misses: number
  keepPlace?: boolean
  /** Not understood well enough to act on. */
  unsure?: boolean
  /** The words to remember until the citizen has said which wish they are about. */
  said?: string
}

/**
 * Which dialogue speaks next. Order matters: danger first, then "dừng", then the answer to what was asked, then leaving, then
 * the dialogue we are in, then what the words mean by themselves.
 */
export function route(heard: Heard, situation: Situation, readAnswer: ReadAnswer): Routed {
  const routed = routeAway(heard, situation, readAnswer)
  return isAside(heard, situation) ? { ...routed, keepPlace: true } : routed
}

/** Something else is asked while a name, a place or a reason is waited for: an answer that asks nothing leaves that open. */
function isAside(heard: Heard, { place: { state }, who }: Situation): boolean {
  if (state === null || heard.kind !== 'words' || !asksBack(heard.meaning.text)) return false
  const dialogue = dialogues[state.dialogue]
  return (dialogue.waitsIn ?? []).includes(state.step) && dialogue.hear(state, heard, who) === null
}

function routeAway(heard: Heard, situation: Situation, readAnswer: ReadAnswer): Routed {
  if (heard.kind === 'choice') return understood(chosen(heard.choiceId, situation))
  if (heard.kind !== 'words') return carryOn(heard, situation) ?? wordless(heard, situation)
  const { meaning } = heard
  const { photo } = heard
  if (meaning.emergency !== undefined) return understood(begin('danger', meaning, situation.who))

  const command = readNoticeCommand(meaning.text)
  const grave = isGrave(situation.place)
  const ways: Ways = { readAnswer, press: (choiceId) => chosen(choiceId, situation) }
  const mayAnswer = command === null && !grave && (meaning.parts ?? []).length < 2
  const answered = mayAnswer ? answerLastNotice(heard, situation, ways) : null
  if (answered !== null) return understood(answered)

  const isStop = command === 'stop' && !grave
  const isAsked = situation.place.choices.length > 0 && !isStop && !isNoAnswer(meaning, situation.place)
  const answer = isAsked ? readAnswer(meaning.text, situation.place) : null
  if (answer !== null && 'choiceId' in answer) return understood(chosen(answer.choiceId, situation))
  if (answer !== null)
    return carryOn({ kind: 'correction' }, situation) ?? understood(say(menu('conversation.taken_back')))
  if (command === 'stop' || command === 'start')
    return { ...understood(switchNotices(command, situation)), keepPlace: grave }
  if (isLeaving(meaning.text)) return understood(say({ say: 'conversation.left' }))

  if (asksWhereAnswerIs(meaning.text) && !grave) return { ...understood(noAnswerYet(situation)), keepPlace: true }
  const here = carryOn(heard, situation)
  // what was said in danger may be a matter of its own: a button tells
  if (here !== null) return situation.place.state?.dialogue === 'danger' ? { ...here, said: meaning.text } : here
  const named = noticeNamed(meaning.text, situation.digested ?? [])
  if (named !== null) return understood(chosen(`notices:read:${named}`, situation))
  // who waits for a person says "đúng" to that person
  if (command === 'perhaps_stop' && !situation.handedOver) return understood(switchNotices('stop', situation))
  if (isIdentityWish(meaning.text)) return understood(begin('identity', meaning, situation.who))
  if (isNoticeWish(meaning)) return understood(begin('notices', meaning, situation.who))
  if (asksWhomToSee(meaning.text)) return understood(begin('ward_facts', meaning, situation.who))
  if (meaning.intent !== 'complaint_denunciation' && asksIfListed(meaning.text)) {
    if (namesVoters(meaning.text)) return understood(begin('election', meaning, situation.who))
    if (namesNoList(meaning.text)) return { ...understood(say(whichList)), said: meaning.text }
    if (meaning.decision !== 'act') return understood(begin('disclosure', meaning, situation.who))
  }
  if (meaning.decision !== 'act' && meaning.intent !== 'complaint_denunciation' && asksOfOwnFund(meaning.text))
    return understood(begin('disclosure', meaning, situation.who))
  // whatever else it may mean: a vote is answered with where votes are cast
  if (meaning.decision !== 'act' && (votes(meaning.text) || isAboutVoting(meaning)))
    return understood(begin('election', meaning, situation.who))
  if (meaning.decision !== 'act' && tellsOfDeath(meaning.text))
    return understood(begin('grief', meaning, situation.who))
  if (meaning.decision !== 'act' && meaning.top[0]?.intent === 'office_info' && asksForHead(meaning.text))
    return understood(begin('ward_facts', meaning, situation.who))
  const late = mayAnswer ? answerEarlierNotice(heard, situation, ways) : null
  if (late !== null) return understood(late)
  if (isNod(meaning, situation)) return understood(say({ say: 'notices.read' }))
  // "bận rồi ko đi đc", days after the invitation: no wish by itself, an answer all the same
  if (meaning.decision !== 'act' && answersInvitation(meaning.text))
    return understood(begin('meeting', meaning, situation.who))
  if (meaning.parts !== undefined && meaning.parts.length > 1)
    return understood(
      severalWishes(meaning.parts, (part) => {
        const answer = answerLastNotice({ kind: 'words', meaning: part }, situation, ways)
        return answer ?? byMeaning(part, situation, photo).step
      })
    )
  return byMeaning(meaning, situation, photo)
}

const switchNotices = (to: 'stop' | 'start', { who }: Situation): Step =>
  begin('notices', spoken(to === 'stop' ? 'unsubscribe' : 'subscribe', ''), who)

/** "rác ở tổ 5 nhiều quá" while we ask where one lives names a place, but answers nothing: the matter comes first. */
const isMatterOfItsOwn = (meaning: Meaning, { state }: Place): boolean =>
  state?.dialogue === 'welcome' && matters.has(meaning.intent) && !isShort(meaning.text)

const isNoAnswer = (meaning: Meaning, place: Place): boolean =>
  isMatterOfItsOwn(meaning, place) ||
  (place.state !== null && (dialogues[place.state.dialogue].readsItself?.(place.state, meaning) ?? false))

const matters: ReadonlySet<Intent> = new Set([
  'report_problem',
  'suggest',
  'feedback_status',
  'complaint_denunciation',
  'neighbour_dispute',
])

/** Who is in danger, mourns or accuses somebody has people of their own to wait for. */
const isGrave = ({ state }: Place): boolean => state !== null && /^(danger|grief|grievance)$/.test(state.dialogue)

function carryOn(heard: Heard, { place, who }: Situation): Routed | null {
  if (place.state === null) return null
  const step = dialogues[place.state.dialogue].hear(place.state, heard, who)
  return step === null ? null : understood(step)
}

/** Something without words that nobody asked for: what is it about? A shared phone says who writes. */
function wordless(heard: Exclude<Heard, { kind: 'words' | 'choice' }>, situation: Situation): Routed {
  if (heard.kind === 'photo') {
    // it may belong to a report of this chat; where there is none, it is asked what it is about
    const step = dialogues.report_follow_up.hear({ dialogue: 'report_follow_up', step: 'idle' }, heard, situation.who)
    return step === null ? missed(situation) : understood(step)
  }
  if (heard.kind === 'location') return understood(say({ say: 'conversation.location_received' }))
  const step =
    heard.kind === 'contact'
      ? dialogues.identity.hear({ dialogue: 'identity', step: 'idle' }, heard, situation.who)
      : null
  return step === null ? missed(situation) : understood(step)
}

/** A button, a number or the words of a choice. Choices of an older message still work when they name their dialogue. */
function chosen(choiceId: string, { place, who }: Situation): Step {
  const [subject = '', rest = ''] = choiceId.split(':', 2)
  if (choiceId === 'cancel') return say({ say: 'conversation.left' })
  if (choiceId === 'person') return begin('person', spoken('human', ''), who)
  if (choiceId === 'intent:other') return say(menu('conversation.what_else'))
  if (subject === 'intent' && isIntent(rest))
    return begin(intentTable[rest].dialogue, spoken(rest, place.said ?? ''), who)

  const heard: Heard = { kind: 'choice', choiceId }
  const here = place.state === null ? null : dialogues[place.state.dialogue].hear(place.state, heard, who)
  if (here !== null) return here
  const owner = Object.hasOwn(dialogues, subject) ? (subject as DialogueName) : null
  const idle: State | null = owner === null ? null : { dialogue: owner, step: 'idle' }
  const there = idle === null ? null : dialogues[idle.dialogue].hear(idle, heard, who)
  return there ?? say(menu('conversation.choice_expired'))
}

function byMeaning(meaning: Meaning, situation: Situation, photo?: string): Routed {
  const { who } = situation
  if (meaning.intent === 'complaint_denunciation') return understood(begin('grievance', meaning, who))
  if (meaning.entities.dossierCodes.length > 0 && meaning.decision !== 'act')
    return understood(begin('dossier', meaning, who))
  const { neighbourhood } = meaning.entities
  if (photo === undefined && neighbourhood && saysOnlyWhere(meaning.text, neighbourhood))
    return understood(chosen(`welcome:n:${neighbourhood}`, situation))
  if (meaning.decision === 'act' || meaning.intent === 'human') {
    const step = begin(intentTable[meaning.intent].dialogue, meaning, who, photo)
    return understood(meaning.intent === 'out_of_scope' ? agencyFirst(meaning.text, step) : step)
  }
  // words of which we are unsure, under a photo: photos are of reports, and the photo must not be lost
  if (photo !== undefined) return understood(begin('report_follow_up', meaning, who, photo))
  const likely = meaning.decision === 'ask' ? likelyWishes(meaning) : []
  const { said } = situation.place
  if (said !== undefined && aspectsIn(meaning.text).length > 0) {
    // "hết bao nhiêu tiền" right after words we were unsure of asks about those
    return understood(begin('procedure', { ...meaning, text: `${said} ${meaning.text}` }, who))
  }
  const unsure: Routed =
    likely.length === 0
      ? missed(situation)
      : { step: offer(likely, meaning.text), misses: situation.misses, unsure: true, said: meaning.text }
  if (situation.handedOver && likely.length === 0) return unsure
  if (isAngry(meaning.text) && topicsNamed(meaning.text).length === 0) return understood(begin('person', meaning, who))
  // it is shown before it is sent, so that who says "tôi xin phản ánh" need not be asked what they want
  if (tellsTrouble(meaning)) return understood(begin('report', { ...meaning, intent: 'report_problem' }, who))
  const step = ownReportsFirst(meaning, unsure.step)
  if (saysStillWrong(meaning.text)) return understood(step)
  return { ...unsure, step: mayBeElsewhere(meaning) ? agencyFirst(meaning.text, step) : step, said: meaning.text }
}

/** "bầu ai thì tốt", "bầu qua đây được ko": perhaps of an election, and then no other guess is worth a question. */
const isAboutVoting = ({ text, top }: Meaning): boolean =>
  (asksWhom(text) && top.some(({ intent }) => intent === 'election_info')) ||
  (asksToVote(text) && top.slice(0, 2).some(({ intent }) => intent === 'election_info'))

const votes = (text: string): boolean => [castsVote, asksProxy, cannotGoToVote].some((one) => one(text))

/** Whether somebody is on a list is read where it hangs: which one is asked first. */
const whichList = {
  say: 'conversation.which_list',
  choices: [
    { id: 'intent:election_info', label: 'conversation.voters' },
    { id: 'intent:disclosure_info', label: 'conversation.intent.disclosure_info' },
    personChoice,
  ],
}

/** Read as no business of the ward, or as another body's: the directory may know it. */
const mayBeElsewhere = ({ top }: Meaning): boolean =>
  top.some(({ intent, confidence }) => (intent === 'out_of_scope' || intent === 'other_agency') && confidence > 0.2)

/** The first miss asks again with a menu, the second calls a person; where one is called already, the words go there silently. */
function missed(situation: Situation): Routed {
  const misses = situation.misses + 1
  if (situation.handedOver) return { step: say(), misses, keepPlace: true, unsure: true }
  if (misses < 2) return { step: say(menu('conversation.not_understood')), misses, keepPlace: true, unsure: true }
  return { step: begin('person', spoken('human', 'missed_twice'), situation.who), misses: 0, unsure: true }
}

const understood = (step: Step): Routed => ({ step, misses: 0 })

function begin(name: DialogueName, meaning: Meaning, who: Who, photo?: string): Step {
  const dialogue: Dialogue = dialogues[name]
  return dialogue.begin(meaning, who, photo)
}

/** "to 12", "tôi ở tổ 12": where somebody lives, and nothing else. */
const isShort = (text: string): boolean => text.trim().split(/\s+/).length <= 4

const isIntent = (text: string): text is Intent => (intents as readonly string[]).includes(text)
