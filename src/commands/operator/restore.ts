import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { keyCheckOf } from './backup.ts'
import { Mistake, type Command } from './operator.ts'
import { connected, quoted, readMigrations, type BackupEnd, type BackupHead, type BackupRows } from './tables.ts'

/** Puts a backup into an empty database, in one transaction: all of it or nothing. */
export const restoreCommand: Command = async ({ databaseUrl, seal }, [file], print) => {
  if (file === undefined || file.startsWith('--')) throw new Mistake('which file?')
  const restored = await connected(databaseUrl, async (client) => {
    await client.query('begin')
    const { rows } = await client.query<{ wards: number }>('select count(*)::int as wards from ward')
    if (rows[0]!.wards > 0)
      throw new Mistake(
        'this database has wards already: restore into an empty one (SAMPLE_WARD=0, another DATA_DIR or DATABASE_URL)'
      )
    const count = await readBackup(client, file, keyCheckOf(seal))
    await client.query('commit')
    return count
  })
  print(`${restored} rows are back from ${file}`)
  return 0
}

async function readBackup(client: pg.Client, file: string, keyCheck: string): Promise<number> {
  let head: BackupHead | null = null
  let end: BackupEnd | null = null
  let count = 0
  try {
    for await (const line of linesIn(file)) {
      const part = JSON.parse(line) as BackupHead | BackupRows | BackupEnd
      if ('format' in part) {
        head = part
        await checkHead(client, head, keyCheck)
      } else if ('end' in part) end = part
      else if (head !== null) count += await writeRows(client, head, part)
    }
  } catch (error) {
    if (isUnreadable(error)) throw new Mistake(`${file} is no whole backup`, { cause: error })
    throw error
  }
  if (head === null || end?.rows !== count) throw new Mistake(`${file} is no whole backup`)
  return count
}

async function* linesIn(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip()
  pipeline(createReadStream(file), unpacked, () => {}) // an error of either ends the reading below
  let rest = ''
  for await (const chunk of unpacked.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError || /^(?:Z_|ENOENT|ERR_)/.test(String((error as { code?: unknown }).code))

async function checkHead(client: pg.Client, head: BackupHead, keyCheck: string): Promise<void> {
  if (head.format !== 1) throw new Mistake(`a backup of form ${String(head.format)} is not known here`)
  if (head.keyCheck !== keyCheck)
    throw new Mistake('the backup was made with another DATA_KEY: set that one, or nothing in it can be read')
  const here = await readMigrations(client)
  if (JSON.stringify(here) !== JSON.stringify(head.migrations)) {
    throw new Mistake(
      `the backup belongs to another version (${head.migrations.at(-1)}, here ${here.at(-1)}): restore with that version, then update`
    )
  }
}

/** Names come from the file, so they are checked against the tables it declares and quoted. */
async function writeRows(
  client: pg.Client,
  head: BackupHead,
  { table: name, ward, rows, late }: BackupRows
): Promise<number> {
  const table = head.tables.find((one) => one.name === name)
  if (table === undefined) throw new Mistake(`the backup names a table it does not declare: ${name}`)
  await client.query(`select set_config('app.ward_id', $1, true)`, [ward ?? ''])
  const target = quoted(name)
  if (late) {
    const sets = table.late.map((column) => `${quoted(column)} = one.${quoted(column)}`).join(', ')
    await client.query(
      `update ${target} t set ${sets} from jsonb_populate_recordset(null::${target}, $1::jsonb) one where t.id = one.id`,
      [JSON.stringify(rows)]
    )
    return 0
  }
  const first =
    table.late.length === 0
      ? rows
      : rows.map((row) => ({ ...(row as object), ...Object.fromEntries(table.late.map((column) => [column, null])) }))
  await client.query(`insert into ${target} select * from jsonb_populate_recordset(null::${target}, $1::jsonb)`, [
    JSON.stringify(first),
  ])
  return rows.length
}
