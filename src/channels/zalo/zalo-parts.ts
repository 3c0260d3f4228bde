import type { Choice, OutgoingMessage } from '../channel.ts'
import { numberChoices } from '../number-choices.ts'
import { splitText, tidyText } from '../split-text.ts'
import { choicePayload } from './translate-zalo-event.ts'

/** Characters of one message; longer is refused with -210, not cut. */
export const zaloTextLimit = 2000
const mostButtons = 5
const longestTitle = 100

/** The card that asks for name and phone. Zalo shows it with a picture. */
export type ZaloContactCard = { title: string; subtitle: string; imageUrl: string }

/** One call of v3/cs. */
export type ZaloPart = { text: string; buttons?: readonly Choice[]; withPhoto?: true; card?: ZaloContactCard }

/** The messages that one message of ours becomes, in order. */
export function zaloParts(message: OutgoingMessage, how: { buttons: boolean; card?: ZaloContactCard }): ZaloPart[] {
  const choices = message.choices ?? []
  const asButtons = how.buttons && fitsButtons(choices)
  const texts = asButtons ? splitText(message.text, zaloTextLimit) : numberChoices(message.text, choices, zaloTextLimit)
  const parts: ZaloPart[] = texts.map((text) => ({ text }))
  if (message.photo) parts[0] = { text: '', ...parts[0], withPhoto: true }
  const last = parts.at(-1)
  // A template carries a picture or buttons, not both.
  if (asButtons && last) {
    if (last.withPhoto) parts.splice(-1, 1, { text: '', withPhoto: true }, { text: last.text, buttons: choices })
    else last.buttons = choices
  }
  if (message.asksContact && how.card) parts.push({ text: '', card: how.card })
  return parts
}

function fitsButtons(choices: readonly Choice[]): boolean {
  const fits = (choice: Choice) => /^\S{1,64}$/.test(choice.id) && [...tidyText(choice.label)].length <= longestTitle
  return choices.length > 0 && choices.length <= mostButtons && choices.every(fits)
}

/** The part as Zalo's JSON. `attachmentId` is that of the uploaded photo. */
export function zaloPartBody(part: ZaloPart, attachmentId: string | null): Record<string, unknown> {
  const text = part.text === '' ? {} : { text: part.text }
  if (part.card) {
    const { title, subtitle, imageUrl } = part.card
    const elements = [{ title: tidyText(title), subtitle: tidyText(subtitle), image_url: imageUrl }]
    return { attachment: { type: 'template', payload: { template_type: 'request_user_info', elements } } }
  }
  if (part.withPhoto) {
    const elements = [{ media_type: 'image', attachment_id: attachmentId }]
    return { ...text, attachment: { type: 'template', payload: { template_type: 'media', elements } } }
  }
  if (!part.buttons) return text
  // "hide": the press reaches us and the citizen does not see our id as a message of their own.
  const buttons = part.buttons.map((choice) => ({
    title: tidyText(choice.label),
    type: 'oa.query.hide',
    payload: choicePayload(choice.id),
  }))
  return { ...text, attachment: { type: 'template', payload: { buttons } } }
}

/** The part in words, as the citizen sees it. */
export function zaloPartInWords(part: ZaloPart): string {
  if (part.card) return `${tidyText(part.card.title)}\n${tidyText(part.card.subtitle)}`
  return [part.text, ...(part.buttons ?? []).map((choice) => `[${tidyText(choice.label)}]`)].join('\n')
}
