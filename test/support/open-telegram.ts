import { makeTelegramChannel, type TelegramSettings } from '../../src/channels/telegram/telegram-channel.ts'
import { startStandInTelegram } from '../stand-ins/telegram/stand-in-telegram.ts'
import { makeTestClock } from './test-clock.ts'

export const telegramSecret = 'a-secret-of-the-ward_1'

/** A stand-in Bot API with one chat, and a channel that speaks to it by a stopped clock. */
export async function openTelegram(settings: Partial<TelegramSettings> = {}) {
  const clock = makeTestClock('2026-11-23T02:00:00Z')
  const telegram = await startStandInTelegram({ now: () => clock.now().getTime(), timeScale: 0.001 })
  const account = { token: telegram.world.token, apiRoot: telegram.url }
  const alarms: unknown[] = []
  const waits: number[] = []
  const channel = makeTelegramChannel(
    { ...account, webhookSecret: telegramSecret, contactButton: 'Gửi số điện thoại', timeoutMs: 10_000, ...settings },
    { clock, onAlarm: (alarm) => void alarms.push(alarm), sleep: async (ms) => void waits.push(ms) }
  )
  const citizen = telegram.addChat().id
  const close = async () => {
    await channel.close()
    await telegram.close()
  }
  return { telegram, channel, citizen, clock, account, alarms, waits, close }
}
