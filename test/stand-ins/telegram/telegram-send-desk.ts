import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { asText } from '../as-text.ts'
import type { FormFile } from '../read-form.ts'
import { accept, answerError, botId, type TelegramWorld } from './telegram-world.ts'

/** The parameters of a call, however they came. */
export type Asked = { fields: Record<string, unknown>; files: Record<string, FormFile> }

type Key = { text?: unknown; callback_data?: unknown; url?: unknown; request_contact?: unknown }
type Markup = { inline_keyboard?: Key[][]; keyboard?: Key[][] }

/** sendMessage and sendPhoto, with the limits of the real ones. */
export function send(
  world: TelegramWorld,
  method: 'sendMessage' | 'sendPhoto',
  asked: Asked,
  response: ServerResponse
): void {
  const { fields } = asked
  const refuse = (code: number, description: string, parameters?: object) =>
    answerError(response, code, description, parameters)
  const forced = world.knobs.refuseNext.shift()
  if (forced) return void refuse(forced.code, forced.description)
  const wait = mustWait(world)
  if (wait > 0) return void refuse(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait })
  const to = asText(fields['chat_id'])
  if (to === '') return void refuse(400, 'Bad Request: chat_id is empty')
  const chat = world.chats.get(to)
  if (!chat && !world.knobs.everyoneIsKnown) return void refuse(400, 'Bad Request: chat not found')
  if (chat?.blocked) return void refuse(403, 'Forbidden: bot was blocked by the user')
  const text = asText(method === 'sendMessage' ? fields['text'] : fields['caption'])
  const wrong = method === 'sendMessage' ? wrongText(text) : wrongPhoto(world, asked, text)
  if (wrong) return void refuse(400, wrong)
  const markup = parseMarkup(fields['reply_markup'])
  const badKeys = wrongKeys(markup)
  if (badKeys) return void refuse(400, badKeys)
  const messageId = world.messageId()
  const result = {
    message_id: messageId,
    from: { id: botId(world), is_bot: true },
    chat: { id: Number(to), type: 'private' },
  }
  const shown = { to, text, providerId: String(messageId), ...showMarkup(markup), ...silence(fields) }
  const kind =
    method === 'sendPhoto'
      ? 'photo'
      : markup?.keyboard?.flat().some((key) => key.request_contact)
        ? 'contact_request'
        : 'text'
  const body = method === 'sendPhoto' ? { caption: text, photo: keepPhoto(world, asked) } : { text }
  accept(world, response, { ...shown, kind }, { ...result, date: Math.floor(world.now() / 1000), ...body })
}

function mustWait(world: TelegramWorld): number {
  if (world.weather.tooMany > 0) {
    world.weather.tooMany--
    return world.weather.retryAfterSeconds
  }
  if (world.knobs.perSecond === 0) return 0
  const now = world.now()
  while (world.recent.length > 0 && world.recent[0]! <= now - 1000) world.recent.shift()
  if (world.recent.length >= world.knobs.perSecond) return 1
  world.recent.push(now)
  return 0
}

function wrongText(text: string): string | null {
  if (text.trim() === '') return 'Bad Request: message text is empty'
  return text.length > 4096 ? 'Bad Request: message is too long' : null
}

function wrongPhoto(world: TelegramWorld, { fields, files }: Asked, caption: string): string | null {
  if (caption.length > 1024) return 'Bad Request: message caption is too long'
  const file = files['photo']
  if (!file)
    return world.files.has(String(fields['photo'])) ? null : 'Bad Request: wrong file identifier/HTTP URL specified'
  if (file.bytes.byteLength === 0) return 'Bad Request: file must be non-empty'
  if (file.bytes.byteLength > 10 * 1_048_576) return 'Bad Request: too big for a photo'
  const isPicture = (file.bytes[0] === 0xff && file.bytes[1] === 0xd8) || file.bytes[0] === 0x89
  return isPicture ? null : 'Bad Request: IMAGE_PROCESS_FAILED'
}

function keepPhoto(world: TelegramWorld, { fields, files }: Asked) {
  const file = files['photo']
  const known = asText(fields['photo'])
  const id = file ? `AgAC${randomBytes(18).toString('base64url')}` : known
  if (file) world.files.set(id, { bytes: file.bytes, path: `photos/${id}.jpg` })
  return [
    { file_id: id, file_unique_id: id.slice(0, 12), width: 90, height: 67 },
    { file_id: id, file_unique_id: id.slice(0, 12), width: 800, height: 600 },
  ]
}

function parseMarkup(given: unknown): Markup | null {
  if (given === undefined || given === null || given === '') return null
  if (typeof given !== 'string') return given
  try {
    return JSON.parse(given) as Markup
  } catch {
    return null
  }
}

function wrongKeys(markup: Markup | null): string | null {
  for (const key of [...(markup?.inline_keyboard ?? []), ...(markup?.keyboard ?? [])].flat()) {
    if (typeof key.text !== 'string' || key.text.trim() === '')
      return 'Bad Request: inline keyboard button text is empty'
  }
  for (const key of markup?.inline_keyboard?.flat() ?? []) {
    if (key.callback_data === undefined && key.url === undefined)
      return 'Bad Request: text buttons are unallowed in the inline keyboard'
    const bytes = Buffer.byteLength(asText(key.callback_data ?? 'x'))
    if (bytes < 1 || bytes > 64) return 'Bad Request: BUTTON_DATA_INVALID'
  }
  return null
}

function showMarkup(markup: Markup | null) {
  const keys = markup?.inline_keyboard?.flat()
  return keys ? { buttons: keys.map((key) => ({ label: String(key.text), payload: String(key.callback_data) })) } : {}
}

const silence = (fields: Record<string, unknown>) =>
  fields['disable_notification'] === true || fields['disable_notification'] === 'true' ? { silent: true } : {}
