// npm run bench -- feedback [reports] [explain]
// the officials' inbox, the search without diacritics, the duplicates of a chat and the book over 100,000 reports of one
// ward; beside them the bare look-up of one row, and beside the whole export the bare reading of the same rows
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import pg from 'pg'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { newId } from '../../src/platform/ids.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { makeSeal } from '../../src/platform/seal.ts'
import { writeLogbook } from '../../src/console/logbook/write-logbook.ts'
import { findDuplicates } from '../../src/ward/feedback/find-duplicates.ts'
import { findFeedback } from '../../src/ward/feedback/find-feedback.ts'
import { listFeedback } from '../../src/ward/feedback/list-feedback.ts'
import { inboxViews, type InboxFilter, type Reader } from '../../src/ward/feedback/inbox-query.ts'
import { countInbox, listInbox } from '../../src/ward/feedback/list-inbox.ts'
import { readLogbook } from '../../src/ward/feedback/read-logbook.ts'
import { recordPlaces } from '../../src/ward/place/record-places.ts'
import { bindSeal, makeTransact, type Work } from '../../src/ward/work.ts'
import { fillFeedbackTown, streets, units } from './support/feedback-town.ts'
import { percentile, round } from './support/figures.ts'

const howMany = Number(process.argv[2] ?? 100_000)
const rounds = 60
const until = new Date('2026-11-21T03:00:00Z')

const dataDir = mkdtempSync(path.join(tmpdir(), 'loa-bench-'))
const server = await startEmbeddedPostgres({
  dataDir: path.join(dataDir, 'pg'),
  database: 'loa',
  port: 54_411,
  settings: ['fsync=off'],
})
await migrate(server.url)
const database = openDatabase(server.url, 4)
const seal = makeSeal(Buffer.alloc(32, 3))
const transact = makeTransact(database, seal, { now: () => until }, async () => {})
const wardId = newId()
await database.ward.create({ data: { id: wardId, slug: 'bench', name: 'phường Thử', province: 'tỉnh Thử' } })
const run = <T>(useCase: (work: Work) => Promise<T>) => transact(wardId, 'operator', useCase)

const lines = streets.flatMap((street) => [
  { kind: 'street', name: street, code: street },
  ...Array.from({ length: 30 }, (_, n) => ({
    kind: 'alley',
    name: `Kiệt ${n}`,
    parent: street,
    code: `${street}-${n}`,
  })),
])
const officials = Array.from({ length: 12 }, () => newId())
await run(async (work) => {
  await recordPlaces(work, lines, 'bench')
  await work.db.neighbourhood.createMany({
    data: Array.from({ length: 20 }, (_, n) => ({ code: String(n + 1), name: `Tổ dân phố ${n + 1}` })),
  })
  await work.db.official.createMany({
    data: officials.map((id, n) => ({ id, login: `can-bo-${n}`, fullName: `Cán bộ ${n}`, passwordHash: 'x', roles: ['specialist'], unit: units[n % 4]! })), // prettier-ignore
  })
})
const began = performance.now()
await fillFeedbackTown(server.url, { wardId, seal: bindSeal(seal, wardId), officials, until }, howMany)
console.log(`  ${howMany} reports in ${round((performance.now() - began) / 1000, 1)} s`)

const figures: Record<string, number> = {}
async function measure(name: string, useCase: (work: Work, n: number) => Promise<unknown>): Promise<void> {
  const took: number[] = []
  for (let n = 0; n < rounds; n++) {
    const start = performance.now()
    await run((work) => useCase(work, n))
    took.push(performance.now() - start)
  }
  const p95 = round(percentile(took, 0.95), 1)
  console.log(`  ${name}: p50 ${round(percentile(took, 0.5), 1)} ms, p95 ${p95} ms`)
  figures[`${name}P95Ms`] = p95
}

const readers: Record<string, Reader> = {
  oneStop: { officialId: officials[0]!, unit: null, parties: ['one_stop'] },
  specialist: { officialId: officials[1]!, unit: units[1]!, parties: ['specialist'] },
  leader: { officialId: officials[2]!, unit: null, parties: ['leader'] },
}
const everybody = Object.values(readers)
/** What the page asks: its lines and the numbers on its tabs. */
async function inbox(work: Work, reader: Reader, filter: InboxFilter) {
  await countInbox(work, reader)
  return listInbox(work, reader, filter)
}

const { someIds, placeIds } = await run(async (work) => ({
  someIds: (await work.db.feedback.findMany({ take: rounds, select: { id: true } })).map(({ id }) => id),
  placeIds: (await work.db.place.findMany({ select: { id: true } })).map(({ id }) => id),
}))
await measure('bareRow', (work, n) => work.db.feedback.findFirst({ where: { id: someIds[n]! }, select: { id: true } }))
for (const [name, reader] of Object.entries(readers))
  await measure(`inboxOf${name}`, (work) => inbox(work, reader, { view: 'my_work' }))
await measure('countsOnly', (work, n) => countInbox(work, everybody[n % 3]!))
await measure('listOnly', (work, n) => listInbox(work, everybody[n % 3]!, { view: 'my_work' }))
for (const view of inboxViews.filter((one) => one !== 'my_work'))
  await measure(`inbox_${view}`, (work, n) => inbox(work, everybody[n % 3]!, { view }))
let cursor: string | undefined
await measure('inboxLaterPages', async (work) => {
  const page = await inbox(work, readers.oneStop!, { view: 'open', cursor })
  cursor = page.next ?? undefined
})
await measure('inboxOfUnit', (work, n) => inbox(work, everybody[n % 3]!, { view: 'open', unit: units[n % 4]! }))
const common = ['rac', 'den duong', 'cong be', 'tran phu ngap nuoc']
await measure('searchRare', (work, n) =>
  inbox(work, everybody[n % 3]!, { view: 'my_work', words: `kiet ${n % 97} thach han cong` })
)
await measure('searchCommon', (work, n) => inbox(work, everybody[n % 3]!, { view: 'my_work', words: common[n % 4]! }))
await measure('searchNone', (work, n) =>
  inbox(work, everybody[n % 3]!, { view: 'my_work', words: `rac cong den duong cay ${n}` })
)
await measure('apiList', (work) => listFeedback(work, {}))
await measure('apiOverdue', (work) => listFeedback(work, { overdue: true }))
await measure('duplicates', (work, n) =>
  findDuplicates(
    work,
    { id: newId(), conversationId: null, placeId: placeIds[n % placeIds.length]!, neighbourhoodId: null },
    'nắp cống bể'
  )
)
await measure('page', (work, n) => findFeedback(work, { id: someIds[n]! }))

const month = (n: number) => `20${25 + Math.floor((n % 22) / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
await measure('logbookPage', async (work, n) => {
  const filter = { from: `${month(n)}-01`, to: `${month(n)}-28`, masked: true }
  return [...(await readLogbook(work, filter, { limit: 50 })).rows]
})

// the export as the console writes it, a transaction for each piece
const t = await loadTranslate()
const words = (key: string) => t(key, {}, 'vi')
async function exported(from: string, to: string): Promise<{ first: number; whole: number; bytes: number }> {
  const out = new PassThrough()
  const start = performance.now()
  let [first, bytes] = [0, 0]
  out.on('data', (chunk: Buffer) => {
    first ||= performance.now() - start
    bytes += chunk.length
  })
  const ended = new Promise((resolve) => out.once('end', resolve))
  await writeLogbook(words, { filter: { from, to, masked: true }, kind: 'xlsx' }, run, out)
  await ended
  return { first, whole: performance.now() - start, bytes }
}
const firsts: number[] = []
const wholes: number[] = []
for (let n = 0; n < 20; n++) {
  const { first, whole } = await exported(`${month(n)}-01`, `${month(n)}-28`)
  firsts.push(first)
  wholes.push(whole)
}
figures.exportFirstByteP95Ms = round(percentile(firsts, 0.95), 1)
figures.exportMonthP95Ms = round(percentile(wholes, 0.95), 1)
console.log(
  `  export of a month (${Math.round(howMany / 24)} rows): first byte p95 ${figures.exportFirstByteP95Ms} ms, whole p95 ${figures.exportMonthP95Ms} ms`
)
const all = await exported('2024-01-01', '2026-12-31')
const client = new pg.Client({ connectionString: server.url })
await client.connect()
const bare = performance.now()
const { rowCount } = await client.query(
  `select f.*, a.outcome, w.agency, r.score from feedback f left join feedback_answer a on a.feedback_id = f.id
   left join feedback_forwarding w on w.feedback_id = f.id left join feedback_rating r on r.feedback_id = f.id order by f.submitted_at`
)
const bareMs = performance.now() - bare
await client.end()
figures.exportAllFirstByteMs = round(all.first, 1)
figures.exportRowsPerSecond = Math.round((howMany / all.whole) * 1000)
figures.bareRowsPerSecond = Math.round(((rowCount ?? 0) / bareMs) * 1000)
console.log(
  `  export of all: first byte ${round(all.first, 1)} ms, whole ${round(all.whole / 1000, 1)} s (${figures.exportRowsPerSecond} rows/s, ${round(all.bytes / 1e6, 1)} MB); bare SELECT of the same rows ${round(bareMs / 1000, 1)} s (${figures.bareRowsPerSecond} rows/s)`
)

await database.$disconnect()
server.stop()
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ bench: 'feedback', reports: howMany, ...figures }))
process.exit(0)
