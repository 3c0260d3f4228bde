import { deliveryStatuses, saidCodes, ways, whys } from '../delivery/delivery.ts'
import type { AudienceOf, Bind } from './audience.ts'
import { sparedChats } from './spared-chats.ts'

const { waiting, held, refused, exhausted, expired, suppressed } = deliveryStatuses
const quoted = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ')

/** What may be with the person already: it left, or was leaving when its notice was stopped, or its title was in a digest. */
const toldOf = `(status in (${quoted(saidCodes)}) or (status = '${suppressed}' and why = '${whys.in_digest}')
  or (status = '${waiting}' and why = '${whys.sent_again}')
  or (status = '${waiting}' and way <> '${ways.visit}' and exists (select from delivery_batch b
    where b.notice = d.notice and d.slot = any(b.claimed) and b.request_started_at is not null)))`

const untoldOf = {
  doors: `(way = '${ways.visit}' and status = '${waiting}') or status = '${held}' or why = '${whys.overtaken}'`,
  all: `status in (${quoted([waiting, held, refused, exhausted, expired])}) or why = '${whys.overtaken}'`,
} as const

/**
 * Those whom one of the wrong texts reached or may have reached, and where the correction says so those who still wait for
 * it. By the way it reached them; where that way is closed by now by another one of the same person, else at the door. A
 * chat that is told of the change by itself is passed over, unless that message failed: then it is among them, whoever told
 * it the wrong text.
 */
export function whoGot(of: AudienceOf, corrected: readonly number[], bind: Bind, at: () => string): string {
  const { untold } = of.audience
  return `
    ${sparedChats(of, bind, at)},
    reached as (
      select g.recipient_id, case when g.way = '${ways.visit}' then g.recipient_id else l.citizen_id end as citizen_id
      from (select distinct recipient_id, way from delivery d where d.notice = any(${bind(corrected, 'int[]')})
        and (${toldOf}${untold === undefined ? '' : ` or ${untoldOf[untold]}`})
        union select id, null from named where id not in (select id from spared)) g
      left join lateral (select citizen_id from chat_link where conversation_id = g.recipient_id and ended_at is null
        and citizen_id is not null order by linked_at desc limit 1) l on true),
    person as (
      select r.recipient_id, r.citizen_id, coalesce(r.citizen_id, r.recipient_id) as unit,
        coalesce(c.neighbourhood_id, h.neighbourhood_id) as neighbourhood_id
      from reached r left join citizen c on c.id = r.citizen_id left join household h on h.id = c.household_id
      where c.deceased_at is null and r.recipient_id not in (select id from spared)
        and (r.citizen_id is null or r.citizen_id not in (select citizen_id from chat where citizen_id is not null and id in (select id from spared)))),
    meant as (
      select p.citizen_id, null::uuid as household_id, null::uuid as neighbourhood_id, true as head, p.unit, false as in_mourning, true as adult,
        t.id as chat_id, t.account_id, t.channel, t.way, t.stopped, t.spared
      from person p join chat t on t.id = p.recipient_id
      union all
      select p.citizen_id, null, p.neighbourhood_id, false, p.unit, false, true, t.id, t.account_id, t.channel, t.way, t.stopped, t.spared
      from person p join chat t on t.citizen_id = p.citizen_id and t.id <> p.recipient_id
      union all
      select p.citizen_id, null, null, false, p.unit, false, true, null, null, null, null, false, false
      from person p where p.citizen_id is not null)`
}
