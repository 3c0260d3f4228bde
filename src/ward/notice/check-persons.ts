import { block, warn, type TextFinding } from './text-finding.ts'

const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^84/, '0')
const phone = /(?<![\d])(?:\+?84 ?|0)[35789](?:[ .-]?\d){8}(?!\d)/g
const idNumber = /(?<!\d)0\d{2}[ .]?\d{3}[ .]?\d{6}(?!\d)/g
const namedId = /(?:cccd|căn cước|cmnd|chứng minh nhân dân)(?:[^\d\n]{0,20})(\d{9,12})/giu

const addressed = String.raw`(?:ông|bà|anh|chị|cụ|cháu|em|Ông|Bà|Anh|Chị|Cụ|Cháu|Em) \p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,4}`
/** The family names of nearly everybody; the same words name streets and schools, which a word before them tells. */
const familyNames =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Mai|Trịnh|Đoàn|Lương|Tạ|Tô|Cao|Hà|Thái|Châu|La|Lâm|Tống|Vương|Quách|Phùng|Đào|Trương|Kiều|Nghiêm|Chu|Lò|Giàng|Vàng|Lường|Hứa|Nông|Triệu|Từ|Tăng|Thạch|Danh'
const places =
  'đường|phố|ngõ|ngách|hẻm|kiệt|chợ|trường|tiểu học|thcs|thpt|mầm non|cầu|công viên|đại lộ|khu|phường|xã|tỉnh|thành phố|tp|tổ|quảng trường|bệnh viện|chùa|đình|hồ|kênh|sông|chung cư|tòa'
/** Without the word before it "Hồ Chí Minh" would be a resident: the city is, the name stands in no list of the ward. */
export const fullName = String.raw`(?<![\p{L}])(?<!(?:${places}|${places.toUpperCase()}|Đường|Phố|Ngõ|Trường|Chợ|Phường|Khu|Cầu|Tòa|Xã|Tỉnh|Thành phố)\s+)(?!Hồ Chí Minh)(?:${familyNames})(?: \p{Lu}\p{Ll}*){1,4}(?!\p{L})`
const person = `(?:${addressed}|${fullName})`

const number = String.raw`[^\n.;]{0,12}?\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*`
const house = String.raw`(?:số nhà|nhà số|nhà|địa chỉ|trú tại|ngụ tại|ở)${number}`
const livesAt = String.raw`(?:số nhà|nhà số|nhà riêng|(?:thường |tạm )?trú(?: tại)?|cư trú tại|cư ngụ|ngụ(?: tại)?|chỗ ở)${number}`
const homes = [
  new RegExp(String.raw`${addressed}[^.\n;]{0,40}?(?<!\p{L})${house}`, 'gu'),
  new RegExp(String.raw`${fullName}[^.\n;]{0,60}?(?<!\p{L})${livesAt}`, 'gu'),
]

/** What a notice to many says of nobody by name. */
const matter = String.raw`(?:nhiễm HIV|bị AIDS|(?:bị|mắc bệnh|bệnh) tâm thần|mắc bệnh|bị ung thư|nghiện ma t[úu]y|cai nghiện|thuộc (?:diện )?hộ (?:nghèo|cận nghèo)|tiền án|bị bạo hành|bị xâm hại)`
const matters = [
  new RegExp(String.raw`${person}[^.\n;:]{0,40}?(?<!\p{L})${matter}`, 'gu'),
  new RegExp(String.raw`(?<!\p{L})(?:người )${matter} ${person}`, 'gu'),
]

/** Beside each name of a list: money, or a year of birth. */
const amountOrYear = /\d{1,3}(?:\.\d{3})+|\d+ ?(?:đồng|đ|triệu|nghìn|kg)(?!\p{L})|(?<!\d)(?:19|20)\d{2}(?!\d)/iu
const listed = /danh sách|trợ cấp|hộ nghèo|cận nghèo|nhập ngũ|gọi khám|tạm hoãn|kỷ luật|cứu trợ/iu
const fewestListed = 3
/** Characters between two names of one list. */
const farthest = 60

type Known = { publicPhones: readonly string[]; listsCandidates: boolean }

/** What belongs to a person and is not for everybody (domain.md §11: D07 and D09 lead to the posting). */
export function personFindings(text: string, { publicPhones, listsCandidates }: Known): TextFinding[] {
  const published = new Set(publicPhones.map(digitsOf))
  const ids = [...text.matchAll(idNumber), ...text.matchAll(namedId)].map(([quote]) =>
    block('citizen_id', masked(quote))
  )
  const phones = [...text.matchAll(phone)]
    .filter(([quote]) => !published.has(digitsOf(quote)))
    .map(([quote]) => warn('private_phone', quote))
  const first = (patterns: readonly RegExp[]) =>
    patterns.map((pattern) => [...text.matchAll(pattern)]).find((found) => found.length > 0) ?? []
  return [
    ...ids,
    ...phones,
    ...first(homes).map(([quote]) => block('home_address', quote)),
    ...first(matters).map(([quote]) => block('private_matter', quote)),
    ...(listsCandidates ? [] : listFindings(text)),
  ]
}

/** Names that follow each other closely, each with money or a year beside it, or under a heading that makes them a list. */
function listFindings(text: string): TextFinding[] {
  const names = [...text.matchAll(new RegExp(fullName, 'gu'))]
  const runs: (typeof names)[] = []
  for (const one of names) {
    const last = runs.at(-1)?.at(-1)
    if (last !== undefined && one.index - last.index - last[0].length <= farthest) runs.at(-1)?.push(one)
    else runs.push([one])
  }
  const lists = runs.filter((run) => {
    const start = run[0]?.index ?? 0
    const beside = run.filter(({ 0: name, index }, at) =>
      amountOrYear.test(text.slice(index + name.length, run[at + 1]?.index ?? index + name.length + farthest))
    )
    const isHeaded = listed.test(text.slice(Math.max(0, start - 2 * farthest), start))
    return run.length >= fewestListed && (isHeaded || beside.length >= fewestListed)
  })
  return lists.map((run) => block('name_list', run.slice(0, fewestListed).map(([name]) => name).join(', '))) // prettier-ignore
}

/** An identity number is not repeated on a page that others read. */
const masked = (text: string): string => text.replace(/\d(?=(?:\D*\d){3})/g, '•')
