import type { z } from 'zod'
import { faultsOf } from './fault-of.ts'
import type { FieldFault } from './problem.ts'

/** Records of one request; more of them go in several. */
export const mostRows = 20_000

/** A line of an NDJSON body that is no JSON. */
export const notJson = Symbol('not JSON')

/** One JSON value per line; a line that is none is marked, not thrown. */
export function readLines(text: string): unknown[] {
  const rows: unknown[] = []
  for (const one of text.split('\n')) {
    if (one.trim() === '') continue
    try {
      rows.push(JSON.parse(one))
    } catch {
      rows.push(notJson)
    }
  }
  return rows
}

export type ReadRow<Row> = { ok: true; row: number; value: Row } | { ok: false; row: number; faults: FieldFault[] }

/** Reads every row by itself: a bad one is named and holds up nobody. */
export function readRows<S extends z.ZodType>(schema: S, rows: readonly unknown[]): ReadRow<z.output<S>>[] {
  return rows.map((value, index) => {
    const row = index + 1
    if (value === notJson)
      return { ok: false, row, faults: [{ field: 'row', problem: 'is not JSON: one object per line' }] }
    const read = schema.safeParse(value)
    return read.success ? { ok: true, row, value: read.data } : { ok: false, row, faults: faultsOf(read.error) }
  })
}
