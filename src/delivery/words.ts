import type { OutgoingMessage } from '../channels/channel.ts'
import type { Language, Translate } from '../platform/i18n.ts'
import type { Saying } from '../ward/message/message.ts'

/** What the ward says, in words of the citizen's language. */
export function wordsOf(saying: Saying, language: Language, translate: Translate): OutgoingMessage {
  const choices = saying.choices?.map((choice) => ({
    id: choice.id,
    label: translate(choice.label, choice.with, language),
  }))
  return {
    text: translate(saying.say, saying.with, language),
    ...(choices && choices.length > 0 ? { choices } : {}),
    ...(saying.asksContact ? { asksContact: true } : {}),
  }
}
