/** A session nobody used for so long is over: the working day has passed. */
export const idleSeconds = 8 * 3600

/** Nobody stays signed in longer, however busy. */
export const longestSeconds = 24 * 3600

/** Seen is written down at most once a minute: a page is no reason for a write. */
export const seenEverySeconds = 60

export type SessionTimes = { lastSeenAt: Date; expiresAt: Date; endedAt: Date | null }

/** Whether a session still opens the console at `now`. */
export function isSessionOpen({ lastSeenAt, expiresAt, endedAt }: SessionTimes, now: Date): boolean {
  return endedAt === null && now < expiresAt && now.getTime() - lastSeenAt.getTime() < idleSeconds * 1000
}

const browsers = [
  ['Cốc Cốc', /coc_coc_browser/i],
  ['Edge', /Edg(?:A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const

const machines = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

/** What an official recognises of "the computer at the counter": browser and machine, nothing finer. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, looks]) => looks.test(userAgent ?? ''))?.[0]
  return [named(browsers), named(machines)].filter((name) => name !== undefined).join(', ')
}
