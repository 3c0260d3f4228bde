import type { Translate } from '../platform/i18n.ts'
import { claimWaiting } from './claim-waiting.ts'
import { sendClaimed, type SendDeps } from './send-claimed.ts'

export type DeliveryDeps = SendDeps & { translate: Translate }

/**
 * Sends what waits for one conversation, in order, one bubble after another. Claims before it sends, stamps each row
 * before its request leaves, settles each by the platform's answer. Killed anywhere, it can be run again. True when
 * something else waits for the conversation by now.
 */
export async function deliverConversation(
  deps: DeliveryDeps,
  wardId: string,
  conversationId: string
): Promise<boolean> {
  const claimed = await deps.transact(wardId, 'job:deliver-outbox', (work) =>
    claimWaiting(work, conversationId, deps.translate)
  )
  return claimed !== null && sendClaimed(deps, wardId, claimed)
}

/** The same, until nothing waits: what was said meanwhile does not wait for another worker. */
export async function deliverEverything(deps: DeliveryDeps, wardId: string, conversationId: string): Promise<void> {
  while (await deliverConversation(deps, wardId, conversationId));
}
