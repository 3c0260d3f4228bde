import { block, warn, type TextFinding } from './text-finding.ts'

/** Districts, towns and cities of a province are gone since this day (Luật 72/2025/QH15). */
const abolishedFrom = '2025-07-01'

const bodies =
  'ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|ubmttq|mttq|công an|đảng ủy|đảng uỷ|tòa án nhân dân|viện kiểm sát nhân dân|chi cục thuế|bhxh|bảo hiểm xã hội|trung tâm y tế|phòng giáo dục(?: và đào tạo)?|phòng tư pháp|phòng nội vụ'
const levels = 'quận|huyện|thị xã'
/** The cities that are a level of their own: those under the centre. */
const centralCities = 'hà nội|hồ chí minh|hcm|hải phòng|đà nẵng|cần thơ|huế'
const city = String.raw`(?:thành phố|tp\.?) ?(?!(?:${centralCities})(?!\p{L}))`
const name = String.raw`(?:\p{Lu}\p{Ll}*|\d{1,2})(?: \p{Lu}\p{Ll}*){0,2}`

/** Names are told by their capitals, words by themselves. */
const bodyOf = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${bodies}) (?:${levels})|(?:quận|huyện|thị) [uủ][yỷ])(?!\p{L})`,
  'giu'
)
const bodyOfCity = new RegExp(String.raw`(?<!\p{L})(?:(?:${bodies}) ${city}|thành [uủ][yỷ] (?!(?:${centralCities})(?!\p{L})))`, 'giu') // prettier-ignore
const place = new RegExp(String.raw`(?<!\p{L})(?:quận|huyện|thị xã|Quận|Huyện|Thị xã) ${name}`, 'gu')
const cityPlace = new RegExp(String.raw`(?<!\p{L})${city}`, 'giu')
const nameHere = new RegExp(`^${name}`, 'u')

/** Who sends a resident to an office that is no more. A paper of the time when it was there may name it. */
export function levelFindings(text: string): TextFinding[] {
  const named = (pattern: RegExp) =>
    [...text.matchAll(pattern)].flatMap(({ 0: quote, index }) => {
      const after = nameHere.exec(text.slice(index + quote.length))
      return after === null ? [] : [{ quote: quote + after[0], index }]
    })
  const offices = [...[...text.matchAll(bodyOf)].map(({ 0: quote, index }) => ({ quote, index })), ...named(bodyOfCity)]
  const places = [...[...text.matchAll(place)].map(({ 0: quote, index }) => ({ quote, index })), ...named(cityPlace)]
  if (offices.length === 0) return places.map(({ quote }) => warn('abolished_place', quote))
  return offices.map(({ quote, index }) =>
    isHistorical(text, index, quote.length) ? warn('abolished_level', quote) : block('abolished_level', quote)
  )
}

/** A day or year before the change, or "(cũ)", in the same sentence. */
function isHistorical(text: string, at: number, length: number): boolean {
  const before = text.slice(Math.max(0, at - 160), at).split(/\n|[.!?]\s+(?=\p{Lu})/u).at(-1) ?? '' // prettier-ignore
  const after = text.slice(at + length, at + length + 60).split(/\n|[.!?](?:\s|$)/u)[0] ?? ''
  const sentence = before + after
  if (/(?<!\p{L})cũ(?!\p{L})|trước đây/iu.test(sentence)) return true
  const days = [...sentence.matchAll(/(\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?:[/.-]| năm )(\d{4})/gu)].map(
    ([, d = '', m = '', y = '']) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  )
  if (days.length > 0) return days.some((date) => date < abolishedFrom)
  return [...sentence.matchAll(/năm (\d{4})(?!\d)/giu)].some(([, year = '']) => year < abolishedFrom.slice(0, 4))
}
