import type { EmergencyKind } from '../../src/understanding/meaning.ts'

const every: Record<EmergencyKind, true> = {
  fire: true,
  medical: true,
  rescue: true,
  crime: true,
  flood: true,
  gas: true,
  domestic_violence: true,
  child: true,
  self_harm: true,
  other: true,
}

/** Complete by type. */
export const emergencyKinds = Object.keys(every) as EmergencyKind[]
