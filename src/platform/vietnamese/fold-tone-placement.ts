const marks = 'àáảãạ'
const oa = placements('o', 'òóỏõọ', 'a', 'àáảãạ')
const oe = placements('o', 'òóỏõọ', 'e', 'èéẻẽẹ')
const uy = placements('u', 'ùúủũụ', 'y', 'ỳýỷỹỵ')
const first = codesOf('ouOU')
const second = codesOf('àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ')
const modern = new RegExp(
  `(?<![qQ])(?:${[...oa.keys(), ...oe.keys(), ...uy.keys()].join('|')})(?![\\p{L}\\p{M}])`,
  'giu'
)

/** One spelling for the two schools of tone placement: hoà, khoẻ, thuý → hòa, khỏe, thúy (but quý stays quý). */
export function foldTonePlacement(text: string): string {
  if (!mayHoldModern(text)) return text
  return text.replace(modern, (pair) => {
    const lower = pair.toLowerCase()
    const folded = oa.get(lower) ?? oe.get(lower) ?? uy.get(lower) ?? pair
    if (pair === lower) return folded
    return pair === pair.toUpperCase() ? folded.toUpperCase() : folded[0]!.toUpperCase() + folded.slice(1)
  })
}

/** Most texts hold no such pair, and looking for one letter by letter is quick. */
function mayHoldModern(text: string): boolean {
  for (let at = 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0xc0 && second.has(code) && first.has(text.charCodeAt(at - 1))) return true
  }
  return false
}

function placements(first: string, firstMarked: string, second: string, secondMarked: string): Map<string, string> {
  const pairs = new Map<string, string>()
  for (let tone = 0; tone < marks.length; tone += 1) {
    pairs.set(`${first}${secondMarked[tone]!}`, `${firstMarked[tone]!}${second}`)
  }
  return pairs
}

function codesOf(letters: string): Set<number> {
  return new Set([...letters].map((letter) => letter.charCodeAt(0)))
}
