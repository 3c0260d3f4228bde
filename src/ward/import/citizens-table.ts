import type { ColumnDictionary } from '../../platform/spreadsheet/header.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import type { Gender } from '../citizen/citizen.ts'
import { readCitizen, type CitizenRead, type CitizenRecord } from '../citizen/read-citizen.ts'
import { recordCitizens } from '../citizen/record-citizens.ts'
import { importTable, textOf, type CellFault, type Cells, type RowReading } from './import-table.ts'

const columns = {
  reference: { kind: 'code', required: true, names: ['Mã công dân', 'Mã nhân khẩu', 'Mã người dân', 'Mã số', 'Mã'] },
  fullName: { kind: 'text', required: true, names: ['Họ và tên', 'Họ tên', 'Họ, chữ đệm và tên', 'Tên công dân'] },
  callName: { kind: 'text', names: ['Tên gọi', 'Tên thường gọi'] },
  birthYear: { kind: 'text', names: ['Năm sinh', 'Ngày sinh', 'Ngày tháng năm sinh'] },
  gender: { kind: 'text', names: ['Giới tính', 'Nam/Nữ', 'Phái'] },
  phone: { kind: 'phone', names: ['Số điện thoại', 'Điện thoại', 'SĐT', 'Số ĐT', 'Điện thoại liên hệ'] },
  neighbourhood: {
    kind: 'text',
    names: ['Tổ dân phố', 'Tổ', 'TDP', 'Khu phố', 'Khu', 'Thôn', 'Ấp', 'Tổ dân phố/Khu phố'],
  },
  householdCode: { kind: 'code', names: ['Mã hộ', 'Mã hộ gia đình', 'Số hộ', 'Hộ'] },
  headOfHousehold: { kind: 'text', names: ['Chủ hộ', 'Là chủ hộ', 'Quan hệ với chủ hộ', 'Quan hệ'] },
  consents: { kind: 'text', names: ['Đồng ý nhận', 'Sự đồng ý', 'Đồng ý'] },
} as const satisfies ColumnDictionary

/** The register of people, as wards keep it in sheets. */
export const citizensTable = importTable<CitizenRead>({
  columns,
  read: (cells, { at }) => readRow(cells, at),
  async check(work, values) {
    const known = await work.db.citizen.count({ where: { reference: { in: values.map((one) => one.reference) } } })
    return { known, faults: [] }
  },
  async record(work, values, { source }) {
    const { faults } = await recordCitizens(work, values, source)
    return faults.map(({ index, field, fault }) => ({ index, column: field, fault }))
  },
})

function readRow(cells: Cells, now: Date): RowReading<CitizenRead> {
  const faults: CellFault[] = []
  const fail = (column: string, fault: string) => void faults.push({ column, fault })
  const text = (column: string) => (cells[column] === undefined ? undefined : textOf(cells[column]))
  const record: CitizenRecord = {
    reference: textOf(cells['reference']) ?? '',
    fullName: textOf(cells['fullName']) ?? '',
    callName: text('callName'),
    birthYear: birthYearOf(text('birthYear'), fail),
    gender: genderOf(text('gender'), fail),
    phone: phoneOf(text('phone')),
    neighbourhood: text('neighbourhood'),
    householdCode: text('householdCode'),
    headOfHousehold: isHead(text('headOfHousehold')),
    consents: (text('consents') ?? '')
      .split(/[,;|]/)
      .map((one) => one.trim())
      .filter(Boolean),
  }
  const { citizen, faults: found } = readCitizen(record, now)
  for (const { field, fault } of found) fail(field, fault)
  if (citizen === null || faults.length > 0) return { value: null, faults }
  const keys = [{ key: `reference ${citizen.reference}`, column: 'reference', fault: 'duplicate_in_file' }]
  if (citizen.headOfHousehold && citizen.householdCode) {
    keys.push({ key: `head ${citizen.householdCode}`, column: 'headOfHousehold', fault: 'second_head' })
  }
  return { value: citizen, keys }
}

type Fail = (column: string, fault: string) => void
type Text = string | null | undefined

/** "1970", "05/09/1970", or a date of Excel; of a date only the year is kept. */
function birthYearOf(text: Text, fail: Fail): number | null | undefined {
  if (text === undefined || text === null) return text
  const year =
    /^(?:\d{1,2}[/.-]\d{1,2}[/.-]|\d{1,2}[/.-])?(\d{4})$/.exec(text)?.[1] ?? /^(\d{4})-\d{2}-\d{2}/.exec(text)?.[1]
  if (year === undefined) fail('birthYear', 'not_a_birth_year')
  return year === undefined ? null : Number(year)
}

function genderOf(text: Text, fail: Fail): Gender | null | undefined {
  if (text === undefined || text === null) return text
  const said = strip(text)
  if (['nam', 'male', 'm', 'trai', 'ong'].includes(said)) return 'male'
  if (['nu', 'female', 'f', 'gai', 'ba'].includes(said)) return 'female'
  fail('gender', 'not_a_gender')
  return null
}

/** "không có", "-": a cell that says that there is none. */
export const phoneOf = (text: Text): Text =>
  text && /^(?:khong(?: co)?|ko(?: co)?|k|0|x|none|[-–.]+)$/.test(strip(text)) ? null : text

/** "x", "có", "chủ hộ" mark the head; any other relation, and a blank, does not. */
const isHead = (text: Text): boolean | undefined =>
  text === undefined ? undefined : text !== null && /^(?:x|co|1|true|dung|yes|chu ho|la chu ho)$/.test(strip(text))
