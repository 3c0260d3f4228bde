import { deliveryStatuses, ways, whys } from './delivery.ts'

/** So long somebody still goes from door to door for a notice that names no day. */
const openDays = 30
/** So long after the event a door may be ticked by who had told it before. */
export const lateDays = 3
/** A house of mourning is not knocked at for what the law does not ask (domain.md §7.5). */
const mourningDays = 14

/** As SQL over `notice n`: the instant after which nobody goes to its doors any more. */
const endsAt = `coalesce(n.expires_at, n.event_at, n.expanded_at + interval '${openDays} days')`

/** As SQL over `citizen c` and `household h`: whether the house has lost somebody these days. `at`: the instant, bound. */
export const mournsAt = (at: string): string =>
  `(coalesce(h.mourning_since > (${at} at time zone 'Asia/Ho_Chi_Minh')::date - ${mourningDays}, false)
    or exists (select from citizen m where m.household_id = c.household_id and m.deceased_at > ${at} - interval '${mourningDays} days'))`

/** As SQL over `notice n`: nothing older is looked through for doors. */
export const isRecent = (at: string): string => `n.expanded_at > ${at} - interval '${2 * openDays} days'`

/**
 * As SQL over `delivery d`: `citizen c` who lives there. Looked up door by door, so that no plan begins with the people of the
 * ward and reads the whole ledger for them.
 */
export const atTheDoor = 'lateral (select * from citizen where ward_id = d.ward_id and id = d.recipient_id offset 0) c'

/** As SQL over `notice n`: not over yet. `closedBy` says it too, but of each door: this one spares looking at them. */
export const isAhead = (at: string): string => `${endsAt} > ${at}`

/** As SQL over `notice n`: it is told at doors. */
export const isTold = `n.status in ('sending', 'paused', 'finished', 'finished_with_failures')`

/**
 * As SQL over `notice n`, `citizen c` and `household h`: the code of why nobody goes to this door any more, null while
 * somebody should. What the list shows and what the hourly job writes down are this one rule.
 */
export const closedBy = (at: string): string =>
  `case when ${endsAt} <= ${at} then '${whys.too_old}' when c.deceased_at is not null then '${whys.deceased}'
    when c.moved_away_at is not null then '${whys.moved_away}'
    when not n.statutory and n.class <> 'emergency' and ${mournsAt(at)} then '${whys.mourning}' end`

/** As SQL over `delivery d`: somebody has to go there. */
export const isWaitingDoor = `d.way = '${ways.visit}'::"char" and d.status = '${deliveryStatuses.waiting}'::"char"`

/** As SQL over `notice n` and `delivery d`: the event has passed a short while ago and the door was not ticked. */
export const isLateDoor = (at: string): string =>
  `d.way = '${ways.visit}'::"char" and ${endsAt} <= ${at} and ${endsAt} > ${at} - interval '${lateDays} days'
    and (d.status = '${deliveryStatuses.waiting}'::"char" or (d.status = '${deliveryStatuses.expired}'::"char" and d.why = '${whys.too_old}'::"char"))`
