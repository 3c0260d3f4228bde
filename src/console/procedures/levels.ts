import type { Procedure } from '../../ward/procedure/procedure.ts'

/** What a form offers, in the order it offers it. */
export const onlineLevels = ['full', 'partial', 'none'] as const satisfies readonly Procedure['onlineLevel'][]
export const interlinks = [
  'none',
  'horizontal',
  'two_level',
  'three_level',
  'vertical',
] as const satisfies readonly Procedure['interlink'][]
