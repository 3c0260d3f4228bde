import { Agent as HttpsAgent } from 'node:https'
import { Telegram } from 'telegraf'

export type TelegramAccount = {
  token: string
  /** https://api.telegram.org, a local Bot API server, or a stand-in. */
  apiRoot: string
}

/** Telegraf's API client and nothing else of it: no sessions, no scenes, no replies through the webhook's answer. */
export function makeTelegramClient({ token, apiRoot }: TelegramAccount) {
  const agent = new HttpsAgent({ keepAlive: true, keepAliveMsecs: 10_000, maxSockets: 128 })
  const telegram = new Telegram(token, { apiRoot, agent, webhookReply: false })
  return {
    telegram,
    /** Telegraf waits 500 s by itself: every call gets an end. */
    call: <M extends Parameters<Telegram['callApi']>[0]>(
      method: M,
      payload: Parameters<Telegram['callApi']>[1],
      signal: AbortSignal
    ) => telegram.callApi(method, payload as never, { signal: signal as never }),
    close: () => agent.destroy(),
  }
}

export type TelegramClient = ReturnType<typeof makeTelegramClient>

/** What the gateway or polling should bring, and nothing more. */
export const wantedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const
