import { mayKeepMeeting } from '../meeting/own-meeting.ts'
import type { Work } from '../work.ts'
import type { PaperNoun } from './paper.ts'

/** Whether who acts may add to a thing and its evidence: ward staff to any, a head to meetings of the own neighbourhood. */
export async function mayKeepThing(work: Work, { noun, rowId }: { noun: PaperNoun; rowId: string }): Promise<boolean> {
  const meeting =
    noun === 'meeting'
      ? await work.db.meeting.findFirst({ where: { id: rowId }, select: { neighbourhoodIds: true } })
      : null
  return mayKeepMeeting(work, meeting?.neighbourhoodIds ?? [])
}
