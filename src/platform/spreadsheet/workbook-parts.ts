import { attributeOf, makeXmlScanner } from './xml-scanner.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { SheetError } from './sheet-error.ts'
import type { ZipArchive } from './zip-archive.ts'

export type WorkbookSheet = { name: string; part: string; isHidden: boolean }

export type Workbook = {
  sheets: WorkbookSheet[]
  sharedStrings: readonly string[]
  /** By cell style number: whether it shows a number as a date. */
  dateStyles: readonly boolean[]
  /** Old Mac files count days from 1904. */
  is1904: boolean
}

/** Feeds a part through a handler; `after` runs after each piece, where rows can be handed on. */
export async function scanPart(archive: ZipArchive, part: string, handler: XmlHandler): Promise<void> {
  const scanner = makeXmlScanner(handler)
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of archive.read(part)) scanner.write(decoder.decode(chunk, { stream: true }))
  scanner.end()
}

/** Everything of a workbook that must be known before its rows can be read. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const part = await findWorkbookPart(archive)
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const relations = await readRelations(archive, `${folder}_rels/${part.slice(folder.length)}.rels`, folder)
  const { sheets, is1904 } = await readSheetList(archive, part, relations)
  const partOfType = (type: string) =>
    [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`))?.part
  return {
    sheets,
    is1904,
    sharedStrings: await readSharedStrings(archive, partOfType('sharedStrings')),
    dateStyles: await readDateStyles(archive, partOfType('styles')),
  }
}

type Relations = Map<string, { type: string; part: string }>

async function readRelations(archive: ZipArchive, part: string, folder: string): Promise<Relations> {
  const relations: Relations = new Map()
  if (!archive.has(part)) return relations
  await scanPart(archive, part, {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attributeOf(attributes, 'Target') ?? ''
      relations.set(attributeOf(attributes, 'Id') ?? '', {
        type: attributeOf(attributes, 'Type') ?? '',
        part: target.startsWith('/') ? target.slice(1) : `${folder}${target}`.replace(/[^/]+\/\.\.\//g, ''),
      })
    },
    text() {},
    close() {},
  })
  return relations
}

async function findWorkbookPart(archive: ZipArchive): Promise<string> {
  const relations = await readRelations(archive, '_rels/.rels', '')
  const named = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part
  const part = named ?? 'xl/workbook.xml'
  if (!part.endsWith('.xml') || !archive.has(part)) throw new SheetError('not_a_spreadsheet')
  return part
}

async function readSheetList(archive: ZipArchive, part: string, relations: Relations) {
  const sheets: WorkbookSheet[] = []
  let is1904 = false
  await scanPart(archive, part, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const relation = relations.get(attributeOf(attributes, 'r:id') ?? /\bid="([^"]+)"/.exec(attributes)?.[1] ?? '')
      if (!relation || !archive.has(relation.part)) return
      const isHidden = /hidden/i.test(attributeOf(attributes, 'state') ?? '')
      sheets.push({ name: attributeOf(attributes, 'name') ?? '', part: relation.part, isHidden })
    },
    text() {},
    close() {},
  })
  if (sheets.length === 0) throw new SheetError('not_a_spreadsheet')
  return { sheets, is1904 }
}

async function readSharedStrings(archive: ZipArchive, part: string | undefined): Promise<string[]> {
  const strings: string[] = []
  if (!part || !archive.has(part)) return strings
  let text = ''
  let isText = false
  let isReading = 0 // inside <rPh> stand reading aids, which are no text
  await scanPart(archive, part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') isText = true
      else if (name === 'rPh') isReading++
    },
    text(piece) {
      if (isText && isReading === 0) text += piece
    },
    close(name) {
      if (name === 'si') strings.push(text)
      else if (name === 't') isText = false
      else if (name === 'rPh') isReading--
    },
  })
  return strings
}

/** Numbers of the formats every Excel knows that show dates; 27–36 and 50–58 are those of East Asian editions. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** A custom format shows a date when letters of day, month, year or clock stand outside quotes and brackets. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general|e[+-]/gi, ''))

async function readDateStyles(archive: ZipArchive, part: string | undefined): Promise<boolean[]> {
  const styles: boolean[] = []
  if (!part || !archive.has(part)) return styles
  const custom = new Map<number, boolean>()
  let isCellFormats = false
  await scanPart(archive, part, {
    open(name, attributes) {
      if (name === 'cellXfs') isCellFormats = true
      else if (name === 'numFmt') {
        custom.set(
          Number(attributeOf(attributes, 'numFmtId')),
          isDateFormat(attributeOf(attributes, 'formatCode') ?? '')
        )
      } else if (name === 'xf' && isCellFormats) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? 0)
        styles.push(custom.get(id) ?? isBuiltInDate(id))
      }
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') isCellFormats = false
    },
  })
  return styles
}
