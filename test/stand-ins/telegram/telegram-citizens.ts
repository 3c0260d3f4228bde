import { randomBytes } from 'node:crypto'
import { webhookHeaders, type OnTheWay } from './telegram-updates.ts'
import type { TelegramChat, TelegramUpdate, TelegramWorld } from './telegram-world.ts'

/** An update as a webhook would bring it; `delivery` ends when the bot has taken it. */
export type TelegramWebhook = {
  update: TelegramUpdate
  headers: Record<string, string>
  body: Uint8Array
  delivery: Promise<{ taken: true }>
}

type Line = { push(one: OnTheWay): void; secret(): string | undefined }

/** What people do in Telegram, each as an update. */
export function makeTelegramCitizens(world: TelegramWorld, line: Line) {
  let serial = 5_120_000_000

  function add(given: Partial<TelegramChat> = {}): TelegramChat {
    const chat: TelegramChat = { id: String(++serial), name: 'Nguyễn Văn Thử', blocked: false, ...given }
    world.chats.set(chat.id, chat)
    return chat
  }

  function emit(chat: string, content: Record<string, unknown>): TelegramWebhook {
    const update: TelegramUpdate = { update_id: world.updateId(), ...content }
    let done = () => {}
    const delivery = new Promise<{ taken: true }>((resolve) => (done = () => resolve({ taken: true })))
    const body = new TextEncoder().encode(JSON.stringify(update))
    line.push({ update, chat, done })
    return { update, headers: webhookHeaders(line.secret()), body, delivery }
  }

  const person = (chatId: string) => {
    const chat = world.chats.get(chatId) ?? add({ id: chatId })
    return { id: Number(chatId), is_bot: false, first_name: chat.name, language_code: 'vi' }
  }

  function message(chatId: string, content: Record<string, unknown>) {
    const from = person(chatId)
    const chat = { id: Number(chatId), type: 'private', first_name: from.first_name }
    return { message_id: world.messageId(), from, chat, date: Math.floor(world.now() / 1000), ...content }
  }

  const says = (chatId: string, content: Record<string, unknown>) => emit(chatId, { message: message(chatId, content) })

  function changes(chatId: string, before: string, after: string): TelegramWebhook {
    const from = person(chatId)
    world.chats.get(chatId)!.blocked = after === 'kicked'
    const bot = { id: Number(world.token.split(':')[0]), is_bot: true, first_name: 'Bot' }
    const member = (status: string) => ({ user: bot, status })
    const chat = { id: Number(chatId), type: 'private' }
    const date = Math.floor(world.now() / 1000)
    return emit(chatId, {
      my_chat_member: { chat, from, date, old_chat_member: member(before), new_chat_member: member(after) },
    })
  }

  function keepFile(bytes: Uint8Array, folder: string, ending: string): string {
    const id = `AgAC${randomBytes(18).toString('base64url')}`
    world.files.set(id, { bytes, path: `${folder}/file_${world.files.size}.${ending}` })
    return id
  }

  return {
    addChat: add,
    addChats: (count: number) => Array.from({ length: count }, () => add().id),
    citizenWrites: (chatId: string, text: string, quotes?: string) => {
      const quoted = quotes ? { reply_to_message: message(chatId, { message_id: Number(quotes) }) } : {}
      return says(chatId, { text, ...quoted })
    },
    starts: (chatId: string) =>
      says(chatId, { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] }),
    pressButton: (chatId: string, data: string) => {
      const id = randomBytes(8).readBigUInt64BE().toString()
      return emit(chatId, {
        callback_query: { id, from: person(chatId), message: message(chatId, { text: '…' }), chat_instance: '1', data },
      })
    },
    sendsPhoto: (chatId: string, bytes: Uint8Array, caption?: string) => {
      const [small, large] = [keepFile(bytes.slice(0, 40), 'photos', 'jpg'), keepFile(bytes, 'photos', 'jpg')]
      const size = (file_id: string, width: number) => ({
        file_id,
        file_unique_id: file_id.slice(0, 12),
        width,
        height: width,
      })
      return says(chatId, { photo: [size(small, 90), size(large, 1280)], ...(caption ? { caption } : {}) })
    },
    sendsLocation: (chatId: string, latitude: number, longitude: number) =>
      says(chatId, { location: { latitude, longitude } }),
    sharesContact: (chatId: string, phone: string, name: string, whose: 'own' | 'of another' = 'own') => {
      const userId = whose === 'own' ? Number(chatId) : Number(chatId) + 1
      return says(chatId, { contact: { phone_number: phone, first_name: name, user_id: userId } })
    },
    sendsOther: (chatId: string, kind: 'voice' | 'sticker' | 'video' | 'document' | 'animation') =>
      says(chatId, { [kind]: { file_id: 'x', file_unique_id: 'x', duration: 1, mime_type: 'application/pdf' } }),
    edits: (chatId: string, text: string) => emit(chatId, { edited_message: message(chatId, { text }) }),
    writesInGroup: (chatId: string, text: string) => {
      const chat = { id: -1_001_234_567_890, type: 'supergroup', title: 'Tổ dân phố 4' }
      return emit(String(chat.id), { message: { ...message(chatId, { text }), chat } })
    },
    blocks: (chatId: string) => changes(chatId, 'member', 'kicked'),
    unblocks: (chatId: string) => changes(chatId, 'kicked', 'member'),
    /** Left without the update having arrived: the next send finds out. */
    blocksSilently: (chatId: string) => {
      ;(world.chats.get(chatId) ?? add({ id: chatId })).blocked = true
    },
    emits: (chatId: string, content: Record<string, unknown>) => emit(chatId, content),
  }
}
