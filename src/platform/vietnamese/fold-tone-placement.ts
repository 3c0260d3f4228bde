const marks = 'àáảãạ'
const oa = placements('o', 'òóỏõọ', 'a', 'àáảãạ')
const oe = placements('o', 'òóỏõọ', 'e', 'èéẻẽẹ')
const uy = placements('u', 'ùúủũụ', 'y', 'ỳýỷỹỵ')
const modern = new RegExp(
  `(?<![qQ])(?:${[...oa.keys(), ...oe.keys(), ...uy.keys()].join('|')})(?![\\p{L}\\p{M}])`,
  'giu'
)

/** One spelling for the two schools of tone placement: hoà, khoẻ, thuý → hòa, khỏe, thúy (but quý stays quý). */
export function foldTonePlacement(text: string): string {
  return text.replace(modern, (pair) => {
    const lower = pair.toLowerCase()
    const folded = oa.get(lower) ?? oe.get(lower) ?? uy.get(lower) ?? pair
    if (pair === lower) return folded
    return pair === pair.toUpperCase() ? folded.toUpperCase() : folded[0]!.toUpperCase() + folded.slice(1)
  })
}

function placements(first: string, firstMarked: string, second: string, secondMarked: string): Map<string, string> {
  const pairs = new Map<string, string>()
  for (let tone = 0; tone < marks.length; tone += 1) {
    pairs.set(`${first}${secondMarked[tone]!}`, `${firstMarked[tone]!}${second}`)
  }
  return pairs
}
