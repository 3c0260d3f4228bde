import { columnDate } from '../../platform/ward-time.ts'
import { newId } from '../../platform/ids.ts'
import { loadLetterRules } from '../letter/load-letter-rules.ts'
import { planLetters } from '../letter/plan-letters.ts'
import { takeBackQueued } from '../letter/take-back-queued.ts'
import { openLetterTask } from '../letter-task/open-letter-task.ts'
import type { Work } from '../work.ts'
import { endDeceased, type Death } from './end-deceased.ts'
import { insertEvents, insertPeople, type NewEvent, type NewPerson } from './event-rows.ts'
import {
  isChanged,
  lockEvents,
  readKnown,
  readTold,
  renamed,
  standingFor,
  toldBefore,
  type Known,
} from './known-events.ts'
import { matchPeople, type PersonMatch } from './match-people.ts'
import { readCivilEvent, type CivilEventRead, type CivilEventRecord, type EventFault } from './read-civil-event.ts'

export type EventEffect = 'added' | 'changed' | 'known'
export type EventReport = { index: number; effect: EventEffect; eventId: string }
export type EventsRecorded = { reports: EventReport[]; faults: (EventFault & { index: number })[] }

const batchSize = 2_000

/**
 * Takes entries of the civil-status register. The same number of a kind and year is one event, told however often; a later
 * telling corrects it and never brings a letter of its own. The dead leave every list, and the letters of their house
 * stop, in this very transaction. `source`: `api_key:<id>`, `import:<id>`, `official:<id>`.
 */
export async function recordCivilEvents(
  work: Work,
  records: readonly CivilEventRecord[],
  source: string = work.actor
): Promise<EventsRecorded> {
  const { birthOnTimeDays } = await loadLetterRules(work)
  const faults: EventsRecorded['faults'] = []
  const good = records.flatMap((record, index) => {
    const read = readCivilEvent(record, work.now, birthOnTimeDays)
    for (const fault of read.faults) faults.push({ index, ...fault })
    return read.event === null ? [] : [{ index, event: read.event }]
  })
  const reports: EventReport[] = []
  for (let at = 0; at < good.length; at += batchSize) {
    reports.push(...(await recordBatch(work, good.slice(at, at + batchSize), source)))
  }
  const counts = { added: 0, changed: 0, known: 0 }
  for (const { effect } of reports) counts[effect]++
  if (counts.added + counts.changed > 0) work.audit('civil_events.recorded', { ...counts, source })
  const touched = reports.filter(({ effect }) => effect !== 'known').map(({ eventId }) => eventId)
  if (touched.length > 0) await planLetters(work, { eventIds: touched })
  return { reports: reports.sort((a, b) => a.index - b.index), faults }
}

type Given = { index: number; event: CivilEventRead }
async function recordBatch(work: Work, batch: readonly Given[], source: string): Promise<EventReport[]> {
  await lockEvents(work)
  const known = await readKnown(
    work,
    batch.map(({ event }) => event.registerKey)
  )
  const told = batch.some(({ event }) => event.kind === 'death') ? await readTold(work) : []
  const everybody = batch.flatMap(({ event }) => event.people)
  const matches = await matchPeople(work, everybody)
  let person = 0
  const reports: EventReport[] = []
  const fresh: NewEvent[] = []
  const changed: { known: Known; event: CivilEventRead; matches: PersonMatch[] }[] = []
  const made = new Map<string, string>()
  for (const { index, event } of batch) {
    const own = matches.slice(person, (person += event.people.length))
    const twin = made.get(event.registerKey)
    const same = known.get(event.registerKey) ?? toldBefore(work, told, event, own)
    const before = same && (await standingFor(work, same))
    if (twin !== undefined) reports.push({ index, effect: 'known', eventId: twin })
    else if (before !== undefined) {
      made.set(event.registerKey, before.id)
      // another entry of a death that stands under its own number already says nothing new of it
      const isOther = same !== before && before.registerNumber !== null
      const differs = !isOther && isChanged(before, event)
      if (differs) changed.push({ known: before, event, matches: own })
      reports.push({ index, effect: differs ? 'changed' : 'known', eventId: before.id })
    } else {
      const id = newId()
      made.set(event.registerKey, id)
      fresh.push({ id, event, matches: own })
      reports.push({ index, effect: 'added', eventId: id })
    }
  }
  await insertEvents(work, fresh, source)
  for (const one of changed) await correct(work, one, source)
  await mournFor(work, [
    ...fresh,
    ...changed.map(({ known: { id }, event, matches: own }) => ({ id, event, matches: own })),
  ])
  return reports
}

/** What the register now says of an event it has told before. An approved letter with other names is looked at again. */
async function correct(
  work: Work,
  { known, event, matches }: { known: Known; event: CivilEventRead; matches: PersonMatch[] },
  source: string
): Promise<void> {
  const day = (date: string | null) => (date === null ? undefined : columnDate(date))
  const newNames = event.people.some((person) => {
    const before = known.people.find(({ role }) => role === person.role)
    return before !== undefined && renamed(before, person.fullName)
  })
  const graver = event.nature !== 'first' && event.nature !== 'correction'
  await work.db.civilEvent.updateMany({
    where: { id: known.id },
    data: {
      registerKey: event.registerKey,
      registerNumber: event.registerNumber,
      corrections: { increment: 1 },
      updatedAt: work.now,
      ...(event.annulled ? { status: 'annulled' } : {}),
      ...(graver ? { nature: event.nature } : {}),
      ...(day(event.handedOverDate) ? { handedOverDate: day(event.handedOverDate)! } : {}),
      ...(day(event.diedDate) ? { diedDate: day(event.diedDate)! } : {}),
      ...(day(event.funeralDate) ? { funeralDate: day(event.funeralDate)! } : {}),
    },
  })
  const people: NewPerson[] = event.people.map((person, at) => ({
    eventId: known.id,
    person,
    match: matches[at] ?? null,
  }))
  await insertPeople(work, people, source)
  if (event.annulled && known.kind === 'death') await takeBackDeath(work, known)
  if (newNames) await lookAgain(work, known.id)
}

/** Words with the old name do not leave: what was agreed to is agreed to anew, what waits in the outbox is taken out. */
async function lookAgain(work: Work, subjectId: string): Promise<void> {
  const letters = await work.db.letter.findMany({
    where: { subjectId, status: { in: ['ready', 'approved', 'queued', 'paper'] } },
    select: { id: true },
  })
  const ids = letters.map(({ id }) => id)
  const left = await takeBackQueued(work, ids)
  const here = { id: { in: ids.filter((id) => !left.has(id)) } }
  const anew = { words: null, approvedById: null, approvedAt: null, secondById: null, secondAt: null }
  await work.db.letter.updateMany({ where: { ...here, status: 'ready' }, data: anew })
  await work.db.letter.updateMany({
    where: { ...here, status: { not: 'ready' } },
    data: { ...anew, status: 'review', why: 'corrected' },
  })
}

/** The register takes a death back: who was thought dead is in the lists again, and an official looks at the rest. */
async function takeBackDeath(work: Work, { id, people }: Known): Promise<void> {
  const citizenId = people.find(({ role }) => role === 'deceased')?.citizenId
  if (citizenId) await work.db.citizen.updateMany({ where: { id: citizenId }, data: { deceasedAt: null } })
  await openLetterTask(work, { kind: 'who_died', eventId: id })
}

/** Deaths among these events: the dead leave the lists, the houses of the dead and of who registered it mourn. */
async function mournFor(work: Work, events: readonly NewEvent[]): Promise<void> {
  const deaths: Death[] = []
  for (const { id, event, matches } of events) {
    if (event.kind !== 'death' || event.annulled) continue
    const of = (role: string) => matches[event.people.findIndex((person) => person.role === role)] ?? null
    const [deceased, relative] = [of('deceased'), of('relative')]
    const households = [deceased, relative].flatMap((match) =>
      match !== null && match !== 'unsure' && match.householdId !== null ? [match.householdId] : []
    )
    const citizenId = deceased !== null && deceased !== 'unsure' ? deceased.citizenId : null
    deaths.push({ citizenId, diedDate: event.diedDate ?? event.registeredDate, households })
    if (deceased === 'unsure') await openLetterTask(work, { kind: 'who_died', eventId: id })
  }
  if (deaths.length === 0) return
  await endDeceased(work, deaths)
  const households = [...new Set(deaths.flatMap((death) => death.households))]
  await planLetters(work, { households })
}
