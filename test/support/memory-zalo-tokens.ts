import type { ZaloToken, ZaloTokenStore } from '../../src/channels/zalo/zalo-tokens.ts'

/** One pair of tokens in memory, with a lock; `keeps` counts what was written. */
export function makeMemoryZaloTokens(first: ZaloToken | null) {
  let kept = first
  let queue: Promise<unknown> = Promise.resolve()
  const log: ZaloToken[] = []
  const store: ZaloTokenStore & { put(token: ZaloToken): void; kept: ZaloToken[] } = {
    kept: log,
    put: (token) => void (kept = token),
    read: async () => kept,
    exclusively: (rotate) => {
      const turn = queue.then(async () => {
        if (!kept) throw new Error('no token to rotate')
        const next = await rotate(kept)
        if (next !== 'unchanged') {
          kept = next
          log.push(next)
        }
        return kept
      })
      queue = turn.catch(() => undefined)
      return turn
    },
  }
  return store
}
