import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InboundEvent, OutgoingMessage, RawRequest, SendOutcome } from '../../src/channels/channel.ts'
import { Bug } from '../../src/platform/bug.ts'
import { inWords, misfortunes, type ChannelSubject } from './channel-subject.ts'

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0xff, 0xd9])
const greeting = 'Kính chào ông/bà, tổ dân phố 4 họp lúc 19 giờ 30 tối thứ Bảy.'

const sentence = 'Ủy ban nhân dân phường thông báo về việc họp tổ dân phố tại nhà văn hóa. '
const longText = (limit: number) => sentence.repeat(Math.ceil((limit * 2.5) / sentence.length)).trim()

/** The exam every channel passes, against a platform that refuses what the real one refuses. */
export function channelExam(name: string, makeSubject: () => Promise<ChannelSubject>): void {
  describe(`${name} as a channel`, () => {
    let subject: ChannelSubject
    beforeEach(async () => {
      subject = await makeSubject()
    })
    afterEach(() => subject.close())

    const read = (request: RawRequest): InboundEvent[] => {
      const result = subject.channel.read(request)
      if (result.kind !== 'events') throw new Error(`read: ${result.kind}`)
      return result.events
    }
    const contentOf = (request: RawRequest) => read(request).map((event) => event.content)
    const send = (message: OutgoingMessage, address = subject.citizen) => subject.channel.send(address, message)
    const words = () =>
      subject
        .received()
        .map(inWords)
        .filter((text) => text !== '')

    listens(() => subject, read, contentOf)
    distrusts(() => subject)
    speaks(() => subject, send, words)
    failsPlainly(() => subject, send)
  })
}

type Get = () => ChannelSubject
type Read = (request: RawRequest) => InboundEvent[]
type Contents = (request: RawRequest) => InboundEvent['content'][]

function listens(get: Get, read: Read, contentOf: Contents): void {
  it('hears a text from the address it can answer, at the instant the platform gives', () => {
    const [event] = read(get().hears.text('Phường cho hỏi hồ sơ của tôi'))
    expect(event).toMatchObject({
      address: get().citizen,
      content: { kind: 'text', text: 'Phường cho hỏi hồ sơ của tôi' },
    })
    expect(event!.at).toEqual(new Date('2026-11-23T02:00:00Z'))
  })

  it('composes a text that arrives with its marks apart', () => {
    expect(contentOf(get().hears.text('Xin chào phường'.normalize('NFD')))).toEqual([
      { kind: 'text', text: 'Xin chào phường' },
    ])
  })

  it('knows which message a text answers', () => {
    expect(contentOf(get().hears.text('vâng', '41'))).toEqual([{ kind: 'text', text: 'vâng', quotes: '41' }])
  })

  it('hears a pressed button as the choice it was sent with, and a typed number as text', () => {
    expect(contentOf(get().hears.choice('dossier:status'))).toEqual([{ kind: 'choice', choiceId: 'dossier:status' }])
    expect(contentOf(get().hears.text('2'))).toEqual([{ kind: 'text', text: '2' }])
  })

  it('names a photo so that its bytes can be fetched later', async () => {
    const [content] = contentOf(get().hears.photo(jpeg, 'Ổ gà trước số 12'))
    if (content?.kind !== 'photo') throw new Error('no photo')
    expect(content.caption).toBe('Ổ gà trước số 12')
    expect(await get().channel.fetchMedia(content.fetchKey)).toEqual({ bytes: jpeg, mime: 'image/jpeg' })
  })

  it('has no bytes for a photo that is gone, too large or no picture', async () => {
    expect(await get().channel.fetchMedia('nowhere')).toBeNull()
    for (const bytes of [new Uint8Array(11 * 1024 * 1024).fill(0xff), new TextEncoder().encode('<html></html>')]) {
      const [content] = contentOf(get().hears.photo(bytes))
      expect(content?.kind === 'photo' && (await get().channel.fetchMedia(content.fetchKey))).toBeNull()
    }
  })

  it('hears where somebody is', () => {
    expect(contentOf(get().hears.location(16.4637, 107.5909))).toEqual([
      { kind: 'location', latitude: 16.4637, longitude: 107.5909 },
    ])
  })

  it('hears a shared phone in the international form', (context) => {
    const { contact } = get().hears
    if (!contact) return context.skip('this platform has no contact share')
    expect(contentOf(contact('84912345678', 'Nguyễn Văn Thử'))).toEqual([
      { kind: 'contact', phone: '+84912345678', name: 'Nguyễn Văn Thử' },
    ])
  })

  it('gives a redelivered request the same key, and another message another', () => {
    const request = get().hears.text('chào')
    const [first] = read(request)
    const [again] = read({ ...request, body: request.body.slice() })
    const [other] = read(get().hears.text('chào'))
    expect(again!.eventKey).toBe(first!.eventKey)
    expect(other!.eventKey).not.toBe(first!.eventKey)
  })
}

function distrusts(get: Get): void {
  it('takes nothing without the right signature', () => {
    const request = get().hears.text('chào')
    expect(get().channel.read({ headers: {}, body: request.body })).toEqual({ kind: 'unsigned' })
    expect(get().channel.read(get().forge(request))).toEqual({ kind: 'unsigned' })
  })

  it('survives any bytes, signed as well as can be or not, and never takes them for an event', () => {
    const { channel, hears } = get()
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), asBytes(fc.string()), asBytes(fc.json())), (body) => {
        expect(channel.read({ headers: {}, body }).kind).toBe('unsigned')
        const kind = channel.read(hears.bytes(body)).kind
        expect(kind === 'unsigned' || kind === 'malformed').toBe(true)
      })
    )
  })

  it('survives a megabyte of brackets, invalid UTF-8 and an empty body', () => {
    const { channel, hears } = get()
    const brackets = new TextEncoder().encode('['.repeat(1024 * 1024))
    const halves = new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])
    for (const body of [brackets, halves, new Uint8Array()]) {
      expect(channel.read(hears.bytes(body)).kind).toBe('malformed')
    }
  })
}

const asBytes = (texts: fc.Arbitrary<string>) => texts.map((text) => new TextEncoder().encode(text))

function speaks(get: Get, send: (message: OutgoingMessage) => Promise<SendOutcome>, words: () => string[]): void {
  it('says a text once and keeps the platform’s id of it', async () => {
    const outcome = await send({ text: greeting })
    expect(words()).toEqual([greeting])
    expect(outcome).toEqual({ kind: 'sent', providerId: get().received()[0]!.providerId })
  })

  it('composes what it says', async () => {
    await send({ text: greeting.normalize('NFD') })
    expect(words()).toEqual([greeting])
  })

  it('shows every choice, in order', async () => {
    await send({ text: 'Ông/bà cần gì ạ?', choices: fourChoices })
    const shown = words().join('\n')
    const places = fourChoices.map((choice) => shown.indexOf(choice.label))
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true)
  })

  it('cuts a long text at sentence ends, loses no word and keeps the order', async () => {
    const text = longText(get().limit)
    expect(await send({ text })).toMatchObject({ kind: 'sent' })
    const parts = words()
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.every((part) => part.endsWith('.') && part.length <= get().limit)).toBe(true)
    expect(parts.join(' ')).toBe(text)
  })

  it('cuts a text without sentence ends between words', async () => {
    const text = 'phường '.repeat(get().limit / 3).trim()
    await send({ text })
    expect(words().join(' ')).toBe(text)
  })

  it('cuts a text without any gap between letters, not inside one', async () => {
    const text = '🏠'.repeat(get().limit)
    await send({ text })
    expect(words().join('')).toBe(text)
  })

  it('sends a photo with its words', async () => {
    expect(await send({ text: greeting, photo: { bytes: jpeg, mime: 'image/jpeg' } })).toMatchObject({ kind: 'sent' })
    expect(
      get()
        .received()
        .filter((one) => one.kind === 'photo')
    ).toHaveLength(1)
    expect(words()).toEqual([greeting])
  })

  it('previews exactly what arrives', async () => {
    const photo = { bytes: jpeg, mime: 'image/jpeg' as const }
    const messages: OutgoingMessage[] = [
      { text: greeting },
      { text: greeting, choices: fourChoices },
      { text: longText(get().limit), choices: fourChoices },
      { text: greeting, choices: manyChoices },
      { text: greeting, photo, choices: fourChoices },
      { text: longText(get().limit), photo },
      { text: '', photo },
      { text: greeting, asksContact: true },
      { text: greeting, asksContact: true, choices: fourChoices },
    ]
    for (const message of messages) {
      const before = words().length
      expect(await send(message)).toMatchObject({ kind: 'sent' })
      expect(words().slice(before)).toEqual(get().channel.preview(message))
    }
  })
}

const fourChoices = ['Tra cứu hồ sơ', 'Gửi phản ánh', 'Lịch tiếp công dân', 'Gặp cán bộ'].map((label, index) => ({
  id: `menu:${index}`,
  label,
}))
const manyChoices = Array.from({ length: 12 }, (_, index) => ({
  id: `neighbourhood:${index}`,
  label: `Tổ dân phố ${index + 1}`,
}))

function failsPlainly(get: Get, send: (message: OutgoingMessage, address?: string) => Promise<SendOutcome>): void {
  it.for(misfortunes)('says %s in our words when that is what happens', async (why, context) => {
    const bring = get().bring[why]
    if (!bring) return context.skip('this platform does not know it')
    const { address, message } = await bring()
    const outcome = await send(message ?? { text: greeting }, address)
    expect(outcome).toMatchObject({ kind: laterOnes.has(why) ? 'try_later' : 'refused', why })
    if (outcome.kind === 'try_later') expect(outcome.afterSeconds).toBeGreaterThan(0)
    expect(get().received()).toEqual([])
  })

  it('does not know the end of a message that was taken without an answer', async (context) => {
    const { loseNextAnswer } = get()
    if (!loseNextAnswer) return context.skip('nothing can be lost here')
    loseNextAnswer()
    expect(await send({ text: greeting })).toMatchObject({ kind: 'unknown' })
    expect(get().received()).toHaveLength(1)
  })

  it('does not send what was called off before it left', async () => {
    const outcome = await get().channel.send(get().citizen, { text: greeting }, { signal: AbortSignal.abort() })
    expect(outcome.kind).toBe('try_later')
    expect(get().received()).toEqual([])
  })

  it('shows nobody’s words, address or secret when something fails', async () => {
    const failures: string[] = []
    for (const bring of Object.values(get().bring)) {
      const { address, message } = await bring()
      failures.push(JSON.stringify(await send(message ?? { text: greeting }, address)))
    }
    const error: unknown = await send({ text: ' ' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Bug)
    failures.push(String(error), JSON.stringify(error))
    const told = failures.join('\n')
    for (const secret of [...get().secrets, get().citizen, 'tổ dân phố']) expect(told).not.toContain(secret)
  })
}

const laterOnes: ReadonlySet<string> = new Set(['rate_limited', 'provider_down', 'quota', 'night'])
