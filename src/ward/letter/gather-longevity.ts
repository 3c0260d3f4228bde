import { wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import type { Gathered, KnownLetter } from './gather-facts.ts'
import type { LetterStatus } from './letter.ts'
import type { PlanScope } from './read-facts.ts'

type LineRow = {
  id: string
  status: string
  way: 'chat' | 'paper' | null
  askedAt: Date | null
  createdAt: Date
  deceased: boolean
  householdId: string | null
  mourningSince: string | null
  conversationId: string | null
  letterId: string | null
  letterStatus: LetterStatus | null
  letterWhy: string | null
  clearedAt: Date | null
}

/** Lines of the longevity list whose family has answered, as the planner sees them: the line is the event. */
export async function gatherLongevity(work: Work, scope: PlanScope): Promise<Gathered[]> {
  const { eventIds = null, households = null, everyOpen = false } = scope
  const today = wardDateOf(work.now)
  const rows = await work.db.$queryRaw<LineRow[]>`
    select line.id, line.status, line.way, line.asked_at as "askedAt", line.created_at as "createdAt",
      (c.deceased_at is not null or c.moved_away_at is not null) as deceased, c.household_id as "householdId",
      h.mourning_since::text as "mourningSince", l.id as "letterId", l.status as "letterStatus", l.why as "letterWhy",
      l.cleared_at as "clearedAt",
      (select k.conversation_id from chat_link k join conversation v on v.id = k.conversation_id
       where k.citizen_id = c.id and k.ended_at is null and v.left_at is null order by k.last_seen_at desc limit 1) as "conversationId"
    from longevity_line line join citizen c on c.id = line.citizen_id
    left join household h on h.id = c.household_id
    left join letter l on l.subject_id = line.id and l.kind = 'longevity'
    where (line.status = 'agreed' or l.id is not null)
      and (l.id is null or l.status in ('waiting', 'held', 'ready', 'approved', 'queued', 'paper', 'review'))
      and ((${eventIds}::uuid[] is not null and line.id = any(${eventIds}::uuid[]))
        or (${households}::uuid[] is not null and c.household_id = any(${households}::uuid[]))
        or ${everyOpen})
    order by line.id`
  return rows.map((row) => gatheredOf(row, today))
}

function gatheredOf(row: LineRow, today: string): Gathered {
  const date = wardDateOf(row.askedAt ?? row.createdAt)
  const letter: KnownLetter | null =
    row.letterId === null
      ? null
      : { id: row.letterId, status: row.letterStatus!, why: row.letterWhy, clearedAt: row.clearedAt }
  return {
    eventId: row.id,
    letter,
    households: row.householdId === null ? [] : [row.householdId],
    agreed: [],
    way: row.way === 'chat' && row.conversationId !== null ? 'chat' : 'paper',
    conversationId: row.way === 'chat' ? row.conversationId : null,
    dates: { diedDate: null, funeralDate: null, registeredDate: date },
    facts: {
      kind: 'longevity',
      today,
      event: {
        nature: 'first',
        annulled: row.status === 'left_out',
        registeredDate: date,
        recordedDate: date,
        diedDate: null,
        handedOverDate: null,
      },
      consents: [row.status === 'agreed' ? 'given' : 'withdrawn'],
      death: row.deceased,
      maybeDeath: false,
      mourningSince: row.mourningSince,
      childDeath: false,
      sameDeath: false,
      otherLetter: false,
    },
  }
}
