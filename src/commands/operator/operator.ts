import { parseArgs, type ParseArgsConfig } from 'node:util'
import { makeTransact, type Transact } from '../../ward/work.ts'
import type { Wired } from '../../wiring.ts'

/** A command of the operator's tool; returns the exit code. */
export type Command = (wired: Wired, words: readonly string[], print: (line: string) => void) => Promise<number>

/** The operator asked for something that cannot be done; the message says what to do. */
export class Mistake extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads `--name value` options; `--ward` belongs to every command. Unknown options are refused. */
export function readOptions<const O extends Options>(words: readonly string[], options: O) {
  return parseArgs({
    args: [...words],
    options: { ward: { type: 'string' as const }, ...options },
    allowPositionals: true,
    strict: true,
  })
}

export function required(value: string | boolean | undefined, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Mistake(`--${name} is missing`)
  return value
}

/** The ward that is meant: the one named, or the only one. */
export async function chooseWard(
  { database }: Pick<Wired, 'database'>,
  slug: string | boolean | undefined
): Promise<{ id: string; slug: string; name: string }> {
  const wards = await database.ward.findMany({ orderBy: { slug: 'asc' }, select: { id: true, slug: true, name: true } })
  const names = wards.map((ward) => ward.slug).join(', ')
  if (wards.length === 0) throw new Mistake('there is no ward yet: npm run ward -- open …')
  if (slug === undefined && wards.length > 1)
    throw new Mistake(`several wards are served here, name one with --ward: ${names}`)
  const ward = slug === undefined ? wards[0] : wards.find((one) => one.slug === slug)
  if (ward === undefined) throw new Mistake(`no ward is called ${String(slug)}: ${names}`)
  return ward
}

/** Transactions that wake nobody: this process does the work itself, right away. */
export const quietly = ({ database, seal, clock }: Pick<Wired, 'database' | 'seal' | 'clock'>): Transact =>
  makeTransact(database, seal, clock, async () => {})
