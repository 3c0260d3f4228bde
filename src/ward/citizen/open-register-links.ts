import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'

type Reached = { citizenId: string; channels: readonly { channel: string; address: string }[] }

/**
 * A source system may know under which address a citizen is reached. The chat is opened on the ward's account of that
 * channel and linked, unless somebody has proven it theirs already; a channel the ward has no account on is passed over.
 */
export async function openRegisterLinks(work: Work, reached: readonly Reached[]): Promise<void> {
  const wanted = reached.flatMap(({ citizenId, channels }) => channels.map((one) => ({ citizenId, ...one })))
  if (wanted.length === 0) return
  const accounts = await work.db.channelAccount.findMany({
    orderBy: { createdAt: 'asc' },
    select: { id: true, channel: true },
  })
  const rows = wanted.flatMap(({ citizenId, channel, address }) => {
    const account = accounts.find((one) => one.channel === channel)
    return account
      ? [{ citizenId, channel, address, accountId: account.id, hash: work.seal.hash('address', address) }]
      : []
  })
  if (rows.length === 0) return
  await work.db.$executeRaw`
    insert into conversation (id, account_id, channel, address_hash, address, created_at)
    select one.*, ${work.now}::timestamptz
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((row) => row.accountId)}::uuid[], ${rows.map((row) => row.channel)}::text[],
      ${rows.map((row) => row.hash)}::bytea[], ${rows.map((row) => work.seal.text(row.address))}::bytea[]) as one
    on conflict (ward_id, account_id, address_hash) do nothing`
  await work.db.$executeRaw`
    insert into chat_link (id, conversation_id, citizen_id, proven_by, linked_at, last_seen_at)
    select distinct on (c.id) one.id, c.id, one.citizen_id, 'register', ${work.now}::timestamptz, ${work.now}::timestamptz
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((row) => row.citizenId)}::uuid[], ${rows.map((row) => row.accountId)}::uuid[],
      ${rows.map((row) => row.hash)}::bytea[]) as one(id, citizen_id, account_id, address_hash)
    join conversation c on c.account_id = one.account_id and c.address_hash = one.address_hash
    where not exists (select 1 from chat_link l where l.conversation_id = c.id and l.citizen_id is not null)
    order by c.id, one.id`
}
