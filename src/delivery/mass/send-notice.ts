import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Log } from '../../platform/log.ts'
import { classPolicies } from '../../ward/delivery/class-policy.ts'
import { nextOpening } from '../../ward/delivery/opening.ts'
import { armNextTurn, closeNotice, expireNotice } from '../../ward/notice/close-notice.ts'
import { doWithoutAccount } from '../../ward/notice/do-without-account.ts'
import { doubtOfStopped, unringSenders } from '../../ward/notice/hold-notice.ts'
import { judgeProbe } from '../../ward/notice/judge-probe.ts'
import { endRefusedBatches } from '../../ward/notice/next-way.ts'
import { restNotice } from '../../ward/notice/rest-notice.ts'
import type { Bell, Transact, Work } from '../../ward/work.ts'
import { inWardSession } from './batch-session.ts'
import { nextDue, takeBatch } from './hold-batch.ts'
import { findFrame, type NoticeFrame } from './notice-frame.ts'
import { leaseMs, sendBatch, type BatchDeps } from './send-batch.ts'

export type MassDeps = BatchDeps & {
  pool: Pool
  log: Log
  transact: Transact
  ring(bells: readonly Bell[]): Promise<void>
}

/** A job ends after this and goes to the end of the line: two notices share the workers. */
const sliceMs = 2_000

/**
 * One turn of a sender: takes batches of a notice one after the other. What ends the turn tells when the next one begins:
 * at once, at an instant, or never because the notice is over. A turn too many finds nothing to take.
 */
export async function sendNotice(deps: MassDeps, wardId: string, noticeId: string): Promise<void> {
  const until = performance.now() + sliceMs
  const { frame, ...turn } = await inWardSession(deps.pool, wardId, async (session) => {
    const found = await findFrame(session, noticeId)
    const turn = {
      frame: found,
      due: null as Date | null,
      batches: 0,
      trouble: null as 'content' | null,
      broken: new Set<string>(),
    }
    if (found === null || found.status !== 'sending') return turn
    const again = classPolicies[found.class].sendAgainAfterSeconds === 0
    while (turn.trouble === null && performance.now() < until && deps.clock.now() < found.tooOldAt) {
      const now = deps.clock.now()
      const leaseUntil = new Date(now.getTime() + leaseMs)
      const batch = await takeBatch(session, { notice: found.number, token: randomUUID(), now, leaseUntil, again })
      if (batch === null) break
      const end = await sendBatch(deps, session, found, batch, until)
      turn.batches += 1
      if (end.trouble === 'account') turn.broken.add(batch.accountId)
      else turn.trouble = end.trouble
    }
    turn.due = await nextDue(session, found.number)
    return turn
  })
  if (frame === null || frame.status !== 'sending') {
    // it rests or is over: whoever lets it go on rings again
    await deps.transact(wardId, 'job:send-notice', (work) => unringSenders(work, noticeId))
    return
  }
  await followUp(deps, wardId, frame, turn)
}

/** `broken`: accounts the platform refuses. */
type Turn = { due: Date | null; batches: number; trouble: 'content' | null; broken: ReadonlySet<string> }

async function followUp(
  deps: MassDeps,
  wardId: string,
  frame: NoticeFrame,
  { due, batches, trouble, broken }: Turn
): Promise<void> {
  const noticeId = frame.id
  const run = <T>(useCase: (work: Work) => Promise<T>) => deps.transact(wardId, 'job:send-notice', useCase)
  await run((work) => doubtOfStopped(work, { noticeId }))
  if (trouble !== null) {
    const say = ({ title }: { title: string }) => ({ say: 'notice.paused_by_content', with: { title } })
    await run((work) => restNotice(work, { noticeId, why: trouble, say }))
    deps.log.warn({ noticeId, why: trouble }, 'a notice rests: the platform refuses it again and again')
    return
  }
  for (const accountId of broken) {
    deps.log.error({ noticeId, accountId }, 'a channel account is refused: its people wait, or go on by another way')
    await run((work) => doWithoutAccount(work, { noticeId, accountId }))
  }
  await run((work) => judgeProbe(work, { noticeId }))
  await endRefusedBatches(run, noticeId)
  const now = deps.clock.now()
  const isLate = now >= frame.tooOldAt
  if (isLate) await run((work) => expireNotice(work, { noticeId }))
  if (due !== null && !isLate) {
    const opensAt = nextOpening(frame.class, due > now ? due : now)
    const job = classPolicies[frame.class].lane === 'emergency' ? 'send-emergency' : 'send-notice'
    const goesOn = batches > 0 && opensAt <= now
    const isFirst = goesOn || (await run((work) => armNextTurn(work, { job, noticeId, at: opensAt })))
    if (isFirst) await deps.ring([{ job, wardId, rowId: noticeId, dueAt: opensAt }])
    return
  }
  await run((work) => closeNotice(work, { noticeId }))
}
