import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { retention } from '../../src/ward/retention/retention.ts'
import { freshDatabase, type TestDatabase } from '../support/test-ward.ts'

/** Read before a ward is known; they hold no personal data. */
const withoutPolicy = ['door_key', 'doorbell', 'ward']

/** Tables with a policy and without personal data: what the law, the province or the ward itself publishes. */
const publicTables = [
  'agency',
  'calendar_day',
  'calendar_year',
  'consultation',
  'disclosure',
  'election',
  'fund_norm',
  'law_rule',
  'letter_text',
  'place',
  'procedure',
  'reception',
  'ward_fact',
]
/** Tables about machines and groups, which name no person. */
const impersonalTables = [
  'api_key',
  'delivery_batch',
  'feedback_number',
  'feedback_tally',
  'household',
  'model_version',
  'pace_bucket',
  'reconciler_run',
  'rung',
  'satisfaction_ballot',
]

let store: TestDatabase
let owner: pg.Client
let tables: string[] = []

const names = async (sql: string, values: unknown[] = []): Promise<string[]> =>
  (await owner.query<{ name: string }>(sql, values)).rows.map(({ name }) => name)

beforeAll(async () => {
  store = await freshDatabase()
  owner = new pg.Client({ connectionString: store.url })
  await owner.connect()
  const all = await names(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`
  )
  tables = all.filter((name) => name !== '_prisma_migrations').sort()
})

afterAll(async () => {
  await owner.end()
  await store.drop()
})

describe('row-level security', () => {
  test('is on, and binds the owner too, for every table but three', async () => {
    expect(tables.length).toBeGreaterThan(25)
    const open = await names(
      `select relname as name from pg_class
       where relname = any($1) and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity) order by 1`,
      [tables]
    )
    expect(open).toEqual(withoutPolicy)
  })

  test('has one policy a table, the same for all: only rows of this ward are seen, and only they can be written', async () => {
    const { rows } = await owner.query<{
      tablename: string
      cmd: string
      permissive: string
      qual: string
      with_check: string
    }>(`select tablename, cmd, permissive, qual, with_check from pg_policies
      where schemaname = 'public' and permissive = 'PERMISSIVE' order by 1`) // a restrictive one only takes away
    expect(rows.map(({ tablename }) => tablename)).toEqual(tables.filter((table) => !withoutPolicy.includes(table)))
    for (const { tablename, cmd, permissive, qual, with_check } of rows) {
      expect({ cmd, permissive, qual, with_check }, tablename).toEqual({
        cmd: 'ALL',
        permissive: 'PERMISSIVE',
        qual: '(ward_id = ( SELECT current_ward() AS current_ward))',
        with_check: '(ward_id = ( SELECT current_ward() AS current_ward))',
      })
    }
  })

  test('cannot be passed by the roles that doors and workers run as', async () => {
    const { rows } = await owner.query(
      `select rolname, rolsuper, rolbypassrls from pg_roles where rolname like 'loa\\_%' order by 1`
    )
    expect(rows).toEqual([
      { rolname: 'loa_app', rolsuper: false, rolbypassrls: false },
      { rolname: 'loa_jobs', rolsuper: false, rolbypassrls: false },
    ])
    const owned = await names(
      `select tablename as name from pg_tables where schemaname = 'public' and tableowner like 'loa\\_%'`
    )
    expect(owned).toEqual([])
    const reachable = await names(
      `select relname as name from pg_class where relname = any($1) and relnamespace = 'public'::regnamespace
       and has_table_privilege('loa_jobs', oid, 'select')`,
      [tables]
    )
    expect(reachable).toEqual([])
  })

  test('no function runs with its owner’s rights', async () => {
    const definers = await names(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`
    )
    expect(definers).toEqual([])
  })
})

describe('the ward in every row', () => {
  test('stands in a column that may not be empty and fills itself', async () => {
    const { rows } = await owner.query<{ table_name: string; is_nullable: string; column_default: string | null }>(
      `select table_name, is_nullable, column_default from information_schema.columns
       where table_schema = 'public' and column_name = 'ward_id' order by 1`
    )
    expect(rows.map(({ table_name }) => table_name)).toEqual(tables.filter((table) => table !== 'ward'))
    for (const { table_name, is_nullable, column_default } of rows) {
      expect(is_nullable, table_name).toBe('NO')
      if (!withoutPolicy.includes(table_name)) expect(column_default, table_name).toBe('current_ward()')
    }
  })

  test('is part of every foreign key, on both sides: a key alone would reach into another ward', async () => {
    const { rows } = await owner.query<{ name: string; own: string[]; other: string[] }>(
      `select conrelid::regclass || '.' || conname as name,
         (select array_agg(attname::text) from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as own,
         (select array_agg(attname::text) from pg_attribute where attrelid = confrelid and attnum = any(confkey)) as other
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`
    )
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ own, other }) => !own.includes('ward_id') || !other.includes('ward_id'))).toEqual([])
  })

  test('is part of every unique rule but those on generated ids: two wards may know the same dossier', async () => {
    const { rows } = await owner.query<{ name: string; columns: string[] }>(
      `select indexrelid::regclass::text as name,
         (select array_agg(attname::text) from pg_attribute where attrelid = indrelid and attnum = any(indkey)) as columns
       from pg_index join pg_class on pg_class.oid = indrelid
       where indisunique and relnamespace = 'public'::regnamespace and relname <> all($1)`,
      [[...withoutPolicy, '_prisma_migrations']]
    )
    const onIds = rows.filter(({ columns }) => columns.length === 1 && ['id', 'account_id'].includes(columns[0]!))
    expect(onIds.length).toBeGreaterThan(20)
    const loose = rows.filter((row) => !onIds.includes(row) && !row.columns.includes('ward_id'))
    expect(loose.map(({ name }) => name)).toEqual([])
  })
})

describe('two wards in one database', () => {
  type Column = { name: string; type: string; array: boolean; filled: boolean }

  /** Columns of a table that an insert must name, in any order. */
  async function columnsOf(table: string): Promise<Column[]> {
    const { rows } = await owner.query<Column>(
      `select attname as name, format_type(case when typelem <> 0 and typcategory = 'A' then typelem else atttypid end, null) as type,
         typcategory = 'A' as array, atthasdef as filled
       from pg_attribute join pg_type on pg_type.oid = atttypid
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and (attnotnull or attname = 'id')`,
      [`public.${table}`]
    )
    return rows
  }

  /** A row of `table` that says nothing: made by the owner without foreign keys, whatever the table looks like. */
  async function plant(table: string, wardId: string): Promise<void> {
    const sample = ({ name, type, array }: Column): unknown => {
      if (name === 'ward_id') return wardId
      if (array) return []
      if (type === 'uuid') return newId()
      if (type === 'bytea') return Buffer.from(newId())
      if (/^(integer|bigint|smallint|numeric|double precision|real)$/.test(type)) return 1
      if (type === 'boolean') return false
      if (/^(timestamp|date)/.test(type)) return new Date('2026-11-21T03:00:00Z')
      if (/^jsonb?$/.test(type)) return '{}'
      return newId()
    }
    const columns = (await columnsOf(table)).filter(
      ({ name, filled }) => !filled || name === 'ward_id' || name === 'id'
    )
    const list = columns.map(({ name }) => `"${name}"`).join(', ')
    const holes = columns.map((_, index) => `$${index + 1}`).join(', ')
    await owner.query(`insert into "${table}" (${list}) values (${holes})`, columns.map(sample))
  }

  test('see nothing of each other and change nothing of each other, table by table', { timeout: 90_000 }, async () => {
    const [mine, other] = [newId(), newId()]
    for (const [index, id] of [mine, other].entries()) {
      await owner.query(`insert into ward (id, slug, name, province) values ($1, $2, 'phường Thử', 'tỉnh Thử')`, [
        id,
        `ward-${index}`,
      ])
    }
    const guarded = tables.filter((table) => !withoutPolicy.includes(table))
    await owner.query(`set session_replication_role = replica`) // rows without the rows they point to
    for (const table of guarded) for (const wardId of [mine, other]) await plant(table, wardId)
    await owner.query(`set session_replication_role = origin`)

    const door = new pg.Client({ connectionString: store.url, options: '-c role=loa_app' })
    await door.connect()
    const count = async (table: string) =>
      Number((await door.query<{ n: string }>(`select count(*) as n from "${table}"`)).rows[0]!.n)
    const leaks: string[] = []
    for (const table of guarded) {
      if ((await count(table)) !== 0) leaks.push(`${table}: seen without a ward`)
    }
    for (const table of guarded) {
      await door.query('begin')
      await door.query(`select set_config('app.ward_id', $1, true)`, [mine])
      if ((await count(table)) !== 1) leaks.push(`${table}: ${await count(table)} rows seen where 1 is ours`)
      await door.query('savepoint before')
      const theft = door.query(`update "${table}" set ward_id = $1`, [other]).then(
        () => 'moved',
        () => 'refused'
      )
      if ((await theft) !== 'refused') leaks.push(`${table}: a row was given to another ward`)
      await door.query('rollback to savepoint before')
      const gone = await door.query(`delete from "${table}" where ward_id = $1`, [other]).catch(() => ({ rowCount: 0 }))
      if (gone.rowCount !== 0) leaks.push(`${table}: another ward's row was deleted`)
      await door.query('rollback')
    }
    await door.end()
    expect(leaks).toEqual([])
  })
})

describe('how long personal data is kept', () => {
  const ruled = retention.map(({ table }) => table)

  test('every table is public, names no person, or has a rule', () => {
    const known = [...withoutPolicy, ...publicTables, ...impersonalTables, ...ruled].sort()
    expect(known).toEqual(tables)
  })

  test('tables said to name no person hold nothing sealed and nothing that leads to a person', async () => {
    const personal = await names(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name = any($1)
       and (column_name ~ '(full_name|phone_hash|address_hash|conversation_id|citizen_id)' or (data_type = 'bytea' and column_name <> 'hash'))`,
      [[...withoutPolicy, ...publicTables, ...impersonalTables]]
    )
    expect(personal.filter((column) => column !== 'model_version.model')).toEqual([])
  })

  test('every rule says why', () => {
    for (const { table, why, keptDays } of retention) {
      expect(why.length, table).toBeGreaterThan(10)
      if (keptDays !== 'while_needed') expect(keptDays, table).toBeGreaterThan(0)
    }
  })
})
