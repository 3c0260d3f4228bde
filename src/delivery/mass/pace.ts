import type { MassClass } from '../../ward/delivery/class-policy.ts'
import { classPolicies } from '../../ward/delivery/class-policy.ts'

/**
 * How fast one channel account may speak: a GCRA bucket shared by all workers. It hands out leases: so many messages, the
 * first after `waitMs`, one every `gapMs`. What it cannot ask it does not allow.
 */
export type Pace = {
  take(account: PacedAccount, wanted: number, lane: PaceLane): Promise<Lease>
  /** The platform said: nothing before `seconds` are over; for `mass` only where it runs short, and the rest is for replies. */
  rest(account: Pick<PacedAccount, 'wardId' | 'accountId'>, seconds: number, lane?: 'mass'): Promise<void>
  close(): Promise<void>
}

export type PacedAccount = { wardId: string; accountId: string; /** 0: no limit. */ perSecond: number }
export type PaceLane = 'emergency' | 'mass'
export type Lease = { granted: number; waitMs: number; gapMs: number }

/** A fifth of every account's pace is kept for replies and emergencies: a notice never takes the whole of it. */
export const massShare = 0.8

/** As many messages at once as the pace allows in this time, so that a pause takes effect within a second. */
const longestLeaseSeconds = 0.4
export const leaseSize = 20

/** How many messages one lease holds: few where the pace is slow. */
export const leaseOf = (perSecond: number, wanted: number): number =>
  Math.max(1, Math.min(wanted, Math.max(leaseSize, perSecond / 50), Math.ceil(perSecond * longestLeaseSeconds)))

/** Beyond this nobody waits inside a job: the batch is given back and taken up later. */
export const longestWaitMs = 1_500

export const unlimited = (wanted: number): Lease => ({ granted: wanted, waitMs: 0, gapMs: 0 })

export const paceLaneOf = (messageClass: MassClass): PaceLane => classPolicies[messageClass].lane

/** Nothing is allowed while the bucket cannot be asked. */
export const closedLease: Lease = { granted: 0, waitMs: 1_000, gapMs: 0 }
