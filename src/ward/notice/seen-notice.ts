import { fingerprint } from '../../platform/fingerprint.ts'
import type { Work } from '../work.ts'
import { findNotice, type NoticeRow } from './find-notice.ts'
import { approvedContent } from './notice-hash.ts'

/** The mark of what an official was shown of a notice: another one means that somebody has changed it since. */
export const seenOfNotice = (notice: NoticeRow): string =>
  fingerprint([approvedContent(notice), notice.facts, notice.eventAt])

/** Whether a notice still is as it was shown. It stays so until the transaction ends. */
export async function isAsSeen(work: Work, { noticeId, seen }: { noticeId: string; seen: string }): Promise<boolean> {
  await work.db.$queryRaw`select id from notice where id = ${noticeId}::uuid for update`
  const notice = await findNotice(work, { noticeId })
  return notice !== null && seenOfNotice(notice) === seen
}
