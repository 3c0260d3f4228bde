import { Bug } from '../platform/bug.ts'
import type { ZaloToken, ZaloTokenStore } from '../channels/zalo/zalo-tokens.ts'
import type { Transact, Work } from '../ward/work.ts'

type KeptPair = { accessToken: string; refreshToken: string }

/**
 * The OA's pair of tokens in Postgres, sealed. Renewal holds the row's lock for the whole request (the transaction may
 * last 60 s, a request 10 s), so of many processes one renews and the others read what it kept.
 */
export function makeZaloTokenStore(transact: Transact, wardId: string, accountId: string): ZaloTokenStore {
  const read = (work: Work) => work.db.channelToken.findFirst({ where: { accountId } })
  const opened = (work: Work, row: NonNullable<Awaited<ReturnType<typeof read>>>): ZaloToken => ({
    ...work.seal.openJson<KeptPair>(row.pair),
    expiresAt: row.expiresAt,
    rotatedAt: row.rotatedAt,
  })
  return {
    read: () =>
      transact(wardId, 'job:channel-token', async (work) => {
        const row = await read(work)
        return row && opened(work, row)
      }),
    exclusively: (rotate) =>
      transact(wardId, 'job:channel-token', async (work) => {
        await work.db.$queryRaw`select account_id from channel_token where account_id = ${accountId}::uuid for update`
        const row = await read(work)
        if (row === null) throw new Bug('a token is renewed that was never given')
        const current = opened(work, row)
        const renewed = await rotate(current)
        if (renewed === 'unchanged') return current
        await work.db.channelToken.update({ where: { accountId }, data: sealedToken(work, renewed) })
        work.audit('channel_token.renewed', { accountId })
        return renewed
      }),
  }
}

/** The first pair, as the OA's admin gave it: the refresh token alone is enough, the next send renews. */
export async function keepFirstToken(work: Work, accountId: string, token: ZaloToken): Promise<void> {
  const known = await work.db.channelToken.findFirst({ where: { accountId }, select: { accountId: true } })
  if (known === null) await work.db.channelToken.create({ data: { accountId, ...sealedToken(work, token) } })
}

function sealedToken(work: Work, { accessToken, refreshToken, expiresAt, rotatedAt }: ZaloToken) {
  return { pair: work.seal.json({ accessToken, refreshToken }), expiresAt, rotatedAt }
}
