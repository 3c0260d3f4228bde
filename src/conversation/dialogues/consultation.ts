import type { ConsultationBrief, ConsultationsFound } from '../../ward/consultation/find-consultations.ts'
import { isStance, type Stance } from '../../ward/consultation/consultation.ts'
import type { OpinionGiven } from '../../ward/consultation/give-opinion.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { asksBack, givesNone } from './asks-back.ts'
import { personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { reportDialogue } from './report.ts'
import { stanceIn } from './stance-in.ts'
import { plain, saysAny } from './syllables-in.ts'
import { spoken as asSpoken } from '../spoken.ts'
import { speaksOfAnother } from './matter-asked.ts'
import { isNoticeWish } from './notices.ts'
import { toPersonDialogue } from './to-person.ts'
import { askWhere, livesThere } from './where.ts'

const state = (step: string, memory: Readonly<Record<string, unknown>> = {}): State => ({
  dialogue: 'consultation',
  step,
  ...memory,
})

/**
 * The ward asks before it decides: what is asked, until when, and one opinion a household that may be changed. It is said
 * every time that this is no vote, and nothing is told of what others have said.
 */
export const consultationDialogue: Dialogue = {
  begin: (meaning, who) =>
    ask('find_consultations', { named: meaning.entities.neighbourhood }, (found) => put(found, meaning, who)),
  // "đổi ý rồi, tui không đồng ý" says at once what comes instead
  readsItself: ({ id }, { text }) => typeof id === 'string' && changesMind(text) && stanceIn(text) !== null,
  waitsIn: ['asking_reason', 'asking_where'],
  hear(where, heard, who) {
    const { id, stance } = where
    if (heard.kind === 'choice') return chosen(heard.choiceId, where, who)
    if (heard.kind === 'correction' && typeof id === 'string') return chosen(`consultation:${id}:show`, where, who)
    if (heard.kind !== 'words') return null
    if (typeof id === 'string' && takesForVote(heard.meaning.text))
      return sayAndWait(state('shown', { id }), { say: 'consultation.no_vote', choices: stanceChoices(id) })
    if (
      where.step === 'shown' &&
      typeof id === 'string' &&
      asksBack(heard.meaning.text) &&
      ofConsultation(heard.meaning.text)
    )
      return chosen(`consultation:${id}:show`, { ...where, said: undefined }, who)
    if (where.step === 'shown' && typeof id === 'string')
      return spoken(id, heard.meaning) ?? reasonAfter(where, heard.meaning) ?? perhapsOpinion(where, heard.meaning)
    if (where.step === 'asking_where') {
      const first = asSpoken('consultation_opinion', String(where.said))
      return livesThere(
        heard.meaning,
        ask('find_consultations', {}, (found) => put(found, first, who))
      )
    }
    if (isElsewhere(heard.meaning)) return null
    if (where.step !== 'asking_reason' || typeof id !== 'string' || typeof stance !== 'string' || !isStance(stance))
      return null
    return reasoned(where, id, stance, heard.meaning)
  },
}

function put({ neighbourhood, local, consultations }: ConsultationsFound, meaning: Meaning, who: Who): Step {
  const [first, ...others] = consultations
  const suggest: SayingChoice = { id: 'consultation:suggest', label: 'consultation.button.suggest' }
  const choices = consultations.map(({ id, title }) => ({
    ...{ id: `consultation:${id}:show`, label: 'consultation.choice', with: { title } },
  }))
  if (neighbourhood === null && local) return askWhere('consultation', meaning.text, choices)
  // nothing is being asked: what somebody thinks is still worth a person's reading
  if (first === undefined) return toPersonDialogue.begin(meaning, who)
  if (consultations.every((one) => speaksOfAnother(meaning.text, one)))
    return sayAndWait(state('choosing', { said: meaning.text }), {
      say: 'consultation.not_asked',
      choices: [suggest, ...choices],
    })
  if (others.length > 0)
    return sayAndWait(state('choosing', tells(meaning.text)), { say: 'consultation.which', choices })
  return show(first, meaning.text)
}

const ofConsultation = saysAny(
  '(?:doi|chuyen|lam|xay|mo)(?: [^ ]+){0,2} (?:di dau|ra dau|o dau|cho nao)|(?:khi nao|bao gio|chung nao|ngay nao|hom nao) (?:co ket qua|het|xong|ket thuc|tra loi|doi|lam|quyet)|het han|han (?:cuoi|gop y)|(?:tai lieu|ban ve|ban do|so do|du thao|de an)(?: [^ ]+){0,3} (?:dau|o dau)|ai (?:thay|xem|doc|biet|quyet)|(?:ghi|lo|neu|de) ten|bo phieu|bieu quyet|sao(?: phai| cu)? hoi'
)
const mostOfQuestion = 8

/** "khi nào hết hạn" is asked, and no reason; "tiền đâu mà dời chợ" is one, though it asks. */
const asksOfIt = ({ text, decision, intent }: Meaning): boolean =>
  asksBack(text) &&
  text.split(/\s+/).length <= mostOfQuestion &&
  (ofConsultation(text) || wantsElsewhere({ decision, intent }))

const wantsElsewhere = ({ decision, intent }: Pick<Meaning, 'decision' | 'intent'>): boolean =>
  decision === 'act' && ['meeting_info', 'office_info', 'election_info', 'help'].includes(intent)

/** The reason for an opinion; words that plainly speak the other way are none, and one question more decides. */
function reasoned(where: State, id: string, stance: Stance, meaning: Meaning): Step | null {
  const { text } = meaning
  if (isNoticeWish(meaning)) return null
  if (asksOfIt(meaning)) return ofConsultation(text) ? tellsAgain(where, id) : null
  if (givesNone(text)) return stance === 'other' ? say({ say: 'conversation.left' }) : give(id, stance, null)
  const said = stanceIn(text)
  if (said === null || said === 'unclear' || said === stance) return give(id, stance, text)
  return changesMind(text) ? spoken(id, meaning) : toChoose(id, text)
}

/** What is asked and until when, once more; the reason stays asked for. */
const tellsAgain = (where: State, id: string): Step =>
  ask('show_consultation', { consultationId: id }, (found) =>
    found === null
      ? say({ say: 'consultation.gone', choices: [personChoice] })
      : sayAndWait(where, ...toldOf(found), {
          say: 'consultation.reason_open',
          choices: reasonChoices(id, String(where.stance)),
        })
  )

const toChoose = (id: string, text: string): Step =>
  sayAndWait(state('shown', { id, said: text }), { say: 'consultation.choose', choices: stanceChoices(id) })

/** "xa quá, già yếu đi không nổi", right after an opinion that was kept with hardly a reason. */
function reasonAfter({ id, stance, reason }: State, { text, decision, intent }: Meaning): Step | null {
  if (typeof stance !== 'string' || !isStance(stance) || decision === 'act' || isHanded(intent)) return null
  if (text.split(/\s+/).length < fewestOfReason) return null
  const whole = typeof reason === 'string' ? `${reason}. ${text}` : text
  return give(String(id), stance, whole, { key: 'consultation.reason_kept' })
}
const fewestOfReason = 3

/** "tôi thấy cũng được mà sợ xa", right after it was asked: an opinion, and one question more tells which. */
function perhapsOpinion({ id, stance }: State, { text, decision, intent, top }: Meaning): Step | null {
  if (stance !== undefined || decision === 'act' || isHanded(intent) || asksBack(text)) return null
  const isOpinion = givesReason(text) || top[0]?.intent === 'consultation_opinion'
  return isOpinion && text.split(/\s+/).length >= fewestOfReason ? toChoose(String(id), text) : null
}

const speaksOfVote = saysAny('bo phieu|bieu quyet|vote')
const asksIt = /(?<!\S)(?:ha|khong|ko|k|a|chua|chu|phai khong)$/
/** "tui bỏ phiếu ở đây luôn hả": a question, and no reason that speaks of a vote. */
const takesForVote = (text: string): boolean => speaksOfVote(text) && (asksIt.test(plain(text)) || text.endsWith('?'))
const changesMind = saysAny('doi y|doi lai|nghi lai|suy nghi lai|nham|lon|changed my mind')

/** An opinion said instead of pressed: the answer names which one was kept. */
function spoken(id: string, { text, intent }: Meaning): Step | null {
  if (isHanded(intent)) return null
  const stance = stanceIn(text)
  if (stance === null) return null
  if (stance === 'unclear') return toChoose(id, text)
  return give(id, stance, text, { first: [{ say: `consultation.yours.${stance}` }] })
}

const isHanded = (intent: Meaning['intent']): boolean => ['complaint_denunciation', 'human'].includes(intent)

const isElsewhere = (meaning: Meaning): boolean =>
  isHanded(meaning.intent) ||
  (isSure(meaning) && ['dossier_status', 'unsubscribe', 'my_data', 'procedure_info'].includes(meaning.intent))

const givesReason = saysAny(
  'vi|boi vi|tai vi|do|nen|khong nen|dong y|phan doi|ung ho|qua|so|lo|thiet|hop ly|because|should|too|agree'
)

/** More than the wish itself: a reason said first stays the reason, so that nobody has to write it twice. */
const tells = (text: string): { said?: string } =>
  text.trim().split(/\s+/).length >= 9 && givesReason(text) ? { said: text } : {}

function show(found: ConsultationBrief, text: string): Step {
  const { id, mine } = found
  const told: Saying[] = [
    ...toldOf(found),
    ...(mine === null ? [] : [{ say: `consultation.yours.${mine.stance}` as const }]),
  ]
  const ways = { say: mine === null ? 'consultation.no_vote' : 'consultation.may_change', choices: stanceChoices(id) }
  return sayAndWait(state('shown', { id, ...tells(text) }), ...told, ways)
}

const toldOf = ({ title, question, closesDate, papers }: ConsultationBrief): Saying[] => [
  { say: 'consultation.shown', with: { title, question, closes: closesDate } },
  ...(papers.length === 0 ? [] : [{ say: 'consultation.papers', with: { papers: papers.join('; ') } }]),
]

const reasonChoices = (id: string, stance: string): SayingChoice[] =>
  stance === 'other' ? [] : [{ id: `consultation:${id}:no_reason`, label: 'consultation.button.no_reason' }]

const stanceChoices = (id: string): SayingChoice[] =>
  (['agree', 'disagree', 'other'] as const).map((stance) => ({
    ...{ id: `consultation:${id}:${stance}`, label: `consultation.button.${stance}` },
  }))

function chosen(choiceId: string, where: State, who: Who): Step | null {
  if (choiceId === 'consultation:suggest')
    return reportDialogue.begin(asSpoken('suggest', typeof where.said === 'string' ? where.said : ''), who)
  const [, id, what] = /^consultation:([0-9a-f-]{36}):(\w+)$/.exec(choiceId) ?? []
  if (id === undefined || what === undefined) return null
  if (what === 'no_reason') {
    const { stance } = where
    return typeof stance === 'string' && isStance(stance) ? give(id, stance, null) : null
  }
  if (!isStance(what)) {
    return ask('show_consultation', { consultationId: id }, (found) => {
      if (found === null) return say({ say: 'consultation.gone', choices: [personChoice] })
      return found.status === 'answered'
        ? say(...answered(found))
        : show(found, typeof where.said === 'string' ? where.said : '')
    })
  }
  const said = where.dialogue === 'consultation' && typeof where.said === 'string' ? where.said : null
  if (said !== null) return give(id, what, said)
  return sayAndWait(state('asking_reason', { id, stance: what }), {
    say: what === 'other' ? 'consultation.ask_opinion' : 'consultation.ask_reason',
    choices: reasonChoices(id, what),
  })
}

const answered = ({ title, summary, explanation }: ConsultationBrief): Saying[] => [
  { say: 'consultation.answered', with: { title, summary: summary ?? '', explanation: explanation ?? '' } },
]

type Telling = { first?: readonly Saying[]; key?: 'consultation.reason_kept' }

function give(consultationId: string, stance: Stance, reason: string | null, telling: Telling = {}): Step {
  const bare = (reason ?? '').split(/\s+/).length <= longestBare ? { stance, ...(reason ? { reason } : {}) } : {}
  return ask('give_opinion', { consultationId, stance, reason }, (given) => told(given, bare, telling))
}
/** "đổi ý rồi, tui không đồng ý": so few words hold no reason, and what comes next may be one. */
const longestBare = 8

function told(given: OpinionGiven, bare: { stance?: Stance; reason?: string }, { first = [], key }: Telling): Step {
  if (given.kind === 'no_such_consultation') return say({ say: 'consultation.gone', choices: [personChoice] })
  const { id, closesDate, answerDate } = given.consultation
  if (given.kind === 'closed')
    return say({ say: 'consultation.closed', with: { closes: closesDate }, choices: [personChoice] })
  const values = { closes: closesDate }
  const change: SayingChoice = { id: `consultation:${id}:show`, label: 'consultation.button.change' }
  // a second thought said in words changes it too
  return sayAndWait(
    state('shown', { id, ...bare }),
    ...first,
    {
      say: key ?? (given.kind === 'kept' ? 'consultation.kept' : 'consultation.changed'),
      with: values,
      choices: [change],
    },
    ...(answerDate === null ? [] : [{ say: 'consultation.answer_by', with: { date: answerDate } }])
  )
}
