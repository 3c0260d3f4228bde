import type { Talk } from '../talk.ts'
import { wardNameOf } from '../ward/ward-name.ts'
import type { Work } from '../work.ts'
import { fillForRecipient, noticeMessage, type NoticeLanguage } from './notice-words.ts'
import type { NoticeChoice, NoticeWords } from './notice.ts'
import { blanksOf, recipientBlanksQuery, type RecipientKnown } from './recipient-blanks.ts'

/** `corrected`: what was asked for holds no more, and these are the words that took its place. `over`: its hour has gone by. */
export type NoticeRead =
  | { kind: 'not_yours' | 'stopped' }
  | { kind: 'read'; text: string; choices: readonly NoticeChoice[]; isCorrected: boolean; isOver: boolean }

/**
 * The approved words of a notice that stands in the ledger of who asks, as a digest named it; where they were corrected,
 * the correction. A notice that was stopped is not read out.
 */
export async function readNotice(
  work: Work,
  talk: Talk,
  { noticeId, language }: { noticeId: string; language: NoticeLanguage }
): Promise<NoticeRead> {
  const [asked] = await work.db.$queryRaw<{ latest: string }[]>`
    with recursive own as (
      select n.id, n.number from notice n where n.id::text = ${noticeId} and n.kind <> 'digest' and exists (
        select from delivery d where d.notice = n.number and (d.recipient_id = ${talk.conversationId}::uuid or d.recipient_id in (
          select unnest(array[other.conversation_id, l.citizen_id]) from chat_link l left join chat_link other on other.citizen_id = l.citizen_id and other.ended_at is null
          where l.conversation_id = ${talk.conversationId}::uuid and l.citizen_id is not null and l.ended_at is null)))),
    words as (
      select id, number from own
      union select n.id, n.number from notice n join words w on n.corrects_id = w.id where n.expanded_at is not null)
    select id as latest from words order by number desc limit 1`
  if (asked === undefined) return { kind: 'not_yours' }
  const notice = await work.db.notice.findFirstOrThrow({ where: { id: asked.latest } })
  if (notice.status === 'stopped') return { kind: 'stopped' }
  const words = notice.words as unknown as NoticeWords
  const text = (language === 'en' ? words.en : undefined) ?? words.vi
  const [known] = await work.db.$queryRawUnsafe<RecipientKnown[]>(recipientBlanksQuery, work.wardId, [
    talk.conversationId,
  ])
  const { name } = await wardNameOf(work)
  const isOver = notice.expiresAt !== null && notice.expiresAt <= work.now
  return {
    kind: 'read',
    text: fillForRecipient(noticeMessage(text, name), blanksOf(known, language), language),
    choices: isOver ? [] : (notice.choices as unknown as NoticeChoice[]),
    isCorrected: notice.id !== noticeId,
    isOver,
  }
}
