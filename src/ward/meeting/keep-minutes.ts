import { ok, refuse, type Result } from '../../platform/result.ts'
import { lockThing } from '../ladder/lock-thing.ts'
import { renewRecognition } from '../recognition/renew-recognition.ts'
import type { Work } from '../work.ts'
import { carriedOf } from './carried-of.ts'
import { isMatter } from './meeting.ts'
import { mayKeepMeeting } from './own-meeting.ts'
import { tellInvited } from './tell-invited.ts'
import { minutesKey, tellMinutes } from './tell-meeting.ts'

type Refusal = 'not_called' | 'not_yet' | 'more_than_there_are' | 'more_than_came' | 'votes_missing'

/**
 * The minutes of a meeting that was held, with the votes in favour where something was decided. Everybody who answered the
 * invitation is told what came of it, once; changed minutes are told again. The other households get them as a notice, once approved.
 */
export async function keepMinutes(
  work: Work,
  { meetingId, minutes, yes }: { meetingId: string; minutes: string; yes: number | null }
): Promise<Result<{ carried: boolean | null }, 'not_found' | 'not_yours' | Refusal>> {
  await lockThing(work, { noun: 'meeting', rowId: meetingId })
  const meeting = await work.db.meeting.findFirst({ where: { id: meetingId } })
  if (meeting === null) return refuse('not_found')
  if (!(await mayKeepMeeting(work, meeting.neighbourhoodIds))) return refuse('not_yours')
  if (meeting.status !== 'called' && meeting.status !== 'held') return refuse('not_called')
  if (meeting.startsAt > work.now) return refuse('not_yet')
  const refusal = await refusalOfVotes(work, { ...meeting, yes })
  if (refusal !== null) return refuse(refusal)
  const carried = await carriedOf(work, { ...meeting, yes })
  if (meeting.status === 'held' && meeting.minutes === minutes && meeting.yes === yes) return ok({ carried })
  await work.db.meeting.updateMany({
    where: { id: meetingId },
    data: { status: 'held', minutes, yes, minutesAt: work.now },
  })
  const key = minutesKey({ minutesAt: work.now })
  const said = { title: meeting.title, minutes }
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
  await renewRecognition(work, { noun: 'meeting', rowId: meetingId, stands: carried === true })
  work.audit('meeting.minutes_kept', { meetingId })
  return ok({ carried })
}

type Voted = { id: string; matter: number | null; yes: number | null; totalHouseholds: number | null }

/** Where who came was ticked off, no more can have been in favour than were there. */
async function refusalOfVotes(work: Work, { id, matter, yes, totalHouseholds }: Voted): Promise<Refusal | null> {
  if (yes === null) return isMatter(matter) ? 'votes_missing' : null
  if (yes > (totalHouseholds ?? 0)) return 'more_than_there_are'
  const came = await work.db.meetingReply.count({ where: { meetingId: id, attended: true } })
  return came > 0 && yes > came ? 'more_than_came' : null
}
