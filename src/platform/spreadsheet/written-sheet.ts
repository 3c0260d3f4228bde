/** What a cell may hold; `Date` is written as the ward's clock, a date as 'YYYY-MM-DD' in a column of kind `date`. */
export type WrittenCell = string | number | boolean | Date | null | undefined

export type WrittenColumn = { title: string; kind?: 'text' | 'number' | 'date' | 'instant'; width?: number }

/** A sheet to be written: its title row, and rows as they are read. */
export type WrittenSheet = {
  name: string
  columns: readonly WrittenColumn[]
  rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>
}
