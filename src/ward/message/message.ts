/** What the ward says, before it has words: keys of `locales/` and the values that fill them. */

/** Instants are ISO strings: the locale writes them out (`{{at, instant}}`). */
export type Values = Readonly<Record<string, string | number>>

export type SayingChoice = {
  /** What comes back when it is chosen; at most 64 bytes (Telegram). */
  id: string
  label: string
  with?: Values
}

export type Sentence = { say: string; with?: Values }

export type Saying = Sentence & {
  /** What stands in the same bubble after it: one thought in several sentences. */
  and?: readonly Sentence[]
  choices?: readonly SayingChoice[]
  /** Ask the platform to let the citizen share the phone number it has verified. */
  asksContact?: boolean
}

/** Several sayings as one bubble; the last one's choices are its choices. */
export function inOneBubble(...sayings: [Saying, ...Saying[]]): Saying {
  const [first, ...more] = sayings
  const { choices, asksContact } = sayings.at(-1)!
  const and = [
    ...(first.and ?? []),
    ...more.flatMap(({ say, with: values, and = [] }) => [sentence(say, values), ...and]),
  ]
  return {
    ...sentence(first.say, first.with),
    ...(and.length > 0 ? { and } : {}),
    ...(choices ? { choices } : {}),
    ...(asksContact ? { asksContact } : {}),
  }
}

const sentence = (say: string, values?: Values): Sentence => (values === undefined ? { say } : { say, with: values })

export type MessageClass = 'reply' | 'status' | 'alarm' | 'greeting' | 'condolence'

/** The contract of a message, per class. `tooOldAfterSeconds`: later it is not sent any more. */
export type ClassRule = {
  tooOldAfterSeconds: number
  /** What to do when no answer came from the platform: after the wait, send once more; or never again by itself. */
  unknown: { waitSeconds: number; sendAgain: 'once' } | { sendAgain: 'never' }
  silentAtNight: boolean
  /** It leaves only in the ward's hours for it (`ward/message/sending-window.ts`). */
  inHoursOnly?: true
}

export const classRules: Readonly<Record<MessageClass, ClassRule>> = {
  reply: { tooOldAfterSeconds: 10 * 60, unknown: { waitSeconds: 0, sendAgain: 'once' }, silentAtNight: false },
  status: { tooOldAfterSeconds: 3 * 86_400, unknown: { waitSeconds: 3_600, sendAgain: 'once' }, silentAtNight: true },
  // danger, told to officials: it wakes who is asleep, and after the hours of an emergency it is none any more
  alarm: { tooOldAfterSeconds: 6 * 3_600, unknown: { waitSeconds: 0, sendAgain: 'once' }, silentAtNight: false },
  // at most once: a second wedding wish is odd, a second condolence hurts; a person decides what nobody knows
  greeting: {
    tooOldAfterSeconds: 30 * 86_400,
    unknown: { sendAgain: 'never' },
    silentAtNight: true,
    inHoursOnly: true,
  },
  condolence: {
    tooOldAfterSeconds: 3 * 86_400,
    unknown: { sendAgain: 'never' },
    silentAtNight: true,
    inHoursOnly: true,
  },
}

/** One message of one or more bubbles to one conversation. `source` and `sourceRow` make it unique: said twice is said once. */
export type Message = {
  to: string
  class: MessageClass
  source: string
  sourceRow: string
  /** Too old after this instant, where that is sooner than its class says. */
  until?: Date
  parts: readonly Saying[]
}
