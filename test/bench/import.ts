// npm run bench -- import
// 50,000 dossiers from an XLSX file: checked, confirmed, written in one transaction; beside it the bare limits in the same
// run: reading the same file and doing nothing, and writing as many plain rows. Aim: check and apply < 60 s, < 500 MB RSS.
import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { machineClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { newId } from '../../src/platform/ids.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { makeSeal } from '../../src/platform/seal.ts'
import { writeSheet } from '../../src/platform/spreadsheet/write-sheet.ts'
import type { WrittenCell } from '../../src/platform/spreadsheet/written-sheet.ts'
import { applyImport } from '../../src/ward/import/apply-import.ts'
import { checkImport } from '../../src/ward/import/check-import.ts'
import { confirmImport } from '../../src/ward/import/confirm-import.ts'
import { importTables } from '../../src/ward/import/import-tables.ts'
import { readImport } from '../../src/ward/import/read-import.ts'
import { startImport } from '../../src/ward/import/start-import.ts'
import { makeTransact } from '../../src/ward/work.ts'

const count = 50_000
const titles = [
  'Mã hồ sơ',
  'Mã thủ tục',
  'Tên thủ tục',
  'Họ tên người nộp',
  'Số điện thoại',
  'Ngày tiếp nhận',
  'Ngày hẹn trả',
  'Trạng thái',
  'Đơn vị xử lý',
]
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ']
const middles = ['Văn', 'Thị', 'Đức', 'Minh', 'Ngọc', 'Thanh', 'Quang']
const givens = [
  'An',
  'Bình',
  'Cường',
  'Dung',
  'Giang',
  'Hạnh',
  'Khánh',
  'Lan',
  'Mai',
  'Nam',
  'Oanh',
  'Phúc',
  'Quỳnh',
  'Sơn',
  'Thảo',
  'Uyên',
  'Việt',
  'Yến',
]
const mobile = ['090', '091', '093', '094', '096', '097', '098', '032', '070', '083']
const procedures = [
  'Đăng ký khai sinh',
  'Đăng ký thường trú',
  'Chứng thực bản sao từ bản chính',
  'Xác nhận tình trạng hôn nhân',
  'Cấp giấy phép xây dựng nhà ở riêng lẻ',
]

function* dossiers(): Generator<WrittenCell[]> {
  const pick = <T>(list: readonly T[], n: number) => list[n % list.length]!
  for (let n = 0; n < count; n++) {
    const received = new Date(Date.UTC(2026, n % 10, 1 + (n % 27), 1 + (n % 8), n % 60))
    const day = received.toISOString().slice(2, 10).replaceAll('-', '')
    const name = [pick(families, n), pick(middles, Math.floor(n / 10)), pick(givens, Math.floor(n / 70))].join(' ')
    const appointment = new Date(received.getTime() + (3 + (n % 12)) * 86_400_000)
    const phone = `${pick(mobile, n)}${String(1_000_000 + ((n * 7_919) % 8_999_999))}`
    yield [
      `H49.12-${day}-${String(n).padStart(5, '0')}`,
      '1.001193',
      pick(procedures, n),
      name,
      phone,
      received,
      appointment,
      (n % 10) + 1,
      'Tư pháp - Hộ tịch',
    ]
  }
}

async function makeFile(to: string): Promise<void> {
  const columns = titles.map((title) => ({
    title,
    kind: title.startsWith('Ngày')
      ? ('instant' as const)
      : title === 'Trạng thái'
        ? ('number' as const)
        : ('text' as const),
  }))
  await writeSheet({ name: 'Hồ sơ', columns, rows: dossiers() }, 'xlsx', createWriteStream(to))
}

function watchMemory(): () => number {
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => void (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  return () => {
    clearInterval(timer)
    return Math.round(Math.max(peak, process.memoryUsage.rss()) / 1_048_576)
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return Math.round(performance.now() - from) / 1000
}

/** The same number of bare rows, one index, no rules: what the disk and the driver allow. */
async function writePlainRows(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query('create table bench_plain (id uuid primary key, code text, name text, body bytea)')
  for (let at = 0; at < count; at += 1_000) {
    const ids = Array.from({ length: 1_000 }, () => newId())
    await client.query(
      `insert into bench_plain select one.id, one.id::text, 'Nguyễn Văn An', $2::bytea from unnest($1::uuid[]) as one(id)`,
      [ids, Buffer.alloc(45)]
    )
  }
  await client.query('commit')
  await client.end()
}

async function dropDatabase(url: string): Promise<void> {
  const admin = new URL(url)
  const name = admin.pathname.slice(1)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.toString() })
  await client.connect()
  await client.query(`drop database "${name}" with (force)`)
  await client.end()
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-import-'))
  const file = path.join(folder, 'ho-so.xlsx')
  execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, '--make', file], { stdio: 'inherit' })
  const server = await startEmbeddedPostgres({
    dataDir: '.data/pg-bench-import',
    database: `bench_${newId().replaceAll('-', '')}`,
    port: 54500,
  })
  await migrate(server.url)
  const database = openDatabase(server.url, 6)
  const wardId = newId()
  await database.ward.create({ data: { id: wardId, slug: 'bench', name: 'phường Thử', province: 'tỉnh Thử' } })
  const transact = makeTransact(database, makeSeal(Buffer.alloc(32, 7)), machineClock, async () => {})

  const idleMb = Math.round(process.memoryUsage.rss() / 1_048_576)
  const peakMb = watchMemory()
  let id = ''
  const uploadSeconds = await seconds(async () => {
    const started = await transact(wardId, 'operator', (work) =>
      startImport(work, { noun: 'dossiers', fileName: 'ho-so.xlsx', bytes: readFileSync(file) })
    )
    if (!started.ok) throw new Error(started.refusal)
    id = started.value.id
  })
  const checkSeconds = await seconds(() => checkImport(transact, wardId, id))
  console.log(`upload ${uploadSeconds} s, check ${checkSeconds} s`)
  await transact(wardId, 'operator', (work) => confirmImport(work, { importId: id }))
  const applySeconds = await seconds(() => applyImport(transact, wardId, id))
  const rssMb = peakMb()
  const { run, written } = await transact(wardId, 'operator', async (work) => ({
    run: await work.db.importRun.findFirstOrThrow({
      where: { id },
      select: { status: true, rowsGood: true, rowsBad: true, rowsWritten: true },
    }),
    written: await work.db.dossier.count(),
  }))

  const readOnlySeconds = await seconds(async () => {
    const open = await readImport(importTables.dossiers, readFileSync(file), { at: new Date(), source: 'bench' })
    for await (const row of open.rows)
      if (row.faults.length > 0) throw new Error(`row ${row.rowNumber}: ${JSON.stringify(row.faults)}`)
  })
  const plainRowsSeconds = await seconds(() => writePlainRows(server.url))

  await database.$disconnect()
  await dropDatabase(server.url)
  server.stop()
  rmSync(folder, { recursive: true, force: true })
  const totalSeconds = Math.round((uploadSeconds + checkSeconds + applySeconds) * 1000) / 1000
  const fine = totalSeconds < 60 && rssMb < 500 && written === count
  console.log(
    `${count} dossiers: check ${checkSeconds} s, apply ${applySeconds} s, peak ${rssMb} MB (${idleMb} MB before)`
  )
  console.log(
    JSON.stringify({
      bench: 'import',
      rows: count,
      uploadSeconds,
      checkSeconds,
      applySeconds,
      totalSeconds,
      rssMb,
      idleMb,
      ...run,
      written,
      readOnlySeconds,
      plainRowsSeconds,
      fine,
    })
  )
  process.exitCode = fine ? 0 : 1
}

/** The old space a worker should be given (`node --max-old-space-size`): V8 otherwise lets garbage lie while memory is free. */
const workerHeapMb = 256

const [flag, to] = process.argv.slice(2)
if (flag === '--make' && to !== undefined) await makeFile(to)
else if (flag === '--measured') await bench()
else {
  const words = [`--max-old-space-size=${workerHeapMb}`, '--import', 'tsx', import.meta.filename, '--measured']
  process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1
}
