import { isId } from '../../platform/ids.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'

type Thing = { noun: PaperNoun; rowId: string }

/** Nobody changes this thing until the end of the transaction, nor answers to it; what is read of it from now on holds. */
export const lockThing = (work: Work, thing: Thing): Promise<void> => lock(work, thing, 'update')

/** Nobody changes this thing until the end of the transaction; others may answer to it at the same moment. */
export const keepThing = (work: Work, thing: Thing): Promise<void> => lock(work, thing, 'share')

async function lock(work: Work, { noun, rowId }: Thing, how: 'update' | 'share'): Promise<void> {
  if (isId(rowId)) await work.db.$queryRawUnsafe(`select id from ${noun} where id = $1::uuid for ${how}`, rowId)
}
