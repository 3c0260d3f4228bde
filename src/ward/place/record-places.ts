import { newId } from '../../platform/ids.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { matchNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import type { Work } from '../work.ts'
import { placeKinds, type PlaceKind } from './place.ts'

/**
 * One line of a gazetteer file. Columns, in any order, under these or the Vietnamese headings: code (mã), kind (loại: đường,
 * ngõ/hẻm/kiệt, địa điểm, khu), name (tên), aliases (tên khác, parted by |), parent (thuộc đường: the street's code or name),
 * neighbourhood (tổ dân phố: code or name), latitude (vĩ độ), longitude (kinh độ), source (nguồn).
 */
export type PlaceLine = {
  code?: string
  kind: string
  name: string
  aliases?: string
  parent?: string
  neighbourhood?: string
  latitude?: string
  longitude?: string
  source?: string
}

/** The Vietnamese heading of each column, without marks, for the import. */
export const placeHeadings: Readonly<Record<keyof PlaceLine, readonly string[]>> = {
  code: ['ma', 'code'],
  kind: ['loai', 'kind'],
  name: ['ten', 'name'],
  aliases: ['ten khac', 'ten goi khac', 'aliases'],
  parent: ['thuoc duong', 'duong', 'parent'],
  neighbourhood: ['to dan pho', 'khu pho', 'thon', 'neighbourhood'],
  latitude: ['vi do', 'latitude'],
  longitude: ['kinh do', 'longitude'],
  source: ['nguon', 'source'],
}

const kindWords: readonly (readonly [PlaceKind, RegExp])[] = [
  ['alley', /^(?:alley|ngo|ngach|hem|kiet)\b/],
  ['street', /^(?:street|duong|pho)\b/],
  ['area', /^(?:area|khu|xom|chung cu|ap)\b/],
  ['landmark', /^(?:landmark|dia diem|cho|truong|chua|dinh|cau|cong vien|nga)/],
]

export type PlaceFault = { line: number; column: keyof PlaceLine; fault: 'missing' | 'unknown' | 'not_a_number' }

/** Keeps the lines of a gazetteer: new ones are added, known codes replaced. Nothing is written where one line has a fault. */
export async function recordPlaces(
  work: Work,
  lines: readonly PlaceLine[],
  source: string
): Promise<{ kept: number; faults: PlaceFault[] }> {
  const neighbourhoods = await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })
  const faults: PlaceFault[] = []
  const codes = new Map(lines.map((line) => [strip(line.name).trim(), codeOf(line)]))
  const rows = lines.map((line, index) => {
    const fault = (column: keyof PlaceLine, what: PlaceFault['fault']) =>
      void faults.push({ line: index + 1, column, fault: what })
    const kind = kindOf(line.kind)
    if (kind === null) fault('kind', 'unknown')
    if (line.name.trim() === '') fault('name', 'missing')
    const neighbourhood = line.neighbourhood?.trim() ? matchNeighbourhood(neighbourhoods, line.neighbourhood) : null
    if (line.neighbourhood?.trim() && neighbourhood === null) fault('neighbourhood', 'unknown')
    const [latitude, longitude] = [degrees(line.latitude, 90), degrees(line.longitude, 180)]
    if (Number.isNaN(latitude)) fault('latitude', 'not_a_number')
    if (Number.isNaN(longitude)) fault('longitude', 'not_a_number')
    const parent = line.parent?.trim()
    return {
      code: codeOf(line),
      kind: kind ?? 'landmark',
      name: line.name.normalize('NFC').trim(),
      aliases: (line.aliases ?? '').split('|').map((one) => one.normalize('NFC').trim()).filter(Boolean),
      parentCode: parent ? (codes.get(strip(parent)) ?? parent) : null,
      neighbourhoodId: neighbourhood?.id ?? null,
      latitude,
      longitude,
      source: line.source?.trim() || source,
    } // prettier-ignore
  })
  if (faults.length > 0) return { kept: 0, faults }
  await work.db.place.deleteMany({ where: { code: { in: rows.map(({ code }) => code) }, feedback: { none: {} } } })
  for (const row of rows) {
    const { count } = await work.db.place.updateMany({
      where: { code: row.code },
      data: { ...row, updatedAt: work.now },
    })
    if (count === 0) await work.db.place.createMany({ data: [{ id: newId(), ...row, updatedAt: work.now }] })
  }
  work.audit('place.recorded', { places: rows.length })
  return { kept: rows.length, faults }
}

export const kindOf = (text: string): PlaceKind | null => {
  const plain = strip(text.normalize('NFC')).trim()
  return placeKinds.find((kind) => kind === plain) ?? kindWords.find(([, words]) => words.test(plain))?.[0] ?? null
}

const codeOf = ({ code, name, parent }: PlaceLine): string =>
  code?.trim() ||
  strip([name, parent ?? ''].join(' '))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Decimal degrees, point or comma; null for nothing, NaN for what is no such number. */
function degrees(text: string | undefined, most: number): number | null {
  if (text === undefined || text.trim() === '') return null
  const value = Number(text.trim().replace(',', '.'))
  return Math.abs(value) <= most ? value : Number.NaN
}
