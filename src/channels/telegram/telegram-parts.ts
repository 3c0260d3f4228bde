import { Bug } from '../../platform/bug.ts'
import type { Choice, OutgoingMessage } from '../channel.ts'
import { numberChoices } from '../number-choices.ts'
import { splitText, tidyText } from '../split-text.ts'

export const telegramTextLimit = 4096
export const telegramCaptionLimit = 1024

/** One call of sendMessage, or of sendPhoto where it carries the photo. */
export type TelegramPart = { text: string; withPhoto?: true; choices?: readonly Choice[]; asksContact?: true }

/** The messages that one message of ours becomes, in order. */
export function telegramParts(message: OutgoingMessage): TelegramPart[] {
  const choices = message.choices ?? []
  for (const { id } of choices) refuseLongId(id)
  const text = tidyText(message.text)
  const asButtons = choices.length > 0 && !message.asksContact
  // A message carries one keyboard: where it is the contact's, the choices are numbered lines.
  const texts = asButtons ? splitText(text, telegramTextLimit) : numberChoices(text, choices, telegramTextLimit)
  const parts: TelegramPart[] = texts.map((one) => ({ text: one }))
  if (message.photo) {
    const [first] = parts
    if (first && first.text.length <= telegramCaptionLimit) first.withPhoto = true
    else parts.unshift({ text: '', withPhoto: true })
  }
  const last = parts.at(-1)
  if (last && asButtons) last.choices = choices
  if (last && message.asksContact) last.asksContact = true
  return parts
}

/** callback_data holds 1 to 64 bytes; Vietnamese letters take two or three, so ids are ids and not words. */
function refuseLongId(id: string): void {
  const bytes = Buffer.byteLength(id)
  if (bytes < 1 || bytes > 64) throw new Bug(`a choice id of ${bytes} bytes: Telegram takes 1 to 64`)
}

/** The keyboard under a part, in Telegram's JSON: one choice a row, readable for old eyes. */
export function telegramMarkup(part: TelegramPart, contactButton: string): Record<string, unknown> | undefined {
  if (part.asksContact) {
    const keyboard = [[{ text: tidyText(contactButton), request_contact: true }]]
    return { keyboard, resize_keyboard: true, one_time_keyboard: true }
  }
  if (!part.choices) return undefined
  return { inline_keyboard: part.choices.map(({ id, label }) => [{ text: tidyText(label), callback_data: id }]) }
}

/** The part in words, as the citizen sees it. */
export function telegramPartInWords(part: TelegramPart): string {
  return [part.text, ...(part.choices ?? []).map((choice) => `[${tidyText(choice.label)}]`)].join('\n')
}
