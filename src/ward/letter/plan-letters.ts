import { newId } from '../../platform/ids.ts'
import { openLetterTask } from '../letter-task/open-letter-task.ts'
import type { Work } from '../work.ts'
import { gatherFacts, type Gathered } from './gather-facts.ts'
import { gatherLongevity } from './gather-longevity.ts'
import {
  goingStatuses,
  isJoyful,
  mayCondoleByChat,
  planLetter,
  type LetterPlan,
  type LetterRules,
  type LetterStatus,
} from './letter.ts'
import { loadLetterRules } from './load-letter-rules.ts'
import type { PlanScope } from './read-facts.ts'
import { takeBackQueued } from './take-back-queued.ts'

export type Planned = { made: number; changed: number; stopped: number }

type Decided = Gathered & { plan: LetterPlan; status: LetterStatus; why: string | null }

/**
 * Looks at letters again with what is known now, and writes where each of them stands. Asked whenever something is learned,
 * by the clock, and once more in the transaction in which a letter leaves.
 */
export async function planLetters(work: Work, scope: PlanScope): Promise<Planned> {
  const rules = await loadLetterRules(work)
  const gathered = [...(await gatherFacts(work, scope, rules)), ...(await gatherLongevity(work, scope))]
  if (gathered.length === 0) return { made: 0, changed: 0, stopped: 0 }
  await seeOtherLetters(work, gathered, rules)
  const decided = gathered.map((one) => decide(one, rules))
  await insertLetters(work, decided)
  const changed = await updateLetters(work, decided)
  await tellLosses(work, decided)
  return {
    made: decided.filter(({ letter }) => letter === null).length,
    changed,
    stopped: decided.filter(({ status }) => status === 'stopped').length,
  }
}

/** What a person has to look at stays with them; nothing but a reason to stop takes it away. */
function decide(one: Gathered, rules: LetterRules): Decided {
  const plan = planLetter(one.facts, rules)
  const before = one.letter?.status ?? null
  const way =
    one.facts.kind === 'condolence' && !mayCondoleByChat(one.dates, one.facts.today, rules) ? 'paper' : one.way
  const next = { ...one, way, conversationId: way === 'chat' ? one.conversationId : null, plan }
  if (before === 'review' && plan.status !== 'stopped') return { ...next, status: 'review', why: one.letter!.why }
  const goesOn = before === 'approved' || before === 'queued' || before === 'paper'
  if (goesOn && plan.status === 'ready') return { ...next, status: before, why: one.letter!.why }
  return { ...next, status: plan.status, why: plan.why }
}

/** Two letters for one household at the same time: neither goes before a person has looked at both. */
async function seeOtherLetters(work: Work, gathered: readonly Gathered[], rules: LetterRules): Promise<void> {
  const households = [...new Set(gathered.flatMap((one) => one.households))]
  if (households.length === 0) return
  const rows = await work.db.$queryRaw<Going[]>`
    select id, households, created_at as "createdAt", cleared_at as "clearedAt"
    from letter where households && ${households}::uuid[] and status = any(${[...goingStatuses]}::text[])`
  const created = new Map(rows.map(({ id, createdAt }) => [id, createdAt]))
  const here = new Set(gathered.flatMap(({ letter }) => (letter === null ? [] : [letter.id])))
  const going: (Going & { own?: Gathered })[] = [
    ...rows.filter(({ id }) => !here.has(id)),
    ...gathered
      .filter((one) => planLetter(one.facts, rules).status === 'ready')
      .map((own) => ({
        id: own.letter?.id ?? own.eventId,
        households: own.households,
        createdAt: (own.letter === null ? undefined : created.get(own.letter.id)) ?? work.now,
        clearedAt: own.letter?.clearedAt ?? null,
        own,
      })),
  ]
  const newest = newestOf(going)
  const elsewhere = new Set<string>()
  for (const one of going) {
    const isNew = ({ id, createdAt }: Going) => id !== one.id && (one.clearedAt === null || createdAt > one.clearedAt)
    if (!one.households.some((household) => newest.get(household)!.some(isNew))) continue
    if (one.own) one.own.facts.otherLetter = true
    else elsewhere.add(one.id)
  }
  if (elsewhere.size > 0) await stopForReview(work, [...elsewhere])
}

/** The two newest letters of each household: if none of them is another one that nobody has seen, none is. */
function newestOf(going: readonly Going[]): Map<string, Going[]> {
  const newest = new Map<string, Going[]>()
  for (const one of going) {
    for (const household of one.households) {
      const known = newest.get(household) ?? []
      newest.set(household, [...known, one].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, 2))
    }
  }
  return newest
}

type Going = { id: string; households: string[]; createdAt: Date; clearedAt: Date | null }

async function stopForReview(work: Work, ids: readonly string[]): Promise<void> {
  const left = await takeBackQueued(work, ids)
  await work.db.letter.updateMany({
    where: { id: { in: ids.filter((id) => !left.has(id)) }, status: { in: ['ready', 'approved', 'queued', 'paper'] } },
    data: { status: 'review', why: 'two_letters' },
  })
}

async function insertLetters(work: Work, decided: readonly Decided[]): Promise<void> {
  const rows = decided.filter(({ letter }) => letter === null)
  if (rows.length === 0) return
  const of = <T>(value: (one: Decided) => T) => rows.map(value)
  await work.db.$executeRaw`
    insert into letter (id, kind, subject_id, status, why, way, conversation_id, households, next_date, created_at, closed_at)
    select id, kind, subject_id, status, why, way, conversation_id, string_to_array(households, ' ')::uuid[], next_date,
      ${work.now}::timestamptz, case when status = 'stopped' then ${work.now}::timestamptz end
    from unnest(${of(() => newId())}::uuid[], ${of((one) => one.facts.kind)}::text[], ${of((one) => one.eventId)}::uuid[],
      ${of((one) => one.status)}::text[], ${of((one) => one.why)}::text[], ${of((one) => one.way)}::text[],
      ${of((one) => one.conversationId)}::uuid[], ${of((one) => one.households.join(' '))}::text[],
      ${of((one) => one.plan.nextDate)}::date[])
      as one(id, kind, subject_id, status, why, way, conversation_id, households, next_date)
    on conflict (ward_id, kind, subject_id) do nothing`
}

async function updateLetters(work: Work, decided: readonly Decided[]): Promise<number> {
  const known = decided.filter(({ letter }) => letter !== null)
  const leaving = known.filter(({ letter, status }) => letter!.status === 'queued' && status !== 'queued')
  const left = await takeBackQueued(
    work,
    leaving.map(({ letter }) => letter!.id)
  )
  // an approved way and an approved chat stay as they were approved
  const rows = known.filter(({ letter, status, why }) => {
    if (left.has(letter!.id)) return false
    return letter!.status !== status || letter!.why !== why || !['approved', 'queued', 'paper'].includes(status)
  })
  if (rows.length === 0) return 0
  const of = <T>(value: (one: Decided) => T) => rows.map(value)
  await work.db.$executeRaw`
    update letter set status = one.status, why = one.why, way = one.way, conversation_id = one.conversation_id,
      households = string_to_array(one.households, ' ')::uuid[], next_date = one.next_date,
      closed_at = case when one.status = 'stopped' then ${work.now}::timestamptz end
    from unnest(${of((one) => one.letter!.id)}::uuid[], ${of((one) => one.status)}::text[], ${of((one) => one.why)}::text[],
      ${of((one) => one.way)}::text[], ${of((one) => one.conversationId)}::uuid[],
      ${of((one) => one.households.join(' '))}::text[], ${of((one) => one.plan.nextDate)}::date[])
      as one(id, status, why, way, conversation_id, households, next_date)
    where letter.id = one.id and letter.status not in ('sent', 'handed_over', 'stopped', 'tray')
      and (letter.status, letter.why, letter.way, letter.conversation_id, letter.households, letter.next_date)
        is distinct from (one.status, one.why, one.way, one.conversation_id, string_to_array(one.households, ' ')::uuid[], one.next_date)`
  return rows.length
}

/** A family that awaited joy has lost somebody, or may have: a person is told, who knows what to do and what to leave. */
async function tellLosses(work: Work, decided: readonly Decided[]): Promise<void> {
  const lost = decided.filter(
    ({ facts, status, why, letter }) =>
      isJoyful(facts.kind) &&
      status === 'stopped' &&
      (why === 'death' || (why === 'mourning' && letter !== null)) &&
      letter?.status !== 'stopped'
  )
  for (const { eventId, facts } of lost) {
    if (facts.kind !== 'longevity') await openLetterTask(work, { kind: 'loss', eventId })
  }
  for (const { eventId, why, letter } of decided) {
    if (why === 'maybe_death' && letter?.status !== 'review') await openLetterTask(work, { kind: 'who_died', eventId })
  }
}
