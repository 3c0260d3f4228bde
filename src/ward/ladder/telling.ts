import type { Audience } from '../notice/audience.ts'
import type { Facts } from '../notice/notice-kind.ts'
import type { OccasionName } from '../notice/notice-occasion.ts'
import type { PaperNoun } from '../paper/paper.ts'

/** What has something to tell by itself: the four things, the month of receptions, the quarter of disclosures. */
export type TellingNoun = PaperNoun | 'reception' | 'quarter'

/** What one step tells everybody: the words come from the ward's template of its occasion, never from here. */
export type Telling = {
  noun: TellingNoun
  /** The id of the thing; a month or a quarter for what has no row. */
  rowId: string
  step: string
  occasion: OccasionName
  facts: Facts
  audience: Audience
  statutory: boolean
  /** Null: as soon as it is approved. */
  sendAt?: Date | null
  eventAt?: Date | null
  expiresAt?: Date | null
  ruleId?: string | null
  correctsId?: string | null
  /** Without the buttons that lead to the thing's own dialogue. */
  plain?: boolean
}

/** What marks the notices of a thing: one a step. */
export const sourceOf = (noun: TellingNoun): string => `ladder_${noun}`
export const sourceRowOf = (rowId: string, step: string): string => `${rowId}:${step}`

const newsDays = 30

/** What came of something is news for a month: what nobody has approved by then is told to nobody. */
export const newsUntil = (now: Date): Date => new Date(now.getTime() + newsDays * 86_400_000)
