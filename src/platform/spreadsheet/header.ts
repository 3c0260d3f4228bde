import { strip } from '../vietnamese/strip.ts'
import type { CellShape } from './cell-value.ts'
import type { RawCell } from './raw-row.ts'

export type SheetColumn = CellShape & {
  /** The names people give this column, in any spelling of marks and case. */
  names: readonly string[]
  /** Without this column the file is refused; with it, blank cells are still null. */
  required?: boolean
}

/** The columns a file may have, by the name our code gives them. */
export type ColumnDictionary = Readonly<Record<string, SheetColumn>>

export type Header = {
  /** Place of each known column that the file has. */
  places: Map<string, number>
  /** The words that stand above each known column, as written. */
  titles: Map<string, string>
  unknown: string[]
  missing: string[]
}

/** A header's key: no marks, lower case, letters and digits only; "Số điện thoại (*)" and "so dien thoai" are one. */
export const headerKey = (header: string): string =>
  strip(header.normalize('NFC'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The columns of a header row; a remark in brackets, as in "Ngày sinh (dd/mm/yyyy)", may be missing or there. */
export function matchHeader(cells: readonly RawCell[], dictionary: ColumnDictionary): Header {
  const known = new Map(
    Object.entries(dictionary).flatMap(([column, { names }]) =>
      [column, ...names].map((name) => [headerKey(name), column])
    )
  )
  const header: Header = { places: new Map(), titles: new Map(), unknown: [], missing: [] }
  cells.forEach((cell, place) => {
    const title = typeof cell === 'string' ? cell.trim() : ''
    if (title === '') return
    const column = known.get(headerKey(title)) ?? known.get(headerKey(title.replace(/[([{].*?[)\]}]/gs, ' ')))
    if (!column || header.places.has(column)) {
      header.unknown.push(title)
      return
    }
    header.places.set(column, place)
    header.titles.set(column, title)
  })
  header.missing = Object.keys(dictionary).filter((name) => dictionary[name]?.required && !header.places.has(name))
  return header
}
