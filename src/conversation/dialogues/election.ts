import { formatShortDate } from '../../platform/ward-time.ts'
import { electionKinds } from '../../ward/election/election.ts'
import type { ElectionBrief, ElectionsFound } from '../../ward/election/find-elections.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import type { Intent, Meaning } from '../../understanding/meaning.ts'
import { afterwards, ask, say, sayAndWait, type Dialogue, type Step, type Who } from '../dialogue.ts'
import { toPerson, personChoice } from './call-person.ts'
import {
  asksList,
  asksMore,
  asksProxy,
  asksResult,
  asksStandIn,
  asksToVote,
  asksWhom,
  cannotGoToVote,
  isGeneral,
  picksOne,
} from './election-words.ts'
import { proxySayings, voterListSayings } from './election-sayings.ts'
import { asksIfListed, namesVoters } from './listed-words.ts'
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
    if (heard.kind === 'words' && state.step === 'asking_where' && wishIn(heard.meaning.text).vote)
      return sayAndWait(
        state,
        { say: 'election.head_not_here' },
        { say: 'election.ask_where', choices: [personChoice] }
      )
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
  const proxy = isProxy(text) || asksStandIn(text)
  const vote = !proxy && (asksToVote(text) || picksOne(text))
  const asks = proxy || [asksMore, asksResult, asksWhom, asksList, asksIfListed].some((one) => one(text))
  const isElsewhere = entities.neighbourhood !== undefined || (decision === 'act' && !ofElection.has(intent))
  if (!vote && (!asks || isElsewhere)) return null
  return ask('show_election', { electionId }, (election) =>
    election === null ? gone() : answer(election, { ...wishIn(text), vote, proxy }, who)
  )
}
const ofElection: ReadonlySet<Intent> = new Set([
  'election_info',
  'meeting_info',
  'office_info',
  'out_of_scope',
  'affirm',
])

function tell(found: ElectionsFound, text: string, who: Who): Step {
  const { neighbourhood, local, unknown } = found
  const general = isGeneral(text)
  const wish = wishIn(text)
  const isPlaced = general || neighbourhood !== null || !local
  const mine = meantOf(found.elections, wish, general)
  const rule = isPlaced && mine.length > 0 ? null : ruleOf(mine, wish, general, who)
  if (rule !== null) return rule
  if (unknown !== undefined && !general) return noSuchPlace()
  if (!isPlaced) {
    const where = askWhere('election', text, toShow(mine))
    return wish.vote ? afterwards(where, ({ next, say }) => ({ next, say: [{ say: 'election.head_not_here' }, ...say] })) : where // prettier-ignore
  }
  const [first, ...others] = mine
  if (first === undefined) return nothingPlanned(general, text)
  if (wish.proxy && others.length > 0) return say(...proxySayings([...new Set(mine.map(({ kind }) => kind))]))
  if (others.length === 0 || wish.vote) return answer(first, wish, who)
  return say({ say: 'election.which', choices: toShow(mine) })
}

/** Of deputies where the words say so; a list of voters is theirs too, where such an election is planned. */
function meantOf(elections: readonly ElectionBrief[], { voters }: Wish, general: boolean): readonly ElectionBrief[] {
  const ofDeputies = elections.filter(({ kind }) => kind === 'deputies')
  return general || (voters && ofDeputies.length > 0) ? ofDeputies : elections
}

/** What holds for every election is said without asking where they live; null where one must be known. */
function ruleOf(mine: readonly ElectionBrief[], { proxy, voters }: Wish, general: boolean, who: Who): Step | null {
  if (proxy) return say(...proxySayings(general ? ['deputies'] : electionKinds))
  if (!voters) return null
  const [deputies] = mine.filter(({ kind }) => kind === 'deputies')
  return say(...voterListSayings(deputies ?? null, who))
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

/** Besides day and place: to vote right here, to hear the result, whom to choose, who stands, who is on the list, who may go instead. */
type Wish = { vote: boolean; result: boolean; whom: boolean; list: boolean; voters: boolean; proxy: boolean }
const wishIn = (text: string): Wish => ({
  ...{ vote: asksToVote(text) && !isProxy(text), result: asksResult(text), whom: asksWhom(text), list: asksList(text) },
  ...{ voters: asksIfListed(text) || namesVoters(text), proxy: isProxy(text) },
})
const isProxy = (text: string): boolean => asksProxy(text) || cannotGoToVote(text)

/** Who asks for the list has it at once; who asks whom to choose, after hearing that the ward does not say. */
function answer(election: ElectionBrief, wish: Wish, who: Who): Step {
  if (wish.voters && election.result === null) return shown(election, ...voterListSayings(election, who))
  if (wish.proxy && election.result === null) return shown(election, ...proxySayings([election.kind]))
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
