/**
 * The contract of a class of messages that goes to many. At least once: a doubt is settled by sending again. At most once:
 * a second birth greeting or condolence is worse than none, so a doubt waits for a person.
 */
export type MassClass = 'notice' | 'emergency' | 'greeting' | 'condolence'

export type ClassPolicy = {
  promise: 'at_least_once' | 'at_most_once'
  /** Ward clock between which it may leave; null: always (domain.md §6.3, proposal). */
  hours: { from: string; to: string } | null
  /** Later than this after its hour it is not sent any more, unless its event says earlier. */
  tooOldAfterSeconds: number
  /** No answer came: how long a receipt is waited for before it goes once more; null: never by itself. */
  sendAgainAfterSeconds: number | null
  lane: 'emergency' | 'mass'
  /** Counts to the one notice a person gets in a day. */
  oneADay: boolean
  /** Who waits on a way for one of these goes on by the next one meanwhile: nothing of it has left. */
  otherWayFor: readonly ('account' | 'quota' | 'night' | 'provider_down')[]
}

const day = 86_400

export const classPolicies: Readonly<Record<MassClass, ClassPolicy>> = {
  notice: {
    promise: 'at_least_once',
    hours: { from: '07:30', to: '20:30' },
    tooOldAfterSeconds: 30 * day,
    sendAgainAfterSeconds: 3_600,
    lane: 'mass',
    oneADay: true,
    otherWayFor: ['quota'],
  },
  emergency: {
    promise: 'at_least_once',
    hours: null,
    tooOldAfterSeconds: 6 * 3_600,
    sendAgainAfterSeconds: 0,
    lane: 'emergency',
    oneADay: false,
    otherWayFor: ['account', 'quota', 'night', 'provider_down'],
  },
  greeting: {
    promise: 'at_most_once',
    hours: { from: '08:00', to: '18:00' },
    tooOldAfterSeconds: 30 * day,
    sendAgainAfterSeconds: null,
    lane: 'mass',
    oneADay: false,
    otherWayFor: ['quota'],
  },
  condolence: {
    promise: 'at_most_once',
    hours: { from: '08:00', to: '17:00' },
    tooOldAfterSeconds: 2 * day,
    sendAgainAfterSeconds: null,
    lane: 'mass',
    oneADay: false,
    otherWayFor: ['quota'],
  },
}

export const isMassClass = (text: string): text is MassClass => Object.hasOwn(classPolicies, text)
