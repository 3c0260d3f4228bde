import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** Posts one webhook as a platform would; resolves to the status, or null when nobody answered in time. */
export function postWebhook(
  url: string,
  headers: Record<string, string>,
  body: Uint8Array,
  timeoutMs: number
): Promise<number | null> {
  const target = new URL(url)
  const open = target.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const post = open(
      target,
      { method: 'POST', timeout: timeoutMs, headers: { ...headers, 'content-length': String(body.byteLength) } },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? null))
        answer.on('error', () => resolve(null))
      }
    )
    post.on('timeout', () => post.destroy())
    post.on('error', () => resolve(null))
    post.end(body)
  })
}
