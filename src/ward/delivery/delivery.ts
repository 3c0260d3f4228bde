import { Bug } from '../../platform/bug.ts'

/** Codes of the ledger, one byte each; words for doors stand beside them. */
export const deliveryStatuses = {
  waiting: 'w',
  /** Kept for the digest of the day: this person has had a notice today. */
  held: 'h',
  accepted: 'a',
  delivered: 'd',
  read: 'r',
  refused: 'f',
  exhausted: 'e',
  expired: 'x',
  suppressed: 's',
  unknown: 'u',
  /** Its outcome was never learnt, and nobody waits for it any more. */
  left: 'l',
} as const
export type DeliveryStatus = keyof typeof deliveryStatuses

/** How it reaches the person, in the order of delivery.md; `visit` is the door-to-door list. */
export const ways = { zalo: 'z', zalo_template: 'p', telegram: 'g', web: 'b', visit: 'v' } as const
export type Way = keyof typeof ways

/** Why a row stands as it does: of a suppressed or refused one the reason, of a waiting one what it waits for. */
export const whys = {
  none: '-',
  no_way: 'n',
  opted_out: 'o',
  /** Asked not to be told of what it is about. */
  topic_spared: 's',
  /** A household of children, as the register has it: somebody goes there and asks who looks after them. */
  no_adult: 'j',
  mourning: 'm',
  no_agreement: 'a',
  wrong_number: 'x',
  deceased: 'd',
  moved_away: 'y',
  in_digest: 'g',
  citizen_left: 'l',
  window_closed: 'w',
  content: 'c',
  account: 't',
  not_a_chat: 'b',
  rate_limited: 'r',
  provider_down: 'p',
  quota: 'q',
  night: 'h',
  no_answer: 'u',
  sent_again: '2',
  too_old: 'z',
  neighbour_told: 'k',
  /** Was to be told, and what it was to be told has changed since. */
  overtaken: 'v',
  /** Somebody knocked and nobody opened. */
  not_met: 'i',
} as const
export type Why = keyof typeof whys

function wordsOf<T extends string>(codes: Readonly<Record<T, string>>): (code: string) => T {
  const words = new Map(Object.entries(codes).map(([word, code]) => [code as string, word as T]))
  return (code) => {
    const word = words.get(code)
    if (word === undefined) throw new Bug(`no word for the code ${code}`)
    return word
  }
}

export const statusOfCode = wordsOf<DeliveryStatus>(deliveryStatuses)
export const wayOfCode = wordsOf<Way>(ways)
export const whyOfCode = wordsOf<Why>(whys)

/** It left the house, or may have. */
export const saidCodes = ['a', 'd', 'r', 'u', 'l'] as const
/** Ways of a channel: a Zalo account serves two. */
export const waysOfChannel: Readonly<Record<string, readonly string[]>> = {
  zalo: ['z', 'p'],
  telegram: ['g'],
  web: ['b'],
}
