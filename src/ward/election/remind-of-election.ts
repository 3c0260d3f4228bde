import type { Saying } from '../message/message.ts'
import type { Talk } from '../talk.ts'
import { keepThing } from '../ladder/lock-thing.ts'
import type { Work } from '../work.ts'

/** `no_such_election`: none that is still to come. */
export type Reminded = { kind: 'kept' | 'no_such_election' }

/** The chat wants to be told again the day before, and when something changes. */
export async function remindOfElection(
  work: Work,
  talk: Talk,
  { electionId }: { electionId: string }
): Promise<Reminded> {
  await keepThing(work, { noun: 'election', rowId: electionId })
  const election = await work.db.election.findFirst({
    where: { id: electionId, status: 'announced', startsAt: { gt: work.now } },
    select: { id: true },
  })
  if (election === null) return { kind: 'no_such_election' }
  await work.db.electionReminder.createMany({
    data: [{ electionId, conversationId: talk.conversationId, since: work.now }],
    skipDuplicates: true,
  })
  return { kind: 'kept' }
}

/** Chats that hear of every change at once, because they asked to. */
export async function chatsToRemind(work: Work, { electionId }: { electionId: string }): Promise<string[]> {
  const rows = await work.db.electionReminder.findMany({ where: { electionId }, select: { conversationId: true } })
  return rows.map(({ conversationId }) => conversationId)
}

/** Tells every chat that asked to be reminded, but those told otherwise; `key` makes it once, after `until` it is of no use. */
export async function tellReminded(
  work: Work,
  {
    electionId,
    key,
    except = [],
    until,
  }: { electionId: string; key: string; except?: readonly string[]; until?: Date },
  parts: readonly Saying[]
): Promise<number> {
  const rows = await work.db.electionReminder.findMany({ where: { electionId }, select: { conversationId: true } })
  for (const { conversationId: to } of rows.filter((row) => !except.includes(row.conversationId))) {
    const once = { source: 'election', sourceRow: `${electionId}:${key}:${to}` }
    work.say({ to, class: 'status', ...once, ...(until === undefined ? {} : { until }), parts })
  }
  return rows.length
}
