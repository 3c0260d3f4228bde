const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const groups = ['', 'nghìn', 'triệu', 'tỷ'] as const

const digit = (n: number): string => digits[n] ?? ''

/** 21 → "hai mươi mốt", 1_005 → "một nghìn không trăm linh năm": a whole number below a thousand billion as it is read aloud. */
export function spellNumber(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 1e12) return String(value)
  if (value === 0) return digit(0)
  const parts: string[] = []
  const triples = Array.from({ length: 4 }, (_, at) => Math.floor(value / 1000 ** at) % 1000)
  const top = triples.findLastIndex((triple) => triple > 0)
  for (let at = top; at >= 0; at--) {
    const triple = triples[at] ?? 0
    if (triple > 0) parts.push(spellTriple(triple, at < top), groups[at] ?? '')
  }
  return parts.filter(Boolean).join(' ')
}

/** @param full inside a longer number, where the empty hundreds are said too. */
function spellTriple(triple: number, full: boolean): string {
  const [hundreds, tens, units] = [Math.floor(triple / 100), Math.floor(triple / 10) % 10, triple % 10]
  const words: string[] = []
  if (hundreds > 0 || full) words.push(digit(hundreds), 'trăm')
  if (tens === 0 && units > 0 && words.length > 0) words.push('linh')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(digit(tens), 'mươi')
  if (units > 0) words.push(unitWord(units, tens))
  return words.join(' ')
}

function unitWord(units: number, tens: number): string {
  if (units === 1 && tens > 1) return 'mốt'
  if (units === 5 && tens > 0) return 'lăm'
  return digit(units)
}
