import type { Work } from '../work.ts'
import type { Audience } from './audience.ts'
import type { Facts } from './notice-kind.ts'
import type { ZaloForm } from './notice-words.ts'
import type { NoticeChoice, NoticeStatus, NoticeWords, PausedWhy } from './notice.ts'
import type { AudienceCount } from './resolve-audience.ts'

type Person = { id: string; fullName: string }

/** A notice as screens and use cases read it. */
export type NoticeRow = {
  id: string
  number: number
  kind: string
  class: string
  status: NoticeStatus
  title: string
  words: NoticeWords
  /** An official's words that were replaced when the thing behind it changed. */
  replacedWords: NoticeWords | null
  facts: Facts
  choices: readonly NoticeChoice[]
  template: ZaloForm | null
  audience: Audience
  topic: string | null
  statutory: boolean
  author: Person | null
  submitter: Person | null
  approver: Person | null
  submittedAt: Date | null
  approvedAt: Date | null
  approvedHash: Uint8Array | null
  reason: string | null
  pausedWhy: PausedWhy | null
  sendAt: Date | null
  eventAt: Date | null
  expiresAt: Date | null
  ruleId: string | null
  correctsId: string | null
  source: string | null
  /** The step of the thing it comes from: `<id>:<step>`. */
  sourceRow: string | null
  counts: AudienceCount | null
  expandedAt: Date | null
  finishedAt: Date | null
  createdAt: Date
}

const person = { select: { id: true, fullName: true } } as const

/** One notice; null where this ward has none by that id. */
export async function findNotice(work: Work, { noticeId }: { noticeId: string }): Promise<NoticeRow | null> {
  const row = await work.db.notice.findFirst({
    where: { id: noticeId },
    include: { author: person, submitter: person, approver: person },
  })
  return row === null ? null : (row as unknown as NoticeRow)
}

export type NoticeLine = Pick<
  NoticeRow,
  | 'id'
  | 'kind'
  | 'status'
  | 'title'
  | 'sendAt'
  | 'eventAt'
  | 'createdAt'
  | 'correctsId'
  | 'author'
  | 'source'
  | 'sourceRow'
>

const openStatuses = ['draft', 'submitted', 'approved', 'scheduled', 'expanding', 'sending', 'paused']

/** What is being prepared or sent, or what is over, newest first; `cursor` is the id to go on after. */
export async function listNotices(
  work: Work,
  { open, kind, cursor = null, take = 50 }: { open: boolean; kind?: string; cursor?: string | null; take?: number }
): Promise<{ notices: NoticeLine[]; next: string | null }> {
  const rows = await work.db.notice.findMany({
    where: {
      kind: kind ? kind : { not: 'digest' },
      class: { in: ['notice', 'emergency'] },
      status: open ? { in: openStatuses } : { notIn: openStatuses },
      ...(cursor === null ? {} : { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: take + 1,
    select: {
      id: true,
      kind: true,
      status: true,
      title: true,
      sendAt: true,
      eventAt: true,
      createdAt: true,
      correctsId: true,
      source: true,
      sourceRow: true,
      author: person,
    },
  })
  const notices = rows.slice(0, take) as NoticeLine[]
  return { notices, next: rows.length > take ? (notices.at(-1)?.id ?? null) : null }
}

/** What is planned to leave, or takes place, between two instants. */
export async function listPlanned(work: Work, { from, to }: { from: Date; to: Date }): Promise<NoticeLine[]> {
  const between = { gte: from, lt: to }
  const rows = await work.db.notice.findMany({
    where: {
      class: { in: ['notice', 'emergency'] },
      kind: { not: 'digest' },
      status: { notIn: ['cancelled', 'refused'] },
      OR: [{ sendAt: between }, { eventAt: between }],
    },
    orderBy: [{ sendAt: 'asc' }, { id: 'asc' }],
    include: { author: person },
    take: 500,
  })
  return rows as unknown as NoticeLine[]
}
