import { ok, type Result } from '../../platform/result.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import type { FeedbackRow } from './feedback-row.ts'
import type { StepRefusal } from './feedback-step.ts'
import type { Key } from './handle-intake.ts'
import { takeStep } from './take-step.ts'
import { tellReporter } from './tell-reporter.ts'

/**
 * A person confirms that this is a complaint or a denunciation: the resident is told the lawful way, and everything that
 * was said is wiped, in the report and in the chat it came from; not even who said it stays. A number is counted on.
 * (Luật Khiếu nại Điều 8, Luật Tố cáo 2018 Điều 22, 25: only signed or in person, and the accuser's name is secret.)
 */
export async function guideToComplaint(
  work: Work,
  { feedbackId, key, what }: Key & { what: 'complaint' | 'denunciation' }
): Promise<Result<void, StepRefusal | 'not_found'>> {
  const taken = await takeStep(work, feedbackId, { event: 'guide_to_complaint', key }, () => ({
    restricted: 'complaint',
    visibility: 'private',
    publicText: null,
  }))
  if (!taken.ok) return taken
  if (taken.value.kind === 'repeated') return ok()
  const { row } = taken.value
  await tellReporter(work, row, row.seq, {
    say: 'feedback.told.guided_to_complaint',
    choices: [
      { id: 'intent:citizen_reception', label: 'feedback.choice.reception' },
      { id: 'person', label: 'conversation.menu.person' },
    ],
  })
  await wipeFeedback(work, row)
  await countGuided(work, what)
  return ok()
}

/** One more of its kind this month: all that is kept. */
export async function countGuided(work: Work, what: 'complaint' | 'denunciation' | 'crime'): Promise<void> {
  const month = wardDateOf(work.now).slice(2, 7).replace('-', '')
  await work.db.$executeRaw`
    insert into feedback_tally (month, what, count) values (${month}, ${what}, 1)
    on conflict (ward_id, month, what) do update set count = feedback_tally.count + 1`
}

/** Forgets what a report said, wherever its words have gone. */
export async function wipeFeedback(work: Work, row: FeedbackRow): Promise<void> {
  const ofReport = { feedbackId: row.id }
  const files = await work.db.feedbackFile.findMany({ where: ofReport, select: { attachmentId: true } })
  const photos = files.flatMap(({ attachmentId }) => attachmentId ?? [])
  await work.db.feedbackFile.deleteMany({ where: ofReport })
  await work.db.attachment.deleteMany({ where: { id: { in: photos } } })
  await work.db.feedbackAnswer.deleteMany({ where: ofReport })
  await work.db.feedbackFollow.deleteMany({ where: ofReport })
  await work.db.feedbackRating.deleteMany({ where: ofReport })
  await work.db.feedbackEvent.updateMany({ where: ofReport, data: { details: null } })
  await work.db.searchToken.deleteMany({ where: { noun: 'feedback', rowId: row.id } })
  await wipeChat(work, row)
  await work.db.feedback.updateMany({
    where: { id: row.id },
    data: {
      text: null,
      spot: null,
      reporter: null,
      publicText: null,
      placeId: null,
      neighbourhoodId: null,
      conversationId: null,
      sourceInbounds: [],
    },
  })
  work.audit('feedback.wiped', { feedbackId: row.id })
}

/** The messages it was made of, the ward's own words that repeated them, and what was noted for learning at that moment. */
async function wipeChat(work: Work, row: FeedbackRow): Promise<void> {
  const { sourceInbounds: inbounds, conversationId } = row
  const handled = await work.db.inbound.findMany({ where: { id: { in: inbounds } }, select: { handledAt: true } })
  const moments = handled.flatMap(({ handledAt }) => handledAt ?? [])
  await work.db.inbound.updateMany({
    where: { id: { in: inbounds } },
    data: { content: work.seal.json({ kind: 'unknown', name: 'withheld' }) },
  })
  if (moments.length > 0)
    await work.db.learningMessage.deleteMany({ where: { seenAt: { in: moments }, status: { not: 'approved' } } })
  if (conversationId === null) return
  const repeated = [
    ...inbounds.map((id) => ({ source: 'inbound', sourceRow: { startsWith: `${id}:` } })),
    { source: 'feedback', sourceRow: { startsWith: row.id } },
  ]
  const told = { conversationId, OR: repeated }
  const withheld = work.seal.json({ say: 'feedback.withheld' })
  // whoever is sending it loses the claim: neither the next bubble nor a second try leaves
  await work.db.outbox.updateMany({
    where: { ...told, status: { in: ['waiting', 'claimed'] } },
    data: { status: 'suppressed', why: 'withheld', claim: null, leaseUntil: null, settledAt: work.now },
  })
  await work.db.outbox.updateMany({ where: told, data: { saying: withheld, words: null } })
  await work.db.conversation.updateMany({ where: { id: conversationId }, data: { state: null, stateExpiresAt: null } })
}
