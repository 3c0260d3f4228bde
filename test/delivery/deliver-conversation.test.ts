import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, OutgoingMessage, SendOutcome } from '../../src/channels/channel.ts'
import { leaseSeconds } from '../../src/delivery/claim.ts'
import { claimSaid } from '../../src/delivery/claim-said.ts'
import { deliverConversation, deliverEverything, type DeliveryDeps } from '../../src/delivery/deliver-conversation.ts'
import { makeLedger } from '../../src/delivery/ledger.ts'
import { sendClaimed } from '../../src/delivery/send-claimed.ts'
import { openOneStatement, type OneStatement } from '../../src/platform/database.ts'
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
let oneStatement: OneStatement

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
  oneStatement = openOneStatement(at.url, 2)
})
afterAll(async () => {
  await oneStatement.close()
  await at.drop()
})

beforeEach(async () => {
  ward = await makeTestWard(at)
  sent = []
  answers = []
  const { transact, clock } = ward
  const ledger = makeLedger(oneStatement, clock)
  deps = { transact, clock, ledger, translate: (key) => key, channelOf: async () => channel }
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

  it('keeps the numbers of all its pieces: their receipts are nobody else’s', async () => {
    answers = [{ kind: 'sent', providerId: 'last', partIds: ['first', 'second'] }]
    await say(['one'])
    await deliver()
    const kept = await ward.run(({ db }) => db.looseId.findMany({ orderBy: { providerId: 'asc' } }))
    expect(kept.map(({ providerId, state }) => [providerId, state])).toEqual([
      ['first', 'part'],
      ['second', 'part'],
    ])
    expect((await rows())[0]).toMatchObject({ status: 'accepted', providerId: 'last' })
  })

  it('waits while our own account is refused: that is nobody’s no', async () => {
    answers = [{ kind: 'refused', why: 'account' }]
    await say(['one', 'two'])
    await deliver()
    expect(await statuses()).toEqual(['waiting', 'waiting'])
    ward.clock.pass(61)
    await deliver()
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

describe('a slow platform', () => {
  it('the lease of what is left begins anew before the next bubble leaves, and so does its bell', async () => {
    answers = [{ kind: 'sent', providerId: 'p' }, new Error('killed')]
    await say(['one', 'two', 'three'])
    const slow: Channel = {
      ...channel,
      async send(address, message) {
        if (message.text === 'one') ward.clock.pass(9)
        return channel.send(address, message)
      },
    }
    await expect(
      deliverConversation({ ...deps, channelOf: async () => slow }, ward.wardId, conversationId)
    ).rejects.toThrow('killed')
    const lease = new Date(ward.clock.now().getTime() + leaseSeconds * 1000)
    const [one, two, three] = await rows()
    expect(one).toMatchObject({ status: 'accepted', claim: null, leaseUntil: null })
    expect(two).toMatchObject({ status: 'claimed', leaseUntil: lease, requestStartedAt: ward.clock.now() })
    expect(three).toMatchObject({ status: 'claimed', leaseUntil: lease, requestStartedAt: null })
    expect((await bells()).map((bell) => bell.dueAt)).toEqual([lease])
  })

  it('somebody who took over keeps what is his: the first sender stops', async () => {
    await say(['one', 'two'])
    const slow: Channel = {
      ...channel,
      async send(address, message) {
        if (message.text === 'one' && sent.length === 0) {
          sent.push(message)
          ward.clock.pass(leaseSeconds + 1)
          await deliver()
          return { kind: 'sent', providerId: 'late' }
        }
        return channel.send(address, message)
      },
    }
    await deliverConversation({ ...deps, channelOf: async () => slow }, ward.wardId, conversationId)
    expect(texts()).toEqual(['one', 'one', 'two'])
    expect(await statuses()).toEqual(['accepted', 'accepted'])
  })
})

describe('what was said while words were leaving', () => {
  it('is taken along by the one who sends, though another worker came in between', async () => {
    await say(['one', 'two'])
    const busy: Channel = {
      ...channel,
      async send(address, message) {
        if (message.text === 'two') {
          await say(['three'])
          await deliver()
        }
        return channel.send(address, message)
      },
    }
    await deliverEverything({ ...deps, channelOf: async () => busy }, ward.wardId, conversationId)
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(await statuses()).toEqual(['accepted', 'accepted', 'accepted'])
  })
})

describe('a reply claimed by the transaction that says it', () => {
  const turn = (words: string[], messageClass: MessageClass = 'reply') =>
    ward.run(async (work) => {
      const parts = words.map((word) => ({ say: word }))
      work.say({ to: conversationId, class: messageClass, source: 'test', sourceRow: newId(), parts })
      const { address } = await work.db.conversation.findFirstOrThrow({ where: { id: conversationId } })
      return claimSaid(work, [{ conversationId, accountId, address, language: 'vi' }], (key) => key)
    })
  const send = async (claims: Awaited<ReturnType<typeof turn>>) => {
    for (const claimed of claims) await sendClaimed(deps, ward.wardId, claimed)
  }

  it('is kept claimed, its first bubble stamped, its words on record, with a bell at the end of the lease', async () => {
    const claims = await turn(['one', 'two'])
    const [one, two] = await rows()
    expect(one).toMatchObject({ status: 'claimed', requestStartedAt: ward.clock.now(), claim: claims[0]!.claim })
    expect(two).toMatchObject({ status: 'claimed', requestStartedAt: null, claim: claims[0]!.claim })
    const words = await ward.run(async (work) => work.seal.openJson<OutgoingMessage>(two!.words!))
    expect(words.text).toBe('two')
    expect((await bells()).map((bell) => bell.dueAt)).toEqual([claims[0]!.leaseUntil])
    expect(ward.bells).toEqual([])
  })

  it('leaves in order, is settled, and no bell stays', async () => {
    await send(await turn(['one', 'two']))
    expect(texts()).toEqual(['one', 'two'])
    expect(await statuses()).toEqual(['accepted', 'accepted'])
    expect((await rows()).map((row) => [row.providerId, row.attempts])).toEqual([
      ['p1', 1],
      ['p2', 1],
    ])
    expect(await bells()).toEqual([])
  })

  it('of a process that died at once goes once more when its lease is over', async () => {
    await turn(['one', 'two'])
    await deliver()
    expect(texts()).toEqual([])
    ward.clock.pass(leaseSeconds + 1)
    await deliver()
    expect(texts()).toEqual(['one', 'two'])
  })

  it('is not claimed when it is no reply: a status message waits for the usual way', async () => {
    expect(await turn(['one'], 'status')).toEqual([])
    expect(await statuses()).toEqual(['waiting'])
    expect(ward.bells.map((bell) => bell.job)).toEqual(['deliver-outbox'])
  })
})

describe('a letter leaves at most once, in its hours', () => {
  const clock = (instant: string) => ward.clock.set(`${instant}+07:00`)
  beforeEach(() => clock('2026-11-25T09:00:00'))

  it.each(['greeting', 'condolence'] as const)('a %s whose outcome nobody knows is never sent again', async (kind) => {
    answers = [{ kind: 'unknown', why: 'timeout' }]
    await say(['letter'], kind)
    await deliver()
    for (let hour = 0; hour < 6; hour++) {
      ward.clock.pass(3_600)
      await deliver()
    }
    expect(texts()).toEqual(['letter'])
    expect(await statuses()).toEqual(['unknown'])
  })

  it('whose sender died in the middle is unknown, not sent again', async () => {
    answers = [new Error('killed')]
    await say(['letter'], 'greeting')
    await deliver().catch(() => {})
    ward.clock.pass(leaseSeconds + 1)
    await deliver()
    expect(texts()).toEqual(['letter'])
    expect(await statuses()).toEqual(['unknown'])
  })

  it.each([
    ['greeting', '2026-11-25T18:00:00', '2026-11-26T08:00:00'],
    ['condolence', '2026-11-25T17:05:00', '2026-11-26T08:00:00'],
    ['greeting', '2027-02-06T10:00:00', '2027-02-09T08:00:00'],
  ] as const)('a %s said at %s leaves at %s', async (kind, said, opening) => {
    clock(said)
    await say(['letter'], kind)
    await deliver()
    expect(texts()).toEqual([])
    expect((await bells()).map(({ dueAt }) => dueAt)).toEqual([new Date(`${opening}+07:00`)])
    clock(opening)
    await deliver()
    expect(texts()).toEqual(['letter'])
  })

  it('that waits for its hours holds no answer back', async () => {
    clock('2026-11-25T20:00:00')
    await say(['letter'], 'greeting')
    await say(['answer'])
    await deliver()
    expect(texts()).toEqual(['answer'])
    expect(await statuses()).toEqual(['waiting', 'accepted'])
    expect(await bells()).toHaveLength(1) // the one that wakes for the letter
  })

  it('refused because the platform is busy is tried again, but not after its hours', async () => {
    clock('2026-11-25T17:59:30')
    answers = [{ kind: 'try_later', why: 'rate_limited', afterSeconds: 60 }]
    await say(['letter'], 'greeting')
    await deliver()
    ward.clock.pass(61)
    await deliver()
    expect(texts()).toEqual(['letter'])
    clock('2026-11-26T08:00:00')
    await deliver()
    expect(texts()).toEqual(['letter', 'letter'])
    expect(await statuses()).toEqual(['accepted'])
  })
})

describe('in a table so large that the database reads it another way', () => {
  it('bubbles are settled all the same', async () => {
    await say(Array.from({ length: 45 }, (_, n) => `line ${n}`))
    await ward.run(
      (work) =>
        work.db.$executeRaw`
        insert into outbox (id, conversation_id, class, source, source_row, saying, status, next_at, expires_at, created_at)
        select gen_random_uuid(), gen_random_uuid(), 'reply', 'old', n, '', 'accepted', now(), now(), now()
        from generate_series(1, 3000) n`
    )
    const owner = new pg.Client({ connectionString: at.url })
    await owner.connect()
    await owner.query('analyze outbox')
    await owner.end()
    await deliver()
    expect(new Set(await statuses())).toEqual(new Set(['accepted']))
    expect(sent).toHaveLength(45)
  })
})
