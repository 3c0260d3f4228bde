import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { openHandOver } from '../../src/ward/hand-over/open-hand-over.ts'
import type { Talk } from '../../src/ward/talk.ts'
import { signedIn, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { doIn, makeTalk } from '../support/make-talk.ts'
import { makeTestWard, type TestWard } from '../support/test-ward.ts'

let ward: TestWard
let console: TestConsole

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ ward, console } = desk)
  return desk.close
})

async function writes(talk: Talk, content: { kind: string } & Record<string, unknown>): Promise<void> {
  await ward.run(async (work) => {
    const conversation = await work.db.conversation.findFirstOrThrow({ where: { id: talk.conversationId } })
    const { accountId, addressHash, address } = conversation
    await work.db.inbound.create({
      data: {
        accountId,
        addressHash,
        address,
        conversationId: talk.conversationId,
        eventHash: work.seal.hash('event', newId()),
        content: work.seal.json(content),
        occurredAt: work.now,
        receivedAt: work.now,
      },
    })
  })
}
async function waiting(
  wish: Parameters<typeof openHandOver>[2],
  text = 'cho tôi gặp cán bộ với'
): Promise<{ id: string; talk: Talk }> {
  const talk = await makeTalk(ward)
  await writes(talk, { kind: 'text', text })
  const { handOverId } = await doIn(ward)(talk, openHandOver, wish)
  return { id: handOverId, talk }
}
const spoken = (talk: Talk) =>
  ward.run((work) => work.db.outbox.findMany({ where: { conversationId: talk.conversationId, source: 'hand_over' } }))

describe('the inbox', () => {
  it('shows what the resident wrote, takes the answer to the same chat, and closes', async () => {
    const { id, talk } = await waiting({ why: 'asked' }, '<script>alert(1)</script> & hỏi chuyện đất')
    const client = await signedIn(console, ward, ['specialist'])
    expect((await client.get('/')).text).toContain('Muốn gặp cán bộ')
    expect((await client.get('/hand-overs')).text).toContain('Muốn gặp cán bộ')
    const page = await client.get(`/hand-overs/${id}`)
    expect(page.text).toContain('hỏi chuyện đất')
    expect(page.body).not.toContain('<script>alert')
    await client.submit({}, { action: `/hand-overs/${id}/take` })
    const answered = await client.submit(
      { text: 'Dạ, mời ông ra phường sáng mai ạ.' },
      { action: `/hand-overs/${id}/answer` }
    )
    expect(answered.text).toContain('Đã gửi trả lời')
    const [row] = await spoken(talk)
    expect(await ward.run(async (work) => work.seal.openJson(row!.saying))).toMatchObject({
      say: 'person.answer',
      with: { text: 'Dạ, mời ông ra phường sáng mai ạ.' },
    })
    expect((await client.submit({}, { action: `/hand-overs/${id}/close` })).text).toContain('Đã kết thúc')
  })

  it('says an answer once when the button is pressed twice', async () => {
    const { id, talk } = await waiting({ why: 'asked' })
    const client = await signedIn(console, ward, ['specialist'])
    const page = await client.get(`/hand-overs/${id}`)
    const hidden = page.root
      .querySelectorAll(`form[action$="/answer"] input[type=hidden]`)
      .map((input) => [input.getAttribute('name')!, input.getAttribute('value')!])
    const fields = { ...(Object.fromEntries(hidden) as Record<string, string>), text: 'Dạ vâng ạ.' }
    await client.post(`/hand-overs/${id}/answer`, fields)
    await client.post(`/hand-overs/${id}/answer`, fields)
    expect(await spoken(talk)).toHaveLength(1)
  })

  it('keeps what was typed when it cannot be sent', async () => {
    const { id, talk } = await waiting({ why: 'asked' })
    const client = await signedIn(console, ward, ['specialist'])
    await client.get(`/hand-overs/${id}`)
    const tooLong = await client.submit({ text: 'dài '.repeat(600) }, { action: `/hand-overs/${id}/answer` })
    expect(tooLong.status).toBe(422)
    expect(tooLong.root.querySelector('textarea')?.text).toContain('dài dài')
    expect(tooLong.root.querySelector('.faults a')?.getAttribute('href')).toBe('#text')
    expect(await spoken(talk)).toHaveLength(0)
  })

  it('does not let two officials answer the same resident', async () => {
    const { id } = await waiting({ why: 'asked' })
    const [first, second] = [
      await signedIn(console, ward, ['specialist']),
      await signedIn(console, ward, ['specialist']),
    ]
    await second.get(`/hand-overs/${id}`)
    await first.get(`/hand-overs/${id}`)
    await first.submit({}, { action: `/hand-overs/${id}/take` })
    const late = await second.submit({ text: 'Dạ?' }, { action: `/hand-overs/${id}/answer` })
    expect([late.status, late.text.includes('Cán bộ khác đang trả lời')]).toEqual([409, true])
    expect((await second.get(`/hand-overs/${id}`)).root.querySelector('textarea')).toBeNull()
  })

  it('hides restricted conversations from those who may not read them: list, page, writes and photos', async () => {
    const { id } = await waiting(
      { why: 'emergency:violence', urgent: true, restricted: true },
      'chồng tôi lại đánh tôi'
    )
    const [specialist, leader] = [
      await signedIn(console, ward, ['specialist']),
      await signedIn(console, ward, ['leader']),
    ]
    const list = await specialist.get('/hand-overs')
    expect(list.text).not.toContain('Kín')
    const token = list.root.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
    expect((await specialist.get(`/hand-overs/${id}`)).status).toBe(404)
    expect((await specialist.get(`/hand-overs/${id}/photos/${newId()}`)).status).toBe(404)
    for (const deed of ['take', 'answer', 'close'])
      expect((await specialist.post(`/hand-overs/${id}/${deed}`, { _csrf: token, text: 'x' })).status, deed).toBe(404)
    expect((await leader.get('/hand-overs')).text).toContain('Kín')
    expect((await leader.get(`/hand-overs/${id}`)).text).toContain('chồng tôi lại đánh tôi')
    const read = await ward.run((work) =>
      work.db.auditLine.findMany({
        where: { action: { in: ['page.read', 'hand_over.restricted_read'] }, actor: `official:${leader.official.id}` },
      })
    )
    expect(read.map(({ action }) => action).sort()).toEqual(['hand_over.restricted_read', 'page.read'])
  })

  it('draws every kind of thing a resident may send', async () => {
    const { id, talk } = await waiting({ why: 'topic:report_problem' })
    for (const content of [
      { kind: 'photo', fetchKey: newId(), caption: 'cống vỡ' },
      { kind: 'photo', fetchKey: 'AgACAgUAA-platform-key' },
      { kind: 'location', latitude: 16.46, longitude: 107.59 },
      { kind: 'choice', choiceId: 'person' },
      { kind: 'contact', phone: '+84912345678' },
      { kind: 'unreadable', what: 'voice' },
      ...['arrived', 'left', 'withdrew', 'human_echo', 'unknown'].map((kind) => ({ kind })),
    ]) {
      await writes(talk, content)
    }
    const client = await signedIn(console, ward, ['specialist'])
    const page = await client.get(`/hand-overs/${id}`)
    expect(page.text).toContain('Gửi phản ánh')
    expect(page.root.querySelectorAll('.chat li')).toHaveLength(12)
    expect(page.root.querySelectorAll('.chat a')).toHaveLength(1)
    expect(page.text).not.toContain('912345678')
  })
})
