import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'

const { resolve } = createRequire(import.meta.url)
/** The whole font: its web cut lacks letters, which a PDF would leave out. */
const font = (name: string): string => resolve(`@expo-google-fonts/be-vietnam-pro/${name}`)

export const pdfFonts = {
  regular: font('400Regular/BeVietnamPro_400Regular.ttf'),
  bold: font('700Bold/BeVietnamPro_700Bold.ttf'),
} as const

export type Poster = {
  /** "UBND phường Cẩm Bình". */
  sender: string
  /** Over the title: what kind of paper it is. */
  heading: string
  title: string
  body: string
  /** Where the rest stands, in words and as a code to point a phone at. */
  footer: string
  link: string | null
}

const margin = 56
const brand = '#0b4f49'
const ink = '#16211f'

/** An A4 sheet for the board of a culture house: as large as it fits, black on white, with the way to the rest. */
export async function drawPoster(poster: Poster): Promise<Buffer> {
  const doc = openSheet(poster.title)
  const width = doc.page.width - 2 * margin
  const bottom = doc.page.height - margin - 96
  doc.rect(0, 0, doc.page.width, 78).fill(brand)
  doc.fillColor('#ffffff').font('bold').fontSize(20).text(poster.sender, margin, 26, { width, lineBreak: false })
  doc.fillColor(brand).font('bold').fontSize(15).text(poster.heading, margin, 112, { width })
  doc.fillColor(ink).fontSize(fitting(doc, poster.title, width, 130, [40, 34, 28, 22]))
  doc.text(poster.title, margin, doc.y + 4, { width })
  doc.moveDown(0.6)
  const top = doc.y
  doc.font('regular').fontSize(fitting(doc, poster.body, width, bottom - top, [22, 19, 17, 15, 13, 11.5, 10]))
  doc.text(poster.body, margin, top, { width, lineGap: 5, paragraphGap: 6 })
  await drawFooter(doc, poster, width)
  return closed(doc)
}

/** An A4 sheet with our fonts; one page unless more are asked for. */
export function openSheet(title: string): PDFKit.PDFDocument {
  const doc = new PDFDocument({ size: 'A4', margin: 0, info: { Title: title }, lang: 'vi', autoFirstPage: true })
  doc.registerFont('regular', pdfFonts.regular).registerFont('bold', pdfFonts.bold)
  return doc
}

/** Ends the sheet and hands over its bytes. */
export function closed(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
    doc.end()
  })
}

/** The largest of these sizes at which the text still fits. */
function fitting(
  doc: PDFKit.PDFDocument,
  text: string,
  width: number,
  height: number,
  sizes: readonly number[]
): number {
  const options = { width, lineGap: 5, paragraphGap: 6 }
  return sizes.find((size) => doc.fontSize(size).heightOfString(text, options) <= height) ?? sizes.at(-1)!
}

async function drawFooter(doc: PDFKit.PDFDocument, { footer, link }: Poster, width: number): Promise<void> {
  const top = doc.page.height - margin - 84
  doc
    .moveTo(margin, top - 8)
    .lineTo(margin + width, top - 8)
    .lineWidth(1)
    .strokeColor(brand)
    .stroke()
  const room = link === null ? width : width - 100
  doc
    .fillColor(ink)
    .font('regular')
    .fontSize(12)
    .text(footer, margin, top + 6, { width: room, lineGap: 3 })
  if (link === null) return
  const code = await QRCode.toBuffer(link, { margin: 0, width: 320 })
  doc.image(code, margin + width - 84, top, { width: 84 })
}
