/**
 * What law or the ward fixes by number stands in dated rows with source and confidence: between 2024 and 2026 almost
 * every text behind them was replaced.
 */

/** HIGH: read in the law itself · MED: a serious rendering · LOW: one weak source · MEM: from memory, confirm first. */
export type Confidence = 'HIGH' | 'MED' | 'LOW' | 'MEM'

export const confidences: readonly Confidence[] = ['HIGH', 'MED', 'LOW', 'MEM']

export type DatedRow = {
  source: string
  confidence: Confidence
  /** First ward date on which the row counts; null: always counted. */
  effectiveFrom?: string | null
  /** Last ward date on which the row counts; null: until replaced. */
  effectiveTo?: string | null
  /** The official who confirmed the row for this ward; null until then. */
  confirmedBy?: string | null
}

/** Whether the row counts on a ward date. */
export const isInForce = (row: Pick<DatedRow, 'effectiveFrom' | 'effectiveTo'>, date: string): boolean =>
  (!row.effectiveFrom || row.effectiveFrom <= date) && (!row.effectiveTo || date <= row.effectiveTo)

/** An unconfirmed row may remind officials; it must not be quoted to citizens as law. */
export const mayBeQuoted = (row: Pick<DatedRow, 'confirmedBy'>): boolean => Boolean(row.confirmedBy)
