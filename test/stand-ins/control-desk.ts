import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from './platform-server.ts'

type Controls = Record<string, unknown>

/**
 * The hand that moves a stand-in running in its own process: POST /_control/<name> with a JSON array of arguments
 * calls that control and answers what it returned.
 */
export function answerControl(
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  controls: Controls
): void {
  const name = (request.url ?? '').slice('/_control/'.length)
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined
  if (typeof control !== 'function') return void answerJson(response, { known: Object.keys(controls) }, 404)
  void call(control as (...given: unknown[]) => unknown, body).then(
    (result) => answerJson(response, result ?? null),
    (error: unknown) => answerJson(response, { error: String(error) }, 400)
  )
}

async function call(control: (...given: unknown[]) => unknown, body: Buffer): Promise<unknown> {
  const given = body.length === 0 ? [] : (JSON.parse(body.toString('utf8')) as unknown)
  const result = await control(...(Array.isArray(given) ? given : [given]).map(revive))
  if (result && typeof result === 'object' && 'delivery' in result) return result.delivery
  return result
}

/** Bytes travel as {"base64": "…"}. */
function revive(value: unknown): unknown {
  const base64 = value && typeof value === 'object' && 'base64' in value ? value.base64 : undefined
  return typeof base64 === 'string' ? new Uint8Array(Buffer.from(base64, 'base64')) : value
}
