import { Bug } from '../platform/bug.ts'
import type { Sql } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { base64Of, type Sealed } from '../platform/seal.ts'
import { classRules, type Message } from './message/message.ts'

/** What is written with: the transaction's `work` fits. */
type Desk = { sql: Sql; now: Date; actor: string; seal: { json(clear: unknown): Sealed } }

type Bell = { job: string; rowId: string; dueAt: Date }
export type AuditLine = { action: string; details: Readonly<Record<string, string | number | boolean | null>> }

type Said = { messages: readonly Message[]; audits: readonly AuditLine[]; bells: readonly Bell[] }

/**
 * Writes the outbox rows, audit lines and doorbells of one transaction, in one statement (its values travel as JSON: as
 * arrays they cost five times as much). Returns the conversations that have something new to be sent: the first bubble
 * wakes the worker, it takes the rest of the conversation along in order.
 */
export async function writeDown(desk: Desk, { messages, audits, bells }: Said): Promise<string[]> {
  if (messages.length + audits.length + bells.length === 0) return []
  for (const bell of bells) if (bell.rowId === '') throw new Bug(`a bell of ${bell.job} without a row`)
  const lines = audits.map(({ action, details }) => ({ id: newId(), action, details }))
  const rows = messages.flatMap((message) => outboxRowsOf(desk, message))
  const rung = bells.map(({ job, rowId, dueAt }) => ({ job, row: rowId, due: dueAt }))
  const [done] = await desk.sql<{ woken: string[] }>(writing, [
    JSON.stringify(rows),
    JSON.stringify(lines),
    JSON.stringify(rung),
    desk.now,
    desk.actor,
  ])
  return done!.woken
}

function expiryOf({ class: messageClass, until }: Message, now: Date): Date {
  const byClass = new Date(now.getTime() + classRules[messageClass].tooOldAfterSeconds * 1000)
  return until !== undefined && until < byClass ? until : byClass
}

/** One outbox row per bubble: what left is settled bubble by bubble, so a retry repeats nothing. */
export function outboxRowsOf(desk: Desk, message: Message) {
  return message.parts.map((saying, index) => ({
    id: newId(),
    conversation: message.to,
    class: message.class,
    source: message.source,
    source_row: `${message.sourceRow}:${index}`,
    saying: base64Of(desk.seal.json(saying)),
    expires: expiryOf(message, desk.now),
  }))
}

const writing = {
  name: 'write-down',
  text: `
    with written as (
      insert into outbox (id, conversation_id, class, source, source_row, saying, next_at, expires_at, created_at)
      select id, conversation, class, source, source_row, decode(saying, 'base64'), $4::timestamptz, expires, $4::timestamptz
      from json_to_recordset($1::json) as one(id uuid, conversation uuid, class text, source text, source_row text,
        saying text, expires timestamptz)
      on conflict do nothing
      returning conversation_id
    ), audited as (
      insert into audit_line (id, at, actor, action, details)
      select id, $4::timestamptz, $5::text, action, details
      from json_to_recordset($2::json) as one(id uuid, action text, details jsonb)
    ), bell as (
      select job, row, min(due) as due
      from (select job, row, due from json_to_recordset($3::json) as one(job text, row uuid, due timestamptz)
        union all select 'deliver-outbox', conversation_id, $4::timestamptz from written) as given(job, row, due)
      group by job, row
    ), rung as (
      insert into doorbell (job, row_id, ward_id, due_at)
      select job, row, current_ward(), due from bell
      on conflict (job, row_id) do update set due_at = least(doorbell.due_at, excluded.due_at)
    )
    select coalesce(array_agg(distinct conversation_id::text), '{}') as woken from written`,
}
