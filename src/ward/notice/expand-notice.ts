import { Prisma } from '../../generated/prisma/client.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, atWardTime, wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { classPolicies, isMassClass, type MassClass } from '../delivery/class-policy.ts'
import { deliveryStatuses, whys } from '../delivery/delivery.ts'
import { nextOpening, quietUntil } from '../delivery/opening.ts'
import type { Work } from '../work.ts'
import type { Audience, AudienceOf } from './audience.ts'
import {
  audienceGroups,
  countOf,
  paidHours,
  resolveAudience,
  type AudienceCount,
  type AudienceGroup,
} from './resolve-audience.ts'
import { digestOf, type GatheredNotice } from './digest-words.ts'
import { correctedNumbers, overtakeWaiting } from './corrected-numbers.ts'
import { ringSenders } from './hold-notice.ts'
import { isAsApproved } from './notice-hash.ts'
import { stepsFrom } from './notice.ts'

/** The hour has come. Seen by officials as `expanding`; killed here, it is begun again. */
export async function beginNotice(work: Work, noticeId: string): Promise<'begun' | 'not_yet' | 'nothing'> {
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: { in: [...stepsFrom.expand] } },
  })
  if (notice === null) {
    await work.unring('start-notice', noticeId)
    return 'nothing'
  }
  if (notice.sendAt !== null && notice.sendAt > work.now) {
    await work.unring('start-notice', noticeId)
    work.ring('start-notice', noticeId, notice.sendAt)
    return 'not_yet'
  }
  const isOver = notice.expiresAt !== null && notice.expiresAt <= work.now
  const isChanged = notice.approvedHash !== null && !isAsApproved(notice, notice.approvedHash)
  if (isOver || isChanged) {
    // what was approved is what is sent, in its time, or nothing is
    const why = isOver ? 'event_over' : 'not_as_approved'
    const over = { status: 'refused', reason: why, finishedAt: work.now }
    await work.db.notice.updateMany({ where: { id: noticeId, status: notice.status }, data: over })
    await work.unring('start-notice', noticeId)
    work.audit('notice.refused', { noticeId, why })
    return 'nothing'
  }
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: { in: [...stepsFrom.expand] } },
    data: { status: 'expanding' },
  })
  if (count === 0) return 'nothing'
  // the notice's row first and the bell's after it, here and in the expansion: the other way round two jobs block each other
  await work.unring('start-notice', noticeId)
  work.remind('start-notice', noticeId, new Date(work.now.getTime() + 30_000))
  return 'begun'
}

/** Recipients of one batch: what a worker holds for a moment. */
export const batchSize = 500
/** How many go first, to see how they are taken: twenty, or one in a hundred. */
const probeSize = 20
const probeShare = 0.01

/** The digest of a day goes out at this hour of the ward's clock. */
export const digestClock = '18:00'

/**
 * Freezes the audience: every row of the ledger and every batch is written in this one transaction, before anything is
 * sent; then the notice is sending. Run twice, the second finds nothing to do.
 */
export async function expandNotice(work: Work, noticeId: string): Promise<number> {
  const { count } = await work.db.notice.updateMany({
    where: { id: noticeId, status: 'expanding' },
    data: { status: 'sending', expandedAt: work.now },
  })
  if (count === 0) return 0
  const notice = await work.db.notice.findFirstOrThrow({ where: { id: noticeId } })
  const messageClass: MassClass = isMassClass(notice.class) ? notice.class : 'notice'
  const of: AudienceOf = {
    audience: notice.audience as Audience,
    class: messageClass,
    kind: notice.kind,
    statutory: notice.statutory,
    topic: notice.topic,
    hasTemplate: notice.template !== null,
    corrects: await correctedNumbers(work, notice),
    final: true,
  }
  if (of.corrects !== null && of.audience.untold !== undefined) await overtakeWaiting(work, of.corrects)
  const opensAt = nextOpening(messageClass, work.now)
  const urgent = classPolicies[messageClass].lane === 'emergency'
  // what the law wants told, and what asks for an answer, is said whole and at once
  const mayHold = !notice.statutory && (notice.choices as unknown[]).length === 0 && of.corrects === null
  const holds = classPolicies[messageClass].oneADay && mayHold && mayWait(notice.expiresAt, opensAt)
  const { written, counts } = await writeRows(work, { number: notice.number, of, opensAt, holds, urgent })
  if (classPolicies[messageClass].hours !== null) await respectQuietHours(work, notice.number, opensAt)
  await work.db.notice.updateMany({
    where: { id: noticeId },
    data: { counts, ...(urgent ? { releasedAt: work.now } : {}) },
  })
  await work.unring('start-notice', noticeId)
  if (opensAt > work.now) work.ring(urgent ? 'send-emergency' : 'send-notice', noticeId, opensAt)
  else ringSenders(work, { noticeId, class: notice.class })
  work.audit('notice.expanded', { noticeId, rows: written })
  return written
}

/** When what is held at this hour is said. */
const digestAfter = (at: Date): Date =>
  atWardTime(wardClockOf(at) < digestClock ? wardDateOf(at) : addDays(wardDateOf(at), 1), digestClock)

/** A reminder for this evening cannot wait for the digest. */
function mayWait(expiresAt: Date | null, opensAt: Date): boolean {
  const digestAt = atWardTime(addDays(wardDateOf(opensAt), 1), digestClock)
  return expiresAt === null || expiresAt > digestAt
}

type Rows = { number: number; of: AudienceOf; opensAt: Date; holds: boolean; urgent: boolean }

/** Sorts of a whole ward happen in memory: for this one transaction. */
const sortMemory = '64MB'

/**
 * One statement resolves the audience, writes its rows and batches and counts what it wrote. Rows in the order channel,
 * account, person, so that a batch is a run of neighbours on the disk. Nobody is held whom Zalo would let nobody write to
 * when the digest goes.
 */
async function writeRows(
  work: Work,
  { number, of, opensAt, holds, urgent }: Rows
): Promise<{ written: number; counts: AudienceCount }> {
  await work.db.$executeRaw`select set_config('work_mem', ${sortMemory}, true)`
  const { text, values } = resolveAudience(of, work.now)
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const ward = bind(work.wardId, 'uuid')
  const notice = bind(number, 'int')
  const at = bind(opensAt, 'timestamptz')
  const lastWrote = new Date(digestAfter(opensAt).getTime() - paidHours * 3_600_000)
  const told = `told as (select d.recipient_id from delivery d join notice n on n.number = d.notice
        join conversation v on v.id = d.recipient_id and (v.channel <> 'zalo' or v.last_inbound_at > ${bind(lastWrote, 'timestamptz')})
      where ${holds} and n.class = 'notice' and n.kind <> 'digest' and n.expanded_at > ${at} - interval '3 days' and d.way <> 'v'
        and n.status in ('sending', 'paused', 'finished', 'finished_with_failures') and n.number <> ${notice}
        and (d.status = 'w' or (d.status in ('a', 'd', 'r', 'u') and d.at >= ${bind(atWardTime(wardDateOf(opensAt)), 'timestamptz')})))`
  const probes = '(select probes from probing)' // once: a join would count them again for each row
  const statement = `${text}, ${told},
    probing as materialized (select greatest(${probeSize}, ceil(count(account_id) * ${probeShare}))::int as probes from resolved),
    ranked as materialized (
      select r.recipient_id, r.account_id, r.channel, r.way, r.why,
        case when r.status = 'w' and r.account_id is not null and r.recipient_id in (select recipient_id from told) then '${deliveryStatuses.held}'::"char" else r.status end as status,
        (row_number() over (order by array_position(array['zalo', 'telegram', 'web'], r.channel), r.account_id, r.recipient_id) - 1)::int as slot
      from resolved r),
    ledger as (
      insert into delivery (ward_id, recipient_id, notice, slot, at, status, way, why)
      select ${ward}, recipient_id, ${notice}, slot, ${at}, status, way, why from ranked),
    batches as (
      insert into delivery_batch (id, ward_id, notice, channel, account_id, first_slot, last_slot, probe, due_at)
      select gen_random_uuid(), ${ward}, ${notice}, channel, account_id, min(slot), max(slot), ${!urgent} and bool_and(slot < ${probes}), ${at}
      from ranked where account_id is not null and status = 'w'
      group by case when slot < ${probes} then slot / ${batchSize} else 1000000 + (slot - ${probes}) / ${batchSize} end, account_id, channel)
    ${audienceGroups}`
  const counts = await countOf(work, of, await work.db.$queryRawUnsafe<AudienceGroup[]>(statement, ...values))
  return { written: counts.total, counts }
}

/** Those with quiet hours of their own get it when these end. */
export async function respectQuietHours(work: Work, number: number, at: Date): Promise<void> {
  const wishes = await work.db.quietHours.findMany()
  const later = wishes.flatMap((wish) => {
    const until = quietUntil(wish, at)
    return until === null ? [] : [{ conversationId: wish.conversationId, until }]
  })
  if (later.length === 0) return
  await work.db.$executeRaw`
    update delivery d set at = q.until, why = ${whys.night}::"char" from unnest(${later.map((one) => one.conversationId)}::uuid[], ${later.map((one) => one.until)}::timestamptz[]) as q(id, until)
    where d.ward_id = ${work.wardId}::uuid and d.notice = ${number} and d.recipient_id = q.id and d.status = ${deliveryStatuses.waiting}::"char"`
}

/**
 * What held rows become: one more notice a person, that names what the day held. Who had one today gets the next one
 * tomorrow. Returns how many were made.
 */
export async function gatherDigests(work: Work): Promise<number> {
  const groups = await work.db.$queryRaw<{ numbers: number[]; recipients: number }[]>`
    select numbers, count(*)::int as recipients from (${heldByPerson(work)}) held
    group by numbers limit 200`
  for (const { numbers } of groups) await makeDigest(work, numbers)
  return groups.length
}

/** Everything that is held for a person, but for who had a digest today: gathered and made by the same rule. */
const heldByPerson = (work: Work) => Prisma.sql`
  select d.recipient_id, min(d.way) as way, array_agg(d.notice order by d.notice) as numbers
  from delivery d join notice n on n.ward_id = d.ward_id and n.number = d.notice
  where d.ward_id = ${work.wardId}::uuid and d.status = ${deliveryStatuses.held}::"char" and n.status in ('sending', 'finished', 'finished_with_failures')
    and not exists (select from delivery e join notice m on m.ward_id = e.ward_id and m.number = e.notice
      where e.ward_id = d.ward_id and e.recipient_id = d.recipient_id and m.kind = 'digest' and m.created_at >= ${atWardTime(wardDateOf(work.now))}::timestamptz)
  group by d.recipient_id`

async function makeDigest(work: Work, numbers: number[]): Promise<void> {
  const notices = await work.db.notice.findMany({ where: { number: { in: numbers } }, orderBy: { number: 'asc' } })
  const id = newId()
  const { words, choices } = digestOf(notices as unknown as GatheredNotice[])
  const expiresAt = notices.reduce<Date | null>(
    (least, { expiresAt }) => (expiresAt !== null && (least === null || expiresAt < least) ? expiresAt : least),
    null
  )
  await work.db.notice.create({
    data: {
      id,
      kind: 'digest',
      class: 'notice',
      status: 'sending',
      title: notices[0]!.title,
      words,
      choices,
      audience: { digestOf: numbers },
      statutory: notices.some(({ statutory }) => statutory),
      source: 'digest',
      sourceRow: `${wardDateOf(work.now)}:${numbers.join('.')}`,
      sendAt: work.now,
      expandedAt: work.now,
      releasedAt: work.now,
      expiresAt,
      createdAt: work.now,
    },
  })
  const { number } = await work.db.notice.findFirstOrThrow({ where: { id }, select: { number: true } })
  await work.db.$executeRaw`
    with held as (select * from (${heldByPerson(work)}) one where numbers = ${numbers}),
    ranked as materialized (
      select h.recipient_id, h.way, v.account_id, v.channel,
        (row_number() over (order by array_position(array['zalo', 'telegram', 'web'], v.channel), v.account_id, v.id) - 1)::int as slot
      from held h join conversation v on v.id = h.recipient_id),
    merged as (
      update delivery d set status = ${deliveryStatuses.suppressed}::"char", why = ${whys.in_digest}::"char", at = ${work.now}::timestamptz
      from ranked r where d.ward_id = ${work.wardId}::uuid and d.recipient_id = r.recipient_id and d.notice = any(${numbers}) and d.status = ${deliveryStatuses.held}::"char"),
    ledger as (
      insert into delivery (ward_id, recipient_id, notice, slot, at, way)
      select ${work.wardId}::uuid, recipient_id, ${number}, slot, ${work.now}::timestamptz, way from ranked)
    insert into delivery_batch (id, ward_id, notice, channel, account_id, first_slot, last_slot, due_at)
    select gen_random_uuid(), ${work.wardId}::uuid, ${number}, channel, account_id, min(slot), max(slot), ${work.now}::timestamptz
    from ranked group by channel, account_id, slot / ${batchSize}`
  ringSenders(work, { noticeId: id, class: 'notice' }, 1)
}
