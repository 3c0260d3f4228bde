import type { ServerResponse } from 'node:http'
import { asText } from '../as-text.ts'
import { makePauses } from '../make-pauses.ts'
import { postWebhook } from '../webhook-post.ts'
import { answerError, answerResult, type TelegramUpdate, type TelegramWorld } from './telegram-world.ts'

type Webhook = { url: string; secret: string | undefined }
type Poll = { response: ServerResponse; limit: number; timer: NodeJS.Timeout }

/** One update on its way: `done` when it was confirmed by an offset or answered with 2xx. */
export type OnTheWay = { update: TelegramUpdate; chat: string; done: () => void }

/** The line of updates: kept until confirmed, by long polling or by webhook, never both. */
export function makeTelegramUpdates(world: TelegramWorld) {
  let line: OnTheWay[] = []
  let poll: Poll | null = null
  let webhook: Webhook | null = null
  let closed = false
  const chats = new Map<string, Promise<void>>()
  const { pause, stop } = makePauses()

  function confirmBefore(offset: number): void {
    const confirmed = line.filter((one) => one.update.update_id < offset)
    line = line.filter((one) => one.update.update_id >= offset)
    for (const one of confirmed) one.done()
  }

  function endPoll(end: (response: ServerResponse) => void): void {
    if (!poll) return
    clearTimeout(poll.timer)
    const { response } = poll
    poll = null
    if (!response.destroyed) end(response)
  }

  const waiting = (limit: number) => line.slice(0, limit).map((one) => one.update)

  function getUpdates(fields: Record<string, unknown>, response: ServerResponse): void {
    if (webhook) {
      return void answerError(
        response,
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
      )
    }
    endPoll((earlier) =>
      answerError(
        earlier,
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'
      )
    )
    if (Number(fields['offset'] ?? 0) > 0) confirmBefore(Number(fields['offset']))
    const limit = Math.min(100, Math.max(1, Number(fields['limit'] ?? 100)))
    const seconds = Number(fields['timeout'] ?? 0)
    if (line.length > 0 || seconds === 0) return void answerResult(response, waiting(limit))
    const timer = setTimeout(() => endPoll((own) => answerResult(own, [])), seconds * 1000 * world.timeScale)
    poll = { response, limit, timer }
    response.on('close', () => {
      if (poll?.response === response) endPoll(() => {})
    })
  }

  async function deliver(one: OnTheWay, to: Webhook): Promise<void> {
    const body = new TextEncoder().encode(JSON.stringify(one.update))
    const headers = webhookHeaders(to.secret)
    for (let attempt = 0; attempt < 20 && !closed && webhook === to; attempt++) {
      const status = await postWebhook(to.url, headers, body, 60_000)
      if (world.knobs.duplicates && attempt === 0) await postWebhook(to.url, headers, body, 60_000)
      if (status !== null && status >= 200 && status < 300) {
        line = line.filter((other) => other !== one)
        return void one.done()
      }
      await pause(Math.min(60, 2 ** attempt) * 1000 * world.timeScale)
    }
  }

  /** Updates of one chat go one after the other: the next waits for a 2xx to the one before. */
  function queueForWebhook(one: OnTheWay): void {
    const to = webhook
    if (!to) return
    const before = chats.get(one.chat) ?? Promise.resolve()
    chats.set(
      one.chat,
      before.then(() => deliver(one, to))
    )
  }

  function push(one: OnTheWay): void {
    line.push(one)
    if (webhook) return void queueForWebhook(one)
    const limit = poll?.limit ?? 0
    endPoll((response) => answerResult(response, waiting(limit)))
  }

  return {
    push,
    getUpdates,
    setWebhook(fields: Record<string, unknown>, response: ServerResponse): void {
      const url = asText(fields['url'])
      const secret = fields['secret_token'] === undefined ? undefined : asText(fields['secret_token'])
      if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) {
        return void answerError(response, 400, 'Bad Request: secret token contains unallowed characters')
      }
      if (url !== '' && !/^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) {
        return void answerError(response, 400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook')
      }
      if (fields['drop_pending_updates'] === true) confirmBefore(Infinity)
      webhook = url === '' ? null : { url, secret }
      answerResult(response, true)
      for (const one of line) queueForWebhook(one)
    },
    deleteWebhook(fields: Record<string, unknown>, response: ServerResponse): void {
      webhook = null
      if (fields['drop_pending_updates'] === true) confirmBefore(Infinity)
      answerResult(response, true)
    },
    getWebhookInfo(response: ServerResponse): void {
      const info = {
        url: webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: line.length,
        max_connections: 40,
      }
      answerResult(response, info)
    },
    pending: () => line.length,
    secret: () => webhook?.secret,
    close(): void {
      closed = true
      stop()
      endPoll((response) => response.destroy())
    },
  }
}

export function webhookHeaders(secret: string | undefined): Record<string, string> {
  const json = { 'content-type': 'application/json' }
  return secret === undefined ? json : { ...json, 'x-telegram-bot-api-secret-token': secret }
}
