import { formatShortDate } from '../../platform/ward-time.ts'
import type { ElectionBrief, ElectionsFound } from '../../ward/election/find-elections.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Intent, Meaning } from '../../understanding/meaning.ts'
import { afterwards, ask, say, sayAndWait, type Dialogue, type Step, type Who } from '../dialogue.ts'
import { toPerson, personChoice } from './call-person.ts'
import { asksList, asksMore, asksResult, asksToVote, asksWhom, isGeneral, picksOne } from './election-words.ts'
import { askWhere, livesThere, noSuchPlace } from './where.ts'

/**
 * Elections: day, place, list and result. The bot takes no vote, names nobody it would choose, and says so plainly when it
 * is asked to (Luật 10/2022 Điều 17.2; voice 14).
 */
export const electionDialogue: Dialogue = {
  begin: ({ text, entities }, who) =>
    ask('find_elections', { named: entities.neighbourhood }, (found) => tell(found, text, who)),
  waitsIn: ['asking_where'],
  // "chọn số 1" under the list of candidates presses no button
  readsItself: ({ step }, { text }) => step === 'shown' && (asksToVote(text) || picksOne(text)),
  hear(state, heard, who) {
    if (heard.kind === 'words' && state.step === 'shown') return asked(String(state.id), heard.meaning, who)
    if (heard.kind === 'words' && state.step === 'asking_where')
      return livesThere(
        heard.meaning,
        ask('find_elections', {}, (found) => tell(found, String(state.said), who))
      )
    if (heard.kind !== 'choice') return null
    const [, electionId, what] = /^election:([0-9a-f-]{36}):(show|list|remind)$/.exec(heard.choiceId) ?? []
    if (electionId === undefined) return null
    if (what === 'remind') {
      return ask('remind_of_election', { electionId }, ({ kind }) =>
        kind === 'kept' ? say({ say: 'election.will_remind' }) : gone()
      )
    }
    return ask('show_election', { electionId }, (election) => {
      if (election === null) return gone()
      return what === 'list'
        ? shown(election, listOf(election, who))
        : shown(election, ...details(election, wishIn(''), who))
    })
  },
}

const gone = (): Step => say({ say: 'election.gone', choices: [personChoice] })

const shown = ({ id }: ElectionBrief, ...sayings: Saying[]): Step =>
  sayAndWait({ dialogue: 'election', step: 'shown', id }, ...sayings)

/** A vote, or a short question about the election that was just told; null for all else. */
function asked(electionId: string, { text, entities, decision, intent }: Meaning, who: Who): Step | null {
  const vote = asksToVote(text) || picksOne(text)
  const asks = [asksMore, asksResult, asksWhom, asksList].some((one) => one(text))
  const isElsewhere = entities.neighbourhood !== undefined || (decision === 'act' && !ofElection.has(intent))
  if (!vote && (!asks || isElsewhere)) return null
  return ask('show_election', { electionId }, (election) =>
    election === null ? gone() : answer(election, { ...wishIn(text), vote }, who)
  )
}
const ofElection: ReadonlySet<Intent> = new Set([
  'election_info',
  'meeting_info',
  'office_info',
  'out_of_scope',
  'affirm',
])

function tell({ neighbourhood, local, elections, unknown }: ElectionsFound, text: string, who: Who): Step {
  const general = isGeneral(text)
  if (unknown !== undefined && !general) return noSuchPlace()
  if (neighbourhood === null && local && !general) {
    const where = askWhere('election', text, toShow(elections))
    return asksToVote(text) ? afterwards(where, ({ next, say }) => ({ next, say: [{ say: 'election.head_not_here' }, ...say] })) : where // prettier-ignore
  }
  const mine = elections.filter(({ kind }) => !general || kind === 'deputies')
  const [first, ...others] = mine
  if (first === undefined) return nothingPlanned(general, text)
  if (others.length === 0 || asksToVote(text)) return answer(first, wishIn(text), who)
  return say({ say: 'election.which', choices: toShow(mine) })
}

const toShow = (elections: readonly ElectionBrief[]): SayingChoice[] =>
  elections
    .slice(0, 4)
    .map(({ id, title }) => ({ id: `election:${id}:show`, label: 'election.choice', with: { title } }))

/** No day is set: how it is done, and a person for the rest. */
function nothingPlanned(general: boolean, text: string): Step {
  const key = general ? 'election.general' : 'election.head'
  return toPerson({ why: 'topic:election_info' }, { say: asksToVote(text) ? `${key}_not_here` : key })
}

/** Besides day and place: to vote right here, to hear the result, whom to choose, who stands. */
type Wish = { vote: boolean; result: boolean; whom: boolean; list: boolean }
const wishIn = (text: string): Wish => ({
  ...{ vote: asksToVote(text), result: asksResult(text) },
  ...{ whom: asksWhom(text), list: asksList(text) },
})

/** Who asks for the list has it at once; who asks whom to choose, after hearing that the ward does not say. */
function answer(election: ElectionBrief, wish: Wish, who: Who): Step {
  const isPlanned = election.status !== 'cancelled' && election.result === null
  if (!isPlanned || wish.vote || !(wish.whom || wish.list)) return shown(election, ...details(election, wish, who))
  const first: Saying[] = wish.whom ? [{ say: 'election.no_advice' }] : []
  return shown(election, ...first, listOf(election, who))
}

function details(election: ElectionBrief, wish: Wish, { language, now }: Who): Saying[] {
  if (election.status === 'cancelled')
    return [{ say: 'election.off', with: { title: election.title }, choices: [personChoice] }]
  if (election.result !== null) return [resultOf(election.title, election.result)]
  const { id, kind, title, at, place, posted } = election
  const choices: SayingChoice[] = [
    ...(election.candidates.length > 0 ? [{ id: `election:${id}:list`, label: 'election.button.list' }] : []),
    ...(new Date(at) > now ? [{ id: `election:${id}:remind`, label: 'election.button.remind' } as const] : []),
  ]
  const where: Saying[] =
    posted === null
      ? []
      : [{ say: 'election.posted', with: { place: posted.place, from: formatShortDate(posted.fromDate, language) } }]
  const bring: Saying[] = election.bring === null ? [] : [{ say: 'election.bring', with: { bring: election.bring } }]
  const head = wish.vote ? (`election.not_here.${kind}` as const) : (`election.told.${kind}` as const)
  const early: Saying[] = wish.result ? [{ say: 'election.no_result_yet' }] : []
  const sayings: Saying[] = [...early, { say: head, with: { title, at, place } }, ...where, ...(wish.vote ? [] : bring)]
  return sayings.map((saying, i) => (i === sayings.length - 1 ? { ...saying, choices } : saying))
}

function resultOf(title: string, result: NonNullable<ElectionBrief['result']>): Saying {
  if (result.of === 'deputies')
    return result.note === null
      ? { say: 'election.held', with: { title }, choices: [personChoice] }
      : { say: 'election.result_deputies', with: { title, note: result.note } }
  const { names, present, total } = result
  const values = { title, names: names.join(', '), present, total }
  return { say: names.length > 0 ? 'election.result_elected' : 'election.result_none', with: values }
}

/** In the order in which it is posted, with what the posted list says, and nothing that recommends. */
function listOf({ id, title, at, candidates }: ElectionBrief, { now }: Who): Saying {
  if (candidates.length === 0) return { say: 'election.no_list', choices: [personChoice] }
  // without numbers: those of the choices below are what a number picks
  const lines = candidates.map(({ fullName, birthYear, job }) => `– ${fullName} (${birthYear}), ${job}`)
  return {
    say: 'election.list',
    with: { title, lines: lines.join('\n') },
    ...(new Date(at) > now ? { choices: [{ id: `election:${id}:remind`, label: 'election.button.remind' }] } : {}),
  }
}
