import { wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { feedbackCode } from './feedback.ts'

/**
 * The next code of this month. The counter row is held until the transaction ends: numbers follow one another without a
 * gap, however many reports come at once, and one that is not kept gives its number back.
 */
export async function nextCode(work: Work): Promise<string> {
  const month = wardDateOf(work.now).slice(2, 7).replace('-', '')
  const [row] = await work.db.$queryRaw<{ last: number }[]>`
    insert into feedback_number (month, last) values (${month}, 1)
    on conflict (ward_id, month) do update set last = feedback_number.last + 1
    returning last`
  return feedbackCode(month, row!.last)
}
