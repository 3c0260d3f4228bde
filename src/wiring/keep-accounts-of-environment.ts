import { keepChannelAccount } from '../ward/channel-account/keep-channel-account.ts'
import type { Wired } from '../wiring.ts'
import { keepFirstToken } from './zalo-token-store.ts'

/** For the only ward of a small deployment, channel accounts may stand in the environment: kept like any other, sealed. */
export async function keepAccountsOfEnvironment(wired: Wired): Promise<void> {
  const { config, database, seal, transact, log } = wired
  const wards = await database.ward.findMany({ select: { id: true }, take: 2 })
  const [ward] = wards
  const named = Boolean(config.TELEGRAM_TOKEN || config.ZALO_APP_ID)
  if (!named) return
  if (!ward || wards.length > 1) {
    log.warn(
      'channel accounts of the environment belong to a deployment with one ward; use `npm run ward -- channel set`'
    )
    return
  }
  await transact(ward.id, 'operator', async (work) => {
    if (config.TELEGRAM_TOKEN) {
      const settings = {
        token: config.TELEGRAM_TOKEN,
        ...(config.TELEGRAM_WEBHOOK_SECRET ? { webhookSecret: config.TELEGRAM_WEBHOOK_SECRET } : {}),
      }
      await keepChannelAccount(work, seal, {
        channel: 'telegram',
        reference: config.TELEGRAM_TOKEN.split(':')[0]!,
        settings,
      })
    }
    if (config.ZALO_APP_ID) {
      const settings = {
        appSecret: config.ZALO_APP_SECRET!,
        oaId: config.ZALO_OA_ID!,
        oaSecret: config.ZALO_OA_SECRET!,
      }
      const { id } = await keepChannelAccount(work, seal, { channel: 'zalo', reference: config.ZALO_APP_ID, settings })
      const never = new Date(0)
      await keepFirstToken(work, id, {
        accessToken: '',
        refreshToken: config.ZALO_REFRESH_TOKEN!,
        expiresAt: never,
        rotatedAt: never,
      })
    }
  })
}
