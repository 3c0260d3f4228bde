import type { OutgoingMessage } from '../channels/channel.ts'
import type { Language, Translate } from '../platform/i18n.ts'
import type { Saying } from '../ward/message/message.ts'

/** What the ward says, in words of the citizen's language. */
export function wordsOf(saying: Saying, language: Language, translate: Translate): OutgoingMessage {
  const choices = saying.choices?.map((choice) => ({
    id: choice.id,
    label: translate(choice.label, choice.with, language),
  }))
  const more = (saying.and ?? []).map((one) => goingOn(translate(one.say, one.with, language)))
  return {
    text: [translate(saying.say, saying.with, language), ...more].join(' '),
    ...(choices && choices.length > 0 ? { choices } : {}),
    ...(saying.asksContact ? { asksContact: true } : {}),
  }
}

/** A sentence that follows another in its bubble: "Dạ" is said once. */
function goingOn(sentence: string): string {
  const rest = sentence.replace(/^Dạ(?:,| thưa ông\/bà\.) /, '')
  return rest.charAt(0).toLocaleUpperCase('vi') + rest.slice(1)
}
