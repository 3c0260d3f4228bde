import { unsign } from '@fastify/cookie'
import { z } from 'zod'
import { Bug } from '../../platform/bug.ts'
import type { Channel, Choice, OutgoingMessage, RawRequest } from '../channel.ts'
import { splitText } from '../split-text.ts'

/** One bubble of the page. */
export type PagePart = { text: string; choices?: readonly Choice[]; photo?: OutgoingMessage['photo'] }

export type WebDeps = {
  /** Signs the cookie that is a citizen's address here. */
  cookieSecret: string
  /** Tells open pages of this address that there is something to read. The words themselves stand in the outbox, where the page reads them. */
  announce(address: string, parts: readonly PagePart[]): Promise<void>
  /** A photo the page's door has kept; null when it is gone. */
  photoOf(fetchKey: string): Promise<{ bytes: Uint8Array; mime: string } | null>
}

export const webCookie = 'loa_chat'

/** Longer than anything the ward says: the page scrolls, no platform cuts. */
const longestBubble = 20_000
const longestText = 4_000

const nfc = z.string().transform((text) => text.normalize('NFC'))
const webMessage = z.object({
  eventKey: z.string().min(1).max(100),
  at: z.iso.datetime().transform((text) => new Date(text)),
  origin: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  content: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('text'),
      text: nfc.pipe(z.string().min(1).max(longestText)),
      quotes: z.string().max(100).optional(),
    }),
    z.object({ kind: z.literal('choice'), choiceId: z.string().min(1).max(200) }),
    z.object({
      kind: z.literal('photo'),
      fetchKey: z.string().max(100),
      caption: nfc.pipe(z.string().max(longestText)).optional(),
    }),
    z.object({
      kind: z.literal('location'),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    }),
  ]),
})

/** The ward's own chat page: one conversation per signed cookie. A page that is closed finds its messages when it is opened again. */
export function makeWebChannel({ cookieSecret, announce, photoOf }: WebDeps): Channel {
  return {
    name: 'web',
    read(request) {
      const address = addressOf(request, cookieSecret)
      if (address === null) return { kind: 'unsigned' }
      const message = webMessage.safeParse(parseJson(request.body))
      return message.success
        ? { kind: 'events', events: [{ address, ...message.data }] }
        : { kind: 'malformed', why: 'not a web message' }
    },
    async send(address, message, options) {
      if (options?.signal?.aborted) return { kind: 'try_later', why: 'provider_down', afterSeconds: 1 }
      const parts = partsOf(message)
      if (parts.length === 0) throw new Bug('a web message without words')
      await announce(address, parts)
      return { kind: 'sent', providerId: null }
    },
    preview: (message) =>
      partsOf(message)
        .map(({ text, choices = [] }) =>
          [text, ...choices.map(({ label }) => `[${label}]`)].filter((line) => line !== '').join('\n')
        )
        .filter((words) => words !== ''),
    fetchMedia: photoOf,
    close: async () => {},
  }
}

/** The address in the request's signed cookie; null when there is none or it is not ours. */
function addressOf({ headers }: RawRequest, secret: string): string | null {
  const [cookies] = [headers.cookie].flat()
  const value = cookies
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${webCookie}=`))
    ?.slice(webCookie.length + 1)
  if (value === undefined) return null
  try {
    const { valid, value: address } = unsign(decodeURIComponent(value), secret)
    return valid && address ? address : null
  } catch {
    return null // a cookie that is no text: not ours
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf8', { fatal: true }).decode(body))
  } catch {
    return null // not JSON: the schema says so
  }
}

function partsOf({ text, choices, photo }: OutgoingMessage): PagePart[] {
  const texts = splitText(text, longestBubble)
  if (texts.length === 0 && photo === undefined && choices === undefined) return []
  const bubbles: PagePart[] = texts.length === 0 ? [{ text: '' }] : texts.map((part) => ({ text: part }))
  const last = bubbles.length - 1
  return bubbles.map((part, index) => ({
    ...part,
    ...(photo && index === 0 ? { photo } : {}),
    ...(choices && choices.length > 0 && index === last ? { choices } : {}),
  }))
}
