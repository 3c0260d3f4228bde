import { tailOf } from '../../ward/dossier/dossier-code.ts'
import { briefSaying, detailSaying } from '../../ward/dossier/dossier-sayings.ts'
import type { DossierAnswer } from '../../ward/dossier/look-up-dossier.ts'
import type { FollowedDossiers } from '../../ward/dossier/list-followed-dossiers.ts'
import type { DossierStatus } from '../../ward/dossier/dossier.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type Heard, type State, type Step, type Who } from '../dialogue.ts'
import { readDossierWish, type DossierWish } from './dossier-wish.ts'

/** Codes answered in one message; the rest are asked for again. */
const mostCodes = 3

const person: SayingChoice = { id: 'person', label: 'dossier.choice.person' }
const lost: SayingChoice = { id: 'dossier:lost', label: 'dossier.choice.lost' }
const retype: SayingChoice = { id: 'dossier:retype', label: 'dossier.choice.retype' }
const other: SayingChoice = { id: 'dossier:other', label: 'dossier.choice.other' }

const askingCode: State = { dialogue: 'dossier', step: 'asking_code' }
const askingProof = (codes: readonly string[]): State => ({ dialogue: 'dossier', step: 'asking_proof', codes })
const shown = (code: string): State => ({ dialogue: 'dossier', step: 'shown', codes: [code] })

/** "Hồ sơ của tôi đến đâu rồi": two levels of answer, proof by the last digits of the receipt phone, and the way to a person. */
export const dossierDialogue: Dialogue = {
  begin(meaning, who) {
    const wish = readDossierWish(meaning, who.now)
    if (wish.codes.length > 0) return withCodes(wish)
    if (isExplain(wish.about)) return explain(wish.about.explain, null)
    if (wish.about === 'withdraw') return withdraw()
    if (wish.about === 'lost_receipt') return lostReceipt()
    return ask('list_followed_dossiers', {}, (mine) => showMine(mine, () => askCode(wish.about === 'delay')))
  },

  hear(state, heard, who) {
    if (heard.kind === 'choice') return onChoice(heard.choiceId)
    if (heard.kind !== 'words') return null
    return onWords(state, heard, who)
  },
}

function onWords(state: State, heard: Extract<Heard, { kind: 'words' }>, who: Who): Step | null {
  const codes = codesOf(state)
  const wish = readDossierWish(heard.meaning, who.now, state.step === 'asking_proof')
  if (wish.codes.length > 0) return withCodes(wish)
  if (isExplain(wish.about)) return explain(wish.about.explain, state)
  if (wish.about === 'withdraw') return withdraw()
  const belongsElsewhere =
    heard.meaning.decision === 'act' &&
    !['dossier_status', 'affirm', 'deny', 'out_of_scope'].includes(heard.meaning.intent)
  switch (state.step) {
    case 'asking_code':
      if (wish.about === 'lost_receipt') return lostReceipt()
      return wish.otherDigits || wish.digits !== null
        ? sayAndWait(askingCode, { say: 'dossier.ask_whole_code', choices: [lost, person] })
        : null
    case 'asking_proof':
      if (wish.digits !== null && !belongsElsewhere) return lookUp(codes, wish.digits)
      if (wish.about === 'lost_receipt') return lostReceipt()
      if (wish.otherDigits || wish.about === 'yes') return sayAndWait(state, { say: 'dossier.ask_four_digits' })
      return wish.about === 'no' ? say({ say: 'dossier.proof_declined' }) : null
    case 'shown':
      if (wish.about === 'yes' && codes[0] !== undefined) return notify(codes[0], true)
      return wish.about === 'no' ? say({ say: 'conversation.left' }) : null
    default:
      return null
  }
}

/** Choices carry the code, so that a button of last week's message still does what it says. */
function onChoice(choiceId: string): Step | null {
  const [subject, verb, code] = choiceId.split(':')
  if (subject !== 'dossier') return null
  if (verb === 'lost') return lostReceipt()
  if (verb === 'retype' || verb === 'other') return askCode(false)
  if (code === undefined || code === '') return null
  if (verb === 'notify') return notify(code, true)
  if (verb === 'unfollow') return notify(code, false)
  return verb === 'show' || verb === 'anyway' ? lookUp([code]) : null
}

const codesOf = (state: State): readonly string[] =>
  Array.isArray(state.codes) ? state.codes.filter((code): code is string => typeof code === 'string') : []

const isExplain = (about: DossierWish['about']): about is { explain: DossierStatus } =>
  typeof about === 'object' && about !== null

function askCode(isSorry: boolean): Step {
  return sayAndWait(askingCode, {
    say: isSorry ? 'dossier.ask_code_sorry' : 'dossier.ask_code',
    choices: [lost, person],
  })
}

const lostReceipt = (): Step =>
  say({ say: 'dossier.lost_receipt', choices: [person, { id: 'intent:office_info', label: 'dossier.choice.hours' }] })

function withCodes({ codes, digits, doubtful, about }: DossierWish): Step {
  if (about === 'withdraw') return withdraw()
  if (doubtful !== null) {
    const anyway = { id: `dossier:anyway:${doubtful.code}`, label: 'dossier.choice.anyway' }
    return sayAndWait(askingCode, {
      say: `dossier.doubtful.${doubtful.why}`,
      with: { dossierCode: doubtful.code },
      choices: [anyway, person],
    })
  }
  return lookUp(codes, digits ?? undefined)
}

type Found = { code: string; answer: DossierAnswer }

/** Asks for one dossier after another. Always in the order of their codes: two turns then never wait for each other. */
function lookUp(codes: readonly string[], proof?: string): Step {
  const wanted = codes.slice(0, mostCodes)
  const next = (left: readonly string[], found: readonly Found[]): Step => {
    const [code, ...others] = left
    if (code === undefined)
      return tell(
        wanted.map((one) => found.find((each) => each.code === one)!),
        codes.length > mostCodes
      )
    return ask('look_up_dossier', proof === undefined ? { code } : { code, proof }, (answer) =>
      next(others, [...found, { code, answer }])
    )
  }
  return next([...wanted].sort(), [])
}

function tell(found: readonly Found[], hasMore: boolean): Step {
  const failed = found.filter(({ answer }) => answer.kind === 'no_answer')
  const briefs = found.filter(({ answer }) => answer.kind === 'brief')
  const open = [...briefs, ...failed].map(({ code }) => code)
  const sayings = found.flatMap(({ answer }) => sayingsOf(answer, briefs.length, found.length))
  // one and the same wording, said once, whatever was wrong with however many of them
  if (failed.length > 0) sayings.push({ say: 'dossier.no_answer', choices: [retype, person] })
  if (briefs.length > 1) sayings.push({ say: 'dossier.ask_proof_several' })
  if (hasMore) sayings.push({ say: 'dossier.first_ones', with: { howMany: mostCodes } })
  if (open.length > 0) return sayAndWait(askingProof(open), ...sayings)
  const only = found.length === 1 ? found[0]!.code : null
  return only === null ? say(...sayings) : sayAndWait(shown(only), ...sayings)
}

function sayingsOf(answer: DossierAnswer, briefs: number, all: number): Saying[] {
  if (answer.kind === 'no_answer') return []
  if (answer.kind === 'brief') return [briefSaying(answer, briefs === 1 ? ['dossier.ask_proof'] : [])]
  const { choices, ...words } = detailSaying(answer)
  // with several dossiers only the last one's buttons could be answered by number
  return [all > 1 ? words : { ...words, ...(choices ? { choices } : {}) }]
}

function notify(code: string, wanted: boolean): Step {
  return ask('follow_dossier', { code, notify: wanted }, (outcome) => {
    if (outcome.kind === 'not_proven') return sayAndWait(askingProof([code]), { say: 'dossier.ask_proof' })
    return say({
      say: outcome.kind === 'following' ? 'dossier.following' : 'dossier.not_following',
      with: { dossierCode: code },
    })
  })
}

function showMine(mine: FollowedDossiers, otherwise: () => Step): Step {
  if (mine.kind === 'none') return otherwise()
  const [first, second] = mine.dossiers
  if (first !== undefined && second === undefined) return lookUp([first.code])
  const choices = mine.dossiers.map(({ code, group }) => ({
    id: `dossier:show:${code}`,
    label: `dossier.choice.show.${group}`,
    with: { tail: tailOf(code) },
  }))
  const head =
    mine.more > 0
      ? { say: 'dossier.mine_more', with: { howMany: mine.dossiers.length + mine.more } }
      : { say: 'dossier.mine' }
  return sayAndWait(askingCode, { ...head, choices: [...choices, other] })
}

function explain(status: DossierStatus, state: State | null): Step {
  const saying = { say: `dossier.explain.${status}`, choices: [person] }
  return state === null ? say(saying) : sayAndWait(state, saying)
}

/** Only the applicant withdraws, in person or on the portal; a person is called to help with it. */
function withdraw(): Step {
  return ask('open_hand_over', { why: 'topic:dossier_status' }, ({ answerDueAt }) =>
    say(
      { say: 'dossier.withdraw' },
      { say: 'dossier.withdraw_person', with: { answerDueAt: answerDueAt.toISOString() } }
    )
  )
}
