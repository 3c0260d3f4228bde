import type { PaperNoun } from '../../ward/paper/paper.ts'

/** Where the pages of each thing are. */
export const placeOf: Readonly<Record<PaperNoun, `/${string}`>> = {
  meeting: '/meetings',
  election: '/elections',
  disclosure: '/disclosures',
  consultation: '/consultations',
}
