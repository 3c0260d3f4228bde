// npm run bench -- feedback [reports]
// the inbox, the search without diacritics and the duplicates of a chat, over 100,000 reports of one ward; beside them the
// bare look-up of one row by its id in the same run
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { newId } from '../../src/platform/ids.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { makeSeal } from '../../src/platform/seal.ts'
import { findDuplicates } from '../../src/ward/feedback/find-duplicates.ts'
import { findFeedback } from '../../src/ward/feedback/find-feedback.ts'
import { termHash } from '../../src/ward/feedback/keep-search-terms.ts'
import { listFeedback } from '../../src/ward/feedback/list-feedback.ts'
import { searchTerms } from '../../src/ward/feedback/report-words.ts'
import { recordPlaces } from '../../src/ward/place/record-places.ts'
import { makeTransact, type Work } from '../../src/ward/work.ts'
import { percentile, round } from './support/figures.ts'

const howMany = Number(process.argv[2] ?? 100_000)
const rounds = 60
const things = [
  'rác chất đống',
  'nắp cống bị bể',
  'đèn đường tắt',
  'ổ gà sâu',
  'cây sắp gãy',
  'karaoke ồn ào',
  'chó thả rông',
  'lấn chiếm vỉa hè',
  'ngập nước',
  'mất nước sạch',
]
const tails = [
  'ba hôm nay không ai dọn',
  'xin phường xử lý gấp',
  'đi lại rất khó khăn',
  'trẻ em dễ té',
  'đã báo tổ trưởng rồi',
  'nhờ phường kiểm tra giúp',
]
const streets = [
  'Lê Lợi',
  'Trần Phú',
  'Thạch Hãn',
  'Nguyễn Huệ',
  'Hùng Vương',
  'Bà Triệu',
  'Phan Đình Phùng',
  'Điện Biên Phủ',
]
const statuses = [
  'awaiting_intake',
  'received',
  'assigned',
  'in_progress',
  'forwarded',
  'answered',
  'completed',
  'completed',
  'completed',
  'completed',
  'completed',
  'completed',
  'not_accepted',
  'withdrawn',
]

async function fill(work: Work, placeIds: readonly string[], from: number, to: number): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, i) => {
    const n = from + i
    const street = streets[n % streets.length]!
    const text = `${things[(n * 7) % things.length]} ở kiệt ${n % 97} đường ${street}, ${tails[(n * 13) % tails.length]}`
    return {
      id: newId(),
      n,
      text,
      place: placeIds[n % placeIds.length]!,
      status: statuses[(n * 31) % statuses.length]!,
    }
  })
  const of = <T>(pick: (row: (typeof rows)[number]) => T) => rows.map(pick)
  await work.db.$executeRaw`
    insert into feedback (id, code, status, intake, text, spot, place_id, submitted_at, intake_due_at, due_at, first_due_at, entered_at, created_at)
    select id, code, status, 'web', text, spot, place_id, ${work.now}::timestamptz, ${work.now}::timestamptz, ${work.now}::timestamptz, ${work.now}::timestamptz, ${work.now}::timestamptz, ${work.now}::timestamptz
    from unnest(${of((row) => row.id)}::uuid[], ${of(({ n }) => `PA-2611-${String(n).padStart(6, '0')}`)}::text[], ${of((row) => row.status)}::text[],
      ${of((row) => work.seal.text(row.text))}::bytea[], ${of(() => work.seal.json({}))}::bytea[], ${of((row) => row.place)}::uuid[]) as one(id, code, status, text, spot, place_id)`
  const tokens = rows.flatMap(({ id, text }) => searchTerms(text).map((term) => ({ id, token: termHash(work, term) })))
  await work.db.$executeRaw`
    insert into search_token (noun, token, row_id)
    select 'feedback', token, id from unnest(${tokens.map(({ token }) => token)}::text[], ${tokens.map(({ id }) => id)}::uuid[]) as one(token, id)`
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'loa-bench-'))
const server = await startEmbeddedPostgres({
  dataDir: path.join(dataDir, 'pg'),
  database: 'loa',
  port: 54_411,
  settings: ['fsync=off'],
})
await migrate(server.url)
const database = openDatabase(server.url, 4)
const clock = { now: () => new Date('2026-11-21T03:00:00Z') }
const transact = makeTransact(database, makeSeal(Buffer.alloc(32, 3)), clock, async () => {})
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
await run((work) => recordPlaces(work, lines, 'bench'))
const placeIds = await run(async (work) => (await work.db.place.findMany({ select: { id: true } })).map(({ id }) => id))
const began = performance.now()
for (let at = 0; at < howMany; at += 5_000) await run((work) => fill(work, placeIds, at, Math.min(howMany, at + 5_000)))
// what autovacuum does within a minute of such a load
const owner = new pg.Client({ connectionString: server.url })
await owner.connect()
await owner.query('analyze')
await owner.end()
console.log(`  ${howMany} reports in ${round((performance.now() - began) / 1000, 1)} s`)

async function measure(
  name: string,
  useCase: (work: Work, n: number) => Promise<unknown>
): Promise<Record<string, number>> {
  const took: number[] = []
  for (let n = 0; n < rounds; n++) {
    const start = performance.now()
    await run((work) => useCase(work, n))
    took.push(performance.now() - start)
  }
  const p95 = round(percentile(took, 0.95), 1)
  console.log(`  ${name}: p50 ${round(percentile(took, 0.5), 1)} ms, p95 ${p95} ms`)
  return { [`${name}P95Ms`]: p95 }
}

const someIds = await run(async (work) =>
  (await work.db.feedback.findMany({ take: rounds, select: { id: true } })).map(({ id }) => id)
)
const figures = {
  ...(await measure('bareRow', (work, n) =>
    work.db.feedback.findFirst({ where: { id: someIds[n]! }, select: { id: true } })
  )),
  ...(await measure('inbox', (work) => listFeedback(work, {}))),
  ...(await measure('overdue', (work) => listFeedback(work, { overdue: true }))),
  ...(await measure('searchRare', (work, n) => listFeedback(work, { words: `kiet ${n % 97} thach han cong` }))),
  ...(await measure('searchCommon', (work, n) =>
    listFeedback(work, { words: ['rac', 'den duong', 'cong be', 'tran phu ngap nuoc'][n % 4]! })
  )),
  ...(await measure('duplicates', (work, n) =>
    findDuplicates(
      work,
      { id: newId(), conversationId: null, placeId: placeIds[n % placeIds.length]!, neighbourhoodId: null },
      'nắp cống bể'
    )
  )),
  ...(await measure('page', (work, n) => findFeedback(work, { id: someIds[n]! }))),
}
await database.$disconnect()
server.stop()
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ bench: 'feedback', reports: howMany, ...figures }))
process.exit(0)
