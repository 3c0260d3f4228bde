import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimWaiting } from '../../../src/delivery/claim-waiting.ts'
import { loadTranslate } from '../../../src/platform/i18n.ts'
import { newId } from '../../../src/platform/ids.ts'
import { guideToComplaint } from '../../../src/ward/feedback/guide-to-complaint.ts'
import { findEverywhere } from '../../support/find-everywhere.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
})
afterAll(() => at.drop())

const secret = 'nhận phong bì mới ký'

/** How a reply that repeats the words may stand at the moment they are wiped. */
const standings = {
  'about to leave': { status: 'claimed', requestStartedAt: false },
  'on its way': { status: 'claimed', requestStartedAt: true },
  'waiting for another try': { status: 'waiting', why: 'provider_down' },
  'in doubt, to be sent once more': { status: 'waiting', why: 'no_answer_once' },
  'in doubt for good': { status: 'unknown', why: 'no_answer_once' },
  'read long ago': { status: 'read' },
} as const

describe('a reply that repeats what is wiped', () => {
  it.each(Object.entries(standings))(
    '%s, holds no word of it any more and is not sent again',
    async (_name, standing) => {
      const [chat, inboundId, outboxId] = [await ward.openChat(), newId(), newId()]
      const { requestStartedAt, ...stands } = { requestStartedAt: false, ...standing }
      const { feedbackId } = await ward.report(chat, `Cán bộ ${secret}`, { sourceInbounds: [inboundId] })
      await ward.run(async (work) => {
        await work.db.outbox.deleteMany({ where: { conversationId: chat } })
        const isClaimed = stands.status === 'claimed'
        await work.db.outbox.create({
        data: {
          id: outboxId, conversationId: chat, class: 'reply', source: 'inbound', sourceRow: `${inboundId}:0`, ...stands,
          saying: work.seal.json({ say: 'report.noted', with: { text: secret } }), words: work.seal.json({ text: secret }),
          ...(isClaimed ? { claim: randomUUID(), leaseUntil: new Date(work.now.getTime() + 30_000) } : {}),
          ...(requestStartedAt ? { requestStartedAt: work.now } : {}),
          nextAt: work.now, expiresAt: new Date(work.now.getTime() + 3_600_000), createdAt: work.now,
        },
      }) // prettier-ignore
      })
      const found = () => ward.run((work) => findEverywhere(work, secret))
      expect(await found()).toContain('outbox')

      const guided = await ward.as('oneStop', (work) => guideToComplaint(work, { feedbackId, what: 'denunciation' }))
      expect(guided.ok).toBe(true)
      expect(await found()).toEqual([])
      ward.clock.pass(120)
      const translate = await loadTranslate()
      const leaving = await ward.run((work) => claimWaiting(work, chat, translate))
      expect(leaving?.rows.map(({ id }) => id)).not.toContain(outboxId)
      expect(leaving?.rows.map(({ message }) => message.text).join('\n')).toContain('đơn có chữ ký')
    }
  )
})
