import pg from 'pg'

/** A table as a backup sees it. `late`: columns written only after all rows are there, since tables point at each other. */
export type Table = { name: string; ofWard: boolean; late: string[] }

type Reference = { from: string; to: string; columns: string[]; nullable: boolean }

/**
 * Every table of the data in an order in which rows can be written: what is pointed at comes first. A circle is cut at a
 * column that may be empty (a neighbourhood's head is a citizen who lives in a neighbourhood).
 */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; of_ward: boolean }>(`
    select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'ward_id') as of_ward
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations' order by c.relname`)
  const references = await readReferences(client)
  const waiting = new Map<string, Table>(
    rows.map((row) => [row.name, { name: row.name, ofWard: row.of_ward, late: [] }])
  )
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const blocked = (name: string) =>
      references.filter(({ from, to }) => from === name && to !== name && waiting.has(to))
    const all = [...waiting.values()]
    const free = all.find(({ name }) => blocked(name).length === 0)
    const next = free ?? all.find(({ name }) => blocked(name).every(({ nullable }) => nullable))
    if (next === undefined) throw new Error(`tables point at each other in a circle: ${[...waiting.keys()].join(', ')}`)
    next.late = [...new Set(blocked(next.name).flatMap(({ columns }) => columns))]
    waiting.delete(next.name)
    ordered.push(next)
  }
  return ordered
}

async function readReferences(client: pg.Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(`
    select k.conrelid::regclass::text as "from", k.confrelid::regclass::text as "to",
      array_agg(a.attname::text) filter (where a.attname <> 'ward_id') as columns,
      bool_and(not a.attnotnull) filter (where a.attname <> 'ward_id') as nullable
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace
    group by k.oid, k.conrelid, k.confrelid`)
  return rows
}

/** The migrations of a database, by which a backup knows whether it fits. */
export async function readMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1`
  )
  return rows.map((row) => row.name)
}

/** Quoted as SQL wants a name. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export type BackupHead = { format: number; madeAt: string; migrations: string[]; keyCheck: string; tables: Table[] }
export type BackupRows = { table: string; ward: string | null; rows: unknown[]; late?: true }
export type BackupEnd = { end: true; rows: number }
