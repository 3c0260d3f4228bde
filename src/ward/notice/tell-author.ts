import type { Saying } from '../message/message.ts'
import type { Work } from '../work.ts'

type Telling = { source: string; sourceRow: string; say: (notice: { title: string }) => Saying }

/** The author hears of it where the author has linked a chat; the notice's page shows it in any case. */
export async function tellAuthor(work: Work, noticeId: string, { source, sourceRow, say }: Telling): Promise<void> {
  const { authorId, title } = await work.db.notice.findFirstOrThrow({
    where: { id: noticeId },
    select: { authorId: true, title: true },
  })
  if (authorId === null) return
  const link = await work.db.chatLink.findFirst({
    where: { officialId: authorId, endedAt: null },
    select: { conversationId: true },
  })
  if (link === null) return
  work.say({ to: link.conversationId, class: 'status', source, sourceRow, parts: [say({ title })] })
}
