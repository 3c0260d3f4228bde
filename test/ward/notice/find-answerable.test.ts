import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { draftNotice } from '../../../src/ward/notice/draft-notice.ts'
import { findAnswerable } from '../../../src/ward/notice/find-answerable.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
let talk: Talk
beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())
beforeEach(async () => {
  ward = await makeParticipatingWard(at)
  talk = await ward.chatOf('12-1')
})

const below = (id: string) => [{ id, vi: 'Tôi sẽ dự', en: 'I will come' }]
const meeting = below('meeting:a:coming')
const election = below('election:b:remind')

type Got = { choices?: typeof meeting; eventAt?: string; status?: string; way?: string; to?: string }

/** A notice that has got to the chat just now. */
async function gets({ choices = meeting, eventAt, status = 'a', way = 'z', to = talk.conversationId }: Got = {}) {
  await ward.act(async (work) => {
    const drafted = await draftNotice(work, {
      ...{ kind: 'general', title: 'Mời họp', words: { vi: { title: 'Mời họp', body: 'Kính mời.' } }, audience: {} },
      ...{ choices, eventAt: eventAt === undefined ? null : new Date(eventAt), authorId: null },
    })
    if (!drafted.ok) throw new Error(drafted.refusal)
    const { number } = await work.db.notice.findFirstOrThrow({ where: { id: drafted.value.id } })
    await work.db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way, status)
      values (${work.wardId}::uuid, ${to}::uuid, ${number}, 0, ${work.now}::timestamptz, ${way}::"char", ${status}::"char")`
  })
}
const minutesLater = (minutes: number) => ward.clock.set(new Date(ward.clock.now().getTime() + minutes * 60_000).toISOString()) // prettier-ignore
const says = () =>
  ward.act(
    async (work) =>
    work.say({ to: talk.conversationId, class: 'reply', source: 'inbound', sourceRow: newId(), parts: [{ say: 'small_talk.thanks' }] }) // prettier-ignore
  )
const found = (humanUntil: Date | null = null) =>
  ward.act((work) => findAnswerable(work, { conversationId: talk.conversationId, humanUntil }))

describe('what a chat may answer', () => {
  it('is what stands below the last notice, as long as nothing was said since', async () => {
    await says()
    minutesLater(5)
    await gets({ eventAt: '2026-11-28T19:30:00+07:00' })
    expect(await found()).toEqual({ last: meeting, earlier: [] })
    minutesLater(60 * 24)
    expect(await found()).toEqual({ last: meeting, earlier: [] })
    await says()
    expect(await found()).toEqual({ last: null, earlier: [meeting] })
  })

  it('is the notice before too, each thing once, and not as the last thing said', async () => {
    await gets()
    minutesLater(5)
    await gets({ choices: election })
    minutesLater(5)
    await gets()
    minutesLater(5)
    expect(await found()).toEqual({ last: meeting, earlier: [election] })
    await gets({ choices: [] })
    expect(await found()).toEqual({ last: [], earlier: [meeting, election] })
  })

  it('is nothing that has not come, came to somebody else, to the door, or is over', async () => {
    for (const status of ['w', 'h', 'f', 's', 'x']) await gets({ status })
    await gets({ to: (await ward.chatOf('12-2')).conversationId })
    await gets({ way: 'v' })
    await gets({ eventAt: '2026-11-23T09:30:00+07:00' })
    minutesLater(60)
    expect(await found()).toEqual({ last: null, earlier: [] })
    await gets()
    minutesLater(31 * 24 * 60)
    expect(await found()).toEqual({ last: null, earlier: [] })
  })

  it('is not the last thing said where an official wrote in the platform’s own inbox since', async () => {
    await gets()
    const until = new Date(ward.clock.now().getTime() + 30 * 60_000)
    minutesLater(45)
    expect(await found(until)).toEqual({ last: null, earlier: [meeting] })
  })
})
