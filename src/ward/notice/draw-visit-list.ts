import { closed, openSheet } from './draw-poster.ts'
import type { DoorWords } from './words-at-doors.ts'

export type VisitSheet = {
  sender: string
  title: string
  printed: string
  columns: { number: string; household: string; person: string; notice: string; done: string }
  doors: readonly { neighbourhood: string; household: string; person: string; noticeId: string; notice: string }[]
  /** What is told at these doors: once at the head of each neighbourhood's sheet. */
  words: readonly DoorWords[]
}

const margin = 40
/** Where each column begins, in points from the margin; the last is for a hand to sign. */
const places = [0, 28, 108, 248, 430] as const
const ink = '#16211f'

/** The sheet one walks with from door to door: a page or more for each neighbourhood, with room to sign. */
export async function drawVisitList(sheet: VisitSheet): Promise<Buffer> {
  const doc = openSheet(sheet.title)
  const width = doc.page.width - 2 * margin
  const widths = places.map((from, at) => (places[at + 1] ?? width) - from - 6)
  const groups = new Map<string, VisitSheet['doors'][number][]>()
  for (const door of sheet.doors) groups.set(door.neighbourhood, [...(groups.get(door.neighbourhood) ?? []), door])
  if (groups.size === 0) head(doc, sheet, '')
  for (const [neighbourhood, doors] of groups) {
    if (neighbourhood !== [...groups.keys()][0]) doc.addPage()
    const told = new Set(doors.map(({ noticeId }) => noticeId))
    const words = sheet.words.filter(({ noticeId }) => told.has(noticeId))
    let y = head(doc, sheet, neighbourhood, words)
    doors.forEach((door, at) => {
      const cells = [String(at + 1), door.household, door.person, door.notice, '']
      doc.font('regular').fontSize(10)
      const height =
        Math.max(...cells.map((cell, i) => doc.heightOfString(cell || ' ', { width: widths[i] ?? 60 }))) + 12
      if (y + height > doc.page.height - margin) {
        doc.addPage()
        y = head(doc, sheet, neighbourhood)
      }
      y = row(doc, { cells, y, height, widths, width })
    })
  }
  return closed(doc)
}

function head(
  doc: PDFKit.PDFDocument,
  sheet: VisitSheet,
  neighbourhood: string,
  words: readonly DoorWords[] = []
): number {
  const width = doc.page.width - 2 * margin
  doc.fillColor(ink).font('bold').fontSize(11).text(sheet.sender, margin, margin, { width })
  doc
    .fontSize(16)
    .text(neighbourhood === '' ? sheet.title : `${sheet.title}: ${neighbourhood}`, margin, doc.y + 4, { width })
  doc
    .font('regular')
    .fontSize(9)
    .text(sheet.printed, margin, doc.y + 2, { width })
  for (const { title, body } of words) {
    startPageFor(doc, `${title}\n${body}`, width)
    doc
      .font('bold')
      .fontSize(11)
      .text(title, margin, doc.y + 8, { width })
    doc
      .font('regular')
      .fontSize(10)
      .text(body, margin, doc.y + 2, { width })
  }
  startPageFor(doc, '\n\n\n', width)
  const y = doc.y + 10
  const { number, household, person, notice, done } = sheet.columns
  doc.font('bold').fontSize(10)
  for (const [at, title] of [number, household, person, notice, done].entries())
    doc.text(title, margin + (places[at] ?? 0), y, { lineBreak: false })
  doc
    .moveTo(margin, y + 18)
    .lineTo(margin + width, y + 18)
    .lineWidth(1)
    .strokeColor(ink)
    .stroke()
  return y + 20
}

/** A new page where the next piece would not fit on this one. */
function startPageFor(doc: PDFKit.PDFDocument, text: string, width: number): void {
  if (doc.y + doc.fontSize(11).heightOfString(text, { width }) + 10 <= doc.page.height - margin) return
  doc.addPage()
  doc.y = margin
}

type Row = { cells: readonly string[]; y: number; height: number; widths: readonly number[]; width: number }

function row(doc: PDFKit.PDFDocument, { cells, y, height, widths, width }: Row): number {
  doc.font('regular').fontSize(10).fillColor(ink)
  for (const [at, cell] of cells.entries())
    doc.text(cell, margin + (places[at] ?? 0), y + 5, { width: widths[at] ?? 60 })
  doc
    .moveTo(margin, y + height)
    .lineTo(margin + width, y + height)
    .lineWidth(0.5)
    .strokeColor('#9aa5a2')
    .stroke()
  return y + height
}
