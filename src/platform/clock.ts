/** The only way to ask what time it is: tests stop it, the machine lets it run. */
export type Clock = { now(): Date }

export const machineClock: Clock = { now: () => new Date() }
