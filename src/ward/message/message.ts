/** What the ward says, before it has words: keys of `locales/` and the values that fill them. */

/** Instants are ISO strings: the locale writes them out (`{{at, instant}}`). */
export type Values = Readonly<Record<string, string | number>>

export type SayingChoice = {
  /** What comes back when it is chosen; at most 64 bytes (Telegram). */
  id: string
  label: string
  with?: Values
}

export type Saying = {
  say: string
  with?: Values
  choices?: readonly SayingChoice[]
  /** Ask the platform to let the citizen share the phone number it has verified. */
  asksContact?: boolean
}

export type MessageClass = 'reply' | 'status'

/** The contract of a message, per class. `tooOldAfterSeconds`: later it is not sent any more. */
export type ClassRule = {
  tooOldAfterSeconds: number
  /** What to do when no answer came from the platform: after the wait, send once more. */
  unknown: { waitSeconds: number; sendAgain: 'once' }
  silentAtNight: boolean
}

export const classRules: Readonly<Record<MessageClass, ClassRule>> = {
  reply: { tooOldAfterSeconds: 10 * 60, unknown: { waitSeconds: 0, sendAgain: 'once' }, silentAtNight: false },
  status: { tooOldAfterSeconds: 3 * 86_400, unknown: { waitSeconds: 3_600, sendAgain: 'once' }, silentAtNight: true },
}

/** One message of one or more bubbles to one conversation. `source` and `sourceRow` make it unique: said twice is said once. */
export type Message = {
  to: string
  class: MessageClass
  source: string
  sourceRow: string
  parts: readonly Saying[]
}
