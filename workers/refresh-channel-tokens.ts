import { listChannelAccounts } from '../src/ward/channel-account/find-channel-account.ts'
import type { Wired } from '../src/wiring.ts'

/** Asks every Zalo account for its token: the channel renews it when it is old enough. */
export async function refreshChannelTokens({ database, transact, channels }: Wired): Promise<void> {
  for (const { id: wardId } of await database.ward.findMany({ select: { id: true } })) {
    const accounts = await transact(wardId, 'job:refresh-channel-tokens', listChannelAccounts)
    for (const account of accounts) {
      const channel = await channels.channelOf(wardId, account.id)
      await channel?.keepFresh?.()
    }
  }
}
