import { closeNotice, endDeadClaims } from '../src/ward/notice/close-notice.ts'
import { judgeProbe } from '../src/ward/notice/judge-probe.ts'
import { endRefusedBatches } from '../src/ward/notice/next-way.ts'
import {
  endDoubts,
  endStoppedBatches,
  findStrandedNotices,
  isDigestTime,
  wakeNotice,
} from '../src/ward/notice/reconcile-notices.ts'
import { closeDoors } from '../src/ward/delivery/close-doors.ts'
import { checkLedger } from '../src/ward/delivery/check-ledger.ts'
import { gatherDigests } from '../src/ward/notice/expand-notice.ts'
import type { Transact, Work } from '../src/ward/work.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

/** Every few seconds: claims of the dead, notices that nobody works on although something waits, and notices through but not closed. */
export const wakeNotices = (wired: Wired): Promise<void> =>
  inEveryWard(wired, (wardId) => wakeNoticesOf(wardId, wired.transact))

export async function wakeNoticesOf(wardId: string, transact: Transact): Promise<void> {
  const run = <T>(useCase: (work: Work) => Promise<T>) => transact(wardId, 'job:wake-notices', useCase)
  await run(endDeadClaims)
  await run(endStoppedBatches)
  for (const notice of await run(findStrandedNotices)) {
    await run((work) => judgeProbe(work, notice))
    await endRefusedBatches(run, notice.noticeId)
    await run((work) => closeNotice(work, notice))
    await run((work) => wakeNotice(work, notice))
  }
}

/** Every quarter of an hour: doubts whose receipt did not come. */
export const endNoticeDoubts = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    const ended = await wired.transact(wardId, 'job:end-notice-doubts', endDoubts)
    if (ended > 0) wired.log.info({ wardId, ended }, 'doubts without a receipt were ended by the rule of their class')
  })

/** Every hour: doors nobody goes to any more. */
export const closeOldDoors = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    await wired.transact(wardId, 'job:close-doors', closeDoors)
  })

/** Every day: the ledger against what was counted of it before. A gap is an alarm for whoever runs the service. */
export const checkLedgers = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    for (const gap of await wired.transact(wardId, 'job:check-ledger', checkLedger)) {
      wired.log.error({ wardId, ...gap }, 'the ledger holds less than was counted of this day')
    }
  })

/** In the evening: what was held back today goes out as one message. */
export const sendDigests = (wired: Wired): Promise<void> =>
  isDigestTime(wired.clock.now())
    ? inEveryWard(wired, async (wardId) => {
        await wired.transact(wardId, 'job:send-digests', gatherDigests)
      })
    : Promise.resolve()
