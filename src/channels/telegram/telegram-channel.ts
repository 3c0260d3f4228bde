import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { Bug } from '../../platform/bug.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Channel, OutgoingMessage, RawRequest, ReadResult, SendOutcome } from '../channel.ts'
import { fetchPicture } from '../fetch-picture.ts'
import { makeTelegramClient, wantedUpdates, type TelegramAccount, type TelegramClient } from './telegram-client.ts'
import { telegramOutcome } from './telegram-outcome.ts'
import { telegramMarkup, telegramPartInWords, telegramParts, type TelegramPart } from './telegram-parts.ts'
import { makeTelegramBulk } from './prepare-telegram.ts'
import { parseTelegramUpdate } from './telegram-update.ts'
import { pressIdOf, translateTelegramUpdate } from './translate-telegram-update.ts'

export type TelegramSettings = TelegramAccount & {
  /** 1 to 256 of A-Z a-z 0-9 _ -; absent: updates are polled and `read` takes none. */
  webhookSecret?: string
  /** The words on the button that shares the phone. */
  contactButton: string
  timeoutMs?: number
}

export type TelegramDeps = {
  clock: Clock
  /** The token is refused: a human must look. */
  onAlarm: (alarm: { what: 'account_refused' }) => void
  sleep?: (ms: number) => Promise<unknown>
}

export interface TelegramChannel extends Channel {
  /** Who the token belongs to; null when Telegram refuses it or is away. */
  findBot(): Promise<{ id: string; username: string } | null>
  /** Tells Telegram where updates go; with the secret of the settings. */
  registerWebhook(url: string): Promise<boolean>
}

/** One bot. */
export function makeTelegramChannel(settings: TelegramSettings, deps: TelegramDeps): TelegramChannel {
  const client = makeTelegramClient(settings)
  const send = makeSender(client, settings, deps)
  const until = () => AbortSignal.timeout(settings.timeoutMs ?? 15_000)
  const sendWhole: Channel['send'] = (address, message, options) => send(address, message, options?.signal)
  const bulk = makeTelegramBulk({ ...settings, timeoutMs: settings.timeoutMs ?? 15_000 }, sendWhole, () =>
    deps.onAlarm({ what: 'account_refused' })
  )

  return {
    name: 'telegram',
    read: (request) => readWebhook(settings.webhookSecret, request, deps.clock.now()),
    send: sendWhole,
    prepare: bulk.prepare,
    preview: (message) =>
      telegramParts(message)
        .map(telegramPartInWords)
        .filter((words) => words !== ''),
    async fetchMedia(fetchKey) {
      const file = await client.call('getFile', { file_id: fetchKey }, until()).catch(() => null)
      const link = file && (await client.telegram.getFileLink(file as never).catch(() => null))
      return link && /^https?:$/.test(link.protocol) ? fetchPicture(link.toString()) : null
    },
    async acknowledge(event) {
      const id = pressIdOf(event.eventKey)
      if (id !== null)
        await client.call('answerCallbackQuery', { callback_query_id: id }, until()).catch(() => undefined)
    },
    async findBot() {
      const bot = await client.telegram.getMe().catch(() => null)
      return bot && { id: String(bot.id), username: bot.username }
    },
    async registerWebhook(url) {
      const { webhookSecret } = settings
      if (webhookSecret === undefined) throw new Bug('a Telegram webhook without a secret')
      const options = { url, secret_token: webhookSecret, allowed_updates: wantedUpdates }
      return client.call('setWebhook', options, until()).then(
        () => true,
        () => false
      )
    },
    async close() {
      client.close()
      await bulk.close()
    },
  }
}

function readWebhook(secret: string | undefined, { headers, body }: RawRequest, now: Date): ReadResult {
  const header = headers['x-telegram-bot-api-secret-token']
  const given = Array.isArray(header) ? header[0] : header
  if (secret === undefined || given === undefined || !isSame(secret, given)) return { kind: 'unsigned' }
  const update = parseTelegramUpdate(body)
  if ('malformed' in update) return { kind: 'malformed', why: update.malformed }
  const event = translateTelegramUpdate(update, now)
  return { kind: 'events', events: event ? [event] : [] }
}

/** Compared by their hashes: equal length and equal time whatever was given. */
function isSame(expected: string, given: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(expected), hash(given))
}

const patientSeconds = 10

function makeSender(client: TelegramClient, settings: TelegramSettings, deps: TelegramDeps) {
  const sleep = deps.sleep ?? ((ms: number) => sleepFor(ms))
  const sendPart = makePartSender(client, settings)

  async function once(
    address: string,
    part: TelegramPart,
    message: OutgoingMessage,
    signal?: AbortSignal
  ): Promise<SendOutcome> {
    if (signal?.aborted) return { kind: 'try_later', why: 'provider_down', afterSeconds: 1 }
    try {
      return { kind: 'sent', providerId: await sendPart(address, part, message, signal) }
    } catch (error) {
      return telegramOutcome(error)
    }
  }

  return async (address: string, message: OutgoingMessage, signal?: AbortSignal): Promise<SendOutcome> => {
    const parts = telegramParts(message)
    if (parts.length === 0) throw new Bug('a Telegram message without text and photo')
    if (!/^-?\d{1,20}$/.test(address)) return { kind: 'refused', why: 'not_a_chat' }
    let outcome: SendOutcome = { kind: 'sent', providerId: null }
    for (const [index, part] of parts.entries()) {
      outcome = await once(address, part, message, signal)
      // One message a second and chat: the rest of a long one waits its turn instead of tearing.
      if (
        index > 0 &&
        outcome.kind === 'try_later' &&
        outcome.why === 'rate_limited' &&
        outcome.afterSeconds <= patientSeconds
      ) {
        await sleep(outcome.afterSeconds * 1000)
        outcome = await once(address, part, message, signal)
      }
      if (outcome.kind === 'sent') continue
      if (outcome.kind === 'refused' && outcome.why === 'account') deps.onAlarm({ what: 'account_refused' })
      return index === 0 ? outcome : { kind: 'unknown', why: 'partly_sent' }
    }
    return outcome
  }
}

const mostKept = 200

/** Sends one part; a photo is uploaded once and named by its file id after that. */
function makePartSender(client: TelegramClient, settings: TelegramSettings) {
  const fileIds = new Map<string, string>()
  return async (
    address: string,
    part: TelegramPart,
    message: OutgoingMessage,
    signal?: AbortSignal
  ): Promise<string> => {
    const timeout = AbortSignal.timeout(settings.timeoutMs ?? 15_000)
    const until = signal ? AbortSignal.any([signal, timeout]) : timeout
    const markup = telegramMarkup(part, settings.contactButton)
    const silence = message.silent ? { disable_notification: true } : {}
    const common = { chat_id: address, ...silence, ...(markup ? { reply_markup: markup } : {}) }
    if (!part.withPhoto || !message.photo) {
      const sent = await client.call('sendMessage', { ...common, text: part.text }, until)
      return String((sent as { message_id: number }).message_id)
    }
    const key = createHash('sha256').update(message.photo.bytes).digest('hex')
    const photo = fileIds.get(key) ?? { source: Buffer.from(message.photo.bytes), filename: 'photo.jpg' }
    const caption = part.text === '' ? {} : { caption: part.text }
    const answer = await client.call('sendPhoto', { ...common, ...caption, photo }, until)
    const sent = answer as { message_id: number; photo?: { file_id: string }[] }
    const fileId = sent.photo?.at(-1)?.file_id
    if (fileIds.size >= mostKept) fileIds.clear()
    if (fileId) fileIds.set(key, fileId)
    return String(sent.message_id)
  }
}
