import type { Work } from '../work.ts'
import { dayBeforeOf } from './booking-reminders.ts'
import { nextReminder } from './reception.ts'

const atOnce = 200

/** Reminds who booked, the day before and an hour before. Returns how many were looked at. */
export async function tendReceptions(work: Work): Promise<number> {
  const due = await work.db.receptionBooking.findMany({
    where: { nextAt: { lte: work.now } },
    orderBy: { nextAt: 'asc' },
    take: atOnce,
    include: { reception: { select: { place: true } } },
  })
  for (const { id, at, number, reminders, conversationId, reception } of due) {
    const done = reminders + 1
    const nextAt = nextReminder(at, done, work.now, dayBeforeOf(at))
    const { count } = await work.db.receptionBooking.updateMany({
      where: { id, reminders, status: 'booked' },
      data: { reminders: done, nextAt },
    })
    if (count === 0 || conversationId === null || at <= work.now) continue
    const say = reminders === 0 ? 'reception.told.tomorrow' : 'reception.told.in_an_hour'
    const parts = [
      {
        say,
        with: { at: at.toISOString(), place: reception.place, number },
        choices: [{ id: `reception:cancel:${id}`, label: 'reception.choice.cancel' }],
      },
    ]
    work.say({ to: conversationId, class: 'status', source: 'reception', sourceRow: `${id}:${reminders}`, parts })
  }
  return due.length
}
