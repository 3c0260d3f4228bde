import type { Saying } from '../../ward/message/message.ts'
import { say, type Dialogue } from '../dialogue.ts'
import { personChoice } from './call-person.ts'

const doors = [
  { id: 'intent:dossier_status', label: 'conversation.menu.dossier' },
  { id: 'intent:report_problem', label: 'conversation.menu.report' },
  { id: 'intent:procedure_info', label: 'conversation.menu.procedure' },
  personChoice,
]

/** Words around a matter, and words about none. Whoever tries to give the bot orders gets the same answer as anybody else. */
export const smallTalkDialogue: Dialogue = {
  begin({ intent }, who) {
    switch (intent) {
      case 'greeting':
        return say({ say: 'small_talk.greeting', with: { ward: who.wardName } })
      case 'thanks_bye':
        return say({ say: 'small_talk.thanks' })
      case 'affirm':
        return say(withDoors('small_talk.affirm'))
      case 'deny':
        return say({ say: 'small_talk.deny' })
      case 'help':
        return say({ say: 'small_talk.help' }, withDoors('small_talk.help_doors'))
      default:
        return say(withDoors('small_talk.out_of_scope'))
    }
  },
  hear: () => null,
}

const withDoors = (key: string): Saying => ({ say: key, choices: doors })
