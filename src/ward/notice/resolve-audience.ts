import {
  deliveryStatuses,
  statusOfCode,
  wayOfCode,
  ways,
  whyOfCode,
  whys,
  type Way,
  type Why,
} from '../delivery/delivery.ts'
import { addDays, atWardTime, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { isVisited, type Audience, type AudienceOf, type Bind } from './audience.ts'
import { atDoor } from './notice-topic.ts'
import { sparedChats } from './spared-chats.ts'
import { whoGot } from './who-got.ts'

export type Sql = { text: string; values: unknown[] }

/** Zalo's free window and the end of its paid one, in hours since the citizen last wrote (zalo.md A3.1). */
const freeHours = 48
export const paidHours = 7 * 24
/** A house of mourning is spared what is not statutory (domain.md §7.5). */
const mourningDays = { notice: 14, greeting: 49, condolence: 0, emergency: 0 } as const
const adultYears = 18

/**
 * The one rule of who gets a notice and how, as SQL: a relation `resolved(recipient_id, household_id, account_id, channel,
 * status, way, why)` with one row a person (or household). Counting and expanding read the same relation, so what was
 * shown before approval is what is written after it.
 */
export function resolveAudience(of: AudienceOf, now: Date): Sql {
  const values: unknown[] = []
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const { audience } = of
  // reckoned here, not for each row; bound where they stand, for a value nobody asks for is refused
  const hoursAgo = (hours: number) => bind(new Date(now.getTime() - hours * 3_600_000), 'timestamptz')
  const at = () => hoursAgo(0)
  // what the law wants told and what is dangerous heeds no wish about topics
  const topic = of.statutory || of.class === 'emergency' ? null : of.topic
  const byChat = `
    chat as (
      select v.id, v.account_id, v.channel, v.neighbourhood_id, v.notices_stopped_at is not null as stopped, l.citizen_id,
        ${topic === null ? 'false' : 's.conversation_id is not null'} as spared,
        case v.channel when 'telegram' then '${ways.telegram}' when 'web' then '${ways.web}'
          when 'zalo' then case
            when v.last_inbound_at > ${hoursAgo(freeHours)} then '${ways.zalo}'
            when ${of.hasTemplate} then '${ways.zalo_template}'
            when v.last_inbound_at > ${hoursAgo(paidHours)} then '${ways.zalo}' end end as way
      from conversation v
      left join (select distinct on (conversation_id) conversation_id, citizen_id from chat_link
                 where ended_at is null and citizen_id is not null order by conversation_id, linked_at desc) l
        on l.conversation_id = v.id
      ${topic === null ? '' : `left join subscription s on s.conversation_id = v.id and not s.wanted and s.topic = ${bind(topic, 'text')}`}
      where v.left_at is null${askedFor(of, bind)})`
  const candidates = of.corrects === null ? whoIsMeant(of, now, { bind, at }) : whoGot(of, of.corrects, bind, at)
  const agreed = of.statutory
    ? `(neighbourhood_id is null or exists (select from channel_agreement g where g.neighbourhood_id = m.neighbourhood_id
        and g.channel = m.channel and g.ended_at is null and g.agreed_date <= (${at()} at time zone 'Asia/Ho_Chi_Minh')::date))`
    : 'true'
  const heeded = of.class === 'emergency' ? 'false' : of.statutory ? `(stopped or ${atDoor('m.chat_id')})` : 'stopped'
  const visited = `citizen_id is not null and not spared and ${isVisited(audience, of.statutory)}`
  const text = `with ${byChat}, ${candidates},
    weighed as (
      select m.*, coalesce(way is not null and not spared and not ${heeded} and ${agreed} and not in_mourning, false) as usable,
        case when not adult then '${whys.no_adult}' when spared then '${whys.topic_spared}' when way is null then null when ${heeded} then '${whys.opted_out}' when not ${agreed} then '${whys.no_agreement}' end as kept_by
      from meant m),
    chosen as (
      select distinct on (unit) * from weighed
      order by unit, usable desc, head desc, spared desc,
        case way when '${ways.zalo}' then 1 when '${ways.zalo_template}' then 2 when '${ways.telegram}' then 3 else 4 end, chat_id),
    resolved as (
      select case when usable then chat_id else coalesce(citizen_id, chat_id) end as recipient_id, household_id,
        case when usable then account_id end as account_id, case when usable then channel end as channel,
        case when in_mourning or (not usable and not (${visited})) then '${deliveryStatuses.suppressed}'::"char" else '${deliveryStatuses.waiting}'::"char" end as status,
        (case when usable then way else '${ways.visit}' end)::"char" as way,
        (case when in_mourning then '${whys.mourning}' when usable then '${whys.none}' when kept_by is not null then kept_by
          when exists (select from chat_link x where x.citizen_id = chosen.citizen_id and x.ended_why in ('wrong_person', 'phone_recycled'))
            then '${whys.wrong_number}' else '${whys.no_way}' end)::"char" as why
      from chosen)`
  return { text, values }
}

/**
 * People of the register and chats nobody has linked to it. Where one adult a household is meant, who has no household is
 * one, and a household whose register knows no adult is told at its door.
 */
function whoIsMeant(of: AudienceOf, now: Date, { bind, at }: { bind: Bind; at: () => string }): string {
  const { audience } = of
  const spares = (audience.spared?.chats ?? []).length > 0
  const spared = spares ? `${sparedChats(of, bind, at)}, ${sparedPeople(audience, bind)}, ` : ''
  const place = (audience.neighbourhoods ?? []).length > 0 ? bind(audience.neighbourhoods, 'uuid[]') : null
  // an empty list is a list still: of nobody
  const list = audience.citizens === undefined ? null : bind(audience.citizens, 'uuid[]')
  const roles = audience.roles ?? []
  const byTopic = (audience.topics ?? []).length > 0
  const living = 'c.deceased_at is null and c.moved_away_at is null'
  const today = wardDateOf(now)
  const adult = (who: string) => `coalesce(${who}.birth_year, 0) <= ${Number(today.slice(0, 4)) - adultYears}`
  const narrowed = [
    place && `coalesce(c.neighbourhood_id, h.neighbourhood_id) = any(${place})`,
    list && `c.id = any(${list})`,
    roles.length > 0 &&
      `(${[
        roles.includes('head_of_household') && 'c.head_of_household',
        roles.includes('neighbourhood_head') && 'exists (select from neighbourhood n where n.head_citizen_id = c.id)',
      ]
        .filter(Boolean)
        .join(' or ')})`,
  ]
  const loose = list === null && roles.length === 0
  if (spares) {
    narrowed.push('(c.household_id is null or c.household_id not in (select id from spared_home))')
    narrowed.push('c.id not in (select id from spared_person)')
  }
  const declined = audience.declinedOf === undefined ? null : bind(audience.declinedOf, 'uuid')
  const said = (who: string) =>
    `not exists (select from meeting_reply r where r.meeting_id = ${declined} and r.answer = 'not_coming' and ${who})`
  const wanted = [
    living,
    audience.households && adult('c'),
    ...narrowed,
    declined && said('(r.household_id = c.household_id or r.conversation_id = t.id)'),
  ].filter(Boolean)
  // asked for only where it stands in the statement: so are its values
  const childrenOnly = () =>
    [
      living,
      `not (${adult('c')})`,
      `not exists (select from citizen a where a.household_id = c.household_id and a.deceased_at is null and a.moved_away_at is null and ${adult('a')})`,
      ...narrowed,
      declined && said('r.household_id = c.household_id'),
    ]
      .filter(Boolean)
      .join(' and ')
  const mourns = of.statutory ? 0 : mourningDays[of.class]
  const mourning =
    mourns === 0
      ? 'false'
      : `coalesce(c.household_id in (select id from household where mourning_since >= ${bind(addDays(today, -mourns), 'date')}
        union all select household_id from citizen where deceased_at >= ${bind(atWardTime(addDays(today, -mourns)), 'timestamptz')} and household_id is not null), false)`
  const unit = audience.households ? 'coalesce(c.household_id, c.id)' : 'c.id'
  const household = audience.households ? unit : 'c.household_id'
  return `
    ${spared}meant as (
      select c.id as citizen_id, ${household} as household_id, coalesce(c.neighbourhood_id, h.neighbourhood_id) as neighbourhood_id,
        c.head_of_household as head, ${unit} as unit, ${mourning} as in_mourning, true as adult,
        t.id as chat_id, t.account_id, t.channel, t.way, coalesce(t.stopped, false) as stopped, coalesce(t.spared, false) as spared
      from citizen c left join household h on h.ward_id = c.ward_id and h.id = c.household_id
      ${byTopic ? '' : 'left '}join chat t on t.citizen_id = c.id
      where ${wanted.join(' and ')}
      ${
        audience.households
          ? `union all
      select c.id, c.household_id, coalesce(c.neighbourhood_id, h.neighbourhood_id), false, c.household_id, ${mourning}, false,
        null, null, null, null, false, false
      from citizen c join household h on h.ward_id = c.ward_id and h.id = c.household_id
      where ${childrenOnly()}`
          : ''
      }
      ${
        loose
          ? `union all
      select null, null, t.neighbourhood_id, false, t.id, false, true, t.id, t.account_id, t.channel, t.way, t.stopped, t.spared
      from chat t where t.citizen_id is null${place ? ` and t.neighbourhood_id = any(${place})` : ''}${spares ? ' and t.id not in (select id from spared)' : ''}${declined ? ` and ${said('r.conversation_id = t.id')}` : ''}`
          : ''
      })`
}

/**
 * Whoever has been told in a chat of their own, and their households. Where the messages that told them are known, those of
 * a chat that was not told are none of them.
 */
function sparedPeople({ spared, toldBy }: Audience, bind: Bind): string {
  const homes = bind(spared?.households ?? [], 'uuid[]')
  const text =
    toldBy === undefined
      ? `select id from unnest(${homes}) as home(id)`
      : `select household_id from citizen where id in (select id from spared_person) and household_id = any(${homes})`
  return `
    spared_person(id) as (select citizen_id from chat_link
      where ended_at is null and citizen_id is not null and conversation_id in (select id from spared)),
    spared_home(id) as (${text})`
}

/** Who asked for one of the topics, where only those are meant. */
function askedFor({ audience, corrects }: AudienceOf, bind: Bind): string {
  return corrects === null && (audience.topics ?? []).length > 0
    ? ` and exists (select from subscription s where s.conversation_id = v.id and s.wanted and s.topic = any(${bind(audience.topics, 'text[]')}))`
    : ''
}

export type AudienceCount = {
  /** Recipients: people, or households where one adult each is meant. */
  total: number
  households: number
  byWay: Record<Way, number>
  /** Why somebody gets nothing, or gets it at the door only. */
  leftOut: Partial<Record<Why, number>>
}

export type AudienceGroup = { status: string; way: string; why: string; n: number; households: number }

/** What is asked of the relation to count it. */
export const audienceGroups = `select status::text, way::text, why::text, count(*)::int as n, count(household_id)::int as households
    from resolved group by resolved.status, resolved.way, resolved.why`

/** Whom a notice would reach now, and by which way: shown before it is submitted, and again before it is approved. */
export async function countAudience(work: Work, of: AudienceOf): Promise<AudienceCount> {
  const { text, values } = resolveAudience(of, work.now)
  const statement = `${text} ${audienceGroups}`
  return countOf(work, of, await work.db.$queryRawUnsafe<AudienceGroup[]>(statement, ...values))
}

/** The groups of the relation as the numbers a page shows, with those who are on no list any more. */
export async function countOf(work: Work, of: AudienceOf, groups: readonly AudienceGroup[]): Promise<AudienceCount> {
  return sumGroups(groups, of.corrects === null ? await endedCitizens(work, of.audience) : {})
}

function sumGroups(groups: readonly AudienceGroup[], ended: Partial<Record<Why, number>>): AudienceCount {
  const byWay = { zalo: 0, zalo_template: 0, telegram: 0, web: 0, visit: 0 }
  const leftOut: Partial<Record<Why, number>> = { ...ended }
  let total = 0
  let households = 0
  for (const { status, way, why, n, households: homes } of groups) {
    total += n
    households += homes
    const reason = whyOfCode(why)
    if (reason !== 'none') leftOut[reason] = (leftOut[reason] ?? 0) + n
    if (statusOfCode(status) !== 'suppressed') byWay[wayOfCode(way)] += n
  }
  return { total, households, byWay, leftOut }
}

/** The dead and those who moved away are on no list; that they are left out is said. */
async function endedCitizens(work: Work, { neighbourhoods = [], citizens }: Audience) {
  const narrowed = {
    ...(neighbourhoods.length > 0 ? { neighbourhoodId: { in: [...neighbourhoods] } } : {}),
    ...(citizens === undefined ? {} : { id: { in: [...citizens] } }),
  }
  const deceased = await work.db.citizen.count({ where: { ...narrowed, deceasedAt: { not: null } } })
  const gone = await work.db.citizen.count({ where: { ...narrowed, deceasedAt: null, movedAwayAt: { not: null } } })
  return { ...(deceased > 0 ? { deceased } : {}), ...(gone > 0 ? { moved_away: gone } : {}) }
}
