import type { InboundContent } from '../channels/channel.ts'
import type { Translate } from '../platform/i18n.ts'
import type { Answer, Intent, Meaning, PendingQuestion } from '../understanding/meaning.ts'
import { Bug } from '../platform/bug.ts'
import type { Standing } from '../ward/conversation/close-turns.ts'
import type { OpenedTurn } from '../ward/conversation/open-turns.ts'
import type { Saying } from '../ward/message/message.ts'
import { seeLinks } from '../ward/citizen/see-links.ts'
import { noteMisunderstood } from '../ward/learning/note-misunderstood.ts'
import { findAnswerable, type Answerable } from '../ward/notice/find-answerable.ts'
import type { Talk } from '../ward/talk.ts'
import type { Work } from '../ward/work.ts'
import { doDeed } from './deeds.ts'
import { afterwards, type Done, type Heard, type Step, type Who } from './dialogue.ts'
import { askAfter, introduction } from './dialogues/welcome.ts'
import { fewestOfLoop, isLoop } from './loop-guard.ts'
import { readNoticeCommand } from './notice-command.ts'
import { placeLastsSeconds, type Place, type ReadAnswer, type Situation } from './place.ts'
import { route, type Routed } from './route.ts'

/** What a turn needs from outside: understanding is one function, words come from the locales. */
export type TurnTools = {
  understand(work: Work, text: string): Promise<Meaning>
  answerTo(pending: PendingQuestion, text: string): Answer
  translate: Translate
  wardNameOf(work: Work): Promise<string>
}

export type Turn = OpenedTurn & {
  content: Exclude<InboundContent, { kind: 'receipt' | 'human_echo' | 'left' | 'withdrew' | 'unknown' }>
  talk: Talk
}

export type Taken = { outcome: string; standing?: Standing }

const mostDeeds = 8

/** One turn: what was meant, what the ward does about it, what it says, and where the conversation then stands. The caller keeps where it stands. */
export async function takeTurn(work: Work, tools: TurnTools, turn: Turn): Promise<Taken> {
  const { conversation, content } = turn
  const mayLoop = content.kind === 'text' && turn.recentMessages >= fewestOfLoop
  if (mayLoop && (await isLoop(work, conversation.id, content.text, turn.inbound))) return { outcome: 'ignored' }

  const who = await describe(work, tools, turn)
  const situation = situationOf(work, turn, who)
  const heard = await hear(work, content, tools)
  if (heard !== null && heard.kind === 'words' && isLonger(heard.meaning.text)) who.language = heard.meaning.language
  const isDanger = heard?.kind === 'words' && heard.meaning.emergency !== undefined
  const isStop = heard?.kind === 'words' && readNoticeCommand(heard.meaning.text) === 'stop'
  const humanAnswers = conversation.quietUntil !== null && conversation.quietUntil > work.now
  if (humanAnswers && !isDanger && !isStop)
    return { outcome: 'quiet', standing: standingAt(work, { who, place: situation.place, misses: situation.misses }) }

  if (heard?.kind === 'words' && mayAnswerNotice(heard.meaning)) situation.notices = await noticesOf(work, turn)
  const routed = heard === null ? greet(content, situation) : route(heard, situation, readAnswer(who, tools))
  const { step, misses, keepPlace } = routed
  const done = await follow(work, turn.talk, withContact(step, turn, { who, isDanger }))
  if (heard?.kind === 'words' && isWorthLearning(heard.meaning, routed)) {
    const { masked, intent, confidence } = heard.meaning
    await noteMisunderstood(work, { masked, guess: intent, confidence })
  }
  if (done.say.length > 0) {
    work.say({ to: conversation.id, class: 'reply', source: 'inbound', sourceRow: turn.inbound.id, parts: done.say })
  }
  const choices = done.say.findLast((saying) => saying.choices !== undefined)?.choices ?? []
  const place =
    keepPlace && done.next === null
      ? { state: situation.place.state, choices: choices.length > 0 ? choices : situation.place.choices }
      : { state: done.next, choices, ...(routed.said ? { said: routed.said } : {}) }
  const asked = place.state?.dialogue === 'welcome'
  const standing = standingAt(work, { who, place, misses })
  return {
    outcome: 'answered',
    standing: { ...standing, greeted: !isUrgentOrGrief(done.say), askedNeighbourhood: asked },
  }
}

async function hear(work: Work, content: Turn['content'], tools: TurnTools): Promise<Heard | null> {
  switch (content.kind) {
    case 'text':
      return { kind: 'words', meaning: await tools.understand(work, content.text) }
    case 'choice':
      return { kind: 'choice', choiceId: content.choiceId }
    case 'contact':
      return { kind: 'contact', phone: content.phone }
    case 'location':
      return { kind: 'location', latitude: content.latitude, longitude: content.longitude }
    case 'photo':
      return content.caption
        ? { kind: 'words', meaning: await tools.understand(work, content.caption), photo: content.fetchKey }
        : { kind: 'photo', fetchKey: content.fetchKey }
    default:
      return null
  }
}

/** Things that carry no meaning of their own: somebody arrived, or sent what cannot be read. */
function greet(content: Turn['content'], situation: Situation): Routed {
  if (content.kind === 'unreadable')
    return {
      step: { next: null, say: [{ say: 'conversation.unreadable' }] },
      misses: situation.misses,
      keepPlace: true,
    }
  return { step: { next: null, say: [] }, misses: 0 }
}

/**
 * The first words say who speaks, that it is automatic, what is kept and how to stop; never before help in danger. Where
 * the citizen lives is asked once, when nothing else is open and what was said is everyday; not on top of a first answer.
 */
function withContact(step: Step, turn: Turn, { who, isDanger }: { who: Who; isDanger: boolean }): Step {
  if (isDanger) return step
  const { conversation, content, recentMessages } = turn
  const isFirst = conversation.greetedAt === null
  const mayAsk = !who.neighbourhoodKnown && conversation.askedNeighbourhoodAt === null
  const citizen = content.kind === 'arrived' ? 'arrives' : recentMessages > 0 ? 'talks' : 'asks'
  return afterwards(step, (done) => {
    if (isUrgentOrGrief(done.say)) return done
    const saysHello = isFirst && done.say.length === 1 && done.say[0]?.say === 'small_talk.greeting'
    const answer = saysHello ? [{ say: 'welcome.ready' }] : done.say
    const said = isFirst
      ? introduced(introduction(who, citizen), { ...done, say: answer }, citizen === 'talks')
      : answer
    const isTime = isFirst ? saysHello || answer.length === 0 : answer.length > 0 && answer.every(isEveryday)
    return mayAsk && isTime && !isOpen(done) ? askAfter(said, done.next) : { next: done.next, say: said }
  })
}

/** In the middle of a talk the answer goes first, unless it ends in a question. */
const introduced = (introduction: readonly Saying[], done: Done, inTalk: boolean): readonly Saying[] =>
  inTalk && !isOpen(done) ? [...done.say, ...introduction] : [...introduction, ...done.say]

const isOpen = ({ next, say }: Done): boolean =>
  next !== null || say.some((saying) => saying.choices !== undefined || saying.asksContact)

/** In danger and in grief nobody is told first how the channel works: that waits for a calmer message. */
const isUrgentOrGrief = (sayings: readonly Saying[]): boolean =>
  sayings.some(({ say }) => /^(danger|grief)\./.test(say))

const isEveryday = ({ say }: Saying): boolean => everyday.test(say)
/** Only after such words does the ward turn to asking where one lives. */
const everyday =
  /^(agency|consultation|disclosure|dossier|election|meeting|notices|procedure|report|small_talk\.greeting|ward_facts)(\.|$)/

async function follow(work: Work, talk: Talk, step: Step): Promise<Done> {
  let current = step
  for (let deeds = 0; 'ask' in current; deeds++) {
    if (deeds >= mostDeeds) throw new Bug('a dialogue asks for deeds without end')
    const outcome = await doDeed(work, talk, current.ask)
    current = current.then(outcome as never)
  }
  return current
}

async function describe(work: Work, tools: TurnTools, { conversation, links }: Turn): Promise<Who> {
  return {
    language: conversation.language === 'en' ? 'en' : 'vi',
    now: work.now,
    channel: conversation.channel,
    wardName: await tools.wardNameOf(work),
    neighbourhoodKnown: conversation.neighbourhoodId !== null,
    ...(await seeLinks(work, conversation.id, links)),
  }
}

function situationOf(work: Work, { conversation, handedOver, digested }: Turn, who: Who): Situation {
  const { state, stateExpiresAt, misses } = conversation
  const fresh = state !== null && stateExpiresAt !== null && stateExpiresAt > work.now
  const place = fresh ? work.seal.openJson<Place>(state) : { state: null, choices: [] }
  return { place, who, misses, handedOver, digested }
}

/** Words that can answer a notice: short, and no plain business of their own. */
const mayAnswerNotice = ({ text, intent, decision, emergency }: Meaning): boolean =>
  text.length <= longestAnswer && emergency === undefined && (decision !== 'act' || answering.has(intent))
const longestAnswer = 200
const answering: ReadonlySet<Intent> = new Set([
  ...(['affirm', 'deny', 'thanks_bye', 'greeting', 'out_of_scope'] as const),
  ...(['meeting_info', 'election_info', 'consultation_opinion', 'disclosure_info', 'office_info'] as const),
])

const noticesOf = (work: Work, { conversation }: Turn): Promise<Answerable> =>
  findAnswerable(work, { conversationId: conversation.id, humanUntil: conversation.quietUntil })

const readAnswer =
  ({ language }: Who, tools: TurnTools): ReadAnswer =>
  (text, { choices }) =>
    tools.answerTo(
      { choices: choices.map((one) => ({ id: one.id, label: tools.translate(one.label, one.with, language) })) },
      text
    )

/** Where the conversation stands; what has been done once and need not be done again is added by a turn that answers. */
function standingAt(work: Work, { who, place, misses }: { who: Who; place: Place; misses: number }): Standing {
  const empty = place.state === null && place.choices.length === 0
  return {
    state: empty ? null : work.seal.json(place),
    stateExpiresAt: empty ? null : new Date(work.now.getTime() + placeLastsSeconds * 1000),
    misses,
    language: who.language,
    greeted: false,
    askedNeighbourhood: false,
  }
}

/** Messages the bot was unsure of teach it; what may hold an accusation or danger is not kept for that. */
function isWorthLearning({ intent, masked }: Meaning, { unsure }: Routed): boolean {
  return unsure === true && isLonger(masked) && intent !== 'complaint_denunciation' && intent !== 'emergency'
}

/** One or two words tell no language. */
const isLonger = (text: string): boolean => text.trim().split(/\s+/).length >= 3
