import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seedSampleWard } from '../../prisma/seed.ts'
import { runCommand } from '../../src/commands/ward.ts'
import { connected, quoted, readTables } from '../../src/commands/operator/tables.ts'
import { readConfig } from '../../src/config.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { timetable } from '../../workers/timetable.ts'
import { makeTransact } from '../../src/ward/work.ts'
import type { Wired } from '../../src/wiring.ts'
import { sheetBytes } from '../support/sheet-bytes.ts'
import { freshDatabase, stoppedClock, type TestDatabase } from '../support/test-ward.ts'

let folder: string
const open: TestDatabase[] = []
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'ward-command-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(async () => {
  for (const at of open.splice(0)) await at.drop()
})

/** As much of the wiring as the operator's tool uses, on a database of its own. */
async function makeWired(template?: string): Promise<Wired> {
  const at = await freshDatabase(template)
  open.push(at)
  const clock = stoppedClock('2026-11-21T03:00:00Z')
  const config = readConfig({ DATA_DIR: folder, DATABASE_URL: at.url })
  return {
    config,
    clock,
    seal: at.seal,
    translate: await loadTranslate(),
    databaseUrl: at.url,
    database: at.database,
    transact: makeTransact(at.database, at.seal, clock, async () => {}),
    channels: { forget: () => {} },
  } as unknown as Wired
}

const run = async (wired: Wired, ...words: string[]) => {
  const lines: string[] = []
  const code = await runCommand(wired, words, (line) => void lines.push(line))
  return { code, text: lines.join('\n') }
}
/** A ward, and the sample ward, take seconds to write: each is written once, and cloned for the tests. */
async function template(fill: (wired: Wired) => Promise<unknown>): Promise<TestDatabase> {
  await fill(await makeWired())
  const filled = open.pop()!
  await filled.database.$disconnect()
  return filled
}
let opened: TestDatabase
let filled: TestDatabase
beforeAll(async () => {
  opened = await template((wired) =>
    run(wired, 'open', '--slug', 'ben-do', '--name', 'phường Bến Đò', '--province', 'tỉnh Thử')
  )
  filled = await template(seedSampleWard)
})
afterAll(() => Promise.all([opened.drop(), filled.drop()]))
const sample = () => makeWired(filled.url)

describe('the operator’s tool', () => {
  let wired: Wired
  beforeEach(async () => void (wired = await makeWired(opened.url)))

  it('opens a ward, its first official and a key for another system', async () => {
    const wired = await makeWired()
    expect(
      await run(wired, 'open', '--slug', 'ben-do', '--name', 'phường Bến Đò', '--province', 'tỉnh Thử')
    ).toMatchObject({ code: 0 })
    const added = await run(
      wired,
      'official',
      'add',
      '--login',
      'chi.mai',
      '--name',
      'Trần Thị Mai',
      '--roles',
      'ward_admin,leader'
    )
    expect(added).toMatchObject({ code: 0 })
    expect(added.text).toContain('must then choose another password')
    const key = await run(wired, 'api-key', 'create', '--name', 'Một cửa', '--scopes', 'dossiers:write')
    expect(key.text).toMatch(/\nloa_[\w-]{43}$/)
    expect(await wired.database.doorKey.count({ where: { kind: 'api_key' } })).toBe(1)
  })

  it('keeps a channel account sealed, and says what is missing', async () => {
    expect(await run(wired, 'channel', 'set', 'telegram', '--token', '123456:ABC-def')).toMatchObject({ code: 0 })
    const zalo = await run(wired, 'channel', 'set', 'zalo', '--app-id', '1')
    expect(zalo).toMatchObject({ code: 2 })
    expect(zalo.text).toContain('--app-secret')
    expect(
      await run(
        wired,
        'channel',
        'set',
        'zalo',
        '--app-id',
        '1',
        '--app-secret',
        's',
        '--oa-id',
        '2',
        '--oa-secret',
        't',
        '--refresh-token',
        'r'
      )
    ).toMatchObject({ code: 0 })
    const ward = await wired.database.ward.findFirstOrThrow()
    const seen = await wired.transact(ward.id, 'operator', async (work) => ({
      accounts: await work.db.channelAccount.findMany({ select: { channel: true, settings: true } }),
      tokens: await work.db.channelToken.count(),
    }))
    expect(seen.accounts.map((account) => account.channel).sort()).toEqual(['telegram', 'web', 'zalo'])
    expect(seen.accounts.some((account) => Buffer.from(account.settings).includes('ABC-def'))).toBe(false)
    expect(seen.tokens).toBe(1)
  })

  it('asks which ward is meant when there are several', async () => {
    await run(wired, 'open', '--slug', 'cau-moi', '--name', 'phường Cầu Mới', '--province', 'tỉnh Thử')
    expect(await run(wired, 'api-key', 'create', '--name', 'x', '--scopes', 'dossiers:write')).toMatchObject({
      code: 2,
      text: expect.stringContaining('ben-do, cau-moi') as string,
    })
    expect(
      await run(wired, 'api-key', 'create', '--ward', 'cau-moi', '--name', 'x', '--scopes', 'dossiers:write')
    ).toMatchObject({ code: 0 })
    expect(
      await run(wired, 'api-key', 'create', '--ward', 'khac', '--name', 'x', '--scopes', 'dossiers:write')
    ).toMatchObject({ code: 2 })
  })

  it.each([
    ['nonsense'],
    ['official', 'add'],
    ['import', 'cats', 'x'],
    ['import', 'citizens', '/no/such/file'],
    ['doctor', '--what'],
    ['backup'],
  ])('answers %s with how it is used', async (...words) => {
    const { code, text } = await run(wired, ...words)
    expect(code).toBe(2)
    expect(text).toContain('npm run ward --')
  })

  it('imports only with --yes, and names each bad row', async () => {
    const file = path.join(folder, 'dan.csv')
    writeFileSync(
      file,
      await sheetBytes(
        'csv',
        ['Mã công dân', 'Họ và tên', 'SĐT'],
        [
          ['1', 'Nguyễn Văn Ánh', '0912345678'],
          ['2', 'Trần Thị Bình', '12'],
        ]
      )
    )
    const looked = await run(wired, 'import', 'citizens', file)
    expect(looked.text).toContain('good 1')
    expect(looked.text).toContain('row 3 · SĐT · Không phải số điện thoại.')
    const ward = await wired.database.ward.findFirstOrThrow()
    const count = () => wired.transact(ward.id, 'operator', (work) => work.db.citizen.count())
    expect(await count()).toBe(0)
    expect(await run(wired, 'import', 'citizens', file, '--yes')).toMatchObject({
      code: 0,
      text: expect.stringContaining('written: 1 rows') as string,
    })
    expect(await count()).toBe(1)
    expect(await wired.database.doorbell.count({ where: { job: { in: ['check-import', 'apply-import'] } } })).toBe(0)
  })
})

/** Every row of every table, as text. */
async function contents(wired: Wired): Promise<Record<string, unknown[]>> {
  return connected(wired.databaseUrl, async (client) => {
    const all: Record<string, unknown[]> = {}
    for (const { name } of await readTables(client)) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${quoted(name)} t order by 1`)
      all[name] = rows.map(({ row }) => row)
    }
    return all
  })
}

describe('backup and restore', () => {
  it('bring back every row of every ward, and nothing can be read in the file', async () => {
    const [from, to] = [await sample(), await makeWired()]
    await run(from, 'open', '--slug', 'ben-do', '--name', 'phường Bến Đò', '--province', 'tỉnh Thử')
    const file = path.join(folder, 'whole.gz')
    expect(await run(from, 'backup', file)).toMatchObject({ code: 0 })
    expect(gunzipSync(readFileSync(file)).includes('0912004567')).toBe(false)
    expect(await run(to, 'restore', file)).toMatchObject({ code: 0 })
    const [before, after] = [await contents(from), await contents(to)]
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(after).toEqual(before)
    expect(before['neighbourhood']).toHaveLength(12)
    expect(before['ward']).toHaveLength(2)
  }, 60_000) // every row of every table: long on a busy machine

  it('refuse a database that is in use, half a file, no file and another key', async () => {
    const [from, to] = [await sample(), await makeWired()]
    const file = path.join(folder, 'half.gz')
    await run(from, 'backup', file)
    expect(await run(from, 'restore', file)).toMatchObject({
      code: 2,
      text: expect.stringContaining('empty') as string,
    })
    expect(await run(to, 'restore', path.join(folder, 'nothing.gz'))).toMatchObject({ code: 2 })
    const stranger = { ...to, seal: { ...to.seal, hash: () => new Uint8Array(16) } } as unknown as Wired
    expect(await run(stranger, 'restore', file)).toMatchObject({
      code: 2,
      text: expect.stringContaining('DATA_KEY') as string,
    })
    truncateSync(file, 20_000)
    expect(await run(to, 'restore', file)).toMatchObject({
      code: 2,
      text: expect.stringContaining('no whole backup') as string,
    })
    expect(await to.database.ward.count()).toBe(0)
  })
})

describe('the doctor', () => {
  it('finds a sample ward well, and says what to look at', async () => {
    const wired = await sample()
    const { code, text } = await run(wired, 'doctor')
    expect(code).toBe(0)
    expect(text).toContain('the calendar of 2027 lacks')
    expect(text).toContain('are not confirmed')
  })

  it('hears that the timetable has fallen silent', async () => {
    const wired = await sample()
    const ward = await wired.database.ward.findFirstOrThrow()
    const ranAt = (minutesAgo: number) => new Date(wired.clock.now().getTime() - minutesAgo * 60_000)
    const note = (job: string, minutesAgo: number) =>
      wired.transact(ward.id, 'operator', ({ db }) =>
        db.reconcilerRun.create({ data: { wardId: ward.id, job, ranAt: ranAt(minutesAgo) } })
      )
    await note('sweep-doorbells', 0)
    const early = await run(wired, 'doctor')
    expect(early.text).not.toContain('every job of the timetable is heard of')
    expect(early.text).toMatch(/look not heard of yet: .*wake-notices/)
    await wired.transact(ward.id, 'operator', ({ db }) => db.reconcilerRun.deleteMany())
    for (const { job } of timetable) await note(job, 0)
    expect((await run(wired, 'doctor')).text).toContain('every job of the timetable is heard of')
    await wired.transact(ward.id, 'operator', ({ db }) =>
      db.reconcilerRun.deleteMany({ where: { job: 'wake-notices' } })
    )
    await note('wake-notices', 20)
    const { code, text } = await run(wired, 'doctor')
    expect(code).toBe(1)
    expect(text).toContain('MEND wake-notices was last heard of 20 minutes ago')
  })

  it('says that nobody may open the restricted inbox, where nobody may', async () => {
    const wired = await sample()
    const ward = await wired.database.ward.findFirstOrThrow()
    await wired.transact(ward.id, 'operator', (work) =>
      work.db.official.updateMany({ where: { roles: { has: 'reception' } }, data: { endedAt: work.now } })
    )
    const { code, text } = await run(wired, 'doctor')
    expect(code).toBe(1)
    expect(text).toContain('nobody may open the restricted inbox')
  })

  it('finds an empty house, a ward nobody manages, and workers that do not run', async () => {
    const wired = await makeWired()
    expect(await run(wired, 'doctor')).toMatchObject({
      code: 1,
      text: expect.stringContaining('no ward yet') as string,
    })
    await run(wired, 'open', '--slug', 'ben-do', '--name', 'phường Bến Đò', '--province', 'tỉnh Thử')
    const ward = await wired.database.ward.findFirstOrThrow()
    await wired.database.doorbell.create({
      data: { job: 'deliver-outbox', rowId: ward.id, wardId: ward.id, dueAt: new Date('2026-11-21T02:00:00Z') },
    })
    const { code, text } = await run(wired, 'doctor')
    expect(code).toBe(1)
    expect(text).toContain('no official has an account')
    expect(text).toContain('1 jobs wait')
  })
})
