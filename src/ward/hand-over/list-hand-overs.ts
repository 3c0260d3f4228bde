import type { Work } from '../work.ts'
import { waitingStatuses, type HandOverStatus } from './hand-over.ts'

export type HandOverLine = {
  id: string
  conversationId: string
  why: string
  urgent: boolean
  restricted: boolean
  status: HandOverStatus
  openedAt: Date
  answerDueAt: Date
  /** The promised hour has passed without an answer. */
  late: boolean
  channel: string
  neighbourhood: string | null
  /** The register's name of who writes, where the chat is linked; never shown for restricted ones one may not read. */
  citizenName: string | null
  takenBy: { id: string; fullName: string } | null
}

export type HandOverFilter = {
  /** Which ones; those that wait when not given. */
  status?: HandOverStatus | 'waiting' | 'all'
  /** Without it restricted ones are left out. */
  mayReadRestricted?: boolean
  /** The last id of the page before. */
  cursor?: string
  limit?: number
}

/** The inbox. Those that wait: danger first, then by the promised hour; older ones: newest first. */
export async function listHandOvers(work: Work, filter: HandOverFilter = {}): Promise<HandOverLine[]> {
  const { status = 'waiting', mayReadRestricted = false, cursor, limit = 50 } = filter
  const waiting = status === 'waiting'
  const statuses = waiting ? { in: [...waitingStatuses] } : status
  const rows = await work.db.handOver.findMany({
    where: {
      ...(status === 'all' ? {} : { status: statuses }),
      ...(mayReadRestricted ? {} : { restricted: false }),
    },
    orderBy: waiting ? [{ urgent: 'desc' }, { answerDueAt: 'asc' }, { id: 'asc' }] : [{ id: 'desc' }],
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    take: limit,
    include: lineParts,
  })
  return rows.map((row) => lineOf(row, work.now))
}

/** How many wait, and how many of them are late: what the first page of the console shows. */
export async function countHandOvers(
  work: Work,
  { mayReadRestricted = false } = {}
): Promise<{ waiting: number; urgent: number; late: number }> {
  const where = { status: { in: [...waitingStatuses] }, ...(mayReadRestricted ? {} : { restricted: false }) }
  const [waiting, urgent, late] = await Promise.all([
    work.db.handOver.count({ where }),
    work.db.handOver.count({ where: { ...where, urgent: true } }),
    work.db.handOver.count({ where: { ...where, answerDueAt: { lt: work.now } } }),
  ])
  return { waiting, urgent, late }
}

/** What a line of the inbox is made of, for queries of this noun. */
export const lineParts = {
  takenBy: { select: { id: true, fullName: true } },
  conversation: {
    select: {
      channel: true,
      neighbourhood: { select: { name: true } },
      links: {
        where: { endedAt: null, citizenId: { not: null } },
        select: { citizen: { select: { fullName: true } } },
      },
    },
  },
} as const

type Row = {
  id: string
  conversationId: string
  why: string
  urgent: boolean
  restricted: boolean
  status: string
  openedAt: Date
  answerDueAt: Date
  takenBy: { id: string; fullName: string } | null
  conversation: {
    channel: string
    neighbourhood: { name: string } | null
    links: { citizen: { fullName: string } | null }[]
  }
}

/** One row as a line of the inbox. */
export function lineOf(row: Row, now: Date): HandOverLine {
  const { conversation, ...own } = row
  const status = row.status as HandOverStatus
  return {
    id: own.id,
    conversationId: own.conversationId,
    why: own.why,
    urgent: own.urgent,
    restricted: own.restricted,
    status,
    openedAt: own.openedAt,
    answerDueAt: own.answerDueAt,
    late: waitingStatuses.includes(status) && own.answerDueAt < now,
    channel: conversation.channel,
    neighbourhood: conversation.neighbourhood?.name ?? null,
    citizenName: conversation.links[0]?.citizen?.fullName ?? null,
    takenBy: own.takenBy,
  }
}
