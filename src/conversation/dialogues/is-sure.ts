import type { Meaning } from '../../understanding/meaning.ts'

/** The words are plainly a wish of their own. Who asks for a person is always understood. */
export const isSure = ({ decision, intent }: Meaning): boolean => decision === 'act' || intent === 'human'
