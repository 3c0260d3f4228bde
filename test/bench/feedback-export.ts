// npm run bench -- feedback-export [reports]
// the book over 100,000 reports, taken away through the console's own route over HTTP by an official who is signed in: the
// first byte of many months, the whole of all of it, and the memory of the process while it streams; beside it the bare
// HTTP answer of /console/sign-in of the same server
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fastify from 'fastify'
import { parse } from 'node-html-parser'
import { request } from 'undici'
import { registerConsole } from '../../src/console/register-console.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { newId } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { makeSeal } from '../../src/platform/seal.ts'
import { registerAssets } from '../../src/platform/web/assets.ts'
import { addOfficial } from '../../src/ward/official/add-official.ts'
import { recordPlaces } from '../../src/ward/place/record-places.ts'
import { bindSeal, makeTransact, type Work } from '../../src/ward/work.ts'
import { fillFeedbackTown, streets } from './support/feedback-town.ts'
import { percentile, round } from './support/figures.ts'

const howMany = Number(process.argv[2] ?? 100_000)
const until = new Date('2026-11-21T03:00:00Z')
const clock = { now: () => until }

const dataDir = mkdtempSync(path.join(tmpdir(), 'loa-bench-'))
const server = await startEmbeddedPostgres({
  dataDir: path.join(dataDir, 'pg'),
  database: 'loa',
  port: 54_413,
  settings: ['fsync=off'],
})
await migrate(server.url)
const database = openDatabase(server.url, 4)
const seal = makeSeal(Buffer.alloc(32, 3))
const transact = makeTransact(database, seal, clock, async () => {})
const wardId = newId()
await database.ward.create({ data: { id: wardId, slug: 'bench', name: 'phường Thử', province: 'tỉnh Thử' } })
const run = <T>(useCase: (work: Work) => Promise<T>) => transact(wardId, 'operator', useCase)

const officials = Array.from({ length: 12 }, () => newId())
const [login, password] = ['doc-so', 'sông sâu còn có kẻ dò']
await run(async (work) => {
  const streetLines = streets.map((name) => ({ kind: 'street', name, code: name }))
  const alleys = streets.flatMap((parent) =>
    Array.from({ length: 30 }, (_, n) => ({ kind: 'alley', name: `Kiệt ${n}`, parent, code: `${parent}-${n}` }))
  )
  await recordPlaces(work, [...streetLines, ...alleys], 'bench')
  await work.db.neighbourhood.createMany({
    data: Array.from({ length: 20 }, (_, n) => ({ code: String(n + 1), name: `Tổ dân phố ${n + 1}` })),
  })
  await work.db.official.createMany({
    data: officials.map((id, n) => ({ id, login: `can-bo-${n}`, fullName: `Cán bộ ${n}`, passwordHash: 'x', roles: ['specialist'] })), // prettier-ignore
  })
  await addOfficial(work, { login, fullName: 'Cán bộ Sổ', roles: ['one_stop', 'leader'], password })
})
await fillFeedbackTown(server.url, { wardId, seal: bindSeal(seal, wardId), officials, until }, howMany)

const app = fastify({ logger: false, genReqId: () => newId() })
registerAssets(app)
registerConsole(app, {
  transact,
  findDoor: (hash) => database.doorKey.findUnique({ where: { hash } }),
  wards: () => database.ward.findMany(),
  clock,
  seal,
  t: await loadTranslate(),
  log: silentLog,
  secret: 'a secret for benches that is long enough to be one',
  production: false,
  previews: () => Promise.resolve([]),
  publicUrl: 'https://bench.example',
})
const base = await app.listen({ port: 0, host: '127.0.0.1' })

const cookies = new Map<string, string>()
const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
function keep(headers: Record<string, string | string[] | undefined>): void {
  for (const line of [headers['set-cookie'] ?? []].flat()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (name) cookies.set(name, value ?? '')
  }
}
async function signIn(): Promise<void> {
  const page = await request(`${base}/console/sign-in`)
  keep(page.headers)
  const hidden = parse(await page.body.text())
    .querySelectorAll('form input[type=hidden]')
    .map((input): [string, string] => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''])
  const answer = await request(`${base}/console/sign-in`, {
    method: 'POST',
    headers: { cookie: cookie(), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([...hidden, ['login', login], ['password', password]]).toString(),
  })
  keep(answer.headers)
  await answer.body.dump()
}
await signIn()

type Taken = { firstMs: number; wholeMs: number; bytes: number }
async function take(url: string): Promise<Taken> {
  const start = performance.now()
  const { statusCode, headers, body } = await request(base + url, { headers: { cookie: cookie() }, bodyTimeout: 0 })
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode} ${String(headers.location)}`)
  let [firstMs, bytes] = [0, 0]
  for await (const chunk of body as AsyncIterable<Buffer>) {
    firstMs ||= performance.now() - start
    bytes += chunk.length
  }
  return { firstMs, wholeMs: performance.now() - start, bytes }
}
const months = Array.from(
  { length: 20 },
  (_, n) => `20${25 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
)
const exportOf = (from: string, to: string) => take(`/console/logbook/export?from=${from}&to=${to}&names=masked`)

await exportOf('2026-01-01', '2026-01-02')
const bare: Taken[] = []
for (let n = 0; n < 40; n++) bare.push(await take('/console/sign-in'))
const days: Taken[] = []
for (const month of months)
  for (const day of ['03', '12', '21']) days.push(await exportOf(`${month}-${day}`, `${month}-${day}`))
const whole: Taken[] = []
for (const month of months) whole.push(await exportOf(`${month}-01`, `${month}-28`))

const sizes: number[] = []
const watch = setInterval(() => void sizes.push(process.memoryUsage().rss), 200)
const all = await exportOf('2024-01-01', '2026-12-31')
clearInterval(watch)
/** The highest of each quarter of the way: as high at the end as at the beginning where nothing is heaped up. */
const quarter = (n: number) => round(Math.max(0, ...sizes.slice((sizes.length * n) / 4, (sizes.length * (n + 1)) / 4)) / 1e6, 0) // prettier-ignore

const p95 = (taken: readonly Taken[], of: 'firstMs' | 'wholeMs') => round(percentile(taken.map((one) => one[of]), 0.95), 1) // prettier-ignore
const figures = {
  bareSignInPageP95Ms: p95(bare, 'wholeMs'),
  dayFirstByteP95Ms: p95(days, 'firstMs'),
  dayWholeP95Ms: p95(days, 'wholeMs'),
  monthFirstByteP95Ms: p95(whole, 'firstMs'),
  monthWholeP95Ms: p95(whole, 'wholeMs'),
  allFirstByteMs: round(all.firstMs, 1),
  allSeconds: round(all.wholeMs / 1000, 1),
  allMegabytes: round(all.bytes / 1e6, 1),
  rssByQuarterMb: [0, 1, 2, 3].map(quarter),
}
console.log(figures)
await app.close()
await database.$disconnect()
server.stop()
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ bench: 'feedback-export', reports: howMany, ...figures }))
process.exit(0)
