import { wardDateOf } from '../../platform/ward-time.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'
import { isMatter, passes } from './meeting.ts'

/** Whether what the meeting decided is carried; null where nothing was to be decided. */
export async function carriedOf(
  work: Work,
  meeting: { matter: number | null; yes: number | null; totalHouseholds: number | null; startsAt: Date }
): Promise<boolean | null> {
  if (!isMatter(meeting.matter) || meeting.yes === null) return null
  const rules = await loadLawRules(work)
  return passes(meeting.matter, meeting.yes, meeting.totalHouseholds, { rules, date: wardDateOf(meeting.startsAt) })
}
