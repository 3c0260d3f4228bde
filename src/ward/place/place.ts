import { strip } from '../../platform/vietnamese/strip.ts'

/** street: đường, phố · alley: ngõ, ngách, hẻm, kiệt · landmark: chợ, trường, chùa … · area: khu, xóm, chung cư. */
export const placeKinds = ['street', 'alley', 'landmark', 'area'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** One line of the ward's own gazetteer. Coordinates are WGS 84 degrees, null where nobody has measured. */
export type Place = {
  id: string
  code: string
  kind: PlaceKind
  name: string
  aliases: readonly string[]
  /** Code of the street an alley leaves from. */
  parentCode: string | null
  neighbourhoodId: string | null
  latitude: number | null
  longitude: number | null
}

/** Where the words lead: one place, several of which one is meant, or none the ward knows. */
export type PlaceFound =
  | { kind: 'one'; place: Place; house: string | null }
  | { kind: 'several'; places: readonly Place[]; house: string | null }
  | { kind: 'none' }

const alleyWord = '(?:ngo|ngach|hem|kiet|xet|xec|duong hem|hxh)'
/** A kind word and its number: "kiệt 43", "hẻm 12/4", "k43", "ngõ số 5", "ngách 12/7". The marks decide between ngõ and ngô. */
const alleyNumber = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${alleyWord}(?: so)? ?|k ?(?=\d)|h ?(?=\d))(\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?)*)(?![\p{L}\p{N}])`,
  'gu'
)
const houseNumber = /(?<![\p{L}\p{N}])(?:so nha|nha so|sn|so|nha) ?(\d{1,4}[a-z]?(?:\/\d{1,4}[a-z]?)*)(?![\p{L}\p{N}])/u

const plain = (text: string): string =>
  strip(text.normalize('NFC'))
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()

/** The numbers of alleys named, in order: "43", "12/4". */
export const alleysIn = (words: string): string[] => [...plain(words).matchAll(alleyNumber)].map((match) => match[1]!)

/** A house number, where the words give one that is not the alley's: "số nhà 5 kiệt 43" → "5". */
export function houseIn(words: string): string | null {
  const text = plain(words).replace(alleyNumber, ' ')
  return houseNumber.exec(text)?.[1] ?? null
}

/** Kind words that people leave out or change: they are no part of a name. */
const kindWord =
  /^(?:duong|pho|ngo|ngach|hem|kiet|khu|xom|cho|truong|chua|dinh|cau|chung cu|toa nha|cong vien|nga tu|nga ba)(?: so)? /

const namesOf = (place: Pick<Place, 'name' | 'aliases'>): string[] => [place.name, ...place.aliases]

/** How sure the words name this place: longer names and marks that agree count more; 0 where they do not. */
function nameScore(place: Pick<Place, 'kind' | 'name' | 'aliases'>, words: string): number {
  const [bare, marked] = [` ${plain(words)} `, ` ${spaced(words)} `]
  let best = 0
  for (const name of namesOf(place)) {
    const whole = plain(name)
    const short = whole.replace(kindWord, '')
    const isOwnName = short.length >= 4 && !/^\d/.test(short) && place.kind !== 'alley'
    for (const key of isOwnName ? [whole, short] : [whole]) {
      if (!bare.includes(` ${key} `)) continue
      const sameMarks = marked.includes(` ${spaced(name).slice(-key.length)} `)
      best = Math.max(
        best,
        key.split(' ').length + (sameMarks || marked.trim() === bare.trim() ? 0.5 : -0.4) + (key === whole ? 0.2 : 0)
      )
    }
  }
  return best
}

const spaced = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()

/**
 * The place the words name. An alley is found by its number, whatever it is called in this town (ngõ, hẻm, kiệt), together
 * with its street where the words name one; two alleys of one number on two streets are `several`.
 */
export function findPlace<P extends Place>(places: readonly P[], words: string): PlaceFound {
  const house = houseIn(words)
  const alleys = matchAlleys(places, words)
  if (alleys.length === 1) return { kind: 'one', place: alleys[0]!, house }
  if (alleys.length > 1) return { kind: 'several', places: alleys, house }
  const named = places.map((place) => ({ place, score: nameScore(place, words) })).filter(({ score }) => score >= 1)
  const best = Math.max(0, ...named.map(({ score }) => score))
  const first = named.filter(({ score }) => score === best).map(({ place }) => place)
  if (first.length === 0) return { kind: 'none' }
  return first.length === 1 ? { kind: 'one', place: first[0]!, house } : { kind: 'several', places: first, house }
}

function matchAlleys<P extends Place>(places: readonly P[], words: string): P[] {
  const numbers = alleysIn(words)
  if (numbers.length === 0) return []
  const found = places.filter(
    (place) => place.kind === 'alley' && namesOf(place).some((name) => numbers.includes(alleyKey(name)))
  )
  if (found.length <= 1) return found
  const streets = new Map(places.filter(({ kind }) => kind === 'street').map((street) => [street.code, street]))
  const scored = found.map((place) => ({ place, score: streetScore(place, streets, words) }))
  const best = Math.max(...scored.map(({ score }) => score))
  // the last number named is the innermost alley: "ngách 12 ngõ 5"
  return scored.filter(({ score }) => score === best).map(({ place }) => place)
}

const streetScore = (place: Place, streets: ReadonlyMap<string, Place>, words: string): number => {
  const street = place.parentCode === null ? undefined : streets.get(place.parentCode)
  return street === undefined ? 0 : nameScore(street, words)
}

/** "Kiệt 43", "hẻm số 43 Thạch Hãn", "43" → "43". */
const alleyKey = (name: string): string => alleysIn(name)[0] ?? plain(name)

/** Farther than this from every measured place, a pin stands for itself. */
const nearMetres = 250

/** The measured place nearest to a pin, alleys and landmarks before the long line of a street. */
export function nearestPlace<P extends Place>(
  places: readonly P[],
  pin: { latitude: number; longitude: number }
): { place: P; metres: number } | null {
  const near = places
    .flatMap((place) =>
      place.latitude === null || place.longitude === null
        ? []
        : [{ place, metres: metresBetween(pin, { latitude: place.latitude, longitude: place.longitude }) }]
    )
    .filter(({ metres }) => metres <= nearMetres)
    .sort((a, b) => a.metres - b.metres)
  return near[0] ?? null
}

/** Metres between two points on the ground: flat enough inside a ward. */
export function metresBetween(
  a: { latitude: number; longitude: number },
  b: { latitude: number; longitude: number }
): number {
  const toRadians = Math.PI / 180
  const north = (b.latitude - a.latitude) * 110_574
  const east = (b.longitude - a.longitude) * 111_320 * Math.cos(((a.latitude + b.latitude) / 2) * toRadians)
  return Math.hypot(north, east)
}

/** "Kiệt 43 (Thạch Hãn)": an alley with its street, so that two of one number are told apart. */
export function placeLabel(
  place: Pick<Place, 'name' | 'parentCode' | 'kind'>,
  places: readonly Pick<Place, 'code' | 'name'>[]
): string {
  const street = place.parentCode === null ? undefined : places.find(({ code }) => code === place.parentCode)
  if (street === undefined || plain(place.name).includes(plain(street.name).replace(kindWord, ''))) return place.name
  return `${place.name} ${street.name.replace(/^(?:đường|phố)\s+/iu, '')}`
}
