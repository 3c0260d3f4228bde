import { Bug } from '../bug.ts'
import { excelInstant, excelSerial } from './excel-date.ts'
import { packZip } from './pack-zip.ts'
import type { WrittenCell, WrittenColumn, WrittenSheet } from './written-sheet.ts'

/** What Excel holds at most: rows of a sheet, characters of a cell. */
const mostRows = 1_048_576
const longestCell = 32_767
/** So much of a sheet is packed at once. */
const pieceLength = 64 * 1024

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Numbers of `cellXfs` below. */
const styles = { number: 0, title: 1, text: 2, date: 3, instant: 4 } as const

/** The parts of a workbook that are the same in each (ECMA-376 part 1, §8 and §18). */
const fixedParts = {
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
}

/** A workbook of one sheet, its title row held in place, row by row. Text stays text: no cell is ever a formula. */
export function writeXlsx(sheet: WrittenSheet): AsyncGenerator<Uint8Array> {
  const parts = { ...fixedParts, 'xl/workbook.xml': workbookOf(sheet.name) }
  return packZip([
    ...Object.entries(parts).map(([name, xml]) => ({ name, content: [Buffer.from(head + xml)] })),
    { name: 'xl/worksheets/sheet1.xml', content: sheetPieces(sheet) },
  ])
}

const workbookOf = (name: string): string =>
  `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${escaped(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`

async function* sheetPieces({ columns, rows }: WrittenSheet): AsyncGenerator<Uint8Array> {
  const letters = columns.map((_, at) => lettersOf(at))
  const kinds = columns.map(({ kind = 'text' }) => styles[kind])
  const widths = columns.map(({ width = 18 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${kinds[at]!}" customWidth="1"/>`) // prettier-ignore
  const view = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  let number = 1
  const titles = columns.map(({ title }, at) => textCell(`${letters[at]!}1`, styles.title, title)).join('')
  let piece = `${head}<worksheet ${main}>${view}<cols>${widths.join('')}</cols><sheetData><row r="1">${titles}</row>`
  for await (const row of rows) {
    if (++number > mostRows) throw new Bug('a sheet has at most 1,048,576 rows')
    piece += `<row r="${number}">`
    for (let at = 0; at < columns.length; at++) piece += cell(`${letters[at]!}${number}`, row[at], columns[at]!)
    piece += '</row>'
    if (piece.length < pieceLength) continue
    yield Buffer.from(piece)
    piece = ''
  }
  yield Buffer.from(`${piece}</sheetData></worksheet>`)
}

/** Dates become Excel's own; a text in a column of dates or numbers stays what it is. */
function cell(place: string, value: WrittenCell, { kind = 'text' }: WrittenColumn): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${Number(value)}</v></c>`
  const number = numberOf(value, kind)
  return number === null
    ? textCell(place, styles.text, String(value))
    : `<c r="${place}" s="${styles[kind]}"><v>${number}</v></c>`
}

function numberOf(value: string | number | Date, kind: NonNullable<WrittenColumn['kind']>): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Date) return excelInstant(value)
  return kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? excelSerial(value) : null
}

const textCell = (place: string, style: number, text: string): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.normalize('NFC').slice(0, longestCell))}</t></is></c>`

/** What XML cannot hold. */
const unheard = String.raw`\u0000-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF`
const unusual = new RegExp(`[&<>"${unheard}]|_(?=x[0-9A-Fa-f]{4}_)`, 'u')
const everyUnusual = new RegExp(unusual.source, 'gu')
const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold is written as Excel does: `_x000D_`, and an honest `_x000D_` as `_x005F_x000D_`. */
const escaped = (text: string): string =>
  unusual.test(text)
    ? text.replace(everyUnusual, (letter) => named[letter] ?? `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`) // prettier-ignore
    : text

/** 0 → 'A', 27 → 'AB'. */
const lettersOf = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : lettersOf(Math.floor(at / 26) - 1) + lettersOf(at % 26)
