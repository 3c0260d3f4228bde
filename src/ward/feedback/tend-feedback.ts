import type { Statement } from '../../platform/database.ts'
import type { Work } from '../work.ts'
import { period } from './feedback-clock.ts'
import { lockFeedback, type FeedbackRow } from './feedback-row.ts'
import { loadFeedbackClock } from './load-clock.ts'
import { forwardDue, nextLook, owesProgress } from './next-look.ts'
import { addLine, takeStep } from './take-step.ts'
import { promiseIsOpen, promisesUntil } from './open-promises.ts'
import { ratingChoicesOf } from './rating-choices.ts'
import { tellOfficials, tellReporter, tellUnrated } from './tell-reporter.ts'

/** At most so many of each kind in one transaction: whoever calls comes again while it was that many. */
export const tendedAtOnce = 200

/**
 * What the clock does with reports: drafts nobody sent go, residents are reminded, officials are warned before and after
 * a deadline, what nobody answered is closed, other bodies and promises are asked after. Returns how many it looked at.
 */
export async function tendFeedback(work: Work): Promise<number> {
  const due = await work.db.feedback.findMany({
    where: { nextAt: { lte: work.now } },
    orderBy: { nextAt: 'asc' },
    take: tendedAtOnce,
    select: { id: true },
  })
  for (const { id } of due) {
    const row = await lockFeedback(work, id)
    if (row?.nextAt && row.nextAt <= work.now) await tend(work, row)
  }
  return due.length + (await tendForwardings(work)) + (await tendPromises(work))
}

async function tend(work: Work, row: FeedbackRow): Promise<void> {
  switch (row.status) {
    case 'draft':
      await work.db.feedback.deleteMany({ where: { id: row.id, status: 'draft' } })
      return
    case 'awaiting_intake':
      return warn(
        work,
        row,
        row.reminders === 0 ? ['one_stop'] : ['leader'],
        row.reminders === 0 ? 'intake_overdue' : 'intake_second'
      )
    case 'awaiting_details':
      return row.reminders < 2 ? remind(work, row) : closeIncomplete(work, row)
    case 'answered': {
      if (row.reminders === 0 && row.kind !== 'praise') return remindToRate(work, row)
      const done = await takeStep(work, row.id, { event: 'complete', asSystem: true, kept: { unrated: true } }, () => ({
        completedAt: work.now,
      }))
      if (!done.ok) await lookAgain(work, row)
      return
    }
    default: {
      const clock = await loadFeedbackClock(work)
      if (owesProgress(clock, row, work.now)) return tellProgress(work, row)
      if (row.reminders > 0) return overdue(work, row)
      const onItsWay = forwardDue(clock, row)
      return onItsWay !== null && onItsWay <= work.now
        ? warn(work, row, ['one_stop', 'leader'], 'forward_due')
        : warn(work, row, ['specialist', 'civil_status', 'culture_social'], 'due_soon')
    }
  }
}

type Warning = 'intake_overdue' | 'intake_second' | 'forward_due' | 'due_soon'

async function warn(work: Work, row: FeedbackRow, roles: readonly string[], event: Warning): Promise<void> {
  const seq = await addLine(work, row, { event }, { reminders: row.reminders + 1 })
  if (seq !== null) await tellOfficials(work, row, seq, roles, `feedback.alert.${event}`)
  await lookAgain(work, { ...row, reminders: row.reminders + 1 })
}

/** Late: the leader hears of it, and the resident hears it from the ward first, with an apology. */
async function overdue(work: Work, row: FeedbackRow): Promise<void> {
  const seq = await addLine(work, row, { event: 'overdue' }, { reminders: row.reminders + 1 })
  if (seq !== null) {
    await tellOfficials(work, row, seq, ['leader'], 'feedback.alert.overdue')
    await tellReporter(work, row, seq, {
      say: 'feedback.told.overdue',
      with: { code: row.code!, dueAt: row.dueAt!.toISOString() },
    })
  }
  await lookAgain(work, { ...row, reminders: row.reminders + 1 })
}

async function remind(work: Work, row: FeedbackRow): Promise<void> {
  const seq = await addLine(work, row, { event: 'reminded' }, { reminders: row.reminders + 1 })
  if (seq !== null) await tellReporter(work, row, seq, { say: 'feedback.told.reminder', with: { code: row.code! } })
  await lookAgain(work, { ...row, reminders: row.reminders + 1 })
}

/** Once, and only those who have not said yet how the answer was. */
async function remindToRate(work: Work, row: FeedbackRow): Promise<void> {
  const seq = await addLine(work, row, { event: 'rating_reminded' }, { reminders: 1 })
  const choices = ratingChoicesOf(row.code!)
  if (seq !== null)
    await tellUnrated(work, row, seq, { say: 'feedback.told.rating_reminder', with: { code: row.code! }, choices })
  await lookAgain(work, { ...row, reminders: 1 })
}

/** Seven days without a word: the resident hears that it goes on, those who work on it that they owe a word. */
async function tellProgress(work: Work, row: FeedbackRow): Promise<void> {
  const seq = await addLine(work, row, { event: 'progress_due' }, { progressAt: work.now })
  if (seq !== null) {
    await tellOfficials(work, row, seq, ['specialist', 'civil_status', 'culture_social'], 'feedback.alert.progress_due')
    const values = { code: row.code!, unit: row.unit ?? '', dueAt: (row.dueAt ?? work.now).toISOString() }
    const say = row.dueAt !== null && row.dueAt > work.now ? 'feedback.told.still_due' : 'feedback.told.still'
    await tellReporter(work, row, seq, { say, with: values })
  }
  await lookAgain(work, { ...row, progressAt: work.now })
}

async function closeIncomplete(work: Work, row: FeedbackRow): Promise<void> {
  const closed = await takeStep(work, row.id, { event: 'close_incomplete', asSystem: true })
  if (!closed.ok) return lookAgain(work, row)
  if (closed.value.kind === 'moved')
    await tellReporter(work, closed.value.row, closed.value.seq, {
      say: 'feedback.told.closed_incomplete',
      with: { code: row.code! },
    })
}

/** Whatever came of it, the same minute never comes twice. */
async function lookAgain(work: Work, row: FeedbackRow): Promise<void> {
  const next = nextLook(await loadFeedbackClock(work), row)
  const later = next !== null && next <= work.now ? new Date(work.now.getTime() + 3_600_000) : next
  await work.db.feedback.updateMany({ where: { id: row.id }, data: { nextAt: later } })
}

/** The day another body is to be asked again, and each such period after it until somebody has asked: the counter is told, the second time a leader too. */
async function tendForwardings(work: Work): Promise<number> {
  const { offset } = period(await loadFeedbackClock(work), 'FB.NUDGE', work.now)
  const due = await work.sql<{ feedbackId: string; key: string; late: number }>(nudgesDue, [
    work.now,
    offset,
    tendedAtOnce,
  ])
  for (const { feedbackId, key, late } of due) {
    const row = await lockFeedback(work, feedbackId)
    if (row === null) continue
    const seq = await addLine(work, row, { event: 'nudge_due', key })
    const roles = late === 0 ? ['one_stop'] : ['one_stop', 'leader']
    if (seq !== null) await tellOfficials(work, row, seq, roles, 'feedback.alert.nudge_due')
  }
  return due.length
}

/** Those nobody has been told of in this period; `late`: how many periods ago somebody should have asked. */
const nudgesDue: Statement = {
  name: 'nudges-due',
  text: `
    select "feedbackId", key, late from (
      select id, "feedbackId", late, next, 'nudge_due:' || id || ':' || nudges || case when late = 0 then '' else ':' || late end as key
      from (
        select id, feedback_id as "feedbackId", nudges, next_nudge_at as next,
          floor(extract(epoch from $1::timestamptz - next_nudge_at) / ($2::int * 86400))::int as late
        from feedback_forwarding where ended_at is null and next_nudge_at <= $1::timestamptz) as waiting) as due
    where not exists (select from feedback_event e where e.feedback_id = due."feedbackId" and e.key = due.key)
    order by next, id limit $3`,
}

/** "Đưa vào kế hoạch" promised a word by a day: officials are told while there is time, of the longest overdue first. */
async function tendPromises(work: Work): Promise<number> {
  const due = await work.sql<{ feedbackId: string; key: string }>(promisesDue, [
    await promisesUntil(work),
    tendedAtOnce,
  ])
  for (const { feedbackId, key } of due) {
    const row = await lockFeedback(work, feedbackId)
    if (row === null) continue
    const seq = await addLine(work, row, { event: 'promise_due', key })
    if (seq !== null) await tellOfficials(work, row, seq, ['leader', 'one_stop'], 'feedback.alert.promise_due')
  }
  return due.length
}

/** Those nobody has been told of. */
const promisesDue: Statement = {
  name: 'promises-due',
  text: `
    select a.feedback_id as "feedbackId", 'promise_due:' || a.id as key from feedback_answer a
    where ${promiseIsOpen} and a.promised_date <= $1::date
      and not exists (select from feedback_event e where e.feedback_id = a.feedback_id and e.key = 'promise_due:' || a.id)
    order by a.promised_date, a.id limit $2`,
}
