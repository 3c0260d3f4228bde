import { beginNotice, expandNotice } from '../src/ward/notice/expand-notice.ts'
import type { Wired } from '../src/wiring.ts'

type Tools = Pick<Wired, 'transact' | 'transactLong' | 'log'>

/** The hour of a notice: its audience is frozen in one long transaction, then the senders are rung. */
export async function startNotice(
  { transact, transactLong, log }: Tools,
  wardId: string,
  noticeId: string
): Promise<void> {
  const begun = await transact(wardId, 'job:start-notice', (work) => beginNotice(work, noticeId))
  if (begun !== 'begun') return
  const rows = await transactLong(wardId, 'job:start-notice', (work) => expandNotice(work, noticeId))
  log.info({ noticeId, rows }, 'a notice is on its way')
}
