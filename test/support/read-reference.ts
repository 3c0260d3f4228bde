import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** The rows of a file in prisma/reference, with null for what is empty. */
export function readReference<Row>(name: string): Row[] {
  const text = readFileSync(new URL(`../../prisma/reference/${name}`, import.meta.url), 'utf8')
  return parse(text, { columns: true, cast: (value, context) => (context.header || value !== '' ? value : null) })
}
