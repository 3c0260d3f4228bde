import { ok, refuse, type Result } from '../../platform/result.ts'
import { planLetters } from '../letter/plan-letters.ts'
import { takeBackQueued } from '../letter/take-back-queued.ts'
import type { LetterStatus } from '../letter/letter.ts'
import type { Work } from '../work.ts'
import { lockEvents } from './known-events.ts'

export type MergeRefusal =
  /** One of them is no death, is annulled, or has been merged already. */
  | 'not_to_merge'
  /** The register knows two different people behind them. */
  | 'two_people'

type Letter = { id: string; status: LetterStatus }

const hasLeft: readonly LetterStatus[] = ['sent', 'handed_over', 'tray']
/** Which of two letters stays: the one that is furthest on its way. */
const far: readonly LetterStatus[] = ['stopped', 'waiting', 'held', 'review', 'ready', 'approved', 'paper', 'queued']

/**
 * One death was told twice, by two relatives or under two spellings: from here on one event stands for both, and one letter.
 * It is the one whose letter is furthest on its way, so nothing that has left goes again; the other letter stops, out of
 * the outbox too. What only the other event knew, its number above all, goes over. `bothLeft`: two letters had left already.
 */
export async function mergeDeaths(
  work: Work,
  { eventIds }: { eventIds: readonly [string, string] }
): Promise<Result<{ mainId: string; bothLeft: boolean }, MergeRefusal>> {
  await lockEvents(work)
  const events = await work.db.civilEvent.findMany({
    where: { id: { in: [...eventIds] }, kind: 'death', status: 'registered' },
    include: { people: true },
    orderBy: { id: 'asc' },
  })
  const citizens = new Set(events.flatMap(({ people }) => deceasedOf(people)?.citizenId ?? []))
  if (citizens.size > 1) return refuse('two_people')
  const letters = await lettersOf(work, eventIds)
  const weight = ({ id, registerNumber }: Event): number => {
    const { status } = letters.get(id) ?? { status: null }
    const onItsWay = status === null ? 0 : hasLeft.includes(status) ? 100 : far.indexOf(status) + 1
    return onItsWay * 2 + (registerNumber === null ? 0 : 1)
  }
  const [main, double] = [...events].sort((a, b) => weight(b) - weight(a))
  if (main === undefined || double === undefined) return refuse('not_to_merge')
  const [first, second] = [letters.get(main.id), letters.get(double.id)]
  const secondLeft = await stopLetter(work, second)
  // both in the outbox at the same time: the one that cannot be taken back is the family's letter
  const firstLeft = secondLeft && (await stopLetter(work, first))
  await handOver(work, { main, double })
  await work.db.letterTask.updateMany({
    where: { kind: 'who_died', eventId: double.id, status: 'open' },
    data: { status: 'dismissed', closedAt: work.now },
  })
  work.audit('civil_event.merged', { eventId: double.id, mainId: main.id })
  await lookAgain(work, first)
  await planLetters(work, { eventIds: [main.id] })
  return ok({ mainId: main.id, bothLeft: firstLeft })
}

/** They were two after all: each is an event of its own again, and a person looks at a letter that had not left. */
export async function splitDeath(work: Work, { eventId }: { eventId: string }): Promise<Result<void, 'not_merged'>> {
  await lockEvents(work)
  const double = await work.db.civilEvent.findFirst({
    where: { id: eventId, status: 'merged' },
    include: { mergedInto: true },
  })
  const main = double?.mergedInto ?? null
  if (double === null || main === null) return refuse('not_merged')
  if (double.registerKey.startsWith(lentKey)) {
    // its number was lent to the other one
    const { registerKey } = main
    await keep(work, main.id, { registerKey: `death:told:${main.id}`, registerNumber: null })
    await keep(work, double.id, { registerKey })
  }
  await keep(work, double.id, { status: 'registered', mergedIntoId: null })
  await work.db.letter.updateMany({
    where: { kind: 'condolence', subjectId: double.id, status: 'stopped', why: 'merged' },
    data: { ...unapproved, status: 'review', why: 'same_death', closedAt: null },
  })
  work.audit('civil_event.split', { eventId, mainId: main.id })
  await planLetters(work, { eventIds: [double.id, main.id] })
  return ok()
}

type Person = { id: string; role: string; citizenId: string | null }
type Event = {
  id: string
  registerKey: string
  registerNumber: string | null
  diedDate: Date | null
  funeralDate: Date | null
  people: Person[]
}

const deceasedOf = (people: readonly Person[]): Person | undefined => people.find(({ role }) => role === 'deceased')

async function lettersOf(work: Work, eventIds: readonly string[]): Promise<Map<string, Letter>> {
  const rows = await work.db.$queryRaw<(Letter & { subjectId: string })[]>`
    select id, status, subject_id as "subjectId" from letter
    where kind = 'condolence' and subject_id = any(${[...eventIds]}::uuid[]) order by id for update`
  return new Map(rows.map((row) => [row.subjectId, row]))
}

/** The letter of the event that is no more. True where it has left and cannot be stopped. */
async function stopLetter(work: Work, letter: Letter | undefined): Promise<boolean> {
  if (letter === undefined || letter.status === 'stopped') return false
  if (hasLeft.includes(letter.status) || (await takeBackQueued(work, [letter.id])).size > 0) return true
  await work.db.letter.updateMany({
    where: { id: letter.id },
    data: { status: 'stopped', why: 'merged', closedAt: work.now },
  })
  return false
}

const unapproved = { words: null, approvedById: null, approvedAt: null, secondById: null, secondAt: null }

/** What waited because of the other event waits no more, and is agreed to anew. */
async function lookAgain(work: Work, letter: Letter | undefined): Promise<void> {
  if (letter?.status !== 'review') return
  await work.db.letter.updateMany({
    where: { id: letter.id, status: 'review', why: { in: ['same_death', 'two_letters'] } },
    data: { ...unapproved, status: 'waiting', why: null },
  })
}

/** A key that is kept for the day on which the two are told apart again. */
const lentKey = 'death:lent:'

const keep = (work: Work, id: string, data: object) =>
  work.db.civilEvent.updateMany({ where: { id }, data: { ...data, updatedAt: work.now } })

/** What the event that stands for both did not know yet. */
async function handOver(work: Work, { main, double }: { main: Event; double: Event }): Promise<void> {
  const lends = main.registerNumber === null && double.registerNumber !== null
  await keep(work, double.id, {
    status: 'merged',
    mergedIntoId: main.id,
    ...(lends ? { registerKey: `${lentKey}${double.id}` } : {}),
  })
  await work.db.civilEvent.updateMany({ where: { mergedIntoId: double.id }, data: { mergedIntoId: main.id } })
  await keep(work, main.id, {
    ...(lends ? { registerKey: double.registerKey, registerNumber: double.registerNumber } : {}),
    diedDate: main.diedDate ?? double.diedDate,
    funeralDate: main.funeralDate ?? double.funeralDate,
  })
  const [dead, told] = [deceasedOf(main.people), deceasedOf(double.people)]
  if (dead?.citizenId === null && told?.citizenId)
    await work.db.civilEventPerson.updateMany({ where: { id: dead.id }, data: { citizenId: told.citizenId } })
  if (main.people.some(({ role }) => role === 'relative')) return
  await work.db.$executeRaw`
    insert into civil_event_person (id, event_id, role, person, name_hash, birth_year, citizen_id, consented_at, consent_evidence,
      consent_way, conversation_id, withdrawn_at)
    select gen_random_uuid(), ${main.id}::uuid, role, person, name_hash, birth_year, citizen_id, consented_at, consent_evidence,
      consent_way, conversation_id, withdrawn_at
    from civil_event_person where event_id = ${double.id}::uuid and role = 'relative' on conflict do nothing`
}
