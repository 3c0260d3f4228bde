import type { Work } from '../work.ts'

/** The platform tells that a message arrived or was read. Late, repeated and out-of-order receipts change nothing backwards. */
export async function recordReceipt(
  work: Work,
  providerIds: readonly string[],
  state: 'delivered' | 'read'
): Promise<'receipt' | 'ignored'> {
  const before = state === 'read' ? ['accepted', 'delivered', 'unknown'] : ['accepted', 'unknown']
  const { count } = await work.db.outbox.updateMany({
    where: { providerId: { in: [...providerIds] }, status: { in: before } },
    data: { status: state },
  })
  return count > 0 ? 'receipt' : 'ignored'
}
