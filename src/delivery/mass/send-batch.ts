import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, SendOutcome } from '../../channels/channel.ts'
import type { Language, Translate } from '../../platform/i18n.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Seal } from '../../platform/seal.ts'
import { classPolicies } from '../../ward/delivery/class-policy.ts'
import { deliveryStatuses, waysOfChannel, whys } from '../../ward/delivery/delivery.ts'
import { isOpen, nextOpening, quietUntil } from '../../ward/delivery/opening.ts'
import { keepPieces, settleAndClaim, settleLate, type ClaimedRow, type Settled } from './batch-ledger.ts'
import type { BatchSession } from './batch-session.ts'
import { extendLease, releaseBatch, type Batch } from './hold-batch.ts'
import { restAccount } from './rest-account.ts'
import { keepWebWords } from './keep-web-words.ts'
import { accountRestSeconds, massSettlement } from './mass-settlement.ts'
import { fillBlanks, findBlanks, wordingOf, type Blanks, type NoticeFrame, type Wording } from './notice-frame.ts'
import { paceLaneOf, type Lease, type Pace, type PacedAccount } from './pace.ts'

export type BatchDeps = {
  clock: Clock
  seal: Seal
  translate: Translate
  pace: Pace
  /** Messages a second the account may send; 0: as fast as it goes. */
  perSecondOf(channel: string): number
  channelOf(wardId: string, accountId: string): Promise<Channel | null>
}

/** Rows claimed at a time: what is in doubt when a worker dies. */
export const claimSize = 50
/** A dead worker's batch is taken over after this; a living one says so every third of it while a platform is slow. */
export const leaseMs = 6_000
/** One try at the platform. */
const sendTimeoutMs = 20_000

/** So many refusals of the words, one after the other, and the notice pauses. */
const identicalRefusals = 20

export type BatchEnd = {
  sent: number
  /** The platform refuses the words, or the account itself: going on would only add refusals. */
  trouble: 'content' | 'account' | null
}

/**
 * Sends one batch until it is through, its time is up, its hours end or its pace says wait. Each round settles the last
 * claim and takes the next in one statement; the messages of a claim leave right after it. A notice that was paused or
 * stopped hands out no further claim.
 */
export async function sendBatch(
  deps: BatchDeps,
  session: BatchSession,
  frame: NoticeFrame,
  batch: Batch,
  until: number
): Promise<BatchEnd> {
  const ways = waysOfChannel[batch.channel] ?? []
  const sender = await openSender(deps, session, frame, batch)
  const account = { wardId: session.wardId, accountId: batch.accountId, perSecond: deps.perSecondOf(batch.channel) }
  const end: BatchEnd = { sent: 0, trouble: null }
  let settled: Settled[] = []
  let streak = 0
  let notBefore = deps.clock.now()

  for (;;) {
    const now = deps.clock.now()
    const mayGoOn =
      end.trouble === null && performance.now() < until && isOpen(frame.class, now) && now < frame.tooOldAt
    const lease = mayGoOn ? await deps.pace.take(account, claimSize, paceLaneOf(frame.class)) : nothing
    if (!isOpen(frame.class, now)) notBefore = nextOpening(frame.class, now)
    if (mayGoOn && lease.granted === 0) notBefore = new Date(now.getTime() + Math.max(lease.waitMs, 50))
    if (lease.granted > 0 && lease.waitMs > 2) await sleep(lease.waitMs)
    const limit = lease.granted
    const claimedAt = deps.clock.now()
    const leaseUntil = new Date(claimedAt.getTime() + leaseMs)
    const cycle = { batch, ways, settled, limit, now: claimedAt, leaseUntil }
    const { held, rows } = await settleAndClaim(session, cycle)
    if (!held) {
      await settleLate(session, batch.notice, settled)
      return end
    }
    if (rows.length === 0) break
    batch.cursor = rows.at(-1)!.slot
    settled = await sendClaim(deps, session, { frame, batch, sender, lease, account }, rows)
    const sentBefore = end.sent
    for (const row of settled) {
      if (row.status === 'a') end.sent++
      streak = row.why === whys.content ? streak + 1 : row.status === 'a' ? 0 : streak
      if (streak >= identicalRefusals) end.trouble = 'content'
    }
    if (end.sent === sentBefore && settled.some(({ why }) => why === whys.account)) end.trouble = 'account'
  }
  const otherWay = classPolicies[frame.class].otherWayFor.map((why) => whys[why])
  if (end.trouble === 'account') notBefore = await waitForAccount(deps, session, frame, batch)
  await releaseBatch(session, batch, { ways, notBefore, otherWay })
  return end
}

/** Nobody else is tried through a refused account for a while. When it may be asked again. */
async function waitForAccount(deps: BatchDeps, session: BatchSession, frame: NoticeFrame, batch: Batch): Promise<Date> {
  const until = new Date(deps.clock.now().getTime() + accountRestSeconds * 1000)
  const isUrgent = classPolicies[frame.class].otherWayFor.includes('account')
  await restAccount(session, batch, { ways: waysOfChannel[batch.channel] ?? [], until, isUrgent })
  return until
}

const nothing: Lease = { granted: 0, waitMs: 0, gapMs: 0 }

type Sender = (row: ClaimedRow, blanks: Map<string, Blanks> | null) => Promise<SendOutcome>
type Claim = {
  frame: NoticeFrame
  batch: Batch
  sender: Sender & { hasBlanks: boolean }
  lease: Lease
  account: PacedAccount
}

/** All messages of a claim, side by side, in the pace of the lease; the lease of a slow one is kept alive. */
async function sendClaim(deps: BatchDeps, session: BatchSession, claim: Claim, rows: ClaimedRow[]): Promise<Settled[]> {
  const { frame, batch, sender, lease, account } = claim
  const kept = rows.map((row) => keptBack(frame, row, deps.clock.now()))
  const leaving = rows.filter((_row, index) => kept[index] === null)
  if (batch.channel === 'web' && leaving.length > 0) await keepWebWords(deps, session, frame, leaving)
  const blanks = sender.hasBlanks ? await findBlanks(session, rows) : null
  const beat = setInterval(() => {
    void extendLease(session, batch, new Date(deps.clock.now().getTime() + leaseMs)).catch(() => {})
  }, leaseMs / 3)
  const started = performance.now()
  try {
    const outcomes = await Promise.all(
      rows.map(async (row, index): Promise<Tried> => {
        const back = kept[index]
        if (back) return { row, kept: back }
        const wait = lease.gapMs * index - (performance.now() - started)
        if (wait > 1) await sleep(wait)
        return { row, outcome: await sender(row, blanks) }
      })
    )
    const now = deps.clock.now()
    const judging = { class: frame.class, now, tooOldAt: frame.tooOldAt, chance: Math.random() }
    const slowest = outcomes.reduce((most, tried) => Math.max(most, restOf(tried)), 0)
    // outcomes are kept even where the bucket cannot be told: the next answer asks for the same rest again
    if (slowest > 0) await deps.pace.rest(account, slowest).catch(() => {})
    const pieces = outcomes.flatMap((tried) =>
      'outcome' in tried && tried.outcome.kind === 'sent' && tried.outcome.partIds
        ? tried.outcome.partIds.map((id) => ({ recipientId: tried.row.recipientId, id }))
        : []
    )
    if (pieces.length > 0) await keepPieces(session, pieces, now)
    return outcomes.map((tried) =>
      'kept' in tried
        ? { ...placeOf(tried.row), at: now, provider: '', ...tried.kept }
        : massSettlement(tried.row, tried.outcome, judging)
    )
  } finally {
    clearInterval(beat)
  }
}

const placeOf = ({ slot, recipientId, attempts }: ClaimedRow) => ({ slot, recipientId, attempts })

type Tried = { row: ClaimedRow; outcome: SendOutcome } | { row: ClaimedRow; kept: Kept }
type Kept = { status: string; why: string; at?: Date }

/** How long the whole account should keep still after this answer: a quota or a night is of one person, or of one kind of message. */
const restOf = (tried: Tried): number =>
  'outcome' in tried && tried.outcome.kind === 'try_later' && tried.outcome.why === 'rate_limited'
    ? tried.outcome.afterSeconds
    : 0

/**
 * What changed since the audience was frozen: who left or stopped notices is spared, and whom a pause or a platform in
 * trouble has brought into quiet hours of their own waits until these end.
 */
function keptBack(frame: NoticeFrame, row: ClaimedRow, now: Date): Kept | null {
  // what went once already has left, by all we know
  const spared = (why: string): Kept =>
    row.why === whys.sent_again
      ? { status: deliveryStatuses.left, why: row.why }
      : { status: deliveryStatuses.suppressed, why }
  if (row.address === null || row.gone) return spared(whys.citizen_left)
  if (row.stopped && frame.class !== 'emergency') return spared(whys.opted_out)
  const hasHours = classPolicies[frame.class].hours !== null
  const until = row.quiet !== null && hasHours ? quietUntil(row.quiet, now) : null
  if (until === null) return null
  // a row that went once already keeps that mark: it must not go a third time
  return { status: deliveryStatuses.waiting, why: row.why === whys.sent_again ? row.why : whys.night, at: until }
}

/** Words chosen once per language, prepared once by the channel where it can; filled per person where they have blanks. */
async function openSender(deps: BatchDeps, session: BatchSession, frame: NoticeFrame, batch: Batch) {
  const channel = await deps.channelOf(session.wardId, batch.accountId)
  const wordings = new Map<string, Wording & { send: Send | null }>()
  const wordingFor = (language: Language) => {
    const known = wordings.get(language)
    if (known) return known
    const wording = wordingOf(frame, language, deps.translate)
    const send = !wording.hasBlanks && channel?.prepare ? channel.prepare(wording.message) : null
    const made = { ...wording, send }
    wordings.set(language, made)
    return made
  }
  const sendOne: Sender = async (row, blanks) => {
    if (channel === null) return { kind: 'refused', why: 'account' }
    const language: Language = row.language === 'en' ? 'en' : 'vi'
    const address = deps.seal.openText(session.wardId, row.address!)
    const { message, send } = wordingFor(language)
    if (send) return send(address)
    const filled = blanks ? fillBlanks(message, blanks.get(row.recipientId), language) : message
    return channel.send(address, filled, { signal: AbortSignal.timeout(sendTimeoutMs) })
  }
  return Object.assign(sendOne, { hasBlanks: wordingFor('vi').hasBlanks || wordingFor('en').hasBlanks })
}

type Send = (address: string) => Promise<SendOutcome>
