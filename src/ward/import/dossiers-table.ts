import type { ColumnDictionary } from '../../platform/spreadsheet/header.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import { readPhone } from '../citizen/read-phone.ts'
import { parseDossierCode } from '../dossier/dossier-code.ts'
import { statusOfNationalCode, type DossierStatus } from '../dossier/dossier.ts'
import type { FeedMessage } from '../dossier/merge-feed.ts'
import { recordDossiers } from '../dossier/record-dossiers.ts'
import { phoneOf } from './citizens-table.ts'
import {
  dateOf,
  importTable,
  numberOf,
  textOf,
  type CellFault,
  type Cells,
  type ImportContext,
  type RowReading,
} from './import-table.ts'

const columns = {
  code: { kind: 'code', required: true, names: ['Mã hồ sơ', 'Số hồ sơ', 'Mã số hồ sơ', 'Mã HS', 'Số biên nhận'] },
  procedureCode: { kind: 'code', names: ['Mã thủ tục', 'Mã TTHC', 'Mã thủ tục hành chính'] },
  procedureName: {
    kind: 'text',
    names: ['Tên thủ tục', 'Thủ tục', 'Thủ tục hành chính', 'Tên thủ tục hành chính', 'Tên TTHC', 'TTHC', 'Nội dung'],
  },
  applicantName: {
    kind: 'text',
    names: [
      'Người nộp',
      'Người nộp hồ sơ',
      'Họ tên người nộp',
      'Họ và tên người nộp',
      'Chủ hồ sơ',
      'Họ và tên',
      'Họ tên',
      'Tổ chức, cá nhân',
    ],
  },
  applicantPhone: {
    kind: 'phone',
    names: ['Số điện thoại', 'Điện thoại', 'SĐT', 'Số ĐT', 'Điện thoại người nộp', 'Số điện thoại người nộp'],
  },
  receivedAt: {
    kind: 'instant',
    clockWhenAbsent: '07:30',
    names: ['Ngày tiếp nhận', 'Ngày nhận', 'Thời gian tiếp nhận', 'Ngày nộp'],
  },
  appointmentAt: {
    kind: 'instant',
    clockWhenAbsent: '17:00',
    names: ['Ngày hẹn trả', 'Ngày hẹn trả kết quả', 'Hẹn trả', 'Ngày hẹn', 'Hạn trả', 'Thời gian hẹn trả'],
  },
  status: {
    kind: 'text',
    required: true,
    names: ['Trạng thái', 'Tình trạng', 'Trạng thái hồ sơ', 'Tình trạng hồ sơ', 'Mã trạng thái'],
  },
  unit: {
    kind: 'text',
    names: ['Đơn vị xử lý', 'Bộ phận xử lý', 'Đơn vị đang xử lý', 'Đơn vị', 'Bộ phận', 'Phòng ban'],
  },
  note: { kind: 'text', names: ['Ghi chú'] },
  delayReason: { kind: 'text', names: ['Lý do trễ hạn', 'Lý do trễ', 'Lý do chậm'] },
  occurredAt: { kind: 'instant', names: ['Ngày cập nhật', 'Thời điểm cập nhật', 'Thời gian cập nhật', 'Cập nhật lúc'] },
  sequence: { kind: 'number', names: ['Số thứ tự cập nhật', 'Lần cập nhật'] },
} as const satisfies ColumnDictionary

/** Dossiers as the one-stop system exports them. */
export const dossiersTable = importTable<FeedMessage>({
  columns,
  read: readRow,
  async check(work, values) {
    const rows = await work.db.dossier.findMany({
      where: { code: { in: values.map((one) => one.code) } },
      select: { code: true },
    })
    const known = new Set(rows.map((row) => row.code))
    const faults = values.flatMap((value, index) => (known.has(value.code) ? [] : incomplete(value, index)))
    return { known: known.size, faults }
  },
  async record(work, values) {
    const reports = await recordDossiers(work, values)
    return reports.flatMap(({ effect }, index) => (effect === 'incomplete' ? incomplete(values[index]!, index) : []))
  },
})

/** The first message of a dossier must say what it is and whose. */
const incomplete = ({ procedureName, applicantName }: FeedMessage, index: number) => [
  ...(procedureName ? [] : [{ index, column: 'procedureName', fault: 'missing' }]),
  ...(applicantName ? [] : [{ index, column: 'applicantName', fault: 'missing' }]),
]

const longest = 500

function readRow(cells: Cells, { at, source }: ImportContext): RowReading<FeedMessage> {
  const faults: CellFault[] = []
  const fail = (column: string, fault: string) => void faults.push({ column, fault })
  const text = (column: string) => {
    const value = textOf(cells[column])
    if (value !== null && value.length > longest) fail(column, 'too_long')
    return value
  }
  const code = codeOf(text('code'), fail)
  const status = statusOf(text('status'), fail)
  const phone = phoneOf(text('applicantPhone')) ?? null
  const applicantPhone = phone === null ? null : readPhone(phone)
  if (phone !== null && applicantPhone === null) fail('applicantPhone', 'not_a_phone')
  const [receivedAt, appointmentAt] = [dateOf(cells['receivedAt']), dateOf(cells['appointmentAt'])]
  if (receivedAt && appointmentAt && appointmentAt < receivedAt) fail('appointmentAt', 'before_receipt')
  const sequence = numberOf(cells['sequence'])
  if (sequence !== null && (!Number.isInteger(sequence) || sequence < 0 || sequence > 1e9))
    fail('sequence', 'not_a_number')
  const message = {
    procedureCode: text('procedureCode'),
    procedureName: text('procedureName'),
    applicantName: text('applicantName'),
    applicantPhone,
    unit: text('unit'),
    note: text('note'),
    delayReason: text('delayReason'),
    receivedAt,
    appointmentAt,
    occurredAt: dateOf(cells['occurredAt']) ?? at,
    sequence,
    source,
  }
  if (faults.length > 0 || code === null || status === null) return { value: null, faults }
  return { value: { code, status, ...message }, keys: [{ key: code, column: 'code', fault: 'duplicate_in_file' }] }
}

type Fail = (column: string, fault: string) => void

/** The one-stop system issues codes; one whose date is no day of the calendar was mistyped somewhere. */
function codeOf(text: string | null, fail: Fail): string | null {
  const parsed = text === null ? null : parseDossierCode(text)
  if (text === null) fail('code', 'missing')
  else if (parsed === null) fail('code', 'not_a_dossier_code')
  else if (parsed.doubt === 'no_such_date') fail('code', 'no_such_date')
  return parsed?.code ?? null
}

/** What one-stop systems write for the ten national statuses; without marks. */
const statusWords: Readonly<Record<DossierStatus, readonly string[]>> = {
  newly_registered: ['moi dang ky', 'cho tiep nhan', 'da gui', 'moi nop'],
  received: ['duoc tiep nhan', 'da tiep nhan', 'tiep nhan'],
  not_accepted: ['khong duoc tiep nhan', 'khong tiep nhan', 'tu choi', 'tu choi tiep nhan'],
  in_progress: ['dang xu ly', 'dang giai quyet', 'dang thuc hien'],
  awaiting_papers: [
    'yeu cau bo sung giay to',
    'yeu cau bo sung',
    'cho bo sung',
    'bo sung ho so',
    'cho bo sung giay to',
  ],
  awaiting_payment: ['yeu cau thuc hien nghia vu tai chinh', 'cho nop phi', 'cho thanh toan', 'nghia vu tai chinh'],
  withdrawn: ['cong dan yeu cau rut ho so', 'rut ho so', 'da rut', 'cong dan rut'],
  stopped: ['dung xu ly', 'da dung', 'dung giai quyet'],
  done: ['da xu ly xong', 'da co ket qua', 'xu ly xong', 'cho tra ket qua', 'da giai quyet'],
  returned: ['da tra ket qua', 'da tra', 'hoan thanh', 'ket thuc'],
}
const statusByWords = new Map(
  Object.entries(statusWords).flatMap(([status, words]) => words.map((one) => [one, status as DossierStatus] as const))
)

function statusOf(text: string | null, fail: Fail): DossierStatus | null {
  if (text === null) {
    fail('status', 'missing')
    return null
  }
  const number = /^(\d{1,2})(?:\s*[-.:–].*)?$/.exec(text)?.[1]
  const status = number
    ? statusOfNationalCode(Number(number))
    : statusByWords.get(
        strip(text)
          .replace(/[^a-z]+/g, ' ')
          .trim()
      )
  if (!status) fail('status', 'not_a_status')
  return status ?? null
}
