import PDFDocument from 'pdfkit'
import { paperFonts, type PaperFont } from './paper-fonts.ts'

/** One letter on the ward's paper, words only; what stands where is decided here. */
export type LetterPaper = {
  /** The sender at the head, one line each. */
  head: readonly string[]
  /** "Cẩm Bình, ngày 28 tháng 11 năm 2026" */
  placeAndDate: string
  title: string
  addressee: string
  paragraphs: readonly string[]
  closing: string
  signer: { title: string; name: string }
  /** Red and gold for joy, black alone for mourning (custom). */
  tone: 'joy' | 'grief'
}

const millimetre = 72 / 25.4
const a5 = { width: 148 * millimetre, height: 210 * millimetre }
const margin = 17 * millimetre
const ink = { joy: '#8f1d1d', grief: '#000000' }
const line = { joy: '#c79a3a', grief: '#000000' }

/** Letters as one A5 document, each on a page of its own: what is printed together is one file. */
export function drawLetters(letters: readonly LetterPaper[]): Promise<Buffer> {
  const document = new PDFDocument({
    size: [a5.width, a5.height],
    margin,
    autoFirstPage: false,
    info: { Producer: 'Loa Phường', Creator: 'Loa Phường' },
    lang: 'vi-VN',
  })
  for (const [name, font] of Object.entries(paperFonts())) document.registerFont(name, font)
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (part: Buffer) => void parts.push(part))
    document.on('end', () => resolve(Buffer.concat(parts)))
    document.on('error', reject)
  })
  for (const letter of letters) {
    document.addPage()
    drawLetter(document, letter)
  }
  document.end()
  return done
}

type Pen = InstanceType<typeof PDFDocument>

/** A short letter is set large, a long one smaller; the longest one that is approved still fits. */
const sizes = [12.5, 11.5, 10.5, 9.5, 8.75, 8]
const gapOf = (size: number): number => size * 0.3
const width = a5.width - 2 * margin

function drawLetter(pen: Pen, letter: LetterPaper): void {
  drawFrame(pen, letter.tone)
  pen.fillColor('#000000').font('strong').fontSize(10)
  for (const words of letter.head) pen.text(words, margin, undefined, { width, align: 'center' })
  drawRule(pen, letter.tone)
  pen.font('slanted').fontSize(9.5).text(letter.placeAndDate, { width, align: 'right' })
  pen.moveDown(1.2)
  pen.font('strong').fontSize(17).fillColor(ink[letter.tone]).text(letter.title, { width, align: 'center' })
  pen.moveDown(0.9).fillColor('#000000')
  const signature = 96
  const room = a5.height - margin - pen.y - signature
  const size = sizes.find((one) => heightOf(pen, letter, one) <= room) ?? sizes.at(-1)!
  pen
    .font('strong')
    .fontSize(size)
    .text(addresseeLines(pen, letter.addressee, size), { width, align: 'left' })
  pen.moveDown(0.7)
  pen.font('text').fontSize(size)
  for (const words of letter.paragraphs) {
    pen.text(words, { width, align: 'left', indent: 18, lineGap: gapOf(size), paragraphGap: size * 0.5 })
  }
  pen.text(letter.closing, { width, align: 'left', indent: 18 })
  drawSignature(pen, letter.signer)
}

function heightOf(pen: Pen, letter: LetterPaper, size: number): number {
  const height = (font: PaperFont, words: string, more: object) =>
    pen
      .font(font)
      .fontSize(size)
      .heightOfString(words, { width, ...more })
  const body = letter.paragraphs.map((words) =>
    height('text', words, { indent: 18, lineGap: gapOf(size), paragraphGap: size * 0.5 })
  )
  return (
    height('strong', addresseeLines(pen, letter.addressee, size), {}) +
    size +
    body.reduce((sum, one) => sum + one, 0) +
    size * 2 +
    height('text', letter.closing, { indent: 18 })
  )
}

/** Two people who do not fit on one line stand on two: no name is torn apart while there is another way. */
function addresseeLines(pen: Pen, addressee: string, size: number): string {
  const fits = pen.font('strong').fontSize(size).widthOfString(addressee) <= width
  return fits ? addressee : addressee.replace(/ (?=và )/u, '\n')
}

function drawFrame(pen: Pen, tone: LetterPaper['tone']): void {
  const inset = 8 * millimetre
  const box = (by: number, thickness: number) =>
    pen
      .lineWidth(thickness)
      .strokeColor(line[tone])
      .rect(by, by, a5.width - 2 * by, a5.height - 2 * by)
      .stroke()
  box(inset, tone === 'joy' ? 1.6 : 1)
  if (tone === 'joy') box(inset + 3.5, 0.5)
}

function drawRule(pen: Pen, tone: LetterPaper['tone']): void {
  const y = pen.y + 3
  pen
    .lineWidth(0.8)
    .strokeColor(line[tone])
    .moveTo(a5.width / 2 - 45, y)
    .lineTo(a5.width / 2 + 45, y)
    .stroke()
  pen.y = y + 10
}

/** At the lower right, where a ward's stamp and signature stand; room is left for them. */
function drawSignature(pen: Pen, { title, name }: LetterPaper['signer']): void {
  const left = a5.width / 2 - 6
  const room = { width: a5.width - margin - left, align: 'center' as const }
  pen
    .font('strong')
    .fontSize(10)
    .text(title, left, a5.height - margin - 92, room)
  pen.font('strong').fontSize(10.5)
  const height = pen.heightOfString(name, { width: room.width })
  pen.text(name, left, a5.height - margin - 8 - height, room)
}
