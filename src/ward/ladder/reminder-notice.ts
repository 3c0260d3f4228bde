import { stepsFrom } from '../notice/notice.ts'
import type { PaperNoun } from '../paper/paper.ts'
import type { Work } from '../work.ts'
import { sourceOf, sourceRowOf } from './telling.ts'

type Reminder = { noun: PaperNoun; rowId: string; step: string; eventAt: Date | null }

/** Every notice of a reminder: the first, and those of later hours, `<step>-<version>`. */
const ofReminder = (work: Work, { noun, rowId, step }: Omit<Reminder, 'eventAt'>) =>
  work.db.notice.findMany({
    where: {
      source: sourceOf(noun),
      OR: [{ sourceRow: sourceRowOf(rowId, step) }, { sourceRow: { startsWith: `${sourceRowOf(rowId, step)}-` } }],
    },
    orderBy: { number: 'desc' },
  })

const isOf = (eventAt: Date | null) => (notice: { eventAt: Date | null }) =>
  notice.eventAt?.getTime() === eventAt?.getTime()

/** The notice that reminds of the thing at this hour; null where there is none, or only one of an hour that was moved. */
export const reminderNotice = async (work: Work, reminder: Reminder) =>
  (await ofReminder(work, reminder)).find(isOf(reminder.eventAt)) ?? null

/** The step under which a reminder of this hour is told: its own, or where that has told of another hour one beside it. */
export async function stepOfReminder(work: Work, reminder: Reminder & { version: number }): Promise<string> {
  const { rowId, step, eventAt, version } = reminder
  const known = await ofReminder(work, reminder)
  const same = known.find(isOf(eventAt))
  if (same !== undefined) return same.sourceRow?.slice(rowId.length + 1) ?? step
  const first = known.find(({ sourceRow }) => sourceRow === sourceRowOf(rowId, step))
  const mayBeRewritten =
    first === undefined ||
    (stepsFrom.cancel as readonly string[]).includes(first.status) ||
    (first.status === 'cancelled' && first.expandedAt === null)
  return mayBeRewritten ? step : `${step}-${version}`
}
