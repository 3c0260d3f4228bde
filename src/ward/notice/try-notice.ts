import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { findNotice } from './find-notice.ts'
import { fillForRecipient, noticeMessage } from './notice-words.ts'

/** A notice is sent to its own author or approver first, on the chat they linked to their account, marked as a trial. */
export async function tryNotice(
  work: Work,
  { noticeId, officialId, wardName }: { noticeId: string; officialId: string; wardName: string }
): Promise<Result<{ chats: number }, 'not_found' | 'no_chat_linked'>> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null) return refuse('not_found')
  const links = await work.db.chatLink.findMany({
    where: { officialId, endedAt: null },
    select: { conversationId: true },
  })
  if (links.length === 0) return refuse('no_chat_linked')
  const text = fillForRecipient(noticeMessage(notice.words.vi, wardName), {}, 'vi')
  for (const { conversationId } of links) {
    work.say({
      to: conversationId,
      class: 'status',
      source: 'notice_trial',
      sourceRow: `${noticeId}:${conversationId}:${work.now.getTime()}`,
      parts: [{ say: 'notice.trial', with: { text } }],
    })
  }
  work.audit('notice.tried', { noticeId, chats: links.length })
  return ok({ chats: links.length })
}
