import type { Channel, OutgoingMessage, RawRequest } from '../../src/channels/channel.ts'
import type { Accepted } from '../stand-ins/platform-server.ts'

/** A way in which a send goes wrong: who is written to, and what (default: a greeting to the citizen). */
export type Misfortune = { address?: string; message?: OutgoingMessage }

export const misfortunes = [
  'rate_limited',
  'provider_down',
  'quota',
  'night',
  'citizen_left',
  'window_closed',
  'content',
  'account',
  'not_a_chat',
] as const

/** One channel beside its stand-in, fresh for each question. */
export type ChannelSubject = {
  channel: Channel
  /** Somebody who may be written to. */
  citizen: string
  /** What the platform would post, properly signed. */
  hears: {
    text(text: string, quotes?: string): RawRequest
    choice(choiceId: string): RawRequest
    photo(bytes: Uint8Array, caption?: string): RawRequest
    location(latitude: number, longitude: number): RawRequest
    /** Absent where the platform has no contact share. */
    contact?(phone: string, name: string): RawRequest
    /** Any bytes with as good a signature as the platform could give them. */
    bytes(body: Uint8Array): RawRequest
  }
  /** The same request as someone without the key would send it. */
  forge(request: RawRequest): RawRequest
  /** What the stand-in accepted for the citizen, in order. */
  received(): Accepted[]
  /** Each brings one misfortune about; absent where the platform does not know it. */
  bring: Partial<Record<(typeof misfortunes)[number], () => Misfortune | Promise<Misfortune>>>
  /** The next accepted message is not answered. Absent where nothing can be lost. */
  loseNextAnswer?(): void
  /** Longest text of one message. */
  limit: number
  /** Words that must never show in an outcome or error: tokens, secrets. */
  secrets: string[]
  close(): Promise<void>
}

/** A stand-in's message as a citizen sees it: what `preview` promises. */
export const inWords = ({ text, buttons }: Accepted): string =>
  [text, ...(buttons ?? []).map((button) => `[${button.label}]`)].join('\n')

/** The same subject, sending the mass way: each message is made ready first, as for a notice. */
export const preparing = (makeSubject: () => Promise<ChannelSubject>) => async (): Promise<ChannelSubject> => {
  const subject = await makeSubject()
  const { channel } = subject
  const prepare = channel.prepare?.bind(channel)
  if (prepare === undefined) throw new Error('this channel has no mass way')
  const send: Channel['send'] = async (address, message, options) => prepare(message)(address, options)
  return { ...subject, channel: { ...channel, send } }
}
