import type { SayingChoice } from '../ward/message/message.ts'
import type { Intent, Meaning } from '../understanding/meaning.ts'
import { ask, say, type Step } from './dialogue.ts'

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
    .filter((intent) => !notOffered.includes(intent))
    .slice(0, 3)

/**
 * In the middle band: the likeliest wishes as buttons, and "khác". Where papers are the likeliest and the words name one
 * procedure, its own name is the button.
 */
export function offer(likely: readonly Intent[], words: string): Step {
  const asked = (named: readonly SayingChoice[]): Step =>
    say({
      say: 'conversation.did_you_mean',
      choices: [
        ...named,
        ...likely
          .slice(named.length)
          .map((intent) => ({ id: `intent:${intent}`, label: `conversation.intent.${intent}` })),
        { id: 'intent:other', label: 'conversation.intent.other' },
      ],
    })
  if (likely[0] !== 'procedure_info') return asked([])
  return ask('find_procedures', { words }, (found) =>
    asked(
      found.kind === 'one'
        ? [{ id: `procedure:${found.procedure.id}`, label: 'procedure.choice', with: { name: found.procedure.name } }]
        : []
    )
  )
}
