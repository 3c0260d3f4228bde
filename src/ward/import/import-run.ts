/** A file on its way in: read, looked at by an official, then written whole or not at all. */
export type ImportStatus = 'checking' | 'checked' | 'applying' | 'applied' | 'failed' | 'cancelled'

/** The largest file that is taken. */
export const largestFileBytes = 30 * 1_000_000

/** Rows between two reports of progress, and rows written with one statement. */
export const importBatchRows = 500

/** What can be taken back by an official. */
export const cancellable: readonly ImportStatus[] = ['checking', 'checked']
