import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { procedureSearch, shown, type ProcedureShown } from './read-procedures.ts'

export type ProceduresFound =
  | { kind: 'one'; procedure: ProcedureShown }
  /** Two to four fit: ask which. */
  | { kind: 'several'; procedures: readonly { id: string; name: string }[] }
  | { kind: 'none' }

/** The procedures in force today that fit the words people use, with or without marks. */
export async function findProcedures(work: Work, _talk: Talk, { words }: { words: string }): Promise<ProceduresFound> {
  const search = await procedureSearch(work)
  const answer = search.answer(words, wardDateOf(work.now))
  switch (answer.kind) {
    case 'one': {
      const { hours } = await loadCalendar(work)
      return { kind: 'one', procedure: shown(answer.procedure, hours.receiptCutOff) }
    }
    case 'ask':
      return { kind: 'several', procedures: answer.candidates.map(({ id, name }) => ({ id, name })) }
    case 'none':
      return { kind: 'none' }
  }
}
