import { afterEach, beforeEach, expect, it } from 'vitest'
import { Bug } from '../../../src/platform/bug.ts'
import { openTelegram } from '../../support/open-telegram.ts'

let ward: Awaited<ReturnType<typeof openTelegram>>
beforeEach(async () => {
  ward = await openTelegram()
})
afterEach(() => ward.close())

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const send = (text: string) => ward.channel.send(ward.citizen, { text })

it('a choice id over 64 bytes is our own mistake, told without the words', async () => {
  const choices = [{ id: 'đ'.repeat(33), label: 'Đăng ký' }]
  const error: unknown = await ward.channel
    .send(ward.citizen, { text: 'chào', choices })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Bug)
  expect(String(error)).not.toContain('đđ')
  expect(ward.telegram.sent()).toEqual([])
})

it('each choice has a row of its own with its id as data', async () => {
  const choices = [
    { id: 'yes', label: 'Đồng ý' },
    { id: 'no', label: 'Không' },
  ]
  await ward.channel.send(ward.citizen, { text: 'Dự họp ạ?', choices })
  expect(ward.telegram.sent()[0]!.buttons).toEqual([
    { label: 'Đồng ý', payload: 'yes' },
    { label: 'Không', payload: 'no' },
  ])
})

it('the phone is asked for with Telegram’s own button', async () => {
  await ward.channel.send(ward.citizen, { text: 'Mời ông/bà gửi số điện thoại.', asksContact: true })
  expect(ward.telegram.sent()[0]!.kind).toBe('contact_request')
})

it('a silent message makes no sound', async () => {
  await ward.channel.send(ward.citizen, { text: 'Hồ sơ đã xong.', silent: true })
  await send('chào')
  expect(ward.telegram.sent().map((one) => one.silent)).toEqual([true, undefined])
})

it('words too long for a caption follow their photo', async () => {
  const text = 'Kính gửi ông/bà trong tổ. '.repeat(60).trim()
  await ward.channel.send(ward.citizen, { text, photo: { bytes: jpeg, mime: 'image/jpeg' } })
  expect(ward.telegram.sent().map((one) => [one.kind, one.text])).toEqual([
    ['photo', ''],
    ['text', text],
  ])
})

it('a photo is uploaded once and named after that', async () => {
  const photo = { bytes: jpeg, mime: 'image/jpeg' as const }
  for (const text of ['một', 'hai', 'ba']) await ward.channel.send(ward.citizen, { text, photo })
  expect(ward.telegram.sent().map((one) => one.text)).toEqual(['một', 'hai', 'ba'])
  expect(ward.telegram.world.files.size).toBe(1)
})

it('the rest of a long message waits as long as Telegram says instead of tearing', async () => {
  const text = 'Kính gửi ông/bà trong tổ. '.repeat(300).trim()
  ward.telegram.world.onAccepted = () => ward.telegram.set({ tooMany: ward.waits.length === 0 ? 1 : 0 })
  expect(await ward.channel.send(ward.citizen, { text })).toMatchObject({ kind: 'sent' })
  expect(ward.waits).toEqual([7000])
  expect(
    ward.telegram
      .sent()
      .map((one) => one.text)
      .join(' ')
  ).toBe(text)
})

it('the rest of a long message is not waited for longer than ten seconds', async () => {
  ward.telegram.world.onAccepted = () => ward.telegram.set({ tooMany: 1, retryAfterSeconds: 11 })
  const outcome = await ward.channel.send(ward.citizen, { text: 'Kính gửi ông/bà trong tổ. '.repeat(300) })
  expect(outcome).toEqual({ kind: 'unknown', why: 'partly_sent' })
  expect(ward.waits).toEqual([])
})

it.for([
  [403, 'Forbidden: user is deactivated', 'citizen_left'],
  [403, 'Forbidden: bots can’t send messages to bots', 'not_a_chat'],
  [400, 'Bad Request: PEER_ID_INVALID', 'not_a_chat'],
  [413, 'Request Entity Too Large', 'content'],
  [404, 'Not Found', 'account'],
] as const)('Telegram’s %i "%s" is a refusal: %s', async ([code, description, why]) => {
  ward.telegram.set({}, { refuseNext: [{ code, description }] })
  expect(await send('chào')).toEqual({ kind: 'refused', why })
  expect(ward.alarms).toHaveLength(why === 'account' ? 1 : 0)
})

it('waits as long as Telegram says', async () => {
  ward.telegram.set({ tooMany: 1, retryAfterSeconds: 17 })
  expect(await send('chào')).toEqual({ kind: 'try_later', why: 'rate_limited', afterSeconds: 17 })
})

it('a broken gateway leaves the end open, a closed one does not', async () => {
  ward.telegram.set({ brokenGateway: 502 })
  expect(await send('chào')).toEqual({ kind: 'unknown', why: 'http_502' })
  ward.telegram.set({ brokenGateway: 200 })
  expect(await send('chào')).toEqual({ kind: 'unknown', why: 'connection_lost' })
  ward.telegram.set({ brokenGateway: 503 })
  expect(await send('chào')).toMatchObject({ kind: 'try_later', why: 'provider_down' })
})

it('no answer in time has an unknown end', async () => {
  const hasty = await openTelegram({ timeoutMs: 30 })
  hasty.telegram.set({ latencyMs: 200 })
  expect(await hasty.channel.send(hasty.citizen, { text: 'chào' })).toEqual({ kind: 'unknown', why: 'timeout' })
  await hasty.close()
})

it('knows its bot, and that a wrong token is none', async () => {
  expect(await ward.channel.findBot()).toEqual({ id: '7100000001', username: 'cam_binh_bot' })
  const wrong = await openTelegram({ token: '1:wrong', apiRoot: ward.telegram.url })
  expect(await wrong.channel.findBot()).toBeNull()
  await wrong.close()
})
