import type { Work } from '../work.ts'
import { deliveryStatuses, whys } from './delivery.ts'
import { atTheDoor, closedBy, isRecent, isTold, isWaitingDoor } from './open-doors.ts'

const adultYears = 18

/**
 * Doors nobody goes to any more are closed with their reason: what is over counts as not reached, the dead and the moved
 * and houses in mourning are spared. What was meant for a household goes to another adult of it. Returns how many moved.
 */
export async function closeDoors(work: Work): Promise<number> {
  const closed = await work.db.$queryRawUnsafe<{ notice: number; why: string }[]>(closing, work.now)
  const missed = [...new Set(closed.filter(({ why }) => why === whys.too_old).map(({ notice }) => notice))]
  if (missed.length > 0) {
    await work.db.notice.updateMany({
      where: { number: { in: missed }, status: 'finished' },
      data: { status: 'finished_with_failures' },
    })
  }
  if (closed.length > 0) work.audit('notice.doors_closed', { doors: closed.length })
  return closed.length
}

const at = '$1::timestamptz'
const closing = `
  with door as (
    select d.ward_id, d.notice, d.slot, ${closedBy(at)} as closed_by, c.id as citizen_id, c.household_id,
      coalesce((n.audience ->> 'households')::boolean, false) as of_household
    from notice n join delivery d on d.ward_id = n.ward_id and d.notice = n.number and ${isWaitingDoor}
    join ${atTheDoor} on true
    left join household h on h.ward_id = c.ward_id and h.id = c.household_id
    where ${isTold} and ${isRecent(at)}),
  closed as (
    select door.*, (select m.id from citizen m where m.ward_id = door.ward_id and m.household_id = door.household_id
        and m.deceased_at is null and m.moved_away_at is null
        and coalesce(m.birth_year, 0) <= extract(year from ${at}) - ${adultYears}
        and not exists (select from delivery o where o.recipient_id = m.id and o.notice = door.notice)
      order by m.head_of_household desc, m.birth_year, m.id limit 1) as next_id
    from door where closed_by is not null)
  update delivery d set
    recipient_id = case when k.handed_on then k.next_id else d.recipient_id end,
    status = (case when k.handed_on then '${deliveryStatuses.waiting}' when k.closed_by = '${whys.too_old}' then '${deliveryStatuses.expired}'
      else '${deliveryStatuses.suppressed}' end)::"char",
    why = (case when k.handed_on then d.why::text else k.closed_by end)::"char",
    at = ${at}
  from (select closed.*, of_household and next_id is not null and closed_by in ('${whys.deceased}', '${whys.moved_away}') as handed_on from closed) k
  where d.ward_id = k.ward_id and d.notice = k.notice and d.slot = k.slot and ${isWaitingDoor}
  returning d.notice, d.why::text`
