import { formatShortDate } from '../../platform/ward-time.ts'
import type { ElectionBrief, ElectionsFound } from '../../ward/election/find-elections.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import { afterwards, ask, say, type Dialogue, type Step, type Who } from '../dialogue.ts'
import { toPerson, personChoice } from './call-person.ts'
import { saysAny } from './syllables-in.ts'
import { askWhere, livesThere } from './where.ts'

const votes = saysAny(
  'qua zalo|qua tin nhan|tren zalo|qua mang|online|truc tuyen|bo phieu luon|bau luon|bau o day|bau tai day|bo phieu o day|nhan tin bau|link|tren dien thoai|tu xa|vote here|by chat'
)
const isGeneral = saysAny(
  'quoc hoi|hdnd|hoi dong nhan dan|dai bieu|the cu tri|cu chi|ung cu dai bieu|national assembly'
)

/**
 * Elections: day, place, list and result. The bot takes no vote, names nobody it would choose, and says so plainly when it
 * is asked to (Luật 10/2022 Điều 17.2; voice 14).
 */
export const electionDialogue: Dialogue = {
  begin: ({ text, entities }, who) =>
    ask('find_elections', { named: entities.neighbourhood }, (found) => tell(found, text, who)),
  hear(state, heard, who) {
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
        kind === 'kept' ? say({ say: 'election.will_remind' }) : say({ say: 'election.gone', choices: [personChoice] })
      )
    }
    return ask('show_election', { electionId }, (election) => {
      if (election === null) return say({ say: 'election.gone', choices: [personChoice] })
      return what === 'list' ? say(listOf(election, who)) : say(...details(election, false, who))
    })
  },
}

function tell({ neighbourhood, local, elections }: ElectionsFound, text: string, who: Who): Step {
  const general = isGeneral(text)
  if (neighbourhood === null && local && !general) {
    const where = askWhere('election', text, toShow(elections))
    return votes(text) ? afterwards(where, ({ next, say }) => ({ next, say: [{ say: 'election.head_not_here' }, ...say] })) : where // prettier-ignore
  }
  const mine = elections.filter(({ kind }) => !general || kind === 'deputies')
  const [first, ...others] = mine
  if (first === undefined) return nothingPlanned(general, text)
  if (others.length === 0 || votes(text)) return say(...details(first, votes(text), who))
  return say({ say: 'election.which', choices: toShow(mine) })
}

const toShow = (elections: readonly ElectionBrief[]): SayingChoice[] =>
  elections
    .slice(0, 4)
    .map(({ id, title }) => ({ id: `election:${id}:show`, label: 'election.choice', with: { title } }))

/** No day is set: how it is done, and a person for the rest. */
function nothingPlanned(general: boolean, text: string): Step {
  const key = general ? 'election.general' : 'election.head'
  return toPerson({ why: 'topic:election_info' }, { say: votes(text) ? `${key}_not_here` : key })
}

function details(election: ElectionBrief, asksToVote: boolean, { language, now }: Who): Saying[] {
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
  const head = asksToVote ? (`election.not_here.${kind}` as const) : (`election.told.${kind}` as const)
  const sayings: Saying[] = [{ say: head, with: { title, at, place } }, ...where, ...(asksToVote ? [] : bring)]
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
  const lines = candidates.map(({ fullName, birthYear, job }, i) => `${i + 1}. ${fullName} (${birthYear}), ${job}`)
  return {
    say: 'election.list',
    with: { title, lines: lines.join('\n') },
    ...(new Date(at) > now ? { choices: [{ id: `election:${id}:remind`, label: 'election.button.remind' }] } : {}),
  }
}
