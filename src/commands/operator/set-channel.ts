import { keepChannelAccount, type AccountInput } from '../../ward/channel-account/keep-channel-account.ts'
import { keepFirstToken } from '../../wiring/zalo-token-store.ts'
import type { Wired } from '../../wiring.ts'
import { chooseWard, Mistake, readOptions, type Command } from './operator.ts'

const options = {
  token: { type: 'string' },
  'webhook-secret': { type: 'string' },
  'app-id': { type: 'string' },
  'app-secret': { type: 'string' },
  'oa-id': { type: 'string' },
  'oa-secret': { type: 'string' },
  'refresh-token': { type: 'string' },
} as const

type Given = Partial<Record<keyof typeof options, string>>

/**
 * Keeps a ward's account on Zalo or Telegram, sealed. What is not said here is taken from the environment (TELEGRAM_…,
 * ZALO_…), so that no secret has to stand on the command line.
 */
export const setChannelCommand: Command = async (wired, words, print) => {
  const { values, positionals } = readOptions(words, options)
  const [channel] = positionals
  if (channel !== 'telegram' && channel !== 'zalo') throw new Mistake('which channel: telegram or zalo')
  const ward = await chooseWard(wired, values.ward)
  const account = channel === 'telegram' ? telegramOf(wired, values) : zaloOf(wired, values)
  const refreshToken = values['refresh-token'] ?? wired.config.ZALO_REFRESH_TOKEN
  if (channel === 'zalo' && !refreshToken) throw missing(['refresh-token'])
  const { id } = await wired.transact(ward.id, 'operator', async (work) => {
    const kept = await keepChannelAccount(work, wired.seal, account)
    const never = new Date(0)
    if (channel === 'zalo')
      await keepFirstToken(work, kept.id, {
        accessToken: '',
        refreshToken: refreshToken!,
        expiresAt: never,
        rotatedAt: never,
      })
    return kept
  })
  wired.channels.forget(id)
  print(`${ward.name}: ${channel} account ${account.reference} is kept; running processes use it within half a minute`)
  return 0
}

const missing = (names: readonly string[]): Mistake =>
  new Mistake(`missing: ${names.map((name) => `--${name}`).join(' ')} (or the same in the environment)`)

function telegramOf({ config }: Wired, given: Given): AccountInput {
  const token = given.token ?? config.TELEGRAM_TOKEN
  if (!token) throw missing(['token'])
  if (!/^\d+:[\w-]+$/.test(token)) throw new Mistake('a token looks like 123456:ABC…, as BotFather gives it')
  const webhookSecret = given['webhook-secret'] ?? config.TELEGRAM_WEBHOOK_SECRET
  return {
    channel: 'telegram',
    reference: token.split(':')[0]!,
    settings: { token, ...(webhookSecret ? { webhookSecret } : {}) },
  }
}

function zaloOf({ config }: Wired, given: Given): AccountInput {
  const settings = {
    'app-id': given['app-id'] ?? config.ZALO_APP_ID,
    'app-secret': given['app-secret'] ?? config.ZALO_APP_SECRET,
    'oa-id': given['oa-id'] ?? config.ZALO_OA_ID,
    'oa-secret': given['oa-secret'] ?? config.ZALO_OA_SECRET,
  }
  const absent = Object.entries(settings).flatMap(([name, value]) => (value ? [] : [name]))
  if (absent.length > 0) throw missing(absent)
  return {
    channel: 'zalo',
    reference: settings['app-id']!,
    settings: { appSecret: settings['app-secret']!, oaId: settings['oa-id']!, oaSecret: settings['oa-secret']! },
  }
}
