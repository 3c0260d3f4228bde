import type { Work } from '../../src/ward/work.ts'

/**
 * Opens every sealed value of every table this ward can see and looks for the words; names the tables that hold them. Plant
 * a copy first: a search that finds nothing ever is no proof.
 */
export async function findEverywhere(work: Work, words: string): Promise<string[]> {
  const columns = await work.db.$queryRaw<{ table: string; column: string; type: string }[]>`
    select c.table_name as "table", c.column_name as "column", c.data_type as "type"
    from information_schema.columns c join information_schema.tables t
      on t.table_name = c.table_name and t.table_schema = c.table_schema
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like '\\_%' order by 1, 2`
  const holding: string[] = []
  for (const table of new Set(columns.map((column) => column.table))) {
    const its = columns.filter((column) => column.table === table)
    const values = its.map(({ column, type }) => (type === 'bytea' ? `"${column}"` : `"${column}"::text`))
    const rows = await work.db.$queryRawUnsafe<Record<string, unknown>[]>(`select ${values.join(', ')} from "${table}"`)
    if (rows.some((row) => Object.values(row).some((value) => clearOf(work, value).includes(words))))
      holding.push(table)
  }
  return holding
}

function clearOf(work: Work, value: unknown): string {
  if (!(value instanceof Uint8Array)) return typeof value === 'string' ? value : ''
  const raw = Buffer.from(value).toString('utf8')
  if (value.length <= 30 || value[0] !== 1) return raw
  try {
    return work.seal.openText(value)
  } catch {
    return raw // a keyed hash that happens to begin like a sealed value
  }
}
