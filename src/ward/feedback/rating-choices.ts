import type { SayingChoice } from '../message/message.ts'
import { ratingReasons } from './feedback.ts'

/** Five levels with their words; they carry the code, so that last week's buttons still mean last week's report. */
export const ratingChoicesOf = (code: string): SayingChoice[] =>
  [5, 4, 3, 2, 1].map((score) => ({ id: `report_follow_up:rate:${code}:${score}`, label: `feedback.score.${score}` }))

/** After a 1 or a 2: what was not good. */
export const reasonChoicesOf = (code: string, score: number): SayingChoice[] =>
  ratingReasons.map((reason) => ({
    id: `report_follow_up:why:${code}:${score}:${reason}`,
    label: `feedback.reason.${reason}`,
  }))
