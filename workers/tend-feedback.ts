import { tendedAtOnce, tendFeedback } from '../src/ward/feedback/tend-feedback.ts'
import { purgeFeedback } from '../src/ward/feedback/purge-feedback.ts'
import { purgeGrievances } from '../src/ward/grievance/purge-grievances.ts'
import { tendReceptions } from '../src/ward/reception/tend-receptions.ts'
import { tendSurveys } from '../src/ward/satisfaction/tend-surveys.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

/** A ward that has slept for long does not keep the others waiting. */
const mostTurns = 20

/** What the clock owes the ward's reports, bookings and surveys; each turn in a transaction of its own, until all is done. */
const duties = [tendFeedback, tendReceptions, tendSurveys, purgeFeedback, purgeGrievances]

export const tendFeedbackEverywhere = (wired: Pick<Wired, 'database' | 'transact' | 'log'>): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    let done = 0
    for (const duty of duties) {
      for (let turn = 0, tended = tendedAtOnce; tended >= tendedAtOnce && turn < mostTurns; turn++) {
        tended = await wired.transact(wardId, 'job:tend-feedback', duty)
        done += tended
      }
    }
    if (done > 0) wired.log.info({ wardId, done }, 'reports, bookings and surveys were tended')
  })
