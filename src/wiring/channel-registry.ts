import type { Channel } from '../channels/channel.ts'
import { makeTelegramChannel, type TelegramChannel } from '../channels/telegram/telegram-channel.ts'
import { makeWebChannel } from '../channels/web/web-channel.ts'
import { makeZaloChannel, type ZaloChannel } from '../channels/zalo/zalo-channel.ts'
import { makeZaloHttp } from '../channels/zalo/zalo-http.ts'
import type { Config } from '../config.ts'
import { Bug } from '../platform/bug.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Translate } from '../platform/i18n.ts'
import type { Log } from '../platform/log.ts'
import type { Seal } from '../platform/seal.ts'
import {
  findChannelAccount,
  raiseAccountAlarm,
  type ChannelAccount,
} from '../ward/channel-account/find-channel-account.ts'
import { accountKeyOf, type AccountChannel } from '../ward/channel-account/keep-channel-account.ts'
import { fetchPhoto } from '../ward/conversation/keep-photo.ts'
import type { Transact } from '../ward/work.ts'
import { makeZaloTokenStore } from './zalo-token-store.ts'

export type AccountPlace = { wardId: string; accountId: string }

/** Every account's channel, made once per process and thrown away when the account's settings change. */
export type ChannelRegistry = {
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
  /** The account a webhook names; null when nobody here knows it. */
  findAccount(channel: AccountChannel, reference: string): Promise<AccountPlace | null>
  forget(accountId: string): void
  close(): Promise<void>
}

type Deps = {
  config: Config
  clock: Clock
  log: Log
  seal: Seal
  database: Database
  transact: Transact
  translate: Translate
  announce(address: string): Promise<void>
  /** What a platform's answer says of its own count of our calls. */
  heedRate(place: AccountPlace, rate: { limit: number; remain: number }): Promise<void>
}

/** How long an account that was found (or not) is remembered before the table is asked again. */
const rememberMs = 30_000

/** Shorter than a delivery's lease and than the transaction that holds a token's lock. */
const zaloTimeoutMs = 10_000

export function makeChannelRegistry(deps: Deps): ChannelRegistry {
  const channels = new Map<string, Promise<Channel | null>>()
  const places = new Map<string, { place: AccountPlace | null; until: number }>()
  const http = makeZaloHttp({ timeoutMs: zaloTimeoutMs })
  const bulkHttp = makeZaloHttp({ timeoutMs: zaloTimeoutMs, connections: 128 })

  async function make(wardId: string, accountId: string): Promise<Channel | null> {
    const account = await deps.transact(wardId, 'job:channels', (work) => findChannelAccount(work, accountId))
    return account === null ? null : makers[account.channel](account, wardId)
  }

  const raise = (wardId: string, accountId: string) => (alarm: { what: string }) => {
    deps.log.error({ accountId, alarm: alarm.what }, 'a channel account needs a person')
    void deps
      .transact(wardId, 'job:channels', (work) => raiseAccountAlarm(work, accountId, alarm.what))
      .catch((error: unknown) => {
        deps.log.error({ err: error, accountId }, 'the alarm could not be kept')
      })
  }

  const makers: Record<AccountChannel, (account: ChannelAccount, wardId: string) => Channel> = {
    web: (_account, wardId) =>
      makeWebChannel({
        cookieSecret: deps.config.sessionSecret,
        announce: deps.announce,
        photoOf: (id) => deps.transact(wardId, 'job:channels', (work) => fetchPhoto(work, id)),
      }),
    telegram: (account, wardId): TelegramChannel =>
      makeTelegramChannel(
        {
          token: needed(account, 'token'),
          apiRoot: deps.config.TELEGRAM_API_ROOT,
          contactButton: deps.translate('identity.share_phone'),
          ...(account.settings.webhookSecret ? { webhookSecret: account.settings.webhookSecret } : {}),
        },
        { clock: deps.clock, onAlarm: raise(wardId, account.id) }
      ),
    zalo: (account, wardId): ZaloChannel =>
      makeZaloChannel(
        {
          appId: account.reference,
          appSecret: needed(account, 'appSecret'),
          oaId: needed(account, 'oaId'),
          oaSecret: needed(account, 'oaSecret'),
          openapiUrl: deps.config.ZALO_OPENAPI_URL,
          oauthUrl: deps.config.ZALO_OAUTH_URL,
          businessUrl: deps.config.ZALO_BUSINESS_URL,
          buttons: deps.config.ZALO_BUTTONS === '1',
        },
        {
          tokens: makeZaloTokenStore(deps.transact, wardId, account.id),
          clock: deps.clock,
          onAlarm: raise(wardId, account.id),
          onRate: (rate) => {
            void deps.heedRate({ wardId, accountId: account.id }, rate).catch((error: unknown) => {
              deps.log.warn({ err: error, accountId: account.id }, 'what the platform says of its limit was not kept')
            })
          },
          http,
          bulkHttp,
        }
      ),
  }

  return {
    channelOf(wardId, accountId) {
      const known = channels.get(accountId)
      if (known) return known
      const making = make(wardId, accountId)
      channels.set(accountId, making)
      making.then(
        (made) => made === null && channels.delete(accountId),
        () => channels.delete(accountId)
      )
      return making
    },
    async findAccount(channel, reference) {
      const name = `${channel}:${reference}`
      const known = places.get(name)
      if (known && known.until > Date.now()) return known.place
      const hash = accountKeyOf(deps.seal, channel, reference)
      const key = await deps.database.doorKey.findUnique({ where: { hash } })
      const place = key && key.kind === 'channel_account' ? { wardId: key.wardId, accountId: key.rowId } : null
      if (places.size > 10_000) places.clear() // references come from outside: a flood of wrong ones must not grow
      places.set(name, { place, until: Date.now() + rememberMs })
      return place
    },
    forget: (accountId) => void channels.delete(accountId),
    async close() {
      for (const channel of channels.values()) await (await channel.catch(() => null))?.close()
      await http.close()
      await bulkHttp.close()
    },
  }
}

function needed(account: ChannelAccount, name: string): string {
  const value = account.settings[name]
  if (value === undefined || value === '') throw new Bug(`the ${account.channel} account has no ${name}`)
  return value
}
