import type { Meaning } from './meaning.ts'

/** Messages that mean danger now, and messages that do not, whatever their words. */
export type DangerSet = {
  emergencies: (string | { text: string })[]
  ordinary: (string | { text: string })[]
}

/** `asked`: not taken for danger, but the writer is asked whether it is and given the numbers to call. */
export type DangerEvaluation = {
  emergencies: number
  missed: string[]
  missedButAsked: string[]
  ordinary: number
  alarmed: string[]
  asked: string[]
}

/** How many of the emergencies are found, and how many of the others are taken for one. */
export function evaluateDanger(
  { emergencies, ordinary }: DangerSet,
  read: (text: string) => Pick<Meaning, 'emergency' | 'intent'>
): DangerEvaluation {
  const textsOf = (list: DangerSet['ordinary']): string[] =>
    list.map((each) => (typeof each === 'string' ? each : each.text))
  const isAsked = (text: string): boolean => !read(text).emergency && read(text).intent === 'emergency'
  return {
    emergencies: emergencies.length,
    missed: textsOf(emergencies).filter((text) => !read(text).emergency),
    missedButAsked: textsOf(emergencies).filter(isAsked),
    ordinary: ordinary.length,
    alarmed: textsOf(ordinary).filter((text) => read(text).emergency),
    asked: textsOf(ordinary).filter(isAsked),
  }
}
