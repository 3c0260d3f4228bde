import type { Work } from '../work.ts'
import type { FeedbackStatus, Intake, Restriction, Visibility } from './feedback.ts'

type Stored = NonNullable<Awaited<ReturnType<Work['db']['feedback']['findFirst']>>>

/** A report as it is kept, with its words still sealed. */
export type FeedbackRow = Omit<Stored, 'status' | 'visibility' | 'restricted' | 'intake' | 'resumeTo'> & {
  status: FeedbackStatus
  visibility: Visibility
  restricted: Restriction | null
  intake: Intake
  resumeTo: 'awaiting_intake' | 'in_progress' | null
}

/** The report, held until the transaction ends: two hands on one report take turns. Null where there is none. */
export async function lockFeedback(work: Work, feedbackId: string): Promise<FeedbackRow | null> {
  const held = await work.db.$queryRaw<
    { id: string }[]
  >`select id from feedback where id = ${feedbackId}::uuid for update`
  return held.length === 0 ? null : asFeedbackRow(await work.db.feedback.findFirst({ where: { id: feedbackId } }))
}

export async function findFeedbackId(work: Work, code: string): Promise<string | null> {
  const row = await work.db.feedback.findFirst({ where: { code: code.trim().toUpperCase() }, select: { id: true } })
  return row?.id ?? null
}

export const asFeedbackRow = (row: Stored | null): FeedbackRow | null => row as FeedbackRow | null

/** Where it is, in the reporter's words and as far as the gazetteer knows it. */
export type Spot = { words?: string; house?: string; latitude?: number; longitude?: number }

/** Who told it, where it did not come by chat, and for whom. */
export type Reporter = { name?: string; phone?: string; address?: string; onBehalfOf?: string }

export const textOf = (work: Work, row: Pick<FeedbackRow, 'text'>): string =>
  row.text === null ? '' : work.seal.openText(row.text)
export const spotOf = (work: Work, row: Pick<FeedbackRow, 'spot'>): Spot =>
  row.spot === null ? {} : work.seal.openJson<Spot>(row.spot)

/** A short name for lists and questions: the beginning of what was written. */
export function titleOf(text: string, most = 48): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))}…`
}
