import type { ColumnDictionary } from '../../platform/spreadsheet/header.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Confidence } from '../law/dated-row.ts'
import { checkProcedure } from '../procedure/check-procedure.ts'
import type { Interlink, OnlineLevel } from '../procedure/procedure.ts'
import type { ProcedureFeed } from '../procedure/procedure.ts'
import { recordProcedures } from '../procedure/record-procedures.ts'
import { importTable, numberOf, textOf, type Cells, type RowReading } from './import-table.ts'

const columns = {
  number: { kind: 'number', required: true, names: ['STT', 'Số thứ tự'] },
  code: { kind: 'code', fractionDigits: 6, names: ['Mã thủ tục', 'Mã TTHC', 'Mã quốc gia'] },
  name: { kind: 'text', required: true, names: ['Tên thủ tục', 'Tên thủ tục hành chính', 'Thủ tục'] },
  field: { kind: 'text', required: true, names: ['Lĩnh vực'] },
  department: { kind: 'text', names: ['Sở, ngành', 'Sở ngành', 'Cơ quan quản lý', 'Sở quản lý'] },
  deadlineText: { kind: 'text', required: true, names: ['Thời hạn giải quyết', 'Thời hạn'] },
  deadlineWorkingDays: { kind: 'number', names: ['Số ngày làm việc', 'Thời hạn (ngày làm việc)'] },
  cutOff15h: { kind: 'text', names: ['Quy tắc 15 giờ', 'Nhận trước 15 giờ'] },
  feeText: { kind: 'text', required: true, names: ['Phí, lệ phí', 'Lệ phí', 'Phí'] },
  feeDong: { kind: 'number', names: ['Mức thu (đồng)', 'Số tiền'] },
  documents: { kind: 'text', names: ['Thành phần hồ sơ', 'Giấy tờ', 'Hồ sơ gồm'] },
  whereToDo: { kind: 'text', names: ['Nơi thực hiện', 'Nơi nộp', 'Địa điểm'] },
  onlineLevel: { kind: 'text', names: ['Mức độ trực tuyến', 'Dịch vụ công trực tuyến', 'Trực tuyến'] },
  interlink: { kind: 'text', names: ['Liên thông'] },
  onTheSpot: { kind: 'text', names: ['Giải quyết tại chỗ', 'Làm ngay tại chỗ'] },
  aliases: { kind: 'text', names: ['Tên gọi khác', 'Từ khóa'] },
  source: { kind: 'text', required: true, names: ['Căn cứ', 'Căn cứ pháp lý', 'Nguồn'] },
  confidence: { kind: 'text', names: ['Độ tin cậy'] },
  effectiveFrom: { kind: 'date', names: ['Hiệu lực từ', 'Ngày hiệu lực', 'Áp dụng từ'] },
  effectiveTo: { kind: 'date', names: ['Hiệu lực đến', 'Ngày hết hiệu lực'] },
} as const satisfies ColumnDictionary

/** The catalogue of procedures. What a row leaves open takes effect on the day the file came. */
export const proceduresTable = importTable<ProcedureFeed>({
  columns,
  read(cells, { at }) {
    const feed = feedOf(cells, wardDateOf(at))
    const fault = checkProcedure(feed)
    if (fault !== null) return { value: null, faults: [{ column: columnOf(fault), fault }] }
    const key = `${feed.number} ${feed.effectiveFrom}`
    return {
      value: feed,
      keys: [{ key, column: 'number', fault: 'duplicate_in_file' }],
    } satisfies RowReading<ProcedureFeed>
  },
  async check(work, values) {
    const known = await work.db.procedure.count({
      where: {
        OR: values.map((one) => ({ number: one.number, effectiveFrom: columnDate(one.effectiveFrom) })),
      },
    })
    return { known, faults: [] }
  },
  async record(work, values) {
    const { faults } = await recordProcedures(work, values)
    return faults.map(({ index, fault }) => ({ index, column: columnOf(fault), fault }))
  },
})

/** `name_missing` is a fault of the column `name`. */
function columnOf(fault: string): string {
  const subject = fault
    .replace(/_(?:missing|wrong)$/, '')
    .replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const columnNames: Readonly<Record<string, string>> = {
    deadline: 'deadlineText',
    fee: 'feeText',
    days: 'deadlineWorkingDays',
  }
  return columnNames[subject] ?? subject
}

function feedOf(cells: Cells, today: string): ProcedureFeed {
  const text = (column: string) => textOf(cells[column])
  return {
    number: numberOf(cells['number']) ?? 0,
    code: text('code'),
    name: text('name') ?? '',
    field: text('field') ?? '',
    department: text('department'),
    deadlineText: text('deadlineText') ?? '',
    deadlineWorkingDays: numberOf(cells['deadlineWorkingDays']),
    cutOff15h: isYes(text('cutOff15h')),
    feeText: text('feeText') ?? '',
    feeDong: numberOf(cells['feeDong']),
    documents: listOf(text('documents')),
    whereToDo: text('whereToDo'),
    onlineLevel: (onlineLevels[plain(text('onlineLevel'))] ?? text('onlineLevel') ?? 'none') as OnlineLevel,
    interlink: (interlinks[plain(text('interlink'))] ?? text('interlink') ?? 'none') as Interlink,
    onTheSpot: isYes(text('onTheSpot')),
    aliases: listOf(text('aliases')),
    source: text('source') ?? '',
    confidence: (text('confidence')?.toUpperCase() ?? 'MEM') as Confidence,
    effectiveFrom: text('effectiveFrom') ?? today,
    effectiveTo: text('effectiveTo'),
  }
}

const plain = (text: string | null): string =>
  strip(text ?? '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const onlineLevels: Readonly<Record<string, string>> = {
  'toan trinh': 'full',
  tt: 'full',
  'mot phan': 'partial',
  mp: 'partial',
  khong: 'none',
}
const interlinks: Readonly<Record<string, string>> = {
  khong: 'none',
  ngang: 'horizontal',
  'lien thong ngang': 'horizontal',
  '2 cap': 'two_level',
  '3 cap': 'three_level',
  'nganh doc': 'vertical',
}

const isYes = (text: string | null): boolean => /^(?:x|co|1|true|yes|dung)$/.test(plain(text))
const listOf = (text: string | null): string[] =>
  (text ?? '')
    .split(/[|\n]/)
    .map((one) => one.trim())
    .filter(Boolean)
