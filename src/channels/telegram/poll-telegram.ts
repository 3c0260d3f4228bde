import { setTimeout as sleepFor } from 'node:timers/promises'
import { TelegramError } from 'telegraf'
import type { Clock } from '../../platform/clock.ts'
import type { InboundEvent } from '../channel.ts'
import { makeTelegramClient, wantedUpdates, type TelegramAccount, type TelegramClient } from './telegram-client.ts'
import { readTelegramUpdate } from './telegram-update.ts'
import { translateTelegramUpdate } from './translate-telegram-update.ts'

/** `other_reader`: another process polls the same bot, or a webhook is set (409). */
export type TelegramPollTrouble = 'other_reader' | 'rate_limited' | 'account_refused' | 'provider_down' | 'not_stored'

export type TelegramPollSettings = TelegramAccount & {
  clock: Clock
  /** How long Telegram may hold an idle poll. */
  pollSeconds?: number
  onTrouble?: (trouble: TelegramPollTrouble) => void
  sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

type OnUpdate = (event: InboundEvent) => Promise<void>
type Batch = { updates: unknown[] } | { trouble: TelegramPollTrouble; afterSeconds?: number }

/**
 * Reads the bot's updates until `signal` says stop. An update is confirmed only after `onUpdate` resolved for it and
 * for all before it; one chat's updates go one after the other. After a failure updates may come twice, never not at all.
 * Resolves once the updates under way are handled; never rejects for what Telegram or `onUpdate` does.
 */
export async function pollTelegram(
  settings: TelegramPollSettings,
  onUpdate: OnUpdate,
  signal: AbortSignal
): Promise<void> {
  const client = makeTelegramClient(settings)
  const sleep =
    settings.sleep ??
    ((ms: number, until: AbortSignal) => sleepFor(ms, undefined, { signal: until }).catch(() => undefined))
  let offset = 0
  let failures = 0
  // A webhook left from before would silence polling.
  await client.call('deleteWebhook', {}, within(10, signal)).catch(() => undefined)
  const isStopped = () => signal.aborted
  while (!isStopped()) {
    const batch = await fetchBatch(client, offset, settings.pollSeconds ?? 30, signal)
    if (isStopped() && 'trouble' in batch) break
    const trouble = 'trouble' in batch ? batch : await handle(batch.updates, onUpdate, settings.clock.now())
    if ('nextOffset' in trouble) offset = trouble.nextOffset ?? offset
    if (!('trouble' in trouble) || trouble.trouble === undefined) {
      failures = 0
      continue
    }
    settings.onTrouble?.(trouble.trouble)
    const seconds = ('afterSeconds' in trouble ? trouble.afterSeconds : undefined) ?? Math.min(30, 2 ** failures++)
    await sleep(seconds * 1000, signal)
  }
  // Confirms what was handled, so that it does not come again at the next start.
  if (offset > 0) await fetchBatch(client, offset, 0, AbortSignal.timeout(2000), 1)
  client.close()
}

const within = (seconds: number, signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)])

async function fetchBatch(
  client: TelegramClient,
  offset: number,
  seconds: number,
  signal: AbortSignal,
  limit = 100
): Promise<Batch> {
  const asked = { offset, limit, timeout: seconds, allowed_updates: wantedUpdates }
  try {
    const updates: unknown = await client.call('getUpdates', asked, within(seconds + 10, signal))
    return { updates: Array.isArray(updates) ? updates : [] }
  } catch (error) {
    if (!(error instanceof TelegramError)) return { trouble: 'provider_down' }
    if (error.code === 409) return { trouble: 'other_reader', afterSeconds: 5 }
    if (error.code === 429) return { trouble: 'rate_limited', afterSeconds: error.parameters?.retry_after ?? 5 }
    if (error.code === 401 || error.code === 404) return { trouble: 'account_refused', afterSeconds: 300 }
    return { trouble: 'provider_down' }
  }
}

/** Chats side by side, each in its order. The next offset stops before the first update that was not stored. */
async function handle(
  updates: unknown[],
  onUpdate: OnUpdate,
  now: Date
): Promise<{ nextOffset?: number; trouble?: 'not_stored' }> {
  const chats = new Map<string, { id: number; event: InboundEvent }[]>()
  let next = 0
  for (const json of updates) {
    const update = readTelegramUpdate(json)
    if (!update) continue
    next = Math.max(next, update.update_id + 1)
    const event = translateTelegramUpdate(update, now)
    if (!event) continue
    const line = chats.get(event.address) ?? []
    line.push({ id: update.update_id, event })
    chats.set(event.address, line)
  }
  let firstFailed = Infinity
  const follow = async (line: { id: number; event: InboundEvent }[]) => {
    for (const { id, event } of line) {
      try {
        await onUpdate(event)
      } catch {
        firstFailed = Math.min(firstFailed, id) // told through onTrouble; the update comes again
        return
      }
    }
  }
  await Promise.all([...chats.values()].map(follow))
  if (firstFailed !== Infinity) return { nextOffset: firstFailed, trouble: 'not_stored' }
  return next > 0 ? { nextOffset: next } : {}
}
