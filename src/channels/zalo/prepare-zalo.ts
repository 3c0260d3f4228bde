import type { Channel, OutgoingMessage, SendOutcome } from '../channel.ts'
import type { ZaloClient, ZaloFailure } from './zalo-client.ts'
import { zaloPartBody, zaloParts } from './zalo-parts.ts'

type PrepareDeps = {
  client: ZaloClient
  shape: () => Parameters<typeof zaloParts>[1]
  outcome: (reply: ZaloFailure) => SendOutcome
  send: Channel['send']
}

/**
 * One text for many: its JSON is written once and only the address is put in. Photos and texts of several parts, refused
 * buttons and closed windows take the ordinary way, which knows what to do.
 */
export function prepareZalo(
  message: OutgoingMessage,
  deps: PrepareDeps
): NonNullable<ReturnType<NonNullable<Channel['prepare']>>> {
  const parts = zaloParts(message, deps.shape())
  const [part] = parts
  if (parts.length !== 1 || part === undefined || part.withPhoto || part.card) {
    return (address, options) => deps.send(address, message, options)
  }
  const words = JSON.stringify(zaloPartBody(part, null))
  return async (address, options) => {
    const reply = await deps.client.consultPrepared(address, words, options?.signal)
    if (reply.kind === 'ok') return { kind: 'sent', providerId: reply.data.message_id }
    const outcome = deps.outcome(reply)
    const isWindow = outcome.kind === 'refused' && outcome.why === 'window_closed' && message.template !== undefined
    const isButtons =
      part.buttons !== undefined && reply.kind === 'refused' && (reply.code === -233 || reply.code === -201)
    return isWindow || isButtons ? deps.send(address, message, options) : outcome
  }
}
