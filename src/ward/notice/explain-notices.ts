import { deliveriesOf, type DeliveryOf } from '../delivery/list-deliveries.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { standingOf, type NoticeStanding } from './subscribe.ts'

/** The latest notices for who asks, and what this chat gets at all: "vì sao tôi không nhận được?" answered from the ledger. */
export type NoticesExplained = {
  standing: NoticeStanding
  latest: readonly Pick<DeliveryOf, 'title' | 'noticeStatus' | 'status' | 'way' | 'why' | 'at' | 'ofHousehold'>[]
}

const shown = 3

export async function explainNotices(work: Work, talk: Talk, _input: Record<string, never>): Promise<NoticesExplained> {
  const latest = await deliveriesOf(work, { conversationId: talk.conversationId }, shown)
  return {
    standing: await standingOf(work, talk.conversationId),
    latest: latest.map(({ title, noticeStatus, status, way, why, at, ofHousehold }) => ({
      ...{ title, noticeStatus, status, way, why, at, ofHousehold },
    })),
  }
}
