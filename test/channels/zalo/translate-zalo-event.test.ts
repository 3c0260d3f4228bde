import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RawRequest } from '../../../src/channels/channel.ts'
import { openZalo } from '../../support/open-zalo.ts'

let ward: Awaited<ReturnType<typeof openZalo>>
beforeAll(async () => {
  ward = await openZalo()
})
afterAll(() => ward.close())

const read = (request: RawRequest) => {
  const result = ward.channel.read(request)
  return result.kind === 'events' ? result.events : result.kind
}
const hears = (request: RawRequest) => {
  const events = read(request)
  return typeof events === 'string' ? events : events.map(({ address, content }) => ({ address, content }))
}
const from = (content: object) => [{ address: ward.citizen, content }]
const emit = (event: Record<string, unknown>) => hears(ward.zalo.emits(event))

it('a follower arrives, and leaves when following ends', () => {
  expect(hears(ward.zalo.follows(ward.citizen))).toEqual(from({ kind: 'arrived' }))
  expect(hears(ward.zalo.blocks(ward.citizen))).toEqual(from({ kind: 'left' }))
})

it('pressing "Nhắn tin" for the first time is an arrival', () => {
  const event = { oa_id: '388613280878808645', user_id: ward.citizen, event_name: 'user_click_chatnow' }
  expect(emit(event)).toEqual(from({ kind: 'arrived' }))
})

it('the shared phone is read in the new shape and in the one with a district and a number', () => {
  const contact = from({ kind: 'contact', phone: '+84912345678', name: 'Nguyễn Văn Thử' })
  expect(hears(ward.zalo.sharesContact(ward.citizen, '84912345678', 'Nguyễn Văn Thử', 'new'))).toEqual(contact)
  expect(hears(ward.zalo.sharesContact(ward.citizen, '84912345678', 'Nguyễn Văn Thử', 'old'))).toEqual(contact)
})

it('a withdrawn consent reaches the ward', () => {
  expect(hears(ward.zalo.withdraws(ward.citizen))).toEqual(from({ kind: 'withdrew' }))
})

it('an official typing in the OA’s chat tool is heard, our own echo is not', () => {
  const typed = hears(ward.zalo.officialAnswers(ward.citizen, 'Để cháu kiểm tra ạ'))
  expect(typed).toEqual(from({ kind: 'human_echo', text: 'Để cháu kiểm tra ạ' }))
  expect(hears(ward.zalo.echo(ward.citizen, 'chào', 'abc'))).toEqual(from({ kind: 'unknown', name: 'oa_send_text' }))
})

it('receipts name the citizen though Zalo names the OA as their sender', () => {
  expect(hears(ward.zalo.received(ward.citizen, 'm1'))).toEqual(
    from({ kind: 'receipt', providerIds: ['m1'], state: 'delivered' })
  )
  const seen = { kind: 'receipt', providerIds: ['m1', 'm2'], state: 'read' }
  expect(hears(ward.zalo.seen(ward.citizen, ['m1', 'm2']))).toEqual(from(seen))
})

it('the receipt of a message and the message itself have different keys', () => {
  const keys = [
    ward.zalo.received(ward.citizen, 'm1'),
    ward.zalo.echo(ward.citizen, 'x', 'm1'),
    ward.zalo.seen(ward.citizen, ['m1']),
  ]
    .map(read)
    .flatMap((events) => (typeof events === 'string' ? [] : events.map((event) => event.eventKey)))
  expect(new Set(keys).size).toBe(3)
})

it.for(['sticker', 'audio', 'video', 'file', 'gif', 'business_card', 'link'] as const)(
  'a %s is told as unreadable',
  (what) => {
    expect(hears(ward.zalo.sendsOther(ward.citizen, what))).toEqual(from({ kind: 'unreadable', what }))
  }
)

it('several pictures in one message are several photos with keys of their own', () => {
  const picture = (name: string) => ({ type: 'image', payload: { url: `https://cdn.example/${name}` } })
  const message = { msg_id: 'p1', text: 'Rác', attachments: [picture('a'), picture('b')] }
  const events = read(ward.zalo.emits({ sender: { id: ward.citizen }, event_name: 'user_send_image', message }))
  expect(events).toMatchObject([
    { eventKey: 'user_send_image:p1', content: { fetchKey: 'https://cdn.example/a', caption: 'Rác' } },
    { eventKey: 'user_send_image:p1:1', content: { fetchKey: 'https://cdn.example/b' } },
  ])
})

it('a place outside the globe is unreadable', () => {
  expect(hears(ward.zalo.sendsLocation(ward.citizen, 116, 107))).toEqual(from({ kind: 'unreadable', what: 'location' }))
})

it('what Zalo invents next year is kept as unknown, and what names nobody is dropped', () => {
  const sender = { sender: { id: ward.citizen } }
  expect(emit({ ...sender, event_name: 'user_sends_hologram' })).toEqual(
    from({ kind: 'unknown', name: 'user_sends_hologram' })
  )
  expect(emit({ event_name: 'change_template_status', template_id: '1' })).toEqual([])
})

it('wrong types in single keys do not lose the event', () => {
  const odd = {
    sender: { id: Number.MAX_SAFE_INTEGER },
    message: { text: 5, msg_id: 7, attachments: 'none' },
    info: [],
  }
  expect(emit({ ...odd, event_name: 'user_send_text' })).toEqual([
    { address: String(Number.MAX_SAFE_INTEGER), content: { kind: 'unreadable', what: 'text' } },
  ])
})

it('a picture is fetched from public https hosts only', async () => {
  for (const url of [
    'http://cdn.example/a.jpg',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://localhost/a',
    'file:///etc/passwd',
  ]) {
    expect(await ward.channel.fetchMedia(url)).toBeNull()
  }
})
