import { afterEach, beforeEach, expect, it } from 'vitest'
import sharp from 'sharp'
import { openZalo } from '../../support/open-zalo.ts'

let ward: Awaited<ReturnType<typeof openZalo>>
beforeEach(async () => {
  ward = await openZalo({ buttons: true })
})
afterEach(() => ward.close())

const choices = [
  { id: 'yes', label: 'Đồng ý' },
  { id: 'no', label: 'Không đồng ý' },
]
const ask = () => ward.channel.send(ward.citizen, { text: 'Ông/bà có dự họp không ạ?', choices })
const uploads = () => ward.zalo.world.requests.filter((request) => request.path.includes('/upload/')).length
const numbered = 'Ông/bà có dự họp không ạ?\n\n1. Đồng ý\n2. Không đồng ý'

it('an OA that takes buttons gets them with our payload', async () => {
  await ask()
  expect(ward.zalo.sent()[0]).toMatchObject({
    text: 'Ông/bà có dự họp không ạ?',
    buttons: [
      { label: 'Đồng ý', payload: '#c:yes' },
      { label: 'Không đồng ý', payload: '#c:no' },
    ],
  })
})

it.for(['refuse_201', 'refuse_233'] as const)(
  'an OA that answers buttons with %s gets numbers at once and ever after',
  async (buttons) => {
    ward.zalo.set({}, { buttons })
    expect(await ask()).toMatchObject({ kind: 'sent' })
    expect(await ask()).toMatchObject({ kind: 'sent' })
    expect(ward.zalo.sent().map((one) => one.text)).toEqual([numbered, numbered])
    expect(ward.alarms).toEqual([{ what: 'buttons_refused' }])
    expect(ward.channel.preview({ text: 'Ông/bà có dự họp không ạ?', choices })).toEqual([numbered])
  }
)

it('a long message tells the numbers of all its pieces', async () => {
  const sent = await ward.channel.send(ward.citizen, { text: 'Dạ, kính gửi ông/bà nội dung này. '.repeat(90) })
  expect(sent).toMatchObject({ kind: 'sent', partIds: [expect.any(String)] })
  expect(sent).not.toMatchObject({ partIds: [(sent as { providerId: string }).providerId] })
})

it('an invalid address does not cost the OA its buttons', async () => {
  expect(await ward.channel.send('nobody', { text: 'chào', choices })).toEqual({ kind: 'refused', why: 'not_a_chat' })
  await ask()
  expect(ward.zalo.sent()[0]!.buttons).toHaveLength(2)
})

it('six choices or a long label are numbered lines', async () => {
  const six = Array.from({ length: 6 }, (_, index) => ({ id: `${index}`, label: `Tổ ${index + 1}` }))
  await ward.channel.send(ward.citizen, { text: 'Tổ nào ạ?', choices: six })
  await ward.channel.send(ward.citizen, { text: 'Việc nào ạ?', choices: [{ id: 'x', label: 'Đăng ký '.repeat(13) }] })
  expect(ward.zalo.sent().map((one) => one.buttons)).toEqual([undefined, undefined])
  expect(ward.zalo.sent()[0]!.text).toContain('\n6. Tổ 6')
})

it('a photo for a hundred people is uploaded once, and again when Zalo has thrown it away', async () => {
  const bytes = new Uint8Array(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
  )
  const send = () => ward.channel.send(ward.citizen, { text: 'Bản đồ', photo: { bytes, mime: 'image/png' } })
  await Promise.all(Array.from({ length: 100 }, send))
  expect(uploads()).toBe(1)
  ward.zalo.world.uploads.clear()
  expect(await send()).toMatchObject({ kind: 'sent' })
  expect(uploads()).toBe(2)
  expect(ward.zalo.sent()).toHaveLength(101)
})

it('a photo from an official’s phone is made small enough for Zalo', async () => {
  const noise = {
    create: {
      width: 1800,
      height: 1400,
      channels: 3 as const,
      background: 'white',
      noise: { type: 'gaussian' as const, mean: 128, sigma: 40 },
    },
  }
  const bytes = new Uint8Array(await sharp(noise).jpeg({ quality: 95 }).toBuffer())
  expect(bytes.byteLength).toBeGreaterThan(1024 * 1024)
  expect(await ward.channel.send(ward.citizen, { text: '', photo: { bytes, mime: 'image/jpeg' } })).toMatchObject({
    kind: 'sent',
  })
})

it('a message that breaks off in its middle has an unknown end', async () => {
  const long = 'Kính gửi ông/bà trong tổ. '.repeat(150)
  ward.zalo.set({ loseNext: 0 }, { refuseNext: [] })
  const parts = ward.channel.preview({ text: long }).length
  ward.zalo.world.onAccepted = () => void ward.zalo.set({ tooMany: 1 })
  expect(parts).toBe(2)
  expect(await ward.channel.send(ward.citizen, { text: long })).toEqual({ kind: 'unknown', why: 'partly_sent' })
})

it('past the window an approved template goes instead, where the ward has one', async () => {
  const template = { id: '7895', values: { name: 'Ông Nguyễn Văn Thử' } }
  ward.zalo.world.templates.set('7895', {
    id: '7895',
    params: { name: { required: true, maxLength: 30 } },
    byUid: true,
    approved: true,
  })
  ward.zalo.advance(8 * 24 * 3600)
  const again = await ward.channel.send(ward.citizen, { text: 'Hồ sơ đã xong.', template })
  ward.zalo.set({}, { refuseNext: [-230] })
  expect(await ward.channel.send(ward.citizen, { text: 'Hồ sơ đã xong.' })).toEqual({
    kind: 'refused',
    why: 'window_closed',
  })
  expect(again).toMatchObject({ kind: 'sent' })
  expect(ward.zalo.sent().map((one) => one.kind)).toEqual(['template'])
})

it('a template by phone reaches who never wrote, and says when there is no Zalo behind the phone', async () => {
  ward.zalo.world.templates.set('1', { id: '1', params: {}, byUid: false, approved: true })
  ward.zalo.world.phonesWithoutZalo.add('84912000111')
  const send = (phone: string) => ward.channel.sendTemplateToPhone(phone, { id: '1', values: {}, trackingId: 'hs-1' })
  expect(await send('+84912345678')).toMatchObject({ kind: 'sent' })
  expect(await send('+84912000111')).toEqual({ kind: 'refused', why: 'not_a_chat' })
  expect(await send('84')).toEqual({ kind: 'refused', why: 'not_a_chat' })
  expect(await ward.channel.sendTemplate(ward.citizen, { id: '1', values: {} })).toEqual({
    kind: 'refused',
    why: 'content',
  })
})

it('a template by phone renews a token the business host refuses', async () => {
  ward.zalo.world.templates.set('1', { id: '1', params: {}, byUid: false, approved: true })
  ward.zalo.world.tokens.access = 'another'
  const sent = await ward.channel.sendTemplateToPhone('+84912345678', { id: '1', values: {}, trackingId: 'hs-1' })
  expect(sent).toMatchObject({ kind: 'sent' })
})

it('what Zalo says is left of the minute is passed on', async () => {
  ward.zalo.set({}, { callsPerMinute: 10 })
  await ward.channel.send(ward.citizen, { text: 'chào' })
  expect(ward.rates).toEqual([{ limit: 10, remain: 9 }])
})

it('a broken gateway leaves the end open, a closed one does not', async () => {
  const send = () => ward.channel.send(ward.citizen, { text: 'chào' })
  ward.zalo.set({ brokenGateway: 502 })
  expect(await send()).toEqual({ kind: 'unknown', why: 'http_502' })
  ward.zalo.set({ brokenGateway: 200 })
  expect(await send()).toEqual({ kind: 'unknown', why: 'http_200' })
  ward.zalo.set({ brokenGateway: 503 })
  expect(await send()).toMatchObject({ kind: 'try_later', why: 'provider_down' })
})

it('a message called off on its way has an unknown end', async () => {
  const stop = new AbortController()
  ward.zalo.set({ latencyMs: 200 })
  const arrival = ward.zalo.nextArrival()
  const sending = ward.channel.send(ward.citizen, { text: 'chào' }, { signal: stop.signal })
  await arrival
  stop.abort()
  expect(await sending).toEqual({ kind: 'unknown', why: 'aborted' })
})

it('the same refusal of the account is told once in ten minutes', async () => {
  const refused = async () => {
    ward.zalo.set({}, { refuseNext: [-221] })
    expect(await ward.channel.send(ward.citizen, { text: 'chào' })).toEqual({ kind: 'refused', why: 'account' })
  }
  await refused()
  await refused()
  ward.clock.forward(600)
  await refused()
  expect(ward.alarms).toEqual([
    { what: 'account_refused', code: -221 },
    { what: 'account_refused', code: -221 },
  ])
})

it('the account, its people and its health can be looked up', async () => {
  expect(await ward.channel.client.findOfficialAccount()).toMatchObject({ kind: 'ok', data: { is_verified: true } })
  expect(await ward.channel.client.findUser(ward.citizen)).toMatchObject({
    kind: 'ok',
    data: { user_is_follower: true },
  })
  expect(await ward.channel.client.listUsers({ offset: 0, count: 50 })).toMatchObject({
    kind: 'ok',
    data: { total: 1 },
  })
  expect(await ward.channel.client.listUsers({ offset: 9952, count: 50 })).toMatchObject({
    kind: 'refused',
    code: -201,
  })
})
