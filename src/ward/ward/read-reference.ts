import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'

type Row = Readonly<Record<string, string | null>>

/** The rows of a list every ward begins with; blanks are null. */
export function readReference(name: string, folder = path.resolve('prisma/reference')): Row[] {
  const text = readFileSync(path.join(folder, `${name}.csv`), 'utf8')
  return parse(text, {
    columns: true,
    bom: true,
    cast: (value, context) => (context.header || value !== '' ? value : null),
  })
}
