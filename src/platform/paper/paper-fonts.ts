import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const files = {
  text: '400Regular',
  strong: '600SemiBold',
  slanted: '400Regular_Italic',
}
export type PaperFont = keyof typeof files

/** As pdfkit takes it: its types know files only, it takes a parsed font as well. */
export type ParsedFont = Buffer & { hasGlyphForCodePoint(codePoint: number): boolean }

const find = createRequire(import.meta.url)
let parsed: Record<PaperFont, ParsedFont> | undefined

/**
 * The whole family with every Vietnamese letter; the files of other packages lack some of them. Parsed once: handed over as
 * files, pdfkit parses all three again for every document, which took two thirds of a letter's time.
 */
export function paperFonts(): Record<PaperFont, ParsedFont> {
  parsed ??= { text: read(files.text), strong: read(files.strong), slanted: read(files.slanted) }
  return parsed
}

function read(name: string): ParsedFont {
  const { create } = find('fontkit') as { create(file: Buffer): ParsedFont }
  return create(readFileSync(find.resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`)))
}
