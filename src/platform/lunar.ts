/**
 * The Vietnamese lunar calendar, after Hồ Ngọc Đức's algorithm (informatik.uni-leipzig.de/~duc/amlich), at a fixed
 * UTC+7: China computes at UTC+8, and in some years (2007, 2030) the two Tết differ by a day.
 */

export type LunarDate = { day: number; month: number; year: number; leap: boolean }

const offsetHours = 7
const dayMs = 86_400_000
/** Julian day number, at noon, of 1970-01-01. */
const unixEpochJulianDay = 2_440_588
/** New moon of 1 January 1900, the one from which new moons are numbered. */
const firstNewMoon = 2_415_021.076998695
const synodicMonth = 29.530588853

const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180)

const toJulianDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs + unixEpochJulianDay
const fromJulianDay = (day: number): string => new Date((day - unixEpochJulianDay) * dayMs).toISOString().slice(0, 10)

/** Instant (Julian days, UTC) of the k-th new moon after 1900-01-01. Meeus, "Astronomical Algorithms", 1998. */
function newMoonInstant(k: number): number {
  const t = k / 1236.85
  const mean =
    2415020.75933 + 29.53058868 * k + 0.0001178 * t ** 2 - 0.000000155 * t ** 3 + 0.00033 * sin(166.56 + 132.87 * t)
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3
  const correction =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun)
  const deltaT =
    t < -11
      ? 0.001 + 0.000839 * t + 0.0002261 * t ** 2 - 0.00000845 * t ** 3 - 0.000000081 * t ** 4
      : -0.000278 + 0.000265 * t + 0.000262 * t ** 2
  return mean + correction - deltaT
}

const newMoonDay = (k: number): number => Math.floor(newMoonInstant(k) + 0.5 + offsetHours / 24)

/** Which twelfth of the zodiac (0..11, 9 holds the winter solstice) the sun stands in when a ward day begins. */
function sunSector(julianDay: number): number {
  const t = (julianDay - 2451545.5 - offsetHours / 24) / 36525
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3
  const longitude =
    280.46645 +
    36000.76983 * t +
    0.0003032 * t ** 2 +
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly)
  return Math.floor((((longitude % 360) + 360) % 360) / 30)
}

/** Number of the new moon that opens lunar month 11 (the month of the winter solstice) of a solar year. */
function monthElevenOf(year: number): number {
  const k = Math.floor((toJulianDay(`${year}-12-31`) - 2_415_021) / synodicMonth)
  return sunSector(newMoonDay(k)) >= 9 ? k - 1 : k
}

/** How many months after month 11 the leap month stands: the first one in which the sun enters no new sector. */
function leapOffset(eleventh: number): number {
  for (let i = 1; i < 14; i++) {
    if (sunSector(newMoonDay(eleventh + i)) === sunSector(newMoonDay(eleventh + i + 1))) return i
  }
  return -1
}

/** The lunar day of a ward calendar day. Good from 1800 to 2199. */
export function solarToLunar(date: string): LunarDate {
  const julianDay = toJulianDay(date)
  let k = Math.floor((julianDay - firstNewMoon) / synodicMonth) + 1
  while (newMoonDay(k) > julianDay) k--
  const solarYear = Number(date.slice(0, 4))
  const previous = k >= monthElevenOf(solarYear) ? solarYear : solarYear - 1
  const start = monthElevenOf(previous)
  const isLongYear = monthElevenOf(previous + 1) - start === 13
  const offset = k - start
  const leapAt = isLongYear ? leapOffset(start) : 99
  const fromEleven = offset >= leapAt ? offset - 1 : offset
  return {
    day: julianDay - newMoonDay(k) + 1,
    month: ((fromEleven + 10) % 12) + 1,
    year: fromEleven < 2 ? previous : previous + 1,
    leap: offset === leapAt,
  }
}

/** The ward calendar day of a lunar day, or null where that lunar day does not exist (no 30th, no such leap month) or its year is not reckoned (1800–2199). */
export function lunarToSolar({ day, month, year, leap }: LunarDate): string | null {
  if (!Number.isInteger(month) || month < 1 || month > 12 || !(year >= 1800 && year <= 2199)) return null
  const previous = month >= 11 ? year : year - 1
  const start = monthElevenOf(previous)
  const isLongYear = monthElevenOf(previous + 1) - start === 13
  const leapAt = isLongYear ? leapOffset(start) : 99
  const fromEleven = (month + 1) % 12
  if (leap && fromEleven !== leapAt - 1) return null
  const k = start + fromEleven + (leap || fromEleven >= leapAt ? 1 : 0)
  if (!Number.isInteger(day) || day < 1 || newMoonDay(k) + day > newMoonDay(k + 1)) return null
  return fromJulianDay(newMoonDay(k) + day - 1)
}

/**
 * The ward calendar day on which a lunar anniversary is kept in a lunar year: once, in the regular month, and on the
 * 29th where that month has no 30th.
 */
export function lunarAnniversary(anniversary: { day: number; month: number }, year: number): string | null {
  const inRegularMonth = { ...anniversary, year, leap: false }
  return lunarToSolar(inRegularMonth) ?? (anniversary.day === 30 ? lunarToSolar({ ...inRegularMonth, day: 29 }) : null)
}
