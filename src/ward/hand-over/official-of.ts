import { Bug } from '../../platform/bug.ts'
import type { Work } from '../work.ts'

/** The official who acts. Only the console's door calls what needs one. */
export function officialOf(work: Work): string {
  const [kind, id] = work.actor.split(':')
  if (kind !== 'official' || id === undefined) throw new Bug('an official must act here')
  return id
}
