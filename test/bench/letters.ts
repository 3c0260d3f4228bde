// npm run bench -- letters [events]
// the register read and planned (10,000 events), and letters drawn as PDF: one file a letter, and one file for all, as they
// are printed; beside the planning, in the same run, a raw INSERT … SELECT of the rows it wrote
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { newId } from '../../src/platform/ids.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { drawLetters, type LetterPaper } from '../../src/platform/paper/letter-paper.ts'
import { makeSeal } from '../../src/platform/seal.ts'
import { addDays } from '../../src/platform/ward-time.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import type { CivilEventRecord } from '../../src/ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../../src/ward/civil-event/record-civil-events.ts'
import { planLetters } from '../../src/ward/letter/plan-letters.ts'
import { makeTransact, type Work } from '../../src/ward/work.ts'
import { round } from './support/figures.ts'

const howMany = Number(process.argv[2] ?? 10_000)
const clock = { now: () => new Date('2026-11-25T02:00:00Z') }

const letter = (at: number): LetterPaper => ({
  head: ['ỦY BAN NHÂN DÂN PHƯỜNG THỬ'],
  placeAndDate: 'Thử, ngày 25 tháng 11 năm 2026',
  title: 'Thư chúc mừng',
  addressee: `Kính gửi: anh Trần Văn Thuận và chị Nguyễn Thị Lành ${'ABCDEFGHIJ'[at % 10]}`,
  paragraphs: [
    'Được tin gia đình vừa đăng ký khai sinh cho cháu Trần Minh Khôi, UBND phường Thử xin gửi lời chúc mừng.',
    'Chúc cháu hay ăn chóng lớn, khỏe mạnh, bình an. Chúc gia đình luôn đầm ấm, nhiều niềm vui.',
  ],
  closing: 'Trân trọng./.',
  signer: { title: 'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH', name: 'Lê Thị Thử' },
  tone: 'joy',
})

/** Seconds of the wall and of this process's CPU. */
async function measured(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const [from, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { wall: (performance.now() - from) / 1000, cpu: (user + system) / 1e6 }
}

async function drawing() {
  await drawLetters([letter(0)])
  const singles = 200
  const single = await measured(async () => {
    for (let at = 0; at < singles; at++) await drawLetters([letter(at)])
  })
  const together = 400
  const batch = await measured(() => drawLetters(Array.from({ length: together }, (_, at) => letter(at))))
  return {
    singlePerCpuSecond: round(singles / single.cpu),
    batchPerCpuSecond: round(together / batch.cpu),
    singleBytes: (await drawLetters([letter(0)])).length,
  }
}

const day = (at: number) => addDays('2026-11-25', -(at % 45))

/** A third each; every fourth person is of the register, as many share a house. */
function events(): CivilEventRecord[] {
  return Array.from({ length: howMany }, (_, at): CivilEventRecord => {
    const registerNumber = `${at + 1}`
    const one = { fullName: `Nguyễn Thị ${word(at)}`, birthYear: 1960 + (at % 40) }
    const other = { fullName: `Trần Văn ${word(at + 7)}`, birthYear: 1960 + (at % 40) }
    const registeredDate = day(at)
    if (at % 3 === 0) {
      const people = [
        { role: 'child' as const, fullName: `Trần Minh ${word(at + 3)}`, birthYear: 2026 },
        { role: 'mother' as const, ...one, consent: at % 2 === 0 ? ('paper' as const) : null },
        { role: 'father' as const, ...other },
      ]
      return { kind: 'birth', registerNumber, registeredDate, people }
    }
    if (at % 3 === 1) {
      const people = [
        { role: 'husband' as const, ...other, consent: 'paper' as const },
        { role: 'wife' as const, ...one, consent: 'paper' as const },
      ]
      return { kind: 'marriage', registerNumber, registeredDate, handedOverDate: registeredDate, people }
    }
    const people = [
      { role: 'deceased' as const, fullName: `Lê Thị ${word(at + 11)}`, birthYear: 1930 + (at % 50) },
      { role: 'relative' as const, ...other },
    ]
    return { kind: 'death', registerNumber, registeredDate, diedDate: registeredDate, people }
  })
}

/** A given name of two syllables, several thousand of them. */
const syllables = [
  'An',
  'Bình',
  'Chi',
  'Dung',
  'Giang',
  'Hà',
  'Hải',
  'Khánh',
  'Lan',
  'Linh',
  'Mai',
  'Minh',
  'Nga',
  'Oanh',
  'Phúc',
  'Quân',
  'Sơn',
  'Thảo',
  'Trang',
  'Vân',
]
const word = (at: number): string =>
  `${syllables[at % 20]} ${syllables[Math.floor(at / 20) % 20]} ${syllables[Math.floor(at / 400) % 20]}`

/** The same rows into the same tables, without rules: what the database alone needs. */
async function copied(url: string) {
  const client = new pg.Client(url)
  await client.connect()
  const tables = ['civil_event', 'civil_event_person', 'letter']
  for (const table of tables) await client.query(`create table raw_${table} (like ${table} including all)`)
  let rows = 0
  const took = await measured(async () => {
    await client.query('begin')
    for (const table of tables)
      rows += (await client.query(`insert into raw_${table} select * from ${table}`)).rowCount ?? 0
    await client.query('commit')
  })
  await client.end()
  return { ...took, rows }
}

async function planning() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-letters-'))
  const server = await startEmbeddedPostgres({
    dataDir: path.join(dataDir, 'pg'),
    database: 'loa',
    port: 54_417,
    settings: ['fsync=off'],
  })
  await migrate(server.url)
  const database = openDatabase(server.url, 4)
  const wardId = newId()
  await database.ward.create({ data: { id: wardId, slug: 'thu', name: 'phường Thử', province: 'tỉnh Thử' } })
  const transact = makeTransact(database, makeSeal(Buffer.alloc(32, 7)), clock, async () => {}, 300_000)
  const run = <T>(useCase: (work: Work) => Promise<T>) => transact(wardId, 'operator', useCase)
  const people = Array.from({ length: 5_000 }, (_, at) => ({
    reference: `CD-${at}`,
    fullName: `Nguyễn Thị ${word(at * 2)}`,
    birthYear: 1960 + ((at * 2) % 40),
    householdCode: `HK-${at % 1_500}`,
  }))
  await run((work) => recordCitizens(work, people))
  const register = events()
  const recorded = await measured(() => run((work) => recordCivilEvents(work, register, 'import:bench')))
  const planned = await measured(() => run((work) => planLetters(work, { everyOpen: true })))
  const letters = await run((work) => work.db.letter.groupBy({ by: ['status'], _count: true }))
  const raw = await copied(server.url)
  await database.$disconnect()
  server.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return {
    events: howMany,
    rows: raw.rows,
    rawInsertSelectSeconds: round(raw.wall, 3),
    timesRaw: round(recorded.wall / raw.wall),
    recordedAndPlannedSeconds: round(recorded.wall),
    recordedCpuSeconds: round(recorded.cpu),
    plannedAgainSeconds: round(planned.wall),
    plannedAgainCpuSeconds: round(planned.cpu),
    letters: Object.fromEntries(letters.map(({ status, _count }) => [status, _count])),
  }
}

const result = { bench: 'letters', ...(await drawing()), ...(await planning()) }
console.log(JSON.stringify(result))
