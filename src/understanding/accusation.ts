import { lexicon } from './lexicon.ts'

let phrases: string[] | undefined

/** Whether words name a crime of office, whoever did it: they may never become a public report. */
export function accuses(written: readonly string[]): boolean {
  phrases ??= lexicon<{ accusations: string[] }>('wishes').accusations.map((each) => ` ${each} `)
  const said = ` ${written.join(' ')} `
  return phrases.some((phrase) => said.includes(phrase))
}
