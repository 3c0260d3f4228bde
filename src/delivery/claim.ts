import type { OutgoingMessage } from '../channels/channel.ts'
import type { Language, Translate } from '../platform/i18n.ts'
import { classRules, type MessageClass, type Saying } from '../ward/message/message.ts'
import { isNight } from './night.ts'
import { wordsOf } from './words.ts'

/** Longer than the longest try at a platform: a row claimed this long ago belongs to a process that died. */
export const leaseSeconds = 15

/** A try ends before its lease does, so that nobody takes over what is still under way. */
export const longestSendMs = (leaseSeconds - 3) * 1000

export const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseSeconds * 1000)

/** Bubbles of one conversation that this process alone may send; the first is stamped: it leaves next. */
export type Claimed = {
  conversationId: string
  rows: ClaimedRow[]
  claim: string
  accountId: string
  address: string
  leaseUntil: Date
}

export type ClaimedRow = {
  id: string
  class: MessageClass
  attempts: number
  why: string | null
  message: OutgoingMessage
}

/** The very words of a bubble, without sound where the class asks for silence at night. */
export function messageOf(
  saying: Saying,
  as: { class: MessageClass; language: Language; now: Date },
  translate: Translate
): OutgoingMessage {
  const message = wordsOf(saying, as.language, translate)
  return classRules[as.class].silentAtNight && isNight(as.now) ? { ...message, silent: true } : message
}
