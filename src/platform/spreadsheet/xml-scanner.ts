import { SheetError } from './sheet-error.ts'

export type XmlHandler = {
  /** `attributes` is the raw text after the name: read single ones with `attributeOf`. */
  open(name: string, attributes: string): void
  text(text: string): void
  close(name: string): void
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Decodes the five named entities and numeric ones; there are no others, since a DOCTYPE is refused. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
        (whole, hex?: string, decimal?: string, name?: string) => {
          if (name) return entities[name] ?? whole
          const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
          return code <= 0x10ffff ? String.fromCodePoint(code) : ''
        }
      )
    : text

/** One attribute of a tag, decoded, or undefined. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(`${name}=`)
  while (at > 0 && !/\s/.test(attributes[at - 1] ?? '')) at = attributes.indexOf(`${name}=`, at + 1)
  if (at < 0) return undefined
  const quote = attributes[at + name.length + 1]
  if (quote !== '"' && quote !== "'") return undefined
  const from = at + name.length + 2
  const to = attributes.indexOf(quote, from)
  return to < 0 ? undefined : decodeEntities(attributes.slice(from, to))
}

const localName = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name)

const specials = [
  { begins: '<!--', ends: '-->' },
  { begins: '<![CDATA[', ends: ']]>' },
  { begins: '<?', ends: '?>' },
] as const

/**
 * Reads XML piece by piece, in the memory of one piece: tags without their namespace prefix, text, CDATA. Enough for
 * the parts of a workbook, and no more: whoever declares a DOCTYPE is refused (no entity bombs, no outside files).
 */
export function makeXmlScanner(handler: XmlHandler): { write(piece: string): void; end(): void } {
  let rest = ''
  let depth = 0

  function tag(body: string): void {
    if (body.startsWith('/')) {
      depth--
      return handler.close(localName(body.slice(1).trimEnd()))
    }
    const isEmpty = body.endsWith('/')
    const inner = isEmpty ? body.slice(0, -1) : body
    const space = inner.search(/\s/)
    const name = localName(space < 0 ? inner : inner.slice(0, space))
    handler.open(name, space < 0 ? '' : inner.slice(space))
    if (isEmpty) handler.close(name)
    else depth++
  }

  /** Where the construct that begins at `at` ends (after its last character), or -1 when the rest is yet to come. */
  function endOf(xml: string, at: number): number {
    if (xml.startsWith('<!DOCTYPE', at)) throw new SheetError('not_a_spreadsheet')
    for (const { begins, ends } of specials) {
      if (!xml.startsWith(begins, at)) continue
      const end = xml.indexOf(ends, at + begins.length)
      if (end >= 0 && begins === '<![CDATA[') handler.text(xml.slice(at + begins.length, end))
      return end < 0 ? -1 : end + ends.length
    }
    const end = closingBracket(xml, at)
    if (end >= 0) tag(xml.slice(at + 1, end))
    return end < 0 ? -1 : end + 1
  }

  /** Long text is handed on at once, all but an entity that may go on in the next piece. */
  function flushText(xml: string, at: number): number {
    const entity = xml.lastIndexOf('&')
    const end = entity >= at && entity > xml.length - 12 ? entity : xml.length
    if (end > at) handler.text(decodeEntities(xml.slice(at, end)))
    return end
  }

  function write(piece: string): void {
    const xml = rest + piece
    let at = 0
    for (;;) {
      const bracket = xml.indexOf('<', at)
      if (bracket < 0) {
        at = flushText(xml, at)
        break
      }
      // "<!" and "<![CDAT" at the end of a piece are not yet known for what they are
      if (xml.length - bracket < 9 && !xml.includes('>', bracket)) break
      if (bracket > at) handler.text(decodeEntities(xml.slice(at, bracket)))
      const end = endOf(xml, bracket)
      at = end < 0 ? bracket : end
      if (end < 0) break
    }
    rest = xml.slice(at)
    if (rest.length > 2_000_000) throw new SheetError('damaged')
  }

  return {
    write,
    end: () => {
      if (rest.trim() !== '' || depth !== 0) throw new SheetError('damaged')
    },
  }
}

/** The '>' that ends a tag: one inside quotes does not. */
function closingBracket(xml: string, from: number): number {
  let end = xml.indexOf('>', from)
  while (end >= 0) {
    let quotes = 0
    for (let at = xml.indexOf('"', from); at >= 0 && at < end; at = xml.indexOf('"', at + 1)) quotes++
    if (quotes % 2 === 0) return end
    end = xml.indexOf('>', end + 1)
  }
  return -1
}
