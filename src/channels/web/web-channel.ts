import { z } from 'zod'
import type { Channel, OutgoingMessage } from '../channel.ts'

/** Tells open pages of this address that there is something new to read; where the words stand is the outbox. */
export type Announce = (address: string) => Promise<void>

/** What the page's own door hands over, already tied to its signed cookie. */
const webMessage = z.object({
  address: z.string().min(1).max(100),
  eventKey: z.string().min(1).max(100),
  at: z.coerce.date(),
  origin: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string().min(1).max(10_000) }),
    z.object({ kind: z.literal('choice'), choiceId: z.string().min(1).max(200) }),
    z.object({ kind: z.literal('photo'), fetchKey: z.string().max(100), caption: z.string().max(2_000).optional() }),
  ]),
})

/**
 * The ward's own chat page. What was said stands in the outbox and the page reads it there, so sending is one
 * announcement: a page that is closed finds its messages when it is opened again.
 */
export function makeWebChannel(announce: Announce): Channel {
  return {
    name: 'web',
    read({ body }) {
      let parsed: unknown
      try {
        parsed = JSON.parse(Buffer.from(body).toString('utf8'))
      } catch {
        return { kind: 'malformed', why: 'not JSON' }
      }
      const message = webMessage.safeParse(parsed)
      return message.success
        ? { kind: 'events', events: [message.data] }
        : { kind: 'malformed', why: 'not a web message' }
    },
    async send(address) {
      await announce(address)
      return { kind: 'sent', providerId: null }
    },
    preview: ({ text, choices = [] }: OutgoingMessage) => [
      [text, ...choices.map((choice) => `[${choice.label}]`)].join('\n'),
    ],
    fetchMedia: async () => null,
    close: async () => {},
  }
}
