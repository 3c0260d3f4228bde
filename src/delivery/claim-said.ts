import { randomUUID } from 'node:crypto'
import type { Language, Translate } from '../platform/i18n.ts'
import { Bug } from '../platform/bug.ts'
import { base64Of } from '../platform/seal.ts'
import type { Message } from '../ward/message/message.ts'
import type { Work } from '../ward/work.ts'
import { outboxRowsOf } from '../ward/write-down.ts'
import { leaseFrom, messageOf, type Claimed } from './claim.ts'

/** Where a reply goes. Nothing else is on its way to this conversation, and nobody else can begin (its lock is held). */
export type ReplyPlace = { conversationId: string; accountId: string; address: Uint8Array; language: Language }

/**
 * Replies that this transaction has said to `places` are written as claimed by whoever runs it: one commit keeps the turn
 * and the claim, and the words leave right after it. Everything else that was said goes the usual way.
 */
export async function claimSaid(work: Work, places: readonly ReplyPlace[], translate: Translate): Promise<Claimed[]> {
  const placeOf = new Map(places.map((place) => [place.conversationId, place]))
  const said = work.takeSaid((message) => message.class === 'reply' && placeOf.has(message.to))
  if (said.length === 0) return []
  const leaseUntil = leaseFrom(work.now)
  const written: Record<string, unknown>[] = []
  const claims = [...new Set(said.map((message) => message.to))].map((conversationId): Claimed => {
    const place = placeOf.get(conversationId)!
    const claim = randomUUID()
    const rows = said.filter((message) => message.to === conversationId).flatMap((message) => rowsOf(message, place))
    for (const [index, { row, message }] of rows.entries()) {
      written.push({ ...row, claim, first: index === 0, words: base64Of(work.seal.json(message)) })
    }
    return {
      conversationId,
      claim,
      leaseUntil,
      accountId: place.accountId,
      address: work.seal.openText(place.address),
      rows: rows.map(({ row, message }) => ({ id: row.id, class: row.class, attempts: 0, why: null, message })),
    }
  })
  const [done] = await work.sql<{ count: number }>(writing, [JSON.stringify(written), work.now, leaseUntil])
  if (done!.count !== written.length) throw new Bug('a reply was said twice')
  return claims

  function rowsOf(message: Message, { language }: ReplyPlace) {
    return outboxRowsOf(work, message).map((row, index) => ({
      row,
      message: messageOf(message.parts[index]!, { class: message.class, language, now: work.now }, translate),
    }))
  }
}

const writing = {
  name: 'claim-said',
  text: `
    with given as materialized (
      select * from json_to_recordset($1::json) as one(id uuid, conversation uuid, class text, source text,
        source_row text, saying text, words text, claim uuid, first boolean, expires timestamptz)
    ), written as (
      insert into outbox (id, conversation_id, class, source, source_row, saying, words, status, claim, lease_until,
        request_started_at, next_at, expires_at, created_at)
      select id, conversation, class, source, source_row, decode(saying, 'base64'), decode(words, 'base64'), 'claimed',
        claim, $3::timestamptz, case when first then $2::timestamptz end, $2::timestamptz, expires, $2::timestamptz
      from given
      on conflict do nothing
      returning id
    ), rung as (
      insert into doorbell (job, row_id, ward_id, due_at)
      select distinct 'deliver-outbox', conversation, current_ward(), $3::timestamptz from given
      on conflict (job, row_id) do update set due_at = least(doorbell.due_at, excluded.due_at)
    )
    select count(*)::int as count from written`,
}
