import { tendFeedback } from '../src/ward/feedback/tend-feedback.ts'
import { purgeFeedback } from '../src/ward/feedback/purge-feedback.ts'
import { purgeGrievances } from '../src/ward/grievance/purge-grievances.ts'
import { tendReceptions } from '../src/ward/reception/tend-receptions.ts'
import { tendSurveys } from '../src/ward/satisfaction/tend-surveys.ts'
import type { Wired } from '../src/wiring.ts'

/** What the clock owes the ward's reports, bookings and surveys; each in a transaction of its own. */
const duties = [tendFeedback, tendReceptions, tendSurveys, purgeFeedback, purgeGrievances]

export async function tendFeedbackEverywhere({
  database,
  transact,
  log,
}: Pick<Wired, 'database' | 'transact' | 'log'>): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    let done = 0
    for (const duty of duties) done += await transact(id, 'job:tend-feedback', duty)
    if (done > 0) log.info({ wardId: id, done }, 'reports, bookings and surveys were tended')
  }
}
