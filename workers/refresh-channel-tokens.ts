import { listChannelAccounts } from '../src/ward/channel-account/find-channel-account.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

/** Asks every Zalo account for its token: the channel renews it when it is old enough. */
export const refreshChannelTokens = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    const accounts = await wired.transact(wardId, 'job:refresh-channel-tokens', listChannelAccounts)
    for (const account of accounts) {
      const channel = await wired.channels.channelOf(wardId, account.id)
      await channel?.keepFresh?.()
    }
  })
