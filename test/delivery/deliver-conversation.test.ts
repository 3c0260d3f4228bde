import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, OutgoingMessage, SendOutcome } from '../../src/channels/channel.ts'
import { deliverConversation, leaseSeconds, type DeliveryDeps } from '../../src/delivery/deliver-conversation.ts'
import { newId } from '../../src/platform/ids.ts'
import type { MessageClass } from '../../src/ward/message/message.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let conversationId: string
let sent: OutgoingMessage[]
/** What the platform answers next; then always "sent". */
let answers: (SendOutcome | Error)[]
let deps: DeliveryDeps

const accountId = newId()
const channel: Channel = {
  name: 'web',
  read: () => ({ kind: 'events', events: [] }),
  async send(_address, message) {
    sent.push(message)
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer ?? { kind: 'sent', providerId: `p${sent.length}` }
  },
  preview: ({ text }) => [text],
  fetchMedia: async () => null,
  close: async () => {},
}

beforeAll(async () => {
  at = await freshDatabase()
})
afterAll(() => at.drop())

beforeEach(async () => {
  ward = await makeTestWard(at)
  sent = []
  answers = []
  deps = { transact: ward.transact, translate: (key) => key, channelOf: async () => channel }
  conversationId = await ward.run(async (work) => {
    const key = newId()
    const data = {
      accountId,
      channel: 'web',
      addressHash: work.seal.hash('address', key),
      address: work.seal.text(key),
    }
    return (await work.db.conversation.create({ data })).id
  })
})

const say = (words: string[], messageClass: MessageClass = 'reply', sourceRow = newId()) =>
  ward.run(async (work) => {
    const parts = words.map((word) => ({ say: word }))
    work.say({ to: conversationId, class: messageClass, source: 'test', sourceRow, parts })
  })
const deliver = () => deliverConversation(deps, ward.wardId, conversationId)
const rows = () => ward.run((work) => work.db.outbox.findMany({ where: { conversationId }, orderBy: { id: 'asc' } }))
const statuses = async () => (await rows()).map((row) => row.status)
const bells = () => at.database.doorbell.findMany({ where: { rowId: conversationId } })
const texts = () => sent.map((message) => message.text)

describe('words leave one by one, in order, and are settled by what the platform answers', () => {
  it('sends the bubbles of two turns in the order they were said and leaves no bell behind', async () => {
    await say(['one', 'two'])
    await say(['three'])
    await deliver()
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(await statuses()).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await bells()).toEqual([])
  })

  it('keeps the very words that left', async () => {
    await say(['one'])
    await deliver()
    const [row] = await rows()
    const words = await ward.run(async (work) => work.seal.openJson<OutgoingMessage>(row!.words!))
    expect(words.text).toBe('one')
  })

  it('says nothing twice when two workers come at once', async () => {
    await say(['one', 'two', 'three'])
    await Promise.all([deliver(), deliver(), deliver()])
    expect(texts()).toEqual(['one', 'two', 'three'])
  })

  it('waits as long as the platform asks, uses no attempt for it, and keeps the order', async () => {
    answers = [{ kind: 'try_later', why: 'rate_limited', afterSeconds: 7 }]
    await say(['one', 'two'])
    await deliver()
    expect(texts()).toEqual(['one'])
    expect((await rows())[0]).toMatchObject({ status: 'waiting', attempts: 0, why: 'rate_limited' })
    await deliver()
    expect(texts()).toEqual(['one'])
    ward.clock.pass(8)
    await deliver()
    expect(texts()).toEqual(['one', 'one', 'two'])
    expect(await statuses()).toEqual(['accepted', 'accepted'])
  })

  it('sends nothing more to a citizen who has left', async () => {
    answers = [{ kind: 'refused', why: 'citizen_left' }]
    await say(['one', 'two'])
    await deliver()
    expect(await statuses()).toEqual(['refused', 'suppressed'])
    await say(['three'])
    await deliver()
    expect(texts()).toEqual(['one'])
    expect(await statuses()).toEqual(['refused', 'suppressed', 'suppressed'])
  })

  it('sends a reply once more when no answer came, and never a third time', async () => {
    answers = [
      { kind: 'unknown', why: 'no_answer' },
      { kind: 'unknown', why: 'no_answer' },
    ]
    await say(['one'])
    await deliver()
    await deliver()
    await deliver()
    expect(texts()).toEqual(['one', 'one'])
    expect(await statuses()).toEqual(['unknown'])
  })

  it('waits an hour for a receipt before it sends a status message again', async () => {
    answers = [{ kind: 'unknown', why: 'no_answer' }]
    await say(['one'], 'status')
    await deliver()
    ward.clock.pass(3_500)
    await deliver()
    expect(texts()).toEqual(['one'])
    ward.clock.pass(200)
    await deliver()
    expect(texts()).toEqual(['one', 'one'])
    expect(await statuses()).toEqual(['accepted'])
  })

  it('apologises once instead of answering after ten minutes', async () => {
    await say(['one', 'two'])
    ward.clock.pass(11 * 60)
    await deliver()
    await deliver()
    expect(texts()).toEqual(['conversation.too_late'])
    expect(await statuses()).toEqual(['expired', 'expired', 'accepted'])
  })
})

describe('a worker dies', () => {
  const dies = () => deliver().catch(() => 'dead')

  it('after the request left: the message goes once more, the ones behind it once', async () => {
    answers = [new Error('killed')]
    await say(['one', 'two'])
    expect(await dies()).toBe('dead')
    expect(await statuses()).toEqual(['claimed', 'claimed'])
    await deliver()
    expect(texts()).toEqual(['one'])
    ward.clock.pass(leaseSeconds + 1)
    await deliver()
    expect(texts()).toEqual(['one', 'one', 'two'])
    expect(await statuses()).toEqual(['accepted', 'accepted'])
  })

  it('twice on the same message: it is left unknown for a person, the rest goes on', async () => {
    answers = [new Error('killed'), new Error('killed')]
    await say(['one', 'two'])
    await dies()
    ward.clock.pass(leaseSeconds + 1)
    await dies()
    ward.clock.pass(leaseSeconds + 1)
    await deliver()
    expect(texts()).toEqual(['one', 'one', 'two'])
    expect(await statuses()).toEqual(['unknown', 'accepted'])
  })

  it('and a bell remains that wakes another when the lease is over', async () => {
    answers = [new Error('killed')]
    await say(['one'])
    await dies()
    const [bell] = await bells()
    expect(bell?.dueAt.getTime()).toBe(ward.clock.now().getTime() + leaseSeconds * 1000)
  })
})

describe('more is said while words are leaving', () => {
  it('a bell rung while the last bubble is being settled is not lost', async () => {
    await say(['one'])
    const slow: Channel = {
      ...channel,
      async send(address, message) {
        if (message.text === 'one') await say(['two'])
        return channel.send(address, message)
      },
    }
    await deliverConversation({ ...deps, channelOf: async () => slow }, ward.wardId, conversationId)
    expect(await bells()).toHaveLength(1)
    await deliver()
    expect(texts()).toEqual(['one', 'two'])
  })

  it('a bell rung between two bubbles is not lost either', async () => {
    await say(['one', 'two'])
    const slow: Channel = {
      ...channel,
      async send(address, message) {
        ward.clock.pass(1)
        if (message.text === 'one') await say(['three'])
        return channel.send(address, message)
      },
    }
    await deliverConversation({ ...deps, channelOf: async () => slow }, ward.wardId, conversationId)
    expect(await bells()).toHaveLength(1)
    await deliver()
    expect(texts()).toEqual(['one', 'two', 'three'])
  })
})
