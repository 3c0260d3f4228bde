import { addDays, atWardTime } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { asFeedbackRow, textOf, titleOf, type Reporter } from './feedback-row.ts'
import type { FeedbackStatus, Intake } from './feedback.ts'
import { redact } from './redact.ts'

export type LogbookFilter = {
  /** Days of the intake, both inside; YYYY-MM-DD. */
  from: string
  to: string
  unit?: string | undefined
  intake?: string | undefined
  /** Initials and the neighbourhood instead of name and address, and a summary that names nobody. */
  masked: boolean
}

/** One line of the book (domain: sổ theo dõi), before it is put into words. */
export type LogbookRow = {
  id: string
  code: string
  receivedAt: Date
  intake: Intake
  who: string
  summary: string
  handler: string
  dueAt: Date | null
  status: FeedbackStatus
  outcome: string | null
  answeredAt: Date | null
  forwardedTo: string
  score: number | null
}

const longestSummary = 200

/** The book in the order of its codes, page by page (`after`: the last code). Restricted and guided reports are not in it. */
export async function readLogbook(
  work: Work,
  { from, to, unit, intake, masked }: LogbookFilter,
  { after, limit }: { after?: string | undefined; limit: number }
): Promise<{ rows: readonly LogbookRow[]; next: string | null }> {
  const found = await work.db.feedback.findMany({
    where: {
      submittedAt: { gte: atWardTime(from), lt: atWardTime(addDays(to, 1)) },
      restricted: null,
      status: { notIn: ['draft', 'guided_to_complaint'] },
      code: { not: null, ...(after ? { gt: after } : {}) },
      ...(unit ? { unit } : {}),
      ...(intake ? { intake } : {}),
    },
    orderBy: { code: 'asc' },
    take: limit + 1,
    include: related,
  })
  const rows = found.slice(0, limit).map((one): LogbookRow => {
    const { neighbourhood, assignee, conversation, answers, forwardings, ratings, ...stored } = one
    const row = asFeedbackRow(stored)!
    const citizen = conversation?.links[0]?.citizen ?? null
    const reporter = row.reporter === null ? {} : work.seal.openJson<Reporter>(row.reporter)
    const area = neighbourhood?.name ?? citizen?.neighbourhood?.name ?? ''
    const name = [reporter.name ?? citizen?.fullName ?? '', reporter.onBehalfOf ?? ''].filter(Boolean)
    const title = titleOf(textOf(work, row), longestSummary)
    const [forwarding] = forwardings
    return {
      id: row.id,
      code: row.code!,
      receivedAt: row.submittedAt!,
      intake: row.intake,
      who: masked
        ? [name.map(initials).join(' / '), area].filter(Boolean).join(', ')
        : [name.join(' / '), reporter.address ?? '', area].filter(Boolean).join(', '),
      summary: masked ? redact(title) : title,
      handler: [row.unit, assignee?.fullName].filter(Boolean).join(', '),
      dueAt: row.dueAt ?? row.intakeDueAt,
      status: row.status,
      outcome: answers[0]?.outcome ?? null,
      answeredAt: row.answeredAt,
      forwardedTo: forwarding === undefined ? '' : [forwarding.agency, forwarding.number].filter(Boolean).join(', '),
      score: ratings[0]?.score ?? null,
    }
  })
  return { rows, next: found.length > limit ? (rows.at(-1)?.code ?? null) : null }
}

const related = {
  neighbourhood: { select: { name: true } },
  assignee: { select: { fullName: true } },
  conversation: {
    select: {
      links: {
        where: { endedAt: null, citizenId: { not: null } },
        take: 1,
        select: { citizen: { select: { fullName: true, neighbourhood: { select: { name: true } } } } },
      },
    },
  },
  answers: { where: { status: 'approved' }, orderBy: { id: 'desc' }, take: 1, select: { outcome: true } },
  forwardings: { orderBy: { id: 'desc' }, take: 1, select: { agency: true, number: true } },
  ratings: { orderBy: { at: 'desc' }, take: 1, select: { score: true } },
} as const

/** "Phạm Thị Mùi" → "P. T. M." */
export const initials = (name: string): string =>
  name
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => `${word.charAt(0).toUpperCase()}.`)
    .join(' ')
