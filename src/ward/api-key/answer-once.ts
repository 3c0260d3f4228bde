import type { Work } from '../work.ts'

/** What a system was answered: HTTP status and body. */
export type KeptAnswer = { status: number; body: unknown }

/** `key`: what the caller calls its request (`Idempotency-Key`), told apart by caller and route. `request`: what it asked. */
export type AskedOnce = { key: string; request: string }

export type OnceOutcome =
  ({ kind: 'answered'; again: boolean } & KeptAnswer) | { kind: 'other_request' } | { kind: 'still_busy' }

/**
 * The same request under the same key is handled once; asked again it gets the answer it got. Kept in the transaction of
 * what was done, so neither stands without the other.
 */
export async function answerOnce(
  work: Work,
  { key, request }: AskedOnce,
  handle: () => Promise<KeptAnswer>
): Promise<OnceOutcome> {
  const keyHash = work.seal.hash('idempotency_key', key)
  const requestHash = work.seal.hash('idempotency_request', request)
  const name = `idempotency:${work.wardId}:${Buffer.from(keyHash).toString('hex')}`
  const [lock] = await work.db.$queryRaw<
    { free: boolean }[]
  >`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as free`
  if (!lock?.free) return { kind: 'still_busy' }
  const kept = await work.db.idempotencyKey.findFirst({ where: { keyHash } })
  if (kept !== null) {
    if (!Buffer.from(kept.requestHash).equals(Buffer.from(requestHash))) return { kind: 'other_request' }
    return { kind: 'answered', again: true, status: kept.status, body: work.seal.openJson(kept.response) }
  }
  const answer = await handle()
  await work.db.idempotencyKey.create({
    data: { keyHash, requestHash, status: answer.status, response: work.seal.json(answer.body), createdAt: work.now },
  })
  return { kind: 'answered', again: false, ...answer }
}
