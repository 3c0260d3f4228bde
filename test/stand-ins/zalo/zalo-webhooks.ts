import { createHash } from 'node:crypto'
import { makePauses } from '../make-pauses.ts'
import { postWebhook } from '../webhook-post.ts'
import type { ZaloWorld } from './zalo-world.ts'

/** A signed webhook as it would arrive, and what became of it when it was posted. */
export type ZaloWebhook = {
  headers: Record<string, string>
  body: Uint8Array
  /** Null when no webhook address is set. */
  delivery: Promise<{ status: number | null; attempts: number } | null>
}

const ladderSeconds = [30, 300, 900, 1800, 3600]

/** mac = SHA-256 over app id, raw body, timestamp and the OA's secret: a plain hash, not an HMAC. */
export function signZalo(world: ZaloWorld, body: Uint8Array, timestamp: string): string {
  const hash = createHash('sha256').update(world.appId).update(body).update(timestamp).update(world.oaSecret)
  return `mac=${hash.digest('hex')}`
}

/** JSON with its keys turned round and spaces in odd places: who re-serialises it cannot verify it. */
export function oddJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oddJson).join(' ,')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).reverse()
  return `{ ${entries.map(([key, inner]) => `${JSON.stringify(key)} :${oddJson(inner)}`).join(', ')}}`
}

export function makeZaloWebhooks(world: ZaloWorld) {
  const { pause, stop } = makePauses()
  const state = { disabled: false, closed: false }

  async function climb(url: string, headers: Record<string, string>, body: Uint8Array) {
    for (let attempt = 0; ; attempt++) {
      const numbered = attempt === 0 ? headers : { ...headers, num_retry: String(attempt) }
      const status = await postWebhook(url, numbered, body, 2000)
      const retried = status === null || (status !== 200 && world.knobs.retryOnNon200)
      if (!retried || state.closed) return { status, attempts: attempt + 1 }
      const wait = ladderSeconds[attempt]
      if (wait === undefined) {
        state.disabled = true
        return { status, attempts: attempt + 1 }
      }
      await pause(wait * 1000 * world.ladderScale)
    }
  }

  /** Signs what happened and posts it, if an address is set. */
  function emit(event: Record<string, unknown>): ZaloWebhook {
    const timestamp = String(world.now())
    const stamped = { app_id: world.appId, ...event, reorder_id: timestamp, timestamp }
    const body = new TextEncoder().encode(oddJson(stamped))
    const signature = signZalo(world, body, timestamp)
    const headers = { 'content-type': 'application/json', 'x-zevent-signature': signature }
    const url = state.disabled ? undefined : world.webhookUrl
    const delivery = url ? climb(url, headers, body) : Promise.resolve(null)
    if (url && world.knobs.duplicates) void climb(url, headers, body)
    return { headers, body, delivery }
  }

  return {
    emit,
    /** After the ladder Zalo turns the webhook off; a human must turn it on again. */
    isDisabled: () => state.disabled,
    enable: () => (state.disabled = false),
    close: () => {
      state.closed = true
      stop()
    },
  }
}
