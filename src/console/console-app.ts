import type { FastifyInstance } from 'fastify'
import type { ChannelName, OutgoingMessage } from '../channels/channel.ts'
import type { Clock } from '../platform/clock.ts'
import type { Translate } from '../platform/i18n.ts'
import type { Log } from '../platform/log.ts'
import type { Seal } from '../platform/seal.ts'
import type { Permission } from '../ward/official/permission.ts'
import type { Transact } from '../ward/work.ts'

/** A ward as the sign-in page and the heading need it. */
export type WardName = { id: string; slug: string; name: string; province: string }

/** A message in the parts and words in which one channel shows it. */
export type ChannelPreview = { channel: ChannelName; parts: readonly string[] }

/** What a keyed hash opens: table door_key. Lapsed keys are not found. */
export type FoundDoor = { wardId: string; kind: string; rowId: string }

export type ConsoleDeps = {
  transact: Transact
  findDoor(hash: Uint8Array<ArrayBuffer>): Promise<FoundDoor | null>
  wards(): Promise<readonly WardName[]>
  clock: Clock
  seal: Seal
  t: Translate
  log: Log
  /** Signs cookies and form tokens. */
  secret: string
  /** Cookies only over HTTPS. */
  production: boolean
  /** How each channel of the ward would show a message. */
  previews(wardId: string, message: OutgoingMessage): Promise<readonly ChannelPreview[]>
  /** Where the board is reached from outside; null when nobody said. */
  publicUrl: string | null
}

/** 'signed_in': any official; 'anyone': before sign-in. Both are said aloud, never the default. */
export type Opening = Permission | 'signed_in' | 'anyone'

/** `isPersonal`: it shows residents by name although its permission does not say so. Reading it is written down. */
export type PageEntry = { method: 'GET' | 'POST'; path: string; permission: Opening; isPersonal?: boolean }

/** Where pages are added; `pages` is the registry the house test reads. */
export type ConsoleApp = { server: FastifyInstance; deps: ConsoleDeps; pages: PageEntry[] }

/** Every path of the console begins so. */
export const root = '/console'
