import { ok, refuse, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import type { Work } from '../work.ts'
import { isMatter, passes } from './meeting.ts'
import { tellInvited } from './tell-invited.ts'
import { tellMinutes } from './tell-meeting.ts'

/**
 * The minutes of a meeting that was held, with the votes in favour where something was decided. Everybody who answered the
 * invitation is told what came of it; changed minutes are told again. The other households get them as a notice, once approved.
 */
export async function keepMinutes(
  work: Work,
  { meetingId, minutes, yes }: { meetingId: string; minutes: string; yes: number | null }
): Promise<
  Result<{ carried: boolean | null }, 'not_found' | 'not_called' | 'not_yet' | 'more_than_there_are' | 'votes_missing'>
> {
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (meeting.status !== 'called' && meeting.status !== 'held') return refuse('not_called')
  if (meeting.startsAt > work.now) return refuse('not_yet')
  if (isMatter(meeting.matter) && yes === null) return refuse('votes_missing')
  if (yes !== null && yes > (meeting.totalHouseholds ?? 0)) return refuse('more_than_there_are')
  await work.db.meeting.updateMany({
    where: { id: meetingId },
    data: { status: 'held', minutes, yes, minutesAt: work.now },
  })
  const carried = await carriedOf(work, { ...meeting, yes })
  const key = `minutes:${work.now.getTime()}`
  const said = { title: meeting.title, minutes: minutes.slice(0, 900) }
  await tellInvited(work, { meetingId, key }, [
    { say: 'meeting.minutes', with: said },
    ...(carried === null
      ? []
      : [
          {
            say: carried ? 'meeting.carried' : 'meeting.not_carried',
            with: { yes: yes ?? 0, total: meeting.totalHouseholds ?? 0 },
          },
        ]),
  ])
  await tellMinutes(work, { meetingId })
  work.audit('meeting.minutes_kept', { meetingId })
  return ok({ carried })
}

/** Whether what the meeting decided is carried; null where nothing was to be decided. */
export async function carriedOf(
  work: Work,
  meeting: { matter: number | null; yes: number | null; totalHouseholds: number | null; startsAt: Date }
): Promise<boolean | null> {
  if (!isMatter(meeting.matter) || meeting.yes === null) return null
  const rules = await loadLawRules(work)
  return passes(meeting.matter, meeting.yes, meeting.totalHouseholds, { rules, date: wardDateOf(meeting.startsAt) })
}
