import { describe, expect, it } from 'vitest'
import { attributeOf, makeXmlScanner } from '../../../src/platform/spreadsheet/xml-scanner.ts'

const xml =
  '<?xml version="1.0"?><!-- a > b --><x:row r="1" s="a &gt; b > c"><c/>Nguyễn &amp; <![CDATA[<An>]]> &#7877;&#x110;</x:row>'
const story = ['open row 1 a > b > c', 'open c - -', 'close c', 'text Nguyễn & <An> ễĐ', 'close row']

function scan(pieces: readonly string[]): string[] {
  const events: string[] = []
  let text = ''
  const flush = () => {
    if (text !== '') events.push(`text ${text}`)
    text = ''
  }
  const scanner = makeXmlScanner({
    open(name, attributes) {
      flush()
      events.push(`open ${name} ${attributeOf(attributes, 'r') ?? '-'} ${attributeOf(attributes, 's') ?? '-'}`)
    },
    text(piece) {
      text += piece
    },
    close(name) {
      flush()
      events.push(`close ${name}`)
    },
  })
  for (const piece of pieces) scanner.write(piece)
  scanner.end()
  return events
}

describe('XML in pieces', () => {
  it('is the same wherever it is cut', () => {
    expect(scan([xml])).toEqual(story)
    expect(scan(Array.from(xml))).toEqual(story)
    for (let at = 1; at < xml.length; at++) expect(scan([xml.slice(0, at), xml.slice(at)])).toEqual(story)
  })

  it('that ends in the middle is damaged', () => {
    expect(() => scan([xml.slice(0, -1)])).toThrow(/damaged/)
    expect(() => scan([xml.slice(0, -8)])).toThrow(/damaged/)
  })
})
