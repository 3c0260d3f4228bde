import { newId } from '../../platform/ids.ts'
import type { OpenLink } from '../citizen/see-links.ts'
import { classRules } from '../message/message.ts'
import type { Work } from '../work.ts'
import type { ConversationRow } from './open-conversation.ts'

/** What a turn needs to know before it begins. */
export type OpenedTurn = {
  inbound: { id: string; receivedAt: Date; content: Uint8Array }
  conversation: TurnConversation
  links: OpenLink[]
  /** A person was called and the talk with them is not over. */
  handedOver: boolean
  /** Messages of the last five minutes before this one, 19 at most: whether it may be a loop. */
  recentMessages: number
  /** Notices of the last days that a digest named, or will: what may be asked for by its title. */
  digested: DigestedNotice[]
  /** Nothing else is on its way to this conversation, and until the end of this transaction nobody can begin. */
  alone: boolean
}

export type DigestedNotice = { noticeId: string; titles: string[] }

export type TurnConversation = Pick<
  ConversationRow,
  | 'id'
  | 'accountId'
  | 'address'
  | 'channel'
  | 'language'
  | 'state'
  | 'stateExpiresAt'
  | 'misses'
  | 'neighbourhoodId'
  | 'greetedAt'
  | 'askedNeighbourhoodAt'
  | 'quietUntil'
  | 'leftAt'
>

type Wish = {
  most: number
  /** Only these events' conversations; absent: whatever is due. */
  only?: readonly string[]
}

/** `found`: events that waited and were looked at, also those whose conversation somebody else is in. */
export type OpenedTurns = { found: readonly string[]; turns: readonly OpenedTurn[] }

/**
 * Takes the oldest waiting event of each conversation that has one due and that nobody else is in. One conversation is
 * handled by one process at a time (a lock of this transaction), its events in order. The lock is taken by a statement of
 * its own: what is read after it cannot be older than the lock.
 */
export async function openTurns(work: Work, { most, only }: Wish): Promise<OpenedTurns> {
  const locked = await work.sql<Locked>(locking, [work.wardId, work.now, most, only ?? null])
  const found = locked[0]?.found ?? []
  const free = locked.filter((row) => row.free)
  if (free.length === 0) return { found, turns: [] }
  const keys = free.map((row) => ({ id: newId(), account: row.account, hash: row.hash, quiet: row.quiet }))
  if (free.some((row) => !row.known)) await work.sql(beginning, [JSON.stringify(keys), work.now])
  const rows = await work.sql<Opened>(opening, [JSON.stringify(keys), work.now, waitingForHours])
  return { found, turns: rows.map(asTurn) }
}

/** Classes whose messages wait for their hours: nothing has to wait behind them. */
const waitingForHours = Object.entries(classRules).flatMap(([name, { inHoursOnly }]) => (inHoursOnly ? [name] : []))

type Locked = { found: string[]; account: string; hash: string; known: boolean; free: boolean; quiet: boolean }

type Opened = TurnConversation & {
  inboundId: string
  receivedAt: Date
  content: Uint8Array
  links: { id: string; citizenId: string | null; officialId: string | null; lastSeenAt: string }[]
  handedOver: boolean
  recentMessages: number
  digested: DigestedNotice[]
  alone: boolean
}

function asTurn({
  inboundId,
  receivedAt,
  content,
  links,
  handedOver,
  recentMessages,
  digested,
  alone,
  ...row
}: Opened): OpenedTurn {
  return {
    inbound: { id: inboundId, receivedAt, content },
    conversation: row,
    links: links.map((link) => ({ ...link, lastSeenAt: new Date(link.lastSeenAt) })),
    handedOver,
    recentMessages,
    digested,
    alone,
  }
}

/** `quiet`: no delivery to the conversation can begin either. Bells of what has been handled are taken down on the way. */
const locking = {
  name: 'lock-turns',
  text: `
    with bell as materialized (
      select row_id from doorbell
      where job = 'handle-inbound' and ward_id = $1::uuid and due_at <= $2::timestamptz
        and ($4::uuid[] is null or row_id = any ($4::uuid[]))
      order by row_id limit $3::int for update skip locked
    ), waiting as materialized (
      select inbound.id, account_id, address_hash from bell join inbound on inbound.id = bell.row_id where status = 'waiting'
    ), over as (
      delete from doorbell using bell
      where doorbell.job = 'handle-inbound' and doorbell.row_id = bell.row_id
        and not exists (select from waiting where waiting.id = bell.row_id)
    ), talk as materialized (
      select waiting.account_id, waiting.address_hash, conversation.id as known, min(waiting.id::text) as eldest
      from waiting left join conversation
        on conversation.account_id = waiting.account_id and conversation.address_hash = waiting.address_hash
      group by 1, 2, 3
    )
    select bells.found, talk.account_id as account, encode(talk.address_hash, 'hex') as hash, talk.known is not null as known,
      pg_try_advisory_xact_lock(hashtextextended(talk.account_id::text || ':' || encode(talk.address_hash, 'hex'), 0)) as free,
      talk.known is null or pg_try_advisory_xact_lock(hashtextextended(talk.known::text, 1)) as quiet
    from (select coalesce(array_agg(row_id::text order by row_id), '{}') as found from bell) bells left join talk on true
    order by talk.eldest`,
}

/** The conversation is made at the first word. */
const beginning = {
  name: 'begin-conversations',
  text: `
    insert into conversation (id, account_id, channel, address_hash, address, created_at)
    select key.id, key.account, channel_account.channel, first.address_hash, first.address, $2::timestamptz
    from json_to_recordset($1::json) as key(id uuid, account uuid, hash text)
    join channel_account on channel_account.id = key.account
    cross join lateral (
      select address_hash, address from inbound
      where account_id = key.account and address_hash = decode(key.hash, 'hex') and status = 'waiting' order by id limit 1
    ) first
    on conflict do nothing`,
}

/** An answered hand-over stays open to a reply for a day. */
const opening = {
  name: 'open-turns',
  text: `
    select first.id as "inboundId", first.received_at as "receivedAt", first.content, talk.id, talk.account_id as "accountId",
      talk.address, talk.channel, talk.language, talk.state, talk.state_expires_at as "stateExpiresAt", talk.misses,
      talk.neighbourhood_id as "neighbourhoodId", talk.greeted_at as "greetedAt",
      talk.asked_neighbourhood_at as "askedNeighbourhoodAt", talk.quiet_until as "quietUntil", talk.left_at as "leftAt",
      (select coalesce(json_agg(json_build_object('id', id, 'citizenId', citizen_id, 'officialId', official_id,
          'lastSeenAt', last_seen_at)), '[]')
        from chat_link where conversation_id = talk.id and ended_at is null) as links,
      exists (select from hand_over where conversation_id = talk.id and (status in ('open', 'taken')
        or status = 'answered' and opened_at > $2::timestamptz - interval '1 day')) as "handedOver",
      (select count(*)::int from (select received_at from inbound where conversation_id = talk.id order by id desc limit 19) latest
        where latest.received_at > first.received_at - interval '5 minutes') as "recentMessages",
      (select coalesce(json_agg(json_build_object('noticeId', notice.id, 'titles', jsonb_path_query_array(notice.words, '$.*.title')) order by notice.number desc), '[]')
        from (select notice as number from delivery where recipient_id = talk.id and (status = 'h' or status = 's' and why = 'g')
            and at > $2::timestamptz - interval '14 days' order by notice desc limit 20) named
        join notice on notice.number = named.number) as digested,
      key.quiet and not exists (select from (select status, class from outbox where conversation_id = talk.id order by id desc limit 20) latest
        where latest.status = 'claimed' or latest.status = 'waiting' and latest.class <> all ($3::text[])) as alone
    from json_to_recordset($1::json) as key(account uuid, hash text, quiet boolean)
    join conversation talk on talk.account_id = key.account and talk.address_hash = decode(key.hash, 'hex')
    cross join lateral (
      select id, received_at, content from inbound
      where account_id = key.account and address_hash = talk.address_hash and status = 'waiting' order by id limit 1
    ) first
    order by first.id`,
}
