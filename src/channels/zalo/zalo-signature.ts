import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether a webhook was signed by Zalo for this app: SHA-256 (a plain hash, not an HMAC) over app id, the raw body,
 * the `timestamp` inside it and the OA Secret Key of the webhook page, in hex, with or without the prefix `mac=`.
 * @see https://docs.zaloplatforms.com OA, webhook/tong-quan
 */
export function isSignedByZalo(
  key: { appId: string; oaSecret: string },
  body: Uint8Array,
  timestamp: string,
  header: string | undefined
): boolean {
  const given = Buffer.from((header ?? '').trim().replace(/^mac=/i, '').toLowerCase(), 'latin1')
  const hash = createHash('sha256').update(key.appId).update(body).update(timestamp).update(key.oaSecret)
  const expected = Buffer.from(hash.digest('hex'), 'latin1')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
