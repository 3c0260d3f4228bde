/**
 * The port every messaging platform stands behind. A channel translates the platform's words into ours and
 * back; it does not know what a dossier is. One exam for all: test/contracts/channel.contract.ts.
 */

/** `print` is paper: it takes part in delivery, never in conversation. */
export type ChannelName = 'zalo' | 'telegram' | 'web'

/** What a citizen did, in our words. `at` is the platform's instant where it gives one. */
export type InboundEvent = {
  /** Unique per account: the platform's message or update id, else a hash of the raw body. Redelivery repeats it. */
  eventKey: string
  /** The platform's address of the chat: opaque, personal, sealed at rest. */
  address: string
  at: Date
  content: InboundContent
  /** Keyed hash of the network address, where the channel knows it: caps on guessing are counted by it too. */
  origin?: string
}

export type InboundContent =
  /** `quotes` is the platform id of the message this one answers, where the platform tells. */
  | { kind: 'text'; text: string; quotes?: string }
  /** A button: the id we sent with it. */
  | { kind: 'choice'; choiceId: string }
  /** `fetchKey` is what `Channel.fetchMedia` takes. */
  | { kind: 'photo'; fetchKey: string; caption?: string }
  | { kind: 'location'; latitude: number; longitude: number }
  /** Phone proven by the platform's own contact share. E.164 where it can be read. */
  | { kind: 'contact'; phone: string; name?: string }
  /** Voice, sticker, file, video: something came that we do not read. */
  | { kind: 'unreadable'; what: string }
  | { kind: 'arrived' }
  | { kind: 'left' }
  /** The platform passes on a data-subject request: delete what is kept (Zalo `user_withdraw`). */
  | { kind: 'withdrew' }
  /** A human answered from the platform's own inbox (Zalo OA chat tool): the bot keeps quiet. */
  | { kind: 'human_echo'; text?: string }
  /** A receipt for something we sent. */
  | { kind: 'receipt'; providerIds: string[]; state: 'delivered' | 'read' }
  /** Known to the platform, not to us: kept for a week and ignored. */
  | { kind: 'unknown'; name: string }

export type Choice = { id: string; label: string }

/** What the ward says, ready in words. The channel cuts it to size and shows choices its own way. */
export type OutgoingMessage = {
  text: string
  /** Buttons where the platform has them, else numbered lines under the text: same order, same labels. */
  choices?: readonly Choice[]
  photo?: { bytes: Uint8Array; mime: 'image/jpeg' | 'image/png' }
  /** Ask the platform to let the citizen share the phone number it has verified. */
  asksContact?: boolean
  /** Sent without a sound where the platform can. */
  silent?: boolean
  /**
   * Where the platform lets the ward speak first only in an approved form (Zalo after seven days of silence): which
   * one, and its blanks filled. Used when the words are refused with `window_closed`; others ignore it.
   */
  template?: { id: string; values: Readonly<Record<string, string>> }
}

/** Closed list; the class of the message decides what follows. `why` is one of our words, never the platform's text. */
export type SendOutcome =
  /** `providerId` is that of the last piece, whose receipt tells that all of it is there; `partIds` those of the pieces before. */
  | { kind: 'sent'; providerId: string | null; partIds?: readonly string[] }
  | { kind: 'try_later'; why: 'rate_limited' | 'provider_down' | 'quota' | 'night'; afterSeconds: number }
  | { kind: 'refused'; why: 'citizen_left' | 'window_closed' | 'content' | 'account' | 'not_a_chat' }
  /** The request left the house and no answer came back. */
  | { kind: 'unknown'; why: string }

export type RawRequest = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Uint8Array
  /** What a channel has made of `of`, a body: who asks for its account first and reads it later takes it apart once. */
  parsed?: { of: Uint8Array; as: unknown }
}

/** What a webhook or poll became. `unsigned`: bad signature or secret, answer 401. */
export type ReadResult =
  { kind: 'events'; events: InboundEvent[] } | { kind: 'unsigned' } | { kind: 'malformed'; why: string }

/** One account (one OA, one bot, one ward's web chat) of one ward. */
export interface Channel {
  readonly name: ChannelName
  /** Checks signature or secret on the raw bytes, then translates. Never throws on any bytes. */
  read(request: RawRequest): ReadResult
  /** One message out. Never throws for what the platform does; throws Bug for what we did wrong. */
  send(address: string, message: OutgoingMessage, options?: { signal?: AbortSignal }): Promise<SendOutcome>
  /**
   * The mass way: one text for many, made ready once; what it returns sends it to one address and another, as `send` would.
   * Absent where `send` is as good.
   */
  prepare?(message: OutgoingMessage): (address: string, options?: { signal?: AbortSignal }) => Promise<SendOutcome>
  /** The parts `send` would deliver, in words: what previews and the golden transcript show. */
  preview(message: OutgoingMessage): string[]
  /** Bytes of a photo that `read` named; null when it is gone or too large (10 MB). */
  fetchMedia(fetchKey: string): Promise<{ bytes: Uint8Array; mime: string } | null>
  /** Tells the channel a button was received, where the platform wants to know; failures do not matter. */
  acknowledge?(event: InboundEvent): Promise<void>
  /** Renews what would die unused (an access token); called by the clock. */
  keepFresh?(): Promise<void>
  close(): Promise<void>
}
