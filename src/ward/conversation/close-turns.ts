import { base64Of } from '../../platform/seal.ts'
import type { Work } from '../work.ts'

/** Where a conversation stands after a turn. */
export type Standing = {
  /** Sealed; null: nothing is open. */
  state: Uint8Array | null
  stateExpiresAt: Date | null
  misses: number
  language: string
  greeted: boolean
  askedNeighbourhood: boolean
}

export type ClosedTurn = {
  inboundId: string
  conversationId: string
  outcome: string
  /** Absent: the event was no turn, the conversation stays as it was. */
  standing?: Standing
}

/**
 * The mark "handled", where each conversation stands, and the bells taken down: kept together with what the turns changed.
 * A bell that somebody is just looking at is left to the next look.
 */
export async function closeTurns(work: Work, closed: readonly ClosedTurn[]): Promise<void> {
  if (closed.length === 0) return
  const turns = closed.map(({ standing, ...turn }) => ({
    ...turn,
    ...standing,
    state: standing?.state ? base64Of(standing.state) : null,
    stands: standing !== undefined,
  }))
  const inbound = turns.map((turn) => turn.inboundId)
  const conversations = turns.map((turn) => turn.conversationId)
  await work.sql(closing, [JSON.stringify(turns), work.now, inbound, conversations])
}

const closing = {
  name: 'close-turns',
  text: `
    with turn as materialized (
      select * from json_to_recordset($1::json) as one("inboundId" uuid, "conversationId" uuid, outcome text, stands boolean,
        state text, "stateExpiresAt" timestamptz, misses int, language text, greeted boolean, "askedNeighbourhood" boolean)
    ), handled as (
      update inbound set status = case when turn.outcome = 'ignored' then 'ignored' else 'handled' end,
        outcome = turn.outcome, handled_at = $2::timestamptz, conversation_id = turn."conversationId"
      from turn where inbound.id = any ($3::uuid[]) and inbound.id = turn."inboundId"
    ), standing as (
      update conversation set state = decode(turn.state, 'base64'), state_expires_at = turn."stateExpiresAt",
        misses = turn.misses, language = turn.language, left_at = null, last_inbound_at = $2::timestamptz,
        greeted_at = coalesce(greeted_at, case when turn.greeted then $2::timestamptz end),
        asked_neighbourhood_at = coalesce(asked_neighbourhood_at, case when turn."askedNeighbourhood" then $2::timestamptz end)
      from turn
      where conversation.id = any ($4::uuid[]) and conversation.id = turn."conversationId" and turn.stands
    )
    delete from doorbell where job = 'handle-inbound' and row_id in (
      select row_id from doorbell where job = 'handle-inbound' and row_id = any ($3::uuid[]) for update skip locked)`,
}
