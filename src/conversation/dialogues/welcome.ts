import {
  isNeighbourhoodNumber,
  matchNeighbourhood,
  type Neighbourhood,
} from '../../ward/neighbourhood/neighbourhood.ts'
import { inOneBubble, type Saying, type SayingChoice } from '../../ward/message/message.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import {
  afterwards,
  ask,
  say,
  sayAndWait,
  type Dialogue,
  type Heard,
  type State,
  type Step,
  type Who,
} from '../dialogue.ts'

/** First contact: who speaks, that it is automatic, what is kept, how to stop; then where the one who writes lives. */
export const welcomeDialogue: Dialogue = {
  begin: (_meaning, who) => askAfter(introduction(who, 'arrives'), null),
  hear: (state, heard) => {
    if (heard.kind === 'choice') return chosen(heard.choiceId)
    if (heard.kind !== 'words' || state.step !== 'asking_neighbourhood') return null
    return read(heard, knownIn(state))
  },
}

/**
 * The ward's first words: in full when the citizen has just arrived, one bubble when a question is already asked, and
 * without a hello when they have talked for a while (of a death, or in danger).
 */
export function introduction(who: Who, citizen: 'arrives' | 'asks' | 'talks'): Saying[] {
  const ward = { ward: who.wardName }
  if (citizen !== 'arrives') return [{ say: citizen === 'asks' ? 'welcome.short' : 'welcome.short_later', with: ward }]
  return [{ say: 'welcome.who', with: ward }, { say: 'welcome.kept' }]
}

const leadsOver = /^welcome\.(kept|ready)$/

/** What is said, and then where the citizen lives is asked: in one bubble with the ward's first words. */
export const askAfter = (said: readonly Saying[], next: State | null): Step =>
  afterwards(offerNeighbourhoods(), (offered) => {
    const [last, question] = [said.at(-1), offered.say[0]]
    if (question === undefined) return { next, say: said }
    if (last === undefined || !leadsOver.test(last.say)) return { next: offered.next, say: [...said, question] }
    return { next: offered.next, say: [...said.slice(0, -1), inOneBubble(last, question)] }
  })

/** Asks where the citizen lives, once; nothing is asked where the ward has no neighbourhoods yet. */
export function offerNeighbourhoods(): Step {
  return ask('list_neighbourhoods', {}, ({ neighbourhoods }) => {
    if (neighbourhoods.length === 0) return say()
    return asking(neighbourhoods)
  })
}

const mostButtons = 5
const later: SayingChoice = { id: 'welcome:later', label: 'welcome.button.later' }

function asking(neighbourhoods: readonly Neighbourhood[]): Step {
  const choices = buttonsFor(neighbourhoods)
  const all = neighbourhoods.length < choices.length + 1
  return sayAndWait(
    {
      dialogue: 'welcome',
      step: 'asking_neighbourhood',
      known: neighbourhoods.map(({ code, name }) => ({ code, name })),
    },
    {
      say: all ? 'welcome.ask_neighbourhood' : 'welcome.ask_neighbourhood_by_number',
      with: { example: exampleOf(neighbourhoods) },
      choices,
    }
  )
}

/**
 * At most five buttons. Choices are also chosen by their number in the list, so a number must never mean one
 * neighbourhood in the list and another by its name: "5" is tổ 5 or it is no choice at all.
 */
export function buttonsFor(neighbourhoods: readonly Neighbourhood[]): SayingChoice[] {
  const buttons = neighbourhoods.map(({ code, name }) => ({
    id: `welcome:n:${code}`,
    label: 'welcome.button.neighbourhood',
    with: { name: shortName(name) },
  }))
  const codes = new Set(neighbourhoods.map((one) => one.code))
  const isClear = (choices: readonly SayingChoice[]) =>
    choices.every((choice, i) => !codes.has(String(i + 1)) || choice.id === `welcome:n:${i + 1}`)
  const few = buttons.length < mostButtons ? [...buttons, later] : [...buttons.slice(0, mostButtons - 1), later]
  const offers = [few, buttons.slice(0, mostButtons)]
  return offers.find((choices) => isClear(choices) && choices.length <= mostButtons) ?? []
}

/** "Tổ dân phố 12" → "Tổ 12", as people say it on a small button. */
const shortName = (name: string): string => name.replace(/^tổ dân phố(?: số)? (?=\d)/iu, 'Tổ ')

const exampleOf = (neighbourhoods: readonly Neighbourhood[]): string =>
  inSentence(shortName(neighbourhoods.at(-1)?.name ?? ''))

/** The name as it stands inside a sentence: "tổ dân phố 12". */
export const inSentence = (name: string): string =>
  /^(?:Tổ|Khu|Thôn|Ấp|Xóm|Bản|Cụm)(?=\s)/u.test(name) ? name[0]!.toLocaleLowerCase('vi') + name.slice(1) : name

function chosen(choiceId: string): Step | null {
  if (choiceId === later.id) return say({ say: 'welcome.later' })
  if (choiceId === 'welcome:change') return offerNeighbourhoods()
  const code = /^welcome:n:(.+)$/.exec(choiceId)?.[1]
  return code === undefined ? null : keep(code)
}

function read(heard: Extract<Heard, { kind: 'words' }>, known: readonly Neighbourhood[]): Step | null {
  const { text, entities } = heard.meaning
  if (isLater(text)) return say({ say: 'welcome.later' })
  const meant = matchNeighbourhood(known, text)
  if (meant !== null) return keep(meant.code)
  if (isNeighbourhoodNumber(text)) return noSuch(known)
  // "nhà em ở tổ 12 ạ, em hỏi chút": the rest is not lost, it is for another dialogue
  const named = entities.neighbourhood === undefined ? null : matchNeighbourhood(known, entities.neighbourhood)
  return named !== null && saysWhereTheyLive(text) && text.length < 60 ? keep(named.code) : null
}

const keep = (code: string): Step =>
  ask('choose_neighbourhood', { code }, (outcome) =>
    outcome.kind === 'chosen'
      ? say({ say: 'welcome.chosen', with: { name: inSentence(outcome.name) } })
      : noSuch(outcome.neighbourhoods)
  )

const noSuch = (known: readonly Neighbourhood[]): Step =>
  known.length === 0
    ? say({ say: 'welcome.later' })
    : sayAndWait(
        { dialogue: 'welcome', step: 'asking_neighbourhood', known },
        {
          say: 'welcome.no_such_neighbourhood',
          with: { names: known.map(({ name }) => inSentence(shortName(name))).join(', ') },
          choices: [later],
        }
      )

const knownIn = (state: State): readonly Neighbourhood[] => (state.known as readonly Neighbourhood[] | undefined) ?? []

const isLater = (text: string): boolean =>
  /^(?:da )?(?:de sau|tu tu|thoi|khong|ko|k|chua|bo qua|sau nhe|later|skip|not now|no)(?: a| nhe| em)?$/.test(
    plain(text)
  )

const saysWhereTheyLive = (text: string): boolean =>
  /\b(?:nha|o|song|thuoc|live|i am in)\b/.test(plain(text)) && !/\?|\b(?:hong|hu|mat|bi|sao|nao)\b/.test(plain(text))

const plain = (text: string): string =>
  strip(text.normalize('NFC'))
    .replace(/[.,!]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
