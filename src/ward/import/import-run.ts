/** A file on its way in: read, looked at by an official, then written whole or not at all. */
export type ImportStatus = 'checking' | 'checked' | 'applying' | 'applied' | 'failed' | 'cancelled'

/** The largest file that is taken. */
export const largestFileBytes = 30 * 1_000_000

/** Rows written with one statement: small enough that what one leaves behind is swept up young. */
export const importBatchRows = 500

/** Progress is told after so many rows, and at the end. */
export const isTimeToTell = (rowsDone: number, batchLength: number): boolean =>
  rowsDone % 1_000 === 0 || batchLength < importBatchRows

/** What can be taken back by an official. */
export const cancellable: readonly ImportStatus[] = ['checking', 'checked']
