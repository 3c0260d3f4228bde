import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { addDays, wardClockOf, wardDateOf } from '../../../src/platform/ward-time.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import type { CivilEventRecord } from '../../../src/ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../../../src/ward/civil-event/record-civil-events.ts'
import { approveLetter } from '../../../src/ward/letter/approve-letter.ts'
import { clearLetter } from '../../../src/ward/letter/decide-letter.ts'
import { planLetters } from '../../../src/ward/letter/plan-letters.ts'
import { sendLetters } from '../../../src/ward/letter/send-letters.ts'
import { settleLetters } from '../../../src/ward/letter/settle-letters.ts'
import { withdrawLetters } from '../../../src/ward/letter/withdraw-letters.ts'
import type { Work } from '../../../src/ward/work.ts'
import { makeLetterWard } from '../../support/letter-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

/**
 * Random years of a ward: births, weddings, deaths, corrections, withdrawals, tellings twice, late and out of order, crashes.
 * Beside the ward's own rules stands a simple memory of what was told; every message that leaves is held against it.
 */

const families = 3

type Happening =
  | {
      do: 'birth'
      family: number
      consent: 'mother' | 'father' | 'none'
      late: number
      nature: 'first' | 'adoption' | 're_registration'
    }
  | { do: 'wedding'; family: number; other: number; consents: 'both' | 'one'; handed: boolean }
  | { do: 'death'; family: number; who: 'mother' | 'father' | 'grandmother' | 'child'; ago: number }
  | { do: 'annul' | 'again' | 'correct'; which: number }
  | { do: 'withdraw'; family: number; loss: boolean }
  | { do: 'wait'; hours: number }
  | { do: 'tend'; crash: boolean }
  | { do: 'approve' | 'clear' }
  | { do: 'deliver'; outcome: 'accepted' | 'unknown' | 'refused' }

const family = fc.integer({ min: 0, max: families - 1 })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('birth' as const),
      family,
      consent: fc.constantFrom('mother' as const, 'mother' as const, 'father' as const, 'none' as const),
      late: fc.integer({ min: 0, max: 12 }),
      nature: fc.constantFrom(
        'first' as const,
        'first' as const,
        'first' as const,
        'adoption' as const,
        're_registration' as const
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wedding' as const),
      family,
      other: family,
      consents: fc.constantFrom('both' as const, 'both' as const, 'one' as const),
      handed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('death' as const),
      family,
      who: fc.constantFrom('mother' as const, 'father' as const, 'grandmother' as const, 'child' as const),
      ago: fc.integer({ min: 0, max: 60 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('annul' as const, 'again' as const, 'correct' as const),
      which: fc.nat(20),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), family, loss: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tend' as const), crash: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('approve' as const, 'approve' as const, 'clear' as const) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      outcome: fc.constantFrom('accepted' as const, 'accepted' as const, 'unknown' as const, 'refused' as const),
    }),
  }
)

let store: TestDatabase

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())

type Told = { record: CivilEventRecord; toldDate: string; annulled: boolean; families: number[] }

class Crash extends Error {}

/** One ward and what somebody with a good memory would know of it. */
async function openWorld() {
  const ward = await makeLetterWard(store)
  const chats: string[] = []
  const names = (at: number) => ({
    mother: `Nguyễn Thị Mẹ ${'ABC'[at]}`,
    father: `Trần Văn Bố ${'ABC'[at]}`,
    grandmother: `Lê Thị Bà ${'ABC'[at]}`,
  })
  await ward.run(async (work) => {
    const people = Array.from({ length: families }, (_, at) =>
      (['mother', 'father', 'grandmother'] as const).map((role, place) => ({
        reference: `${role}-${at}`,
        fullName: names(at)[role],
        birthYear: [1995, 1993, 1946][place]!,
        householdCode: `HK-${at + 10}`,
      }))
    )
    await recordCitizens(work, people.flat(), 'import:test')
  })
  for (let at = 0; at < families; at++) chats.push(await ward.chatOf(`mother-${at}`))
  return {
    ward,
    names,
    chats,
    told: [] as Told[],
    mourning: new Map<number, string>(),
    dead: new Set<string>(),
    /** Since when a family wants no letters of joy. */
    withdrawn: new Map<number, Date>(),
    consented: new Map<string, Date>(),
    left: new Map<string, number>(),
  }
}
type World = Awaited<ReturnType<typeof openWorld>>

async function tell(world: World, record: CivilEventRecord, told: number[]): Promise<void> {
  const { ward } = world
  await ward.run((work) => recordCivilEvents(work, [record], 'import:test'))
  const today = wardDateOf(ward.clock.now())
  const known = world.told.find(
    (one) => one.record.registerNumber === record.registerNumber && one.record.kind === record.kind
  )
  if (known === undefined) world.told.push({ record, toldDate: today, annulled: false, families: told })
  for (const person of record.people) {
    const key = `${record.kind} ${record.registerNumber} ${person.role}`
    if (person.consent && !world.consented.has(key)) world.consented.set(key, ward.clock.now())
  }
}

/** Does it to the ward and keeps in mind what it means. */
async function happen(world: World, one: Happening, number: number): Promise<void> {
  const { ward } = world
  const today = wardDateOf(ward.clock.now())
  switch (one.do) {
    case 'birth': {
      const { mother, father } = world.names(one.family)
      const child = `Trần Minh Cháu ${String.fromCharCode(97 + (number % 26))}${String.fromCharCode(97 + Math.floor(number / 26))}`
      return tell(
        world,
        {
          kind: 'birth',
          registerNumber: String(100 + number),
          registeredDate: addDays(today, -one.late),
          nature: one.nature,
          people: [
            { role: 'child', fullName: child, birthYear: 2026 },
            { role: 'mother', fullName: mother, birthYear: 1995, consent: one.consent === 'mother' ? 'chat' : null },
            { role: 'father', fullName: father, birthYear: 1993, consent: one.consent === 'father' ? 'paper' : null },
          ],
        },
        [one.family]
      )
    }
    case 'wedding':
      return tell(
        world,
        {
          kind: 'marriage',
          registerNumber: String(100 + number),
          registeredDate: today,
          handedOverDate: one.handed ? today : null,
          people: [
            { role: 'husband', fullName: world.names(one.family).father, birthYear: 1993, consent: 'paper' },
            {
              role: 'wife',
              fullName: world.names(one.other).mother,
              birthYear: 1995,
              consent: one.consents === 'both' ? 'chat' : null,
            },
          ],
        },
        [one.family, one.other]
      )
    case 'death':
      return die(world, one, number)
    case 'annul':
    case 'again':
    case 'correct': {
      const target = world.told[one.which % Math.max(1, world.told.length)]
      if (target === undefined || target.record.kind === 'death') return
      if (one.do === 'annul') target.annulled = true
      const more =
        one.do === 'annul' ? { annulled: true } : one.do === 'correct' ? { nature: 'correction' as const } : {}
      return tell(world, { ...target.record, ...more }, target.families)
    }
    case 'withdraw': {
      const talk = { conversationId: world.chats[one.family]!, inboundId: newId() }
      const linked = await ward.run((work) =>
        work.db.chatLink.count({ where: { conversationId: talk.conversationId, endedAt: null } })
      )
      await ward.run((work) => withdrawLetters(work, talk, { loss: one.loss, words: 'đừng gửi nữa' }))
      if (linked === 0) return
      world.withdrawn.set(one.family, ward.clock.now())
      if (one.loss) mourn(world, one.family, today)
      return
    }
    case 'wait':
      return ward.clock.pass(one.hours * 3600)
    case 'tend':
      return tend(world, one.crash)
    case 'approve':
      return each(world, 'ready', (work, letterId) =>
        approveLetter(work, { letterId, words: { addressee: 'x', text: letterId }, textId: null })
      )
    case 'clear':
      return each(world, 'review', (work, letterId) => clearLetter(work, { letterId }))
    case 'deliver':
      return deliver(world, one.outcome)
  }
}

async function die(world: World, one: Extract<Happening, { do: 'death' }>, number: number): Promise<void> {
  const { ward } = world
  const today = wardDateOf(ward.clock.now())
  const names = world.names(one.family)
  const births = world.told.filter(({ record, families: [at] }) => record.kind === 'birth' && at === one.family)
  const child = births.at(-1)?.record.people[0]
  if (one.who === 'child' && child === undefined) return
  const deceased =
    one.who === 'child'
      ? child!
      : { fullName: names[one.who], birthYear: { mother: 1995, father: 1993, grandmother: 1946 }[one.who] }
  if (world.dead.has(deceased.fullName)) return
  const diedDate = addDays(today, -one.ago)
  const relative = one.who === 'father' ? names.mother : names.father
  await tell(
    world,
    {
      kind: 'death',
      registerNumber: String(100 + number),
      registeredDate: today,
      diedDate,
      people: [
        { role: 'deceased', fullName: deceased.fullName, birthYear: deceased.birthYear ?? null },
        { role: 'relative', fullName: relative, birthYear: one.who === 'father' ? 1995 : 1993 },
      ],
    },
    [one.family]
  )
  world.dead.add(deceased.fullName)
  mourn(world, one.family, diedDate)
}

function mourn(world: World, at: number, since: string): void {
  if ((world.mourning.get(at) ?? '') < since) world.mourning.set(at, since)
}

async function each(world: World, status: string, act: (work: Work, id: string) => Promise<unknown>): Promise<void> {
  const rows = await world.ward.run((work) => work.db.letter.findMany({ where: { status }, select: { id: true } }))
  for (const { id } of rows) {
    for (const who of ['culture', 'leader'] as const) await world.ward.as(who, (work) => act(work, id))
  }
}

/** The worker's minute; with a crash everything it did in the transaction is gone, and it begins again. */
async function tend({ ward }: World, crash: boolean): Promise<void> {
  const jobs: ((work: Work) => Promise<unknown>)[] = [
    settleLetters,
    (work: Work) => planLetters(work, { everyOpen: true }),
    sendLetters,
  ]
  for (const job of jobs) {
    if (crash) {
      await ward
        .run(async (work) => {
          await job(work)
          throw new Crash()
        })
        .catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error
        })
    }
    await ward.run(job)
  }
}

/** The platform takes every letter that waits; each is held against what was told. */
async function deliver(world: World, outcome: string): Promise<void> {
  const { ward } = world
  const rows = await ward.run(async (work) => {
    const waiting = await work.db.outbox.findMany({ where: { source: 'letter', status: 'waiting' } })
    await work.db.outbox.updateMany({ where: { id: { in: waiting.map(({ id }) => id) } }, data: { status: outcome } })
    return waiting.filter(({ expiresAt }) => expiresAt > work.now)
  })
  for (const row of rows) await judge(world, row)
}

async function judge(world: World, row: { sourceRow: string; class: string; createdAt: Date }): Promise<void> {
  const { ward } = world
  const letterId = row.sourceRow.split(':')[0]!
  const letter = await ward.run((work) => work.db.letter.findFirstOrThrow({ where: { id: letterId } }))
  const event = await ward.run((work) => work.db.civilEvent.findFirstOrThrow({ where: { id: letter.subjectId } }))
  const told = world.told.find(
    ({ record }) => record.kind === event.kind && event.registerNumber === record.registerNumber
  )!
  const today = wardDateOf(row.createdAt)
  const clock = wardClockOf(row.createdAt)
  const times = (world.left.get(letter.subjectId) ?? 0) + 1
  world.left.set(letter.subjectId, times)
  expect(times, 'never twice').toBe(1)
  expect(clock >= '08:00' && clock < (row.class === 'greeting' ? '18:00' : '17:00'), 'in its hours').toBe(true)
  if (row.class !== 'greeting') return void expect(letter.secondById, 'two officials').not.toBeNull()
  for (const at of told.families) {
    const since = world.mourning.get(at)
    expect(since !== undefined && addDays(since, 49) >= today, 'a house in mourning').toBe(false)
  }
  for (const person of told.record.people) expect(world.dead.has(person.fullName), 'about or to the dead').toBe(false)
  expect(told.record.nature ?? 'first').toBe('first')
  expect(told.annulled, 'annulled').toBe(false)
  const given = told.record.people.flatMap(({ role }) => {
    const at = world.consented.get(`${told.record.kind} ${told.record.registerNumber} ${role}`)
    return at === undefined ? [] : [at]
  })
  expect(given.length, 'with consent').toBeGreaterThanOrEqual(told.record.kind === 'marriage' ? 2 : 1)
  if (told.record.kind === 'birth') expect(today >= addDays(told.toldDate, 3), 'held three days').toBe(true)
  const taken = world.withdrawn.get(told.families[0]!)
  if (told.record.kind === 'birth' && taken !== undefined) {
    expect(
      given.some((at) => at > taken),
      'after consent was taken back'
    ).toBe(true)
  }
}

/** How often a greeting really left: a test in which nothing ever leaves proves nothing. */
let departures = 0

test('no joyful message ever reaches a mourning house, the dead or who did not agree, and none goes twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 12, maxLength: 30 }), async (happenings) => {
      const world = await openWorld()
      for (const [number, one] of happenings.entries()) await happen(world, one, number)
      // and in the end everything that can leave does
      for (const last of ['approve', 'clear', 'approve'] as const) {
        world.ward.clock.set(`${addDays(wardDateOf(world.ward.clock.now()), 2)}T09:00:00+07:00`)
        await tend(world, false)
        await happen(world, { do: last }, 0)
        await tend(world, true)
        await deliver(world, 'accepted')
      }
      departures += [...world.left.values()].length
    }),
    { numRuns: 20, seed: 20261125, endOnFailure: true }
  )
  expect(departures).toBeGreaterThan(8)
}, 240_000)
