import { newId } from '../../../src/platform/ids.ts'
import { addDays, wardDateOf } from '../../../src/platform/ward-time.ts'
import { recordCitizens } from '../../../src/ward/citizen/record-citizens.ts'
import type { CivilEventRecord } from '../../../src/ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../../../src/ward/civil-event/record-civil-events.ts'
import { approveLetter } from '../../../src/ward/letter/approve-letter.ts'
import { clearLetter } from '../../../src/ward/letter/decide-letter.ts'
import { findLetters } from '../../../src/ward/letter/find-letters.ts'
import { planLetters } from '../../../src/ward/letter/plan-letters.ts'
import { sendLetters } from '../../../src/ward/letter/send-letters.ts'
import { settleLetters } from '../../../src/ward/letter/settle-letters.ts'
import { stopMessages } from '../../../src/ward/letter-task/letter-chat.ts'
import { withdrawLetters } from '../../../src/ward/letter/withdraw-letters.ts'
import type { Work } from '../../../src/ward/work.ts'
import { makeLetterWard, type LetterWard } from '../letter-ward.ts'
import type { TestDatabase } from '../test-ward.ts'
import { families, type Happening } from './happenings.ts'
import { judge } from './judge.ts'

type Told = { record: CivilEventRecord; toldDate: string; annulled: boolean; families: number[] }

/** One ward, and beside it what somebody with a good memory would know of it: kept without the ward's own rules. */
export type World = {
  ward: LetterWard
  chats: string[]
  told: Told[]
  mourning: Map<number, string>
  dead: Set<string>
  /** Since when a family wants no letters of joy. */
  withdrawn: Map<number, Date>
  consented: Map<string, Date>
  /** How often the letter of an event left. */
  left: Map<string, number>
}

export const namesOf = (at: number) => ({
  mother: `Nguyễn Thị Mẹ ${'ABCDEF'[at]}`,
  father: `Trần Văn Bố ${'ABCDEF'[at]}`,
  grandmother: `Lê Thị Bà ${'ABCDEF'[at]}`,
})
const bornIn = { mother: 1995, father: 1993, grandmother: 1946 } as const

export async function openWorld(store: TestDatabase): Promise<World> {
  const ward = await makeLetterWard(store)
  const chats: string[] = []
  await ward.run(async (work) => {
    const people = Array.from({ length: families }, (_, at) =>
      (['mother', 'father', 'grandmother'] as const).map((role) => ({
        reference: `${role}-${at}`,
        fullName: namesOf(at)[role],
        birthYear: bornIn[role],
        householdCode: `HK-${at + 10}`,
      }))
    )
    await recordCitizens(work, people.flat(), 'import:test')
  })
  for (let at = 0; at < families; at++) chats.push(await ward.chatOf(`mother-${at}`))
  const maps = { mourning: new Map(), withdrawn: new Map(), consented: new Map(), left: new Map() }
  return { ward, chats, told: [], dead: new Set(), ...maps }
}

/** Does it to the ward and keeps in mind what it means. */
export async function happen(world: World, one: Happening, number: number): Promise<void> {
  const { ward } = world
  const today = wardDateOf(ward.clock.now())
  switch (one.do) {
    case 'birth':
      return tell(world, birthOf(one, number, today), [one.family])
    case 'wedding':
      return tell(world, weddingOf(one, number, today), [one.family, one.other])
    case 'death':
      return die(world, one, number)
    case 'annul':
    case 'again':
    case 'rename':
      return tellAgain(world, one)
    case 'withdraw':
      return withdraw(world, one)
    case 'morning':
      return ward.clock.set(`${addDays(today, one.days)}T09:00:00+07:00`)
    case 'wait':
      return ward.clock.pass(one.hours * 3600)
    case 'tend':
      return tend(world, one.crash)
    case 'approve':
      return approve(world)
    case 'clear':
      return each(world, 'review', (work, letterId) => clearLetter(work, { letterId }))
    case 'deliver':
      return deliver(world, one.outcome)
  }
}

const childOf = (number: number) =>
  `Trần Minh Cháu ${String.fromCharCode(97 + (number % 26))}${String.fromCharCode(97 + Math.floor(number / 26))}`

type Of<Do extends Happening['do']> = Extract<Happening, { do: Do }>

function birthOf({ family, consent, late, nature }: Of<'birth'>, number: number, today: string): CivilEventRecord {
  const { mother, father } = namesOf(family)
  return {
    kind: 'birth',
    registerNumber: String(100 + number),
    registeredDate: addDays(today, -late),
    nature,
    people: [
      { role: 'child', fullName: childOf(number), birthYear: 2026 },
      { role: 'mother', fullName: mother, birthYear: 1995, consent: consent === 'mother' ? 'chat' : null },
      // the other parent ticks paper now and then: what is agreed to then is brought by hand
      { role: 'father', fullName: father, birthYear: 1993, consent: consent === 'father' ? 'paper' : null },
    ],
  }
}

const weddingOf = (
  { family, other, consents, handed }: Of<'wedding'>,
  number: number,
  today: string
): CivilEventRecord => ({
  kind: 'marriage',
  registerNumber: String(100 + number),
  registeredDate: today,
  handedOverDate: handed ? today : null,
  people: [
    { role: 'husband', fullName: namesOf(family).father, birthYear: 1993, consent: 'paper' },
    {
      role: 'wife',
      fullName: namesOf(other).mother,
      birthYear: 1995,
      consent: consents === 'both' ? 'chat' : null,
    },
  ],
})

async function tell(world: World, record: CivilEventRecord, told: number[]): Promise<void> {
  const { ward } = world
  const now = ward.clock.now()
  await ward.run((work) => recordCivilEvents(work, [record], 'import:test'))
  const known = world.told.find(
    (one) => one.record.registerNumber === record.registerNumber && one.record.kind === record.kind
  )
  if (known === undefined) world.told.push({ record, toldDate: wardDateOf(now), annulled: false, families: told })
  else known.record = { ...record, nature: known.record.nature ?? null }
  for (const person of record.people) {
    const key = `${record.kind} ${record.registerNumber} ${person.role}`
    if (person.consent && !world.consented.has(key)) world.consented.set(key, now)
  }
}

/** The feed tells an entry once more: as it was, annulled, or with the child's name corrected. */
async function tellAgain(world: World, one: Of<'annul' | 'again' | 'rename'>): Promise<void> {
  const target = world.told[one.which % Math.max(1, world.told.length)]
  if (target === undefined || target.record.kind === 'death') return
  const { record } = target
  if (one.do === 'annul') {
    target.annulled = true
    return tell(world, { ...record, annulled: true }, target.families)
  }
  if (one.do === 'again') return tell(world, record, target.families)
  const people = record.people.map((person) =>
    person.role === 'child' && !world.dead.has(person.fullName)
      ? { ...person, fullName: `${person.fullName} sửa` }
      : person
  )
  return tell(world, { ...record, nature: 'correction', people }, target.families)
}

async function die(world: World, one: Of<'death'>, number: number): Promise<void> {
  const today = wardDateOf(world.ward.clock.now())
  const names = namesOf(one.family)
  const births = world.told.filter(({ record, families: [at] }) => record.kind === 'birth' && at === one.family)
  const child = births.at(-1)?.record.people[0]
  if (one.who === 'child' && child === undefined) return
  const deceased = one.who === 'child' ? child! : { fullName: names[one.who], birthYear: bornIn[one.who] }
  if (world.dead.has(deceased.fullName)) return
  const diedDate = addDays(today, -one.ago)
  const relative = one.who === 'father' ? names.mother : names.father
  const record: CivilEventRecord = {
    kind: 'death',
    registerNumber: String(100 + number),
    registeredDate: today,
    diedDate,
    people: [
      { role: 'deceased', fullName: deceased.fullName, birthYear: deceased.birthYear ?? null },
      { role: 'relative', fullName: relative, birthYear: one.who === 'father' ? 1995 : 1993, consent: 'chat' },
    ],
  }
  await tell(world, record, [one.family])
  world.dead.add(deceased.fullName)
  mourn(world, one.family, diedDate)
}

function mourn(world: World, at: number, since: string): void {
  if ((world.mourning.get(at) ?? '') < since) world.mourning.set(at, since)
}

async function withdraw(world: World, { family, how }: Of<'withdraw'>): Promise<void> {
  const { ward } = world
  const talk = { conversationId: world.chats[family]!, inboundId: newId() }
  const linked = await ward.run((work) =>
    work.db.chatLink.count({ where: { conversationId: talk.conversationId, endedAt: null } })
  )
  const words = 'đừng gửi nữa'
  if (how === 'everything') await ward.run((work) => stopMessages(work, talk, { stopped: true }))
  else await ward.run((work) => withdrawLetters(work, talk, { loss: how === 'loss', words }))
  if (linked === 0) return
  world.withdrawn.set(family, ward.clock.now())
  if (how === 'loss') mourn(world, family, wardDateOf(ward.clock.now()))
}

/** Officials agree to words that name whom the letter is about, as the register has it then. */
const approve = (world: World): Promise<void> =>
  each(world, 'ready', async (work, letterId) => {
    const [card] = await findLetters(work, { ids: [letterId] })
    const text = card!.parties.map(({ person }) => person.fullName).join(', ')
    await approveLetter(work, { letterId, words: { addressee: 'x', text }, textId: null })
  })

async function each(world: World, status: string, act: (work: Work, id: string) => Promise<unknown>): Promise<void> {
  const rows = await world.ward.run((work) => work.db.letter.findMany({ where: { status }, select: { id: true } }))
  for (const { id } of rows) {
    for (const who of ['culture', 'leader'] as const) await world.ward.as(who, (work) => act(work, id))
  }
}

class Crash extends Error {}

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
