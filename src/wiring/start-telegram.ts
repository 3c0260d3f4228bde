import { pollTelegram } from '../channels/telegram/poll-telegram.ts'
import { arrivalOf } from '../gateway/webhooks.ts'
import { listChannelAccounts } from '../ward/channel-account/find-channel-account.ts'
import type { Wired } from '../wiring.ts'

/**
 * Starts every Telegram bot: with a public address and a secret its webhook is registered, without one its updates are
 * polled. Returns what stops the polling, gently.
 */
export async function startTelegram(wired: Wired): Promise<() => Promise<void>> {
  const { config, channels, clock, database, inbound, log, transact } = wired
  const stop = new AbortController()
  const polls: Promise<void>[] = []
  for (const { id: wardId } of await database.ward.findMany({ select: { id: true } })) {
    const accounts = await transact(wardId, 'job:channels', listChannelAccounts)
    for (const account of accounts.filter(({ channel }) => channel === 'telegram')) {
      const channel = await channels.channelOf(wardId, account.id)
      if (channel === null) continue
      if (config.PUBLIC_URL && account.settings.webhookSecret && 'registerWebhook' in channel) {
        const register = channel.registerWebhook as (url: string) => Promise<boolean>
        const taken = await register(`${config.PUBLIC_URL}/webhooks/telegram/${account.reference}`)
        if (!taken)
          log.error({ accountId: account.id }, 'Telegram did not take the webhook; see `npm run ward -- doctor`')
        continue
      }
      const settings = {
        token: account.settings.token ?? '',
        apiRoot: config.TELEGRAM_API_ROOT,
        clock,
        onTrouble: (trouble: string) => log.warn({ accountId: account.id, trouble }, 'telegram'),
      }
      const take = async (event: Parameters<typeof arrivalOf>[1]) => {
        await inbound.take(wardId, [arrivalOf(account.id, event)])
        void channel.acknowledge?.(event)
      }
      polls.push(pollTelegram(settings, take, stop.signal))
    }
  }
  return async () => {
    stop.abort()
    await Promise.allSettled(polls)
  }
}
