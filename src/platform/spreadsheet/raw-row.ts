/** A cell as the file holds it; dates are the wall clock the sheet shows. */
export type RawCell = string | number | boolean | { date: string; clock: string | null } | { error: string } | null

/** A row with the number the official sees beside it. */
export type RawRow = { rowNumber: number; cells: RawCell[]; isHidden: boolean }

export type SheetLimits = {
  maxBytes: number
  /** Everything inflated from a workbook, shared strings included. */
  maxUnpackedBytes: number
  maxRows: number
  maxColumns: number
}

/** Ten times the largest import a ward makes. */
export const usualLimits: SheetLimits = {
  maxBytes: 40_000_000,
  maxUnpackedBytes: 600_000_000,
  maxRows: 200_000,
  maxColumns: 256,
}
