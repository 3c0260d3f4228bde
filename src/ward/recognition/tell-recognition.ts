import { wardDateOf } from '../../platform/ward-time.ts'
import { isElected } from '../election/election.ts'
import { toldTo } from '../election/tell-election.ts'
import { draftTelling } from '../ladder/draft-telling.ts'
import { newsUntil, type Telling } from '../ladder/telling.ts'
import { loadLawRules } from '../law/load-law-rules.ts'
import { audienceOfMeeting, isOfNeighbourhood } from '../meeting/tell-meeting.ts'
import type { Facts } from '../notice/notice-kind.ts'
import type { Work } from '../work.ts'
import { findRecognition } from './find-recognition.ts'
import type { RecognitionNoun } from './recognition.ts'

type Told = Pick<Telling, 'occasion' | 'facts' | 'audience' | 'statutory'>

/** Drafts what every household concerned is told: recognised from when, or refused and why. */
export async function tellRecognition(
  work: Work,
  { noun, rowId }: { noun: RecognitionNoun; rowId: string }
): Promise<void> {
  const known = await findRecognition(work, { noun, rowId })
  if (known === null || known.outcome === null) return
  const { outcome, number, decidedDate, reason } = known
  const decided: Facts = {
    ...{ number: number ?? '', decided_date: decidedDate ?? '' },
    ...(reason === null ? {} : { why: reason }),
  }
  const told = noun === 'meeting' ? await ofMeeting(work, rowId) : await ofElection(work, rowId)
  await draftTelling(
    work,
    {
      ...{ noun, rowId, step: 'recognition', plain: true, expiresAt: newsUntil(work.now) },
      ...told,
      occasion: outcome === 'recognised' ? `${noun}_recognised` : `${noun}_not_recognised`,
      facts: { ...told.facts, ...decided },
      audience: { ...told.audience, visits: false },
    },
    { anew: true }
  )
}

async function ofMeeting(work: Work, id: string): Promise<Omit<Told, 'occasion'>> {
  const meeting = await work.db.meeting.findUniqueOrThrow({ where: { id } })
  return {
    facts: { title: meeting.title, event_date: wardDateOf(meeting.startsAt) },
    audience: await audienceOfMeeting(work, meeting),
    statutory: isOfNeighbourhood(meeting.kind),
  }
}

async function ofElection(work: Work, id: string): Promise<Omit<Told, 'occasion'>> {
  const election = await work.db.election.findUniqueOrThrow({
    where: { id },
    include: { candidates: { orderBy: { position: 'asc' } } },
  })
  const { title, startsAt, totalHouseholds: total, candidates } = election
  const of = { total, rules: await loadLawRules(work), date: wardDateOf(startsAt) }
  const elected = candidates.filter(({ votes }) => isElected({ votes: votes ?? 0, ...of }) === true)
  return {
    facts: {
      title,
      ...(elected.length === 0 ? {} : { elected: elected.map(({ fullName }) => fullName).join(', ') }),
    },
    ...toldTo(election),
  }
}
