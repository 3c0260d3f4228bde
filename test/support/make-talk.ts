import { newId } from '../../src/platform/ids.ts'
import type { Talk } from '../../src/ward/talk.ts'
import type { Work } from '../../src/ward/work.ts'
import type { TestWard } from './test-ward.ts'

/** A conversation on the ward's web chat; `on` makes a deed of it. */
export async function makeTalk(ward: TestWard, address: string = newId()): Promise<Talk> {
  const conversationId = newId()
  await ward.run(async (work) => {
    const account =
      (await work.db.channelAccount.findFirst({ where: { channel: 'web' } })) ??
      (await work.db.channelAccount.create({
        data: { channel: 'web', reference: 'test', settings: work.seal.json({}) },
      }))
    await work.db.conversation.create({
      data: {
        id: conversationId,
        accountId: account.id,
        channel: 'web',
        addressHash: work.seal.hash('address', address),
        address: work.seal.text(address),
        createdAt: work.now,
      },
    })
  })
  return { conversationId, inboundId: newId() }
}

/** Does a deed in this conversation. */
export const doIn =
  (ward: TestWard) =>
  <I, O>(talk: Talk, deed: (work: Work, talk: Talk, input: I) => Promise<O>, input: I): Promise<O> =>
    ward.run((work) => deed(work, talk, input), `conversation:${talk.conversationId}`)
