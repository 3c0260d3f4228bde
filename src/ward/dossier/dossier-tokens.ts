import { createHash } from 'node:crypto'
import { strip } from '../../platform/vietnamese/strip.ts'
import { syllables } from '../../platform/vietnamese/syllables.ts'

/** Stripped syllables of a text, each once. */
export const syllablesOf = (text: string): string[] => [...new Set(syllables(strip(text)).map((one) => one.text))]

/** Neighbouring syllables: "nguyen van", "van an". */
export function pairsOf(text: string): string[] {
  const all = syllables(strip(text)).map((one) => one.text)
  return [...new Set(all.slice(1).map((word, i) => `${all[i]} ${word}`))]
}

/** A stand-in row id for a procedure's name: its words are kept once, not with each of its dossiers. */
export function procedureRowId(procedureName: string): string {
  const hex = createHash('sha256').update(strip(procedureName)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

export const procedureToken = (procedureName: string): string => `procedure:${procedureRowId(procedureName)}`

/** What a dossier is found by: the applicant's name, the code, its end, its number, and its procedure. */
export function dossierTokens({
  code,
  applicantName,
  procedureName,
}: {
  code: string
  applicantName: string
  procedureName: string
}): string[] {
  const parts = code.toLowerCase().split('-')
  const ends = [parts.join('-'), parts.slice(-2).join('-'), parts.at(-1) ?? '']
  return [
    ...new Set([...syllablesOf(applicantName), ...pairsOf(applicantName), ...ends, procedureToken(procedureName)]),
  ]
}
