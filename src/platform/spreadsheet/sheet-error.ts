export type SheetFault =
  | 'not_a_spreadsheet'
  | 'wrong_kind'
  | 'old_or_protected_excel'
  | 'damaged'
  | 'too_large'
  | 'unpacks_too_large'
  | 'too_many_rows'
  | 'legacy_encoding'
  | 'not_utf8'
  | 'empty'
  | 'no_header'
  | 'missing_columns'

/**
 * A file that cannot be read as a sheet. `fault` is one of our words, the door finds the sentence; `detail` fills it
 * (the encoding, the missing columns, the row). Never holds what stood in a cell.
 */
export class SheetError extends Error {
  override name = 'SheetError'
  readonly fault: SheetFault
  readonly detail: Readonly<Record<string, string | number>>
  constructor(fault: SheetFault, detail: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${fault} ${JSON.stringify(detail)}`, { cause })
    this.fault = fault
    this.detail = detail
  }
}
