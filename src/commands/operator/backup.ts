import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import type { Seal } from '../../platform/seal.ts'
import { Mistake, type Command } from './operator.ts'
import {
  connected,
  quoted,
  readMigrations,
  readTables,
  type BackupHead,
  type BackupRows,
  type Table,
} from './tables.ts'

/** By this a restore sees whether it has the same DATA_KEY: without it the rows are there and cannot be read. */
export const keyCheckOf = (seal: Seal): string => Buffer.from(seal.hash('backup', 'key-check')).toString('hex')

/**
 * Writes every row of every table to FILE, as one instant saw them: JSON lines, packed. Sealed values stay sealed, so the
 * file is worth nothing without the DATA_KEY, which is not in it.
 */
export const backupCommand: Command = async ({ databaseUrl, seal, clock }, [file], print) => {
  if (file === undefined || file.startsWith('--')) throw new Mistake('which file?')
  const count = { rows: 0 }
  await connected(databaseUrl, async (client) => {
    await client.query('begin transaction isolation level repeatable read read only')
    const head: BackupHead = {
      format: 1,
      madeAt: clock.now().toISOString(),
      migrations: await readMigrations(client),
      keyCheck: keyCheckOf(seal),
      tables: await readTables(client),
    }
    // half a backup must never look like one
    const partial = `${file}.partial`
    await pipeline(
      Readable.from(linesOf(client, head, count)),
      createGzip(),
      createWriteStream(partial, { mode: 0o600 })
    )
    await client.query('commit')
    await rename(partial, file)
  })
  print(`${count.rows} rows are in ${file}. Keep the DATA_KEY elsewhere: without it nothing in there can be read.`)
  return 0
}

async function* linesOf(client: pg.Client, head: BackupHead, count: { rows: number }): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`
  const { rows: wards } = await client.query<{ id: string }>('select id from ward order by id')
  for (const late of [false, true]) {
    for (const table of head.tables) {
      if (late && table.late.length === 0) continue
      const places = table.ofWard ? wards.map((ward) => ward.id) : [null]
      for (const ward of places) {
        for await (const rows of rowsOf(client, table, ward)) {
          if (!late) count.rows += rows.length
          const line: BackupRows = { table: table.name, ward, rows, ...(late ? { late: true } : {}) }
          yield `${JSON.stringify(line)}\n`
        }
      }
    }
  }
  yield `${JSON.stringify({ end: true, rows: count.rows })}\n`
}

const rowsAtOnce = 200

/** Row-level security binds the owner too, unless it is a superuser: each ward is named before its rows are read. */
async function* rowsOf(client: pg.Client, table: Table, ward: string | null): AsyncGenerator<unknown[]> {
  await client.query(`select set_config('app.ward_id', $1, true)`, [ward ?? ''])
  const where = ward === null ? '' : 'where t.ward_id = $1::uuid'
  await client.query(
    `declare backup_rows cursor for select to_jsonb(t) as row from ${quoted(table.name)} t ${where}`.replace(
      '$1',
      `'${ward}'`
    )
  )
  for (;;) {
    const { rows } = await client.query<{ row: unknown }>(`fetch ${rowsAtOnce} from backup_rows`)
    if (rows.length === 0) break
    yield rows.map(({ row }) => row)
  }
  await client.query('close backup_rows')
}
