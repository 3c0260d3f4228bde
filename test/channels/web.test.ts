import { sign } from '@fastify/cookie'
import { makeWebChannel, webCookie, type PagePart } from '../../src/channels/web/web-channel.ts'
import { channelExam } from '../contracts/channel.contract.ts'
import type { ChannelSubject } from '../contracts/channel-subject.ts'
import type { Accepted } from '../stand-ins/platform-server.ts'

const cookieSecret = 'a secret of thirty-two characters.'
const citizen = 'b6f8c3a0-7d0e-4a55-9a55-0c6d1f0c9b11'

/** What a page shows of one bubble, as the other platforms' logs have it. */
const shown = (to: string, { text, choices, photo }: PagePart): Accepted => ({
  to,
  kind: photo ? 'photo' : 'text',
  text,
  at: 0,
  providerId: null as unknown as string, // the page gives a bubble no id of its own: the outbox row is it
  lost: false,
  ...(choices ? { buttons: choices.map(({ id, label }) => ({ label, payload: id })) } : {}),
})

const examine = async (): Promise<ChannelSubject> => {
  const page: Accepted[] = []
  const photos = new Map<string, Uint8Array>()
  let serial = 0
  const channel = makeWebChannel({
    cookieSecret,
    announce: async (address, parts) => void page.push(...parts.map((part) => shown(address, part))),
    photoOf: async (key) => {
      const bytes = photos.get(key)
      const isPicture = bytes !== undefined && bytes[0] === 0xff && bytes[1] === 0xd8
      return isPicture ? { bytes, mime: 'image/jpeg' } : null
    },
  })
  const cookie = `theme=dark; ${webCookie}=${encodeURIComponent(sign(citizen, cookieSecret))}`
  const bytes = (body: Uint8Array) => ({ headers: { cookie }, body })
  const says = (content: object) =>
    bytes(Buffer.from(JSON.stringify({ eventKey: `e${++serial}`, at: '2026-11-23T02:00:00Z', content })))
  return {
    channel,
    citizen,
    hears: {
      text: (text, quotes) => says({ kind: 'text', text, ...(quotes ? { quotes } : {}) }),
      choice: (choiceId) => says({ kind: 'choice', choiceId }),
      photo: (photo, caption) => {
        const fetchKey = `p${++serial}`
        if (photo.length < 10 * 1024 * 1024) photos.set(fetchKey, photo) // the door takes nothing larger
        return says({ kind: 'photo', fetchKey, ...(caption ? { caption } : {}) })
      },
      location: (latitude, longitude) => says({ kind: 'location', latitude, longitude }),
      bytes,
    },
    forge: ({ body }) => ({
      headers: { cookie: `${webCookie}=${encodeURIComponent(sign(citizen, 'another secret'))}` },
      body,
    }),
    received: () => page,
    bring: {},
    limit: 20_000,
    secrets: [cookieSecret],
    close: async () => {},
  }
}

channelExam('The web chat', examine)
