import { formatShortDate, wardDateOf } from '../../platform/ward-time.ts'
import type { ElectionBrief } from '../../ward/election/find-elections.ts'
import type { ElectionKind } from '../../ward/election/election.ts'
import type { Saying } from '../../ward/message/message.ts'
import type { Who } from '../dialogue.ts'
import { personChoice } from './call-person.ts'

/**
 * Whether somebody may vote for somebody else: a household sends one of its own (Luật 10/2022 Điều 18), a voter goes alone,
 * and who cannot is helped (Luật 85/2015 Điều 69).
 */
export const proxySayings = (kinds: readonly ElectionKind[]): Saying[] => [
  ...(kinds.includes('neighbourhood_head') ? [{ say: 'election.proxy.neighbourhood_head' } as const] : []),
  ...(kinds.includes('deputies')
    ? [{ say: 'election.proxy.deputies' } as const, { say: 'election.proxy.help' } as const]
    : []),
]

/** Where the list of voters is read and until when it may be complained of; never whether somebody is on it. */
export function voterListSayings(election: ElectionBrief | null, who: Who): Saying[] {
  if (election === null) return [{ say: 'election.voter_list.none' }, complaint]
  const { kind, title, posted, voterList } = election
  if (kind === 'neighbourhood_head') return [{ say: 'election.voter_list.neighbourhood_head', choices: [personChoice] }]
  if (voterList === null) return [{ say: 'election.voter_list.not_posted', with: { title } }, complaint]
  const from = formatShortDate(voterList.postedDate, who.language)
  const where: Saying =
    posted === null
      ? { say: 'election.voter_list.at_the_ward', with: { title, from } }
      : { say: 'election.voter_list.deputies', with: { title, from, place: posted.place } }
  return [where, complaintUntil(voterList.complainUntilDate, who)]
}

const complaint: Saying = { say: 'election.voter_list.complain', choices: [personChoice] }

function complaintUntil(until: string | null, { now }: Who): Saying {
  if (until === null) return complaint
  const key = until < wardDateOf(now) ? 'complaints_over' : 'complain_until'
  return { say: `election.voter_list.${key}`, with: { until }, choices: [personChoice] }
}
