import type { Work } from '../work.ts'

/**
 * What became of letters in the outbox: arrived, or nobody knows (the tray: a person decides, nothing is sent again by
 * itself), or not delivered (then it is a letter on paper).
 */
export async function settleLetters(work: Work): Promise<number> {
  return work.db.$executeRaw`
    update letter set
      status = case
        when o.status in ('accepted', 'delivered', 'read') then 'sent'
        when o.status in ('unknown', 'left') then 'tray'
        else 'paper' end,
      why = case when o.status in ('accepted', 'delivered', 'read') then null when o.status in ('unknown', 'left') then null else 'not_delivered' end,
      way = case when o.status in ('accepted', 'delivered', 'read', 'unknown', 'left') then letter.way else 'paper' end,
      closed_at = case when o.status in ('accepted', 'delivered', 'read') then ${work.now}::timestamptz end
    from outbox o
    where letter.status in ('queued', 'tray') and o.source = 'letter' and o.source_row = letter.id || ':' || letter.run || ':0'
      and o.status in ('accepted', 'delivered', 'read', 'unknown', 'left', 'refused', 'exhausted', 'expired', 'suppressed')
      and (letter.status = 'queued' or o.status in ('delivered', 'read'))`
}

/** The net under the doorbell: a letter that may leave by now wakes the worker of its conversation. */
export async function ringWaitingLetters(work: Work): Promise<void> {
  const rows = await work.db.outbox.findMany({
    where: { source: 'letter', status: 'waiting', nextAt: { lte: work.now } },
    select: { conversationId: true },
    distinct: ['conversationId'],
    take: 500,
  })
  for (const { conversationId } of rows) work.ring('deliver-outbox', conversationId)
}
