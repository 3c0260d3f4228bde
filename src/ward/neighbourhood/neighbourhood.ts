import { strip } from '../../platform/vietnamese/strip.ts'

/** A part of the ward with a head of its own: tổ dân phố, khu phố, thôn, ấp … `code`: '12', 'nam-tien'. */
export type Neighbourhood = { code: string; name: string }

const kindWords = 'to dan pho|to nhan dan|to dp|tdp|to|khu pho|khu vuc|khu dan cu|khu|kp|thon|ap|xom|ban|cum'
const kind = new RegExp(`^(?:${kindWords})(?: so)? ?(?=[^ ])`)
const opening =
  /^(?:(?:da|vang|u|uh|thoi|em|toi|tui|minh|chau|con|ong|ba|bac|co|chu|anh|chi|nha|gia dinh|thuoc|o|la|ben|dang|hien|song) )+/
const closing = /(?: (?:a|ah|nhe|nha|nhe a|day|do|em|ban|oi|phuong|em oi|co))+$/

const digits: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  lam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
}

/** "muoi hai" → 12, "hai muoi mot" → 21, "bay" → 7; without marks. Null where it is no number below a hundred. */
function spokenNumber(words: string): number | null {
  const parts = words.split(' ').map((word) => digits[word])
  if (parts.length === 0 || parts.length > 3 || parts.some((part) => part === undefined)) return null
  const [a = 0, b, c] = parts as number[]
  if (b === undefined) return a
  if (a === 10) return c === undefined && b < 10 ? 10 + b : null
  if (b === 10) return a * 10 + (c === undefined ? 0 : c < 10 ? c : NaN) || null
  return c === undefined ? a * 10 + b : null // "hai mốt"
}

/** The name of a neighbourhood in one form: "Tổ dân phố số 07", "to 7" and "tổ bảy" are all "7". */
export function neighbourhoodKey(text: string): string {
  const plain = strip(text.normalize('NFC'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const bare = plain.replace(kind, '').trim()
  const spoken = spokenNumber(bare)
  return spoken === null ? bare.replace(/^0+(?=\d)/, '') : String(spoken)
}

/** Whether a text can only be meant as a neighbourhood: a kind word and a number, or a bare number. */
export function isNeighbourhoodNumber(text: string): boolean {
  const said = withoutPoliteness(text)
  return /^\d{1,3}[a-d]?$/.test(neighbourhoodKey(said)) && said.split(' ').length <= 6
}

/** Whether the words name this neighbourhood and say nothing else: "thôi tôi ở tổ 12", not "họp tổ 12". */
export const saysOnlyWhere = (text: string, named: string): boolean =>
  neighbourhoodKey(withoutPoliteness(text)) === neighbourhoodKey(named)

/** The neighbourhood a resident names, in a few words: "to 12", "dạ em ở tổ mười hai ạ", "Nam Tiến". Null when none is meant. */
export function matchNeighbourhood<N extends Neighbourhood>(known: readonly N[], text: string): N | null {
  const whole = plainOf(text)
  if (whole === '' || whole.split(' ').length > 10) return null
  for (const said of new Set([whole, withoutPoliteness(text)])) {
    const key = neighbourhoodKey(said)
    const found = known.filter((one) => neighbourhoodKey(one.code) === key || neighbourhoodKey(one.name) === key)
    if (found.length === 1) return found[0]!
  }
  return null
}

const plainOf = (text: string): string =>
  strip(text.normalize('NFC'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const withoutPoliteness = (text: string): string => plainOf(text).replace(opening, '').replace(closing, '').trim()

/** 1, 2, 10, then names: the order in which people look for theirs. */
export const byNeighbourhood = (a: Neighbourhood, b: Neighbourhood): number =>
  a.code.localeCompare(b.code, 'vi', { numeric: true })

/** A code and a name for a neighbourhood that a register names and the ward does not know yet. */
export function newNeighbourhood(text: string): Neighbourhood {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  const key = neighbourhoodKey(name)
  if (/^\d{1,3}[a-d]?$/.test(name)) return { code: key, name: `Tổ dân phố ${key.toUpperCase()}` }
  return { code: key.replaceAll(' ', '-').slice(0, 40), name }
}
