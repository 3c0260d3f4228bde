import { attributeOf, makeXmlScanner } from './xml-scanner.ts'
import { excelDate } from './excel-date.ts'
import { readWorkbook } from './workbook-parts.ts'
import type { Workbook, WorkbookSheet } from './workbook-parts.ts'
import { openZip } from './zip-archive.ts'
import type { ZipArchive } from './zip-archive.ts'
import type { RawCell, RawRow, SheetLimits } from './raw-row.ts'

/** The sheets of a workbook that an official sees, each with its rows. */
export async function readXlsx(
  path: string,
  limits: SheetLimits
): Promise<{ name: string; rows: () => AsyncGenerator<RawRow> }[]> {
  const archive = await openZip(path, limits)
  const workbook = await readWorkbook(archive)
  return workbook.sheets
    .filter((sheet) => !sheet.isHidden)
    .map((sheet) => ({ name: sheet.name, rows: () => rowsOf(archive, workbook, sheet, limits) }))
}

async function* rowsOf(
  archive: ZipArchive,
  workbook: Workbook,
  sheet: WorkbookSheet,
  limits: SheetLimits
): AsyncGenerator<RawRow> {
  let ready: RawRow[] = []
  const scanner = makeXmlScanner(rowHandler(workbook, limits, (row) => ready.push(row)))
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of archive.read(sheet.part)) {
    scanner.write(decoder.decode(chunk, { stream: true }))
    yield* ready
    ready = []
  }
  scanner.end()
}

type OpenCell = { column: number; type: string; style: number; value: string; hasFormula: boolean; hasValue: boolean }

function rowHandler(workbook: Workbook, limits: SheetLimits, onRow: (row: RawRow) => void) {
  let isData = false
  let row: RawRow | null = null
  let cell: OpenCell | null = null
  let isValue = false
  let lastRow = 0
  let readingAids = 0

  function open(name: string, attributes: string): void {
    if (name === 'c' && row) {
      cell = openCell(attributes, row.cells.length)
    } else if (name === 'v' || name === 't') {
      isValue = cell !== null && readingAids === 0
      if (cell && isValue) cell.hasValue = true
    } else if (name === 'f' && cell) {
      cell.hasFormula = true
    } else if (name === 'row' && isData) {
      lastRow = Number(attributeOf(attributes, 'r') ?? lastRow + 1)
      row = { rowNumber: lastRow, cells: [], isHidden: /^(1|true)$/.test(attributeOf(attributes, 'hidden') ?? '') }
    } else if (name === 'rPh') readingAids++
    else if (name === 'sheetData') isData = true
  }

  function close(name: string): void {
    if (name === 'v' || name === 't') isValue = false
    else if (name === 'c' && row && cell) {
      // Beyond the limit stand only stray formats; the columns we know are never there.
      if (cell.column < limits.maxColumns) {
        while (row.cells.length < cell.column) row.cells.push(null)
        row.cells[cell.column] = valueOf(cell, workbook)
      }
      cell = null
    } else if (name === 'row' && row) {
      onRow(row)
      row = null
    } else if (name === 'rPh') readingAids--
    else if (name === 'sheetData') isData = false
  }

  return {
    open,
    close,
    text(piece: string) {
      if (isValue && cell) cell.value += piece
    },
  }
}

function openCell(attributes: string, nextColumn: number): OpenCell {
  const reference = attributeOf(attributes, 'r')
  return {
    column: reference ? columnOf(reference) : nextColumn,
    type: attributeOf(attributes, 't') ?? 'n',
    style: Number(attributeOf(attributes, 's') ?? -1),
    value: '',
    hasFormula: false,
    hasValue: false,
  }
}

/** 'A1' → 0, 'AB7' → 27. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

function valueOf(cell: OpenCell, workbook: Workbook): RawCell {
  if (!cell.hasValue) return cell.hasFormula ? { error: 'no_result' } : null
  switch (cell.type) {
    case 's':
      return unescape(workbook.sharedStrings[Number(cell.value)] ?? '')
    case 'str':
    case 'inlineStr':
      return unescape(cell.value)
    case 'b':
      return cell.value.trim() === '1' || cell.value.trim() === 'true'
    case 'e':
      return { error: cell.value }
    case 'd':
      return { date: cell.value.slice(0, 10), clock: cell.value.slice(11, 16) || null }
    default:
      return numberOf(cell, workbook)
  }
}

function numberOf(cell: OpenCell, workbook: Workbook): RawCell {
  if (cell.value.trim() === '') return null
  const number = Number(cell.value)
  if (Number.isNaN(number)) return cell.value
  if (workbook.dateStyles[cell.style]) return excelDate(number, workbook.is1904) ?? number
  return number
}

/** Excel writes control characters as _x000D_ and an honest "_x0041_" as _x005F_x0041_. */
const unescape = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
