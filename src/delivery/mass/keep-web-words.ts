import { newId } from '../../platform/ids.ts'
import type { Language, Translate } from '../../platform/i18n.ts'
import type { Seal } from '../../platform/seal.ts'
import type { ClaimedRow } from './batch-ledger.ts'
import type { BatchSession } from './batch-session.ts'
import { fillBlanks, findBlanks, wordingOf, type NoticeFrame } from './notice-frame.ts'

/** A web page reads its words from the outbox: they stand there, as said, before the page is told to look. By recipient: another one may have had the slot before. */
export async function keepWebWords(
  { seal, translate }: { seal: Seal; translate: Translate },
  session: BatchSession,
  frame: NoticeFrame,
  rows: readonly ClaimedRow[]
): Promise<void> {
  const blanks = wordingOf(frame, 'vi', translate).hasBlanks ? await findBlanks(session, rows) : null
  const words = rows.map((row) => {
    const language: Language = row.language === 'en' ? 'en' : 'vi'
    const { message } = wordingOf(frame, language, translate)
    return seal.json(session.wardId, blanks ? fillBlanks(message, blanks.get(row.recipientId), language) : message)
  })
  await session.client.query(
    `insert into outbox (id, ward_id, conversation_id, class, source, source_row, saying, words, status, next_at, expires_at, created_at, settled_at)
     select w.id, $1, w.conversation_id, 'status', 'notice', w.source_row, w.words, w.words, 'accepted', now(), now(), now(), now()
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bytea[]) as w(id, conversation_id, source_row, words)
     on conflict (ward_id, source, source_row) do nothing`,
    [
      session.wardId,
      rows.map(() => newId()),
      rows.map((row) => row.recipientId),
      rows.map((row) => `${frame.id}:${row.slot}:${row.recipientId}`),
      words.map((sealed) => Buffer.from(sealed)),
    ]
  )
}
