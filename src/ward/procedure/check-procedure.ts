import { isWardDate } from '../../platform/ward-time.ts'
import { confidences } from '../law/dated-row.ts'
import type { ProcedureFeed } from './procedure.ts'

const required = [
  ['name', 'name_missing'],
  ['field', 'field_missing'],
  ['deadlineText', 'deadline_missing'],
  ['feeText', 'fee_missing'],
  ['source', 'source_missing'],
] as const
const onlineLevels: readonly string[] = ['full', 'partial', 'none']
const interlinks: readonly string[] = ['none', 'horizontal', 'two_level', 'three_level', 'vertical']

/** What is wrong with a row, by column. */
export type ProcedureFault =
  | (typeof required)[number][1]
  | 'number_wrong'
  | 'fee_wrong'
  | 'days_wrong'
  | 'online_level_wrong'
  | 'interlink_wrong'
  | 'confidence_wrong'
  | 'effective_from_wrong'
  | 'effective_to_wrong'

/** The first fault of a row, or null. */
export function checkProcedure(feed: ProcedureFeed): ProcedureFault | null {
  if (!Number.isInteger(feed.number) || feed.number < 1) return 'number_wrong'
  const missing = required.find(([name]) => feed[name].trim() === '')
  if (missing !== undefined) return missing[1]
  if (feed.feeDong !== null && !isCount(feed.feeDong)) return 'fee_wrong'
  if (feed.deadlineWorkingDays !== null && !isCount(feed.deadlineWorkingDays)) return 'days_wrong'
  if (!onlineLevels.includes(feed.onlineLevel)) return 'online_level_wrong'
  if (!interlinks.includes(feed.interlink)) return 'interlink_wrong'
  if (!confidences.includes(feed.confidence)) return 'confidence_wrong'
  if (!isWardDate(feed.effectiveFrom)) return 'effective_from_wrong'
  if (feed.effectiveTo && (!isWardDate(feed.effectiveTo) || feed.effectiveTo < feed.effectiveFrom))
    return 'effective_to_wrong'
  return null
}

const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0
