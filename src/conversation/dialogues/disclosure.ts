import { formatShortDate } from '../../platform/ward-time.ts'
import { asksOfOwnFund, type DisclosureBrief } from '../../ward/disclosure/find-disclosures.ts'
import type { Intent } from '../../understanding/meaning.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { givesNone } from './asks-back.ts'
import { toPerson, personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { asksIfListed } from './listed-words.ts'
import { saysAny } from './syllables-in.ts'
import { headSayings } from './ward-facts.ts'

const state = (step: string, memory: Readonly<Record<string, unknown>> = {}): State => ({
  dialogue: 'disclosure',
  step,
  ...memory,
})

/** What the ward has made public: the decision, where it hangs, the files; and the way to ask about it. */
export const disclosureDialogue: Dialogue = {
  begin: ({ text, entities }, who) => (asksOfOwnFund(text) ? ownFund(text, entities.neighbourhood) : search(text, who)),
  hear(where, heard, who) {
    if (heard.kind === 'choice') return chosen(heard.choiceId, who)
    if (heard.kind !== 'words') return null
    const { meaning } = heard
    const turnsAway = meaning.intent === 'complaint_denunciation' || meaning.intent === 'human'
    if (turnsAway) return null
    if (where.step === 'asking' && givesNone(meaning.text)) return say({ say: 'conversation.left' })
    if (where.step === 'asking' && isSure(meaning) && elsewhere.has(meaning.intent)) return null
    if (where.step === 'asking') return keepQuestion(String(where.id), meaning.text)
    if (isSure(meaning) && meaning.intent !== 'disclosure_info') return null
    if (where.step === 'shown' && asksIfListed(meaning.text))
      return sayAndWait(where, { say: 'disclosure.at_posting', choices: [personChoice] })
    if (where.step === 'shown' && wantsToAsk(meaning.text))
      return sayAndWait(state('asking', { id: where.id }), { say: 'disclosure.ask_question' })
    // "còn quy hoạch thì sao": another content, asked for while one is shown
    return where.step === 'shown' || where.step === 'choosing' ? disclosureDialogue.begin(meaning, who) : null
  },
}

const wantsToAsk = saysAny('(?:muon|xin|cho)(?: [^ ]+){0,2} hoi(?: (?:them|ky|ro|can bo|chut|ti|1 ti))*$|hoi them')

/** What is plainly no question about a content, though one was asked for. */
const elsewhere: ReadonlySet<Intent> = new Set(['meeting_info', 'dossier_status', 'unsubscribe', 'my_data', 'thanks_bye', 'greeting']) // prettier-ignore

function search(text: string, who: Who): Step {
  return ask('find_disclosures', { text }, ({ disclosures, all }) => {
    const [first, ...others] = disclosures
    if (first === undefined) return nothing()
    if (others.length === 0) return show(first.id, who)
    const choices: SayingChoice[] = disclosures.map(({ id, title }) => ({
      ...{ id: `disclosure:${id}:show`, label: 'disclosure.choice', with: { title } },
    }))
    return sayAndWait(state('choosing'), {
      say: 'disclosure.which',
      with: { count: all },
      choices: [...choices, personChoice],
    })
  })
}

/** The fund of a neighbourhood is its people's: who heads it, and what has been made public of it, if anything. */
const ownFund = (text: string, neighbourhood: string | undefined): Step =>
  ask('find_ward_facts', { asked: ['head'], ...(neighbourhood === undefined ? {} : { neighbourhood }) }, ({ head }) =>
    ask('find_disclosures', { text }, ({ disclosures }) => {
      const choices = disclosures.map(({ id, title }) => ({
        ...{ id: `disclosure:${id}:show`, label: 'disclosure.choice', with: { title } },
      }))
      const known: Saying[] = head === null || head.name === null ? [] : headSayings(head)
      return sayAndWait(
        state('choosing'),
        { say: 'disclosure.own_fund' },
        ...known,
        choices.length > 0
          ? { say: 'disclosure.own_fund_public', choices: [...choices, personChoice] }
          : { say: 'disclosure.own_fund_not_public', choices: [personChoice] }
      )
    })
  )

const nothing = (): Step => toPerson({ why: 'topic:disclosure_info' }, { say: 'disclosure.nothing' })

function chosen(choiceId: string, who: Who): Step | null {
  const [, id, what] = /^disclosure:([0-9a-f-]{36}):(show|ask)$/.exec(choiceId) ?? []
  if (id === undefined) return null
  return what === 'ask' ? sayAndWait(state('asking', { id }), { say: 'disclosure.ask_question' }) : show(id, who)
}

function show(disclosureId: string, who: Who): Step {
  return ask('show_disclosure', { disclosureId }, (found) =>
    found === null
      ? say({ say: 'disclosure.gone', choices: [personChoice] })
      : sayAndWait(state('shown', { id: found.id }), ...details(found, who))
  )
}

function details(found: DisclosureBrief, { language }: Who): Saying[] {
  const { id, title, summary, decisionNumber, papers, posted } = found
  const date = formatShortDate(found.decisionDate, language)
  const where: Saying[] =
    posted === null
      ? []
      : [
          {
            say: posted.toDate === null ? 'disclosure.posted' : 'disclosure.was_posted',
            with: {
              ...{ place: posted.place, from: formatShortDate(posted.fromDate, language) },
              ...(posted.toDate === null ? {} : { to: formatShortDate(posted.toDate, language) }),
            },
          },
        ]
  const files: Saying[] = papers.length === 0 ? [] : [{ say: 'disclosure.papers', with: { papers: papers.join('; ') } }]
  const told: Saying[] = [
    { say: 'disclosure.shown', with: { title, summary, number: decisionNumber, date } },
    ...where,
    ...(found.atPosting ? [{ say: 'disclosure.at_posting' }] : files),
  ]
  const choices: SayingChoice[] = [{ id: `disclosure:${id}:ask`, label: 'disclosure.button.ask' }, personChoice]
  return told.map((saying, i) => (i === told.length - 1 ? { ...saying, choices } : saying))
}

function keepQuestion(disclosureId: string, question: string): Step {
  return ask('ask_about_disclosure', { disclosureId, question }, ({ kind }) => {
    if (kind === 'kept') return say({ say: 'disclosure.question_kept' })
    if (kind === 'no_such_disclosure') return say({ say: 'disclosure.gone', choices: [personChoice] })
    return toPerson({ why: 'topic:disclosure_info' }, { say: 'disclosure.many_questions' })
  })
}
