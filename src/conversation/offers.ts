import type { SayingChoice } from '../ward/message/message.ts'
import type { Intent, Meaning } from '../understanding/meaning.ts'
import { ask, say, type Step } from './dialogue.ts'
import { isAngry } from './dialogues/person.ts'
import { saysAny } from './dialogues/syllables-in.ts'

/** "Dạ, phường chưa hiểu rõ ý": the four doors that lead almost anywhere, one of them a person. */
export function menu(key: string) {
  return {
    say: key,
    choices: [
      { id: 'intent:dossier_status', label: 'conversation.menu.dossier' },
      { id: 'intent:report_problem', label: 'conversation.menu.report' },
      { id: 'intent:procedure_info', label: 'conversation.menu.procedure' },
      { id: 'person', label: 'conversation.menu.person' },
    ],
  }
}

/** Things people say in passing: nobody wishes to be offered them. */
const notOffered: readonly Intent[] = [
  'affirm',
  'deny',
  'thanks_bye',
  'greeting',
  'help',
  'human',
  'out_of_scope',
  'emergency',
  'complaint_denunciation',
]

export const likelyWishes = (meaning: Meaning): Intent[] =>
  meaning.top
    .map(({ intent }) => intent)
    .filter((intent) => !notOffered.includes(intent) && (onlyWhereSaid[intent]?.(meaning.text) ?? true))
    .slice(0, 3)

const speaksOfDeath = saysAny(
  'mat(?! (?:do|xe|dien|nuoc|tien|cap|giay|so|the|cho|meo|song|mang|trom|thoi gian))|chet|qua doi|tu tran|tang|dam ma|mai tang|vieng|phung|chia buon|huong khoi|khuat|died|death|dead|funeral|passed away'
)
const speaksWell = saysAny(
  'khen|cam on|cam kich|biet on|ghi nhan|tuyet|nhiet tinh|tan tinh|chu dao|tot|hay|gioi|hai long|vui|dep|sach|nhanh|tks|thanks|thank you|good|great|kind'
)
/** Nobody is asked about a death who has not spoken of one, nor an angry man whether it is praise. */
const onlyWhereSaid: Partial<Record<Intent, (text: string) => boolean>> = {
  condolence: speaksOfDeath,
  praise: (text) => speaksWell(text) && !isAngry(text),
}

/**
 * In the middle band: the likeliest wishes as buttons, and "khác". A procedure or another body that the words name is called
 * by its own name.
 */
export function offer(likely: readonly Intent[], words: string): Step {
  return byName(likely, words, [])
}

function byName(likely: readonly Intent[], words: string, named: readonly SayingChoice[]): Step {
  const [first, ...rest] = likely
  const next = (choice: SayingChoice): Step => byName(rest, words, [...named, choice])
  switch (first) {
    case undefined:
      return say({
        say: 'conversation.did_you_mean',
        choices: [...named, { id: 'intent:other', label: 'conversation.intent.other' }],
      })
    case 'procedure_info':
      // only the likeliest is looked up: a name that is wrong misleads more than a general word
      if (named.length > 0) return next(asIntent(first))
      return ask('find_procedures', { words }, (found) =>
        next(
          found.kind === 'one'
            ? { id: `procedure:${found.procedure.id}`, label: 'procedure.choice', with: { name: found.procedure.name } }
            : asIntent(first)
        )
      )
    case 'other_agency':
      return ask('find_agency', { words }, (found) =>
        next(
          found.kind === 'one'
            ? { id: `agency:${found.agency.code}`, label: 'agency.choice', with: { name: found.agency.name } }
            : asIntent(first)
        )
      )
    case 'subscribe':
    case 'unsubscribe':
      return byName(rest, words, [...named, asIntent(first), ...(named.includes(whyNot) ? [] : [whyNot])])
    default:
      return next(asIntent(first))
  }
}

/** Who speaks of notices may miss one. */
const whyNot: SayingChoice = { id: 'notices:why', label: 'notices.button.why' }

const asIntent = (intent: Intent): SayingChoice => ({ id: `intent:${intent}`, label: `conversation.intent.${intent}` })
