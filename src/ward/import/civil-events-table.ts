import type { ColumnDictionary } from '../../platform/spreadsheet/header.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { registerKeyOf, rolesOf, type EventKind, type Nature, type PersonRole } from '../civil-event/civil-event.ts'
import {
  readCivilEvent,
  type CivilEventRecord,
  type EventPersonRecord,
  type Way,
} from '../civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../civil-event/record-civil-events.ts'
import { usualLetterRules } from '../letter/load-letter-rules.ts'
import { dateOf, importTable, textOf, type CellFault, type Cells, type RowReading } from './import-table.ts'

const dateColumn = (...names: string[]) => ({ kind: 'instant', clockWhenAbsent: '08:00', names }) as const

const columns = {
  kind: { kind: 'text', required: true, names: ['Loại sự kiện', 'Loại đăng ký', 'Loại việc', 'Loại hộ tịch', 'Loại'] },
  registerNumber: { kind: 'code', required: true, names: ['Số đăng ký', 'Số', 'Số giấy', 'Số vào sổ', 'Số hộ tịch'] },
  registeredDate: { ...dateColumn('Ngày đăng ký', 'Ngày vào sổ', 'Ngày cấp'), required: true },
  nature: { kind: 'text', names: ['Hình thức đăng ký', 'Hình thức', 'Loại hình đăng ký'] },
  state: { kind: 'text', names: ['Tình trạng', 'Trạng thái', 'Ghi chú hủy'] },
  bornDate: dateColumn('Ngày sinh', 'Ngày sinh của trẻ', 'Ngày sinh trẻ'),
  diedDate: dateColumn('Ngày mất', 'Ngày chết', 'Ngày qua đời'),
  funeralDate: dateColumn('Ngày an táng', 'Ngày đưa tang'),
  handedOverDate: dateColumn('Ngày trao giấy', 'Ngày trả kết quả', 'Ngày trao giấy chứng nhận'),
  child: { kind: 'text', names: ['Họ tên trẻ', 'Họ và tên trẻ', 'Tên trẻ', 'Người được khai sinh'] },
  mother: { kind: 'text', names: ['Họ tên mẹ', 'Họ và tên mẹ', 'Mẹ'] },
  father: { kind: 'text', names: ['Họ tên cha', 'Họ và tên cha', 'Cha', 'Họ tên bố', 'Bố'] },
  husband: { kind: 'text', names: ['Họ tên chồng', 'Họ và tên chồng', 'Chồng', 'Bên nam'] },
  wife: { kind: 'text', names: ['Họ tên vợ', 'Họ và tên vợ', 'Vợ', 'Bên nữ'] },
  deceased: {
    kind: 'text',
    names: ['Họ tên người mất', 'Người mất', 'Người chết', 'Họ và tên người chết', 'Người được khai tử'],
  },
  relative: { kind: 'text', names: ['Người đi khai', 'Họ tên người đi khai', 'Người yêu cầu', 'Thân nhân'] },
  childGender: { kind: 'text', names: ['Giới tính trẻ'] },
  deceasedGender: { kind: 'text', names: ['Giới tính người mất'] },
  motherYear: { kind: 'text', names: ['Năm sinh mẹ'] },
  fatherYear: { kind: 'text', names: ['Năm sinh cha', 'Năm sinh bố'] },
  husbandYear: { kind: 'text', names: ['Năm sinh chồng'] },
  wifeYear: { kind: 'text', names: ['Năm sinh vợ'] },
  deceasedYear: { kind: 'text', names: ['Năm sinh người mất'] },
  relativeYear: { kind: 'text', names: ['Năm sinh người đi khai'] },
  motherReference: { kind: 'code', names: ['Mã công dân mẹ'] },
  fatherReference: { kind: 'code', names: ['Mã công dân cha'] },
  husbandReference: { kind: 'code', names: ['Mã công dân chồng'] },
  wifeReference: { kind: 'code', names: ['Mã công dân vợ'] },
  deceasedReference: { kind: 'code', names: ['Mã công dân người mất'] },
  relativeReference: { kind: 'code', names: ['Mã công dân người đi khai'] },
  motherConsent: { kind: 'text', names: ['Mẹ đồng ý nhận thư'] },
  fatherConsent: { kind: 'text', names: ['Cha đồng ý nhận thư'] },
  husbandConsent: { kind: 'text', names: ['Chồng đồng ý nhận thư'] },
  wifeConsent: { kind: 'text', names: ['Vợ đồng ý nhận thư'] },
  relativeConsent: { kind: 'text', names: ['Người đi khai đồng ý nhận thư', 'Gia đình đồng ý nhận thư chia buồn'] },
} as const satisfies ColumnDictionary

/** The civil-status register as officials export it, with what families ticked on the counter form. */
export const civilEventsTable = importTable<CivilEventRecord>({
  columns,
  read: (cells, { at }) => readRow(cells, at),
  async check(work, values) {
    const keys = values.map(({ kind, registerNumber, registeredDate }) =>
      registerKeyOf(kind, registerNumber, registeredDate)
    )
    return { known: await work.db.civilEvent.count({ where: { registerKey: { in: keys } } }), faults: [] }
  },
  async record(work, values, { source }) {
    const { faults } = await recordCivilEvents(work, values, source)
    return faults.map(({ index, field, fault }) => ({ index, column: field, fault }))
  },
})

type Fail = (column: string, fault: string) => void

function readRow(cells: Cells, now: Date): RowReading<CivilEventRecord> {
  const faults: CellFault[] = []
  const fail: Fail = (column, fault) => void faults.push({ column, fault })
  const kind = kindOf(textOf(cells['kind']), fail)
  if (kind === null) return { value: null, faults }
  const day = (column: string) => {
    const at = dateOf(cells[column])
    return at === null ? null : wardDateOf(at)
  }
  const record: CivilEventRecord = {
    kind,
    registerNumber: textOf(cells['registerNumber']) ?? '',
    registeredDate: day('registeredDate') ?? '',
    nature: natureOf(textOf(cells['nature']), fail),
    annulled: isAnnulled(textOf(cells['state'])),
    bornDate: kind === 'birth' ? day('bornDate') : null,
    diedDate: day('diedDate'),
    funeralDate: day('funeralDate'),
    handedOverDate: day('handedOverDate'),
    people: rolesOf[kind].flatMap((role) => personOf(role, cells, fail)),
  }
  const read = readCivilEvent(record, now, usualLetterRules.birthOnTimeDays)
  for (const { field, fault } of read.faults) fail(field, fault)
  if (faults.length > 0 || read.event === null) return { value: null, faults }
  return {
    value: record,
    keys: [{ key: read.event.registerKey, column: 'registerNumber', fault: 'duplicate_in_file' }],
  }
}

function personOf(role: PersonRole, cells: Cells, fail: Fail): EventPersonRecord[] {
  const fullName = textOf(cells[role])
  if (fullName === null) return []
  const year = textOf(cells[`${role}Year`])
  if (year !== null && !/^\d{4}$/.test(year)) fail(`${role}Year`, 'not_a_birth_year')
  return [
    {
      role,
      fullName,
      birthYear: year === null ? null : Number(year),
      gender: genderOf(textOf(cells[`${role}Gender`])),
      reference: textOf(cells[`${role}Reference`]),
      consent: wayOf(`${role}Consent`, textOf(cells[`${role}Consent`]), fail),
    },
  ]
}

const kinds: readonly (readonly [RegExp, EventKind])[] = [
  [/khai sinh|birth/, 'birth'],
  [/ket hon|marriage/, 'marriage'],
  [/khai tu|bao tu|death/, 'death'],
]
/** As short as some books write it; asked only where the cell has no full word: "khai tử trẻ sơ sinh" is a death. */
const shortKinds: readonly (readonly [RegExp, EventKind])[] = [
  [/\bsinh\b/, 'birth'],
  [/\bhon\b/, 'marriage'],
  [/\btu\b|chet|\bmat\b/, 'death'],
]

/** One kind or a fault: a death that is taken for a birth would bring the worst letter there is. */
function kindOf(text: string | null, fail: Fail): EventKind | null {
  const said = strip(text ?? '')
  const meant = (list: typeof kinds) => list.filter(([pattern]) => pattern.test(said)).map(([, kind]) => kind)
  const full = meant(kinds)
  const found = full.length > 0 ? full : meant(shortKinds)
  if (found.length !== 1) fail('kind', text === null ? 'missing' : 'not_an_event_kind')
  return found.length === 1 ? found[0]! : null
}

/** "Đã hủy", "thu hồi"; "chưa hủy" is not, nor is an official whose name is Huy. */
function isAnnulled(text: string | null): boolean {
  const words = (text ?? '').normalize('NFC').toLocaleLowerCase('vi')
  if (/(?:không|chưa|khong|chua)(?: bị| bi)? (?:hủy|huỷ|huy|thu hồi|thu hoi)/u.test(words)) return false
  return /hủy|huỷ|thu hồi/u.test(words) || /^(?:da )?(?:huy|thu hoi)(?: bo)?$/.test(strip(words).trim())
}

const natures: readonly (readonly [RegExp, Nature])[] = [
  [/dang ky lai|cap lai|re.?registration/, 're_registration'],
  [/qua han|tre han|late/, 'late'],
  [/con nuoi|adoption/, 'adoption'],
  [/cai chinh|dieu chinh|sua|thay doi|correction/, 'correction'],
  [/moi|dung han|lan dau|first/, 'first'],
]

/** Blank is a first registration; words nobody knows are a fault, because a guess may bring a letter that hurts. */
function natureOf(text: string | null, fail: Fail): Nature {
  if (text === null) return 'first'
  const found = natures.find(([pattern]) => pattern.test(strip(text)))?.[1]
  if (found === undefined) fail('nature', 'not_a_nature')
  return found ?? 'first'
}

const genderOf = (text: string | null) => {
  const said = strip(text ?? '')
  return said === 'nam' ? 'male' : said === 'nu' ? 'female' : null
}

/**
 * "Zalo", "thư giấy": a tick that says how. Blank and a plain no are no consent; "x" says no way, and "không nhận qua Zalo"
 * names one it does not want: neither is guessed at.
 */
function wayOf(column: string, text: string | null, fail: Fail): Way | null {
  const said = strip(text ?? '').trim()
  const way = /zalo|chat|tin nhan|telegram/.test(said)
    ? 'chat'
    : /giay|paper|buu dien|trao tay/.test(said)
      ? 'paper'
      : null
  const isNo = /^[-0]?$|\b(?:khong|ko|k|no|chua|tu choi|thoi)\b/.test(said)
  if (isNo && way === null) return null
  if (isNo || way === null) fail(column, 'not_a_way')
  return isNo ? null : way
}
