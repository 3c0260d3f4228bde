import type { ZaloAlarm, ZaloToken } from '../../src/channels/zalo/zalo-tokens.ts'
import type { ZaloRate } from '../../src/channels/zalo/zalo-client.ts'
import { makeZaloChannel } from '../../src/channels/zalo/zalo-channel.ts'
import { makeZaloHttp } from '../../src/channels/zalo/zalo-http.ts'
import type { ZaloSettings } from '../../src/channels/zalo/zalo-settings.ts'
import { startStandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { makeMemoryZaloTokens } from './memory-zalo-tokens.ts'
import { makeTestClock } from './test-clock.ts'

/** A stand-in Zalo with one citizen who wrote a minute ago, and a channel that speaks to it by a stopped clock. */
export async function openZalo(settings: Partial<ZaloSettings> = {}) {
  const clock = makeTestClock('2026-11-23T02:00:00Z')
  const zalo = await startStandInZalo({ now: () => clock.now().getTime(), ladderScale: 0.0001 })
  const { appId, appSecret, oaId, oaSecret, tokens } = zalo.world
  const hosts = { openapiUrl: zalo.url, oauthUrl: zalo.url, businessUrl: zalo.url }
  const all: ZaloSettings = { appId, appSecret, oaId, oaSecret, ...hosts, ...settings }
  const store = makeMemoryZaloTokens(tokenOf(tokens.access, tokens.refresh, clock.now()))
  const alarms: ZaloAlarm[] = []
  const rates: ZaloRate[] = []
  const deps = {
    tokens: store,
    clock,
    onAlarm: (alarm: ZaloAlarm) => void alarms.push(alarm),
    onRate: (rate: ZaloRate) => void rates.push(rate),
    chance: () => 0,
  }
  const http = makeZaloHttp({ timeoutMs: 10_000 })
  const channel = makeZaloChannel(all, { ...deps, http })
  const citizen = zalo.addUser({ lastInteractionAt: clock.now().getTime() - 60_000 }).id
  const close = async () => {
    await channel.close()
    await zalo.close()
    await http.close()
  }
  /** The same account in another process: its own memory, the same store. */
  const anotherProcess = () => makeZaloChannel(all, { ...deps, http })
  return { zalo, channel, citizen, clock, store, alarms, rates, http, settings: all, anotherProcess, close }
}

/** A pair made at an instant, as good as Zalo makes it: 25 hours. */
export function tokenOf(accessToken: string, refreshToken: string, rotatedAt: Date): ZaloToken {
  return { accessToken, refreshToken, rotatedAt, expiresAt: new Date(rotatedAt.getTime() + 90_000_000) }
}
