import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { FeedbackKind } from '../feedback/feedback.ts'
import type { Reporter } from '../feedback/feedback-row.ts'
import { countGuided } from '../feedback/guide-to-complaint.ts'
import { keepProof } from '../feedback/keep-proof.ts'
import { takeDownFeedback } from '../feedback/submit-feedback.ts'
import type { Work } from '../work.ts'
import type { PaperKind } from './suggestion-box.ts'

export type Paper = {
  openingId: string
  /** A grievance's words are not copied anywhere: the paper itself goes to the person named for it. */
  became: PaperKind
  text?: string
  kind?: FeedbackKind
  /** A picture (freed of its metadata: cleanPhoto) or PDF of the paper. */
  scan?: { bytes: Uint8Array; mime: string }
  reporter?: Reporter
  /** Names this paper: entered twice it is one. */
  key: string
}

export type PaperKept = { number: number; feedbackId: string | null; code: string | null }
export type PaperRefusal = 'not_found' | 'closed_already' | 'words_missing' | 'file_unreadable' | 'not_yours_to_do'

/** One paper out of the box: numbered in the order it was taken out, scanned, and in the register as any report is. */
export async function recordPaper(work: Work, paper: Paper): Promise<Result<PaperKept, PaperRefusal>> {
  const { openingId, became, key } = paper
  await work.db.$queryRaw`select id from box_opening where id = ${openingId}::uuid for update`
  const opening = await work.db.boxOpening.findFirst({ where: { id: openingId } })
  if (opening === null) return refuse('not_found')
  const known = await work.db.boxPaper.findFirst({
    where: { openingId, key },
    include: { feedback: { select: { code: true } } },
  })
  if (known !== null)
    return ok({ number: known.number, feedbackId: known.feedbackId, code: known.feedback?.code ?? null })
  if (opening.closedAt !== null) return refuse('closed_already')
  const report = became === 'report' ? await enter(work, paper) : ok(null)
  if (!report.ok) return report
  if (became === 'grievance') await countGuided(work, 'denunciation')
  const number = opening.lastPaper + 1
  const feedbackId = report.value?.feedbackId ?? null
  await work.db.boxOpening.updateMany({ where: { id: openingId }, data: { lastPaper: number } })
  await work.db.boxPaper.createMany({
    data: [{ id: newId(), openingId, number, becameA: became, feedbackId, key, createdAt: work.now }],
  })
  work.audit('suggestion_box.paper', { openingId, number, became })
  return ok({ number, feedbackId, code: report.value?.code ?? null })
}

async function enter(
  work: Work,
  { text = '', kind = 'suggestion', scan, reporter, openingId, key }: Paper
): Promise<Result<{ feedbackId: string; code: string }, PaperRefusal>> {
  const entry = { intake: 'suggestion_box', kind, text, key: `box:${openingId}:${key}` } as const
  const sent = await takeDownFeedback(work, { ...entry, ...(reporter ? { reporter } : {}) })
  if (!sent.ok) return refuse(sent.refusal === 'words_missing' ? 'words_missing' : 'not_yours_to_do')
  if (scan !== undefined) {
    const kept = await keepProof(work, { feedbackId: sent.value.feedbackId, ...scan })
    if (!kept.ok) return kept
  }
  return ok(sent.value)
}
