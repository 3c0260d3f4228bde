import { recordDeliveryReceipt } from '../delivery/record-delivery-receipt.ts'
import type { Work } from '../work.ts'

/** The platform tells that a message arrived or was read. Late, repeated and out-of-order receipts change nothing backwards. */
export async function recordReceipt(
  work: Work,
  conversationId: string,
  providerIds: readonly string[],
  state: 'delivered' | 'read'
): Promise<'receipt' | 'ignored'> {
  const before = state === 'read' ? ['accepted', 'delivered', 'unknown'] : ['accepted', 'unknown']
  const { count } = await work.db.outbox.updateMany({
    where: { providerId: { in: [...providerIds] }, status: { in: before } },
    data: { status: state },
  })
  if (count >= providerIds.length) return 'receipt'
  const moved = await recordDeliveryReceipt(work, { conversationId, providerIds, state })
  return moved || count > 0 ? 'receipt' : 'ignored'
}
