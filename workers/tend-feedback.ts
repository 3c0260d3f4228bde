import { tendFeedback } from '../src/ward/feedback/tend-feedback.ts'
import { purgeFeedback } from '../src/ward/feedback/purge-feedback.ts'
import { purgeGrievances } from '../src/ward/grievance/purge-grievances.ts'
import { tendReceptions } from '../src/ward/reception/tend-receptions.ts'
import { tendSurveys } from '../src/ward/satisfaction/tend-surveys.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

/** What the clock owes the ward's reports, bookings and surveys; each in a transaction of its own. */
const duties = [tendFeedback, tendReceptions, tendSurveys, purgeFeedback, purgeGrievances]

export const tendFeedbackEverywhere = (wired: Pick<Wired, 'database' | 'transact' | 'log'>): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    let done = 0
    for (const duty of duties) done += await wired.transact(wardId, 'job:tend-feedback', duty)
    if (done > 0) wired.log.info({ wardId, done }, 'reports, bookings and surveys were tended')
  })
