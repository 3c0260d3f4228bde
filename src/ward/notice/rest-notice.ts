import type { Saying } from '../message/message.ts'
import type { Work } from '../work.ts'
import { pauseNotice } from './hold-notice.ts'
import type { PausedWhy } from './notice.ts'
import { tellAuthor } from './tell-author.ts'

type Rest = { noticeId: string; why: PausedWhy; say: (notice: { title: string }) => Saying }

/** Nobody asked: a notice rests by itself and its author hears of it. False for who comes second and finds it resting. */
export async function restNotice(work: Work, { noticeId, why, say }: Rest): Promise<boolean> {
  const paused = await pauseNotice(work, { noticeId, why })
  if (!paused.ok) return false
  await tellAuthor(work, noticeId, {
    source: 'notice_paused',
    sourceRow: `${noticeId}:${work.now.toISOString()}`,
    say,
  })
  return true
}
