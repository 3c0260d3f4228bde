import type { InboundContent, InboundEvent } from '../channel.ts'
import { e164 } from '../e164.ts'
import type { TelegramMessage, TelegramUpdate } from './telegram-update.ts'

/** What was pressed is named by its query, so that `acknowledge` finds it again. */
const pressKey = 'callback:'
export const pressIdOf = (eventKey: string): string | null =>
  eventKey.startsWith(pressKey) ? eventKey.slice(pressKey.length) : null

/** One update in our words, from webhook or polling alike. Nothing where no chat is named. */
export function translateTelegramUpdate(update: TelegramUpdate, receivedAt: Date): InboundEvent | null {
  const eventKey = `update:${update.update_id}`
  const { message, callback_query: press, my_chat_member: member } = update
  if (message) {
    const content =
      message.chat.type === 'private' ? fromMessage(message, update.messageKeys) : unknown('group_message')
    return { eventKey, address: String(message.chat.id), at: new Date(message.date * 1000), content }
  }
  if (press) {
    const isPrivate = (press.message?.chat.type ?? 'private') === 'private'
    const content: InboundContent =
      isPrivate && press.data ? { kind: 'choice', choiceId: press.data } : unknown('callback_query')
    return {
      eventKey: `${pressKey}${press.id}`,
      address: String(press.message?.chat.id ?? press.from.id),
      at: receivedAt,
      content,
    }
  }
  if (member) {
    const content = member.chat.type === 'private' ? fromMembership(member) : unknown('my_chat_member')
    return { eventKey, address: String(member.chat.id), at: new Date(member.date * 1000), content }
  }
  if (update.chatId === null) return null
  return { eventKey, address: String(update.chatId), at: receivedAt, content: unknown(update.name) }
}

const unknown = (name: string): InboundContent => ({ kind: 'unknown', name })

function fromMembership(member: NonNullable<TelegramUpdate['my_chat_member']>): InboundContent {
  const { status } = member.new_chat_member
  if (status === 'kicked' || status === 'left') return { kind: 'left' }
  return status === 'member' && member.old_chat_member.status === 'kicked'
    ? { kind: 'arrived' }
    : unknown('my_chat_member')
}

function fromMessage(message: TelegramMessage, keys: string[]): InboundContent {
  const { text, location } = message
  if (text !== undefined) return fromText(message, text)
  const picture = fromPicture(message)
  if (picture) return picture
  if (location) return { kind: 'location', latitude: location.latitude, longitude: location.longitude }
  if (message.contact) return fromContact(message, message.contact)
  return { kind: 'unreadable', what: keys.find((key) => unreadables.has(key)) ?? 'message' }
}

const unreadables = new Set(
  'voice audio video video_note sticker animation document poll dice venue game story photo location contact'.split(' ')
)

function fromText(message: TelegramMessage, text: string): InboundContent {
  if (/^\/start(@\w+)?(\s|$)/.test(text)) return { kind: 'arrived' }
  const quoted = message.reply_to_message?.message_id
  return { kind: 'text', text: text.normalize('NFC'), ...(quoted === undefined ? {} : { quotes: String(quoted) }) }
}

/** The largest size; a picture sent "as a file" is one too. */
function fromPicture(message: TelegramMessage): InboundContent | null {
  const largest = message.photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0]
  const asFile = message.document?.mime_type?.startsWith('image/') ? message.document : undefined
  const fetchKey = (largest ?? asFile)?.file_id
  if (fetchKey === undefined) return null
  const caption = message.caption?.normalize('NFC')
  return { kind: 'photo', fetchKey, ...(caption ? { caption } : {}) }
}

/** Only a person's own contact proves a phone; a forwarded card of someone else proves nothing. */
function fromContact(message: TelegramMessage, contact: NonNullable<TelegramMessage['contact']>): InboundContent {
  if (contact.user_id === undefined || contact.user_id !== message.from?.id)
    return { kind: 'unreadable', what: 'contact' }
  const name = [contact.last_name, contact.first_name].filter(Boolean).join(' ').normalize('NFC')
  return { kind: 'contact', phone: e164(contact.phone_number), ...(name ? { name } : {}) }
}
