import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTelegram, telegramSecret } from '../../support/open-telegram.ts'

let ward: Awaited<ReturnType<typeof openTelegram>>
beforeAll(async () => {
  ward = await openTelegram()
})
afterAll(() => ward.close())

const read = ({ body }: { body: Uint8Array }) => {
  const result = ward.channel.read({ headers: { 'x-telegram-bot-api-secret-token': telegramSecret }, body })
  return result.kind === 'events' ? result.events : []
}
const hears = (update: { body: Uint8Array }) => read(update).map((event) => event.content)

it('/start is an arrival, with or without a deep link; other commands are words', () => {
  expect(hears(ward.telegram.starts(ward.citizen))).toEqual([{ kind: 'arrived' }])
  expect(hears(ward.telegram.citizenWrites(ward.citizen, '/start to-4'))).toEqual([{ kind: 'arrived' }])
  expect(hears(ward.telegram.citizenWrites(ward.citizen, '/started'))).toEqual([{ kind: 'text', text: '/started' }])
})

it('blocking the bot is leaving, unblocking is coming back', () => {
  expect(hears(ward.telegram.blocks(ward.citizen))).toEqual([{ kind: 'left' }])
  expect(hears(ward.telegram.unblocks(ward.citizen))).toEqual([{ kind: 'arrived' }])
})

it('somebody else’s contact card proves no phone', () => {
  const card = ward.telegram.sharesContact(ward.citizen, '84912345678', 'Trần Thị Thử', 'of another')
  expect(hears(card)).toEqual([{ kind: 'unreadable', what: 'contact' }])
})

it('an edited text is no new text, and a group is no citizen', () => {
  expect(hears(ward.telegram.edits(ward.citizen, 'sửa'))).toEqual([{ kind: 'unknown', name: 'edited_message' }])
  expect(hears(ward.telegram.writesInGroup(ward.citizen, 'chào'))).toEqual([{ kind: 'unknown', name: 'group_message' }])
})

it.for(['voice', 'sticker', 'video', 'document', 'animation'] as const)('a %s is told as unreadable', (what) => {
  expect(hears(ward.telegram.sendsOther(ward.citizen, what))).toEqual([{ kind: 'unreadable', what }])
})

it('the largest size of a photo is taken, and a picture sent as a file is a photo', () => {
  const size = (file_id: string, width: number) => ({ file_id, width, height: width })
  const chat = { id: Number(ward.citizen), type: 'private' }
  const message = (content: object) =>
    ward.telegram.emits(ward.citizen, { message: { message_id: 1, date: 1, chat, ...content } })
  const photo = [size('large', 1280), size('small', 90)]
  expect(hears(message({ photo }))).toEqual([{ kind: 'photo', fetchKey: 'large' }])
  const document = { file_id: 'file', mime_type: 'image/png' }
  expect(hears(message({ document }))).toEqual([{ kind: 'photo', fetchKey: 'file' }])
})

it('a pressed button is acknowledged by the id of its press', async () => {
  const [event] = read(ward.telegram.pressButton(ward.citizen, 'yes'))
  await ward.channel.acknowledge!(event!)
  expect(event!.eventKey).toBe(`callback:${ward.telegram.world.answeredPresses[0]}`)
})

it('an update of a kind nobody knows is kept as unknown, and one without a chat is nothing', () => {
  const chat = { id: Number(ward.citizen), type: 'private' }
  expect(hears(ward.telegram.emits('1', { hologram: { chat } }))).toEqual([{ kind: 'unknown', name: 'hologram' }])
  expect(hears(ward.telegram.emits('1', { poll_answer: { poll_id: '1' } }))).toEqual([])
})
