import type { Work } from '../work.ts'
import { fillForRecipient } from './notice-words.ts'
import type { NoticeWords } from './notice.ts'
import { withoutChat } from './without-chat.ts'

export type DoorWords = { noticeId: string; title: string; body: string }

/** What is to be told at the doors of a list, notice by notice: whoever goes there has it before them. */
export async function wordsAtDoors(work: Work, noticeIds: readonly string[]): Promise<DoorWords[]> {
  const notices = await work.db.notice.findMany({
    where: { id: { in: [...new Set(noticeIds)] } },
    select: { id: true, words: true },
    orderBy: { number: 'asc' },
  })
  return notices.map(({ id, words }) => {
    const { title, body } = (words as unknown as NoticeWords).vi
    const plain = (text: string) => fillForRecipient(withoutChat(text), {}, 'vi')
    return { noticeId: id, title: plain(title), body: plain(body) }
  })
}
