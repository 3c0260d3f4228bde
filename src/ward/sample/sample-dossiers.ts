import { addDays, atWardTime, columnDate } from '../../platform/ward-time.ts'
import type { CitizenRecord } from '../citizen/read-citizen.ts'
import type { DossierStatus } from '../dossier/dossier.ts'
import type { FeedMessage } from '../dossier/merge-feed.ts'

/** Invented dossiers of the sample ward, told message by message as a one-stop system would. */

const source = 'import:sample'
const counter = 'Bộ phận Một cửa'
const civil = 'bộ phận Tư pháp - Hộ tịch'

type Kind = { code: string | null; name: string; unit: string; days: number }

const kinds: readonly Kind[] = [
  { code: '1.001193', name: 'Đăng ký khai sinh', unit: civil, days: 1 },
  { code: '1.000894', name: 'Đăng ký kết hôn', unit: civil, days: 3 },
  { code: '1.004873', name: 'Cấp giấy xác nhận tình trạng hôn nhân', unit: civil, days: 3 },
  { code: '1.004222', name: 'Đăng ký thường trú', unit: 'Công an phường', days: 7 },
  { code: '1.001776', name: 'Trợ cấp xã hội hằng tháng', unit: 'bộ phận Văn hóa - Xã hội', days: 15 },
  { code: '1.001612', name: 'Đăng ký thành lập hộ kinh doanh', unit: 'bộ phận Kinh tế, Hạ tầng và Đô thị', days: 3 },
  {
    code: null,
    name: 'Cấp giấy phép xây dựng nhà ở riêng lẻ tại đô thị',
    unit: 'bộ phận Kinh tế, Hạ tầng và Đô thị',
    days: 15,
  },
  { code: '2.001035', name: 'Chứng thực hợp đồng, giao dịch', unit: civil, days: 2 },
]

/** How a dossier came to each status; the last is where it stands. */
const ways: readonly (readonly DossierStatus[])[] = [
  ['newly_registered'],
  ['newly_registered', 'received'],
  ['newly_registered', 'not_accepted'],
  ['received', 'in_progress'],
  ['received', 'in_progress', 'awaiting_papers'],
  ['received', 'in_progress', 'awaiting_payment'],
  ['received', 'withdrawn'],
  ['received', 'in_progress', 'stopped'],
  ['received', 'in_progress', 'done'],
  ['received', 'in_progress', 'done', 'returned'],
]

const notes: Partial<Record<DossierStatus, string>> = {
  not_accepted: 'hồ sơ nộp trùng với hồ sơ đã nhận ngày hôm trước',
  awaiting_papers: 'bản sao giấy tờ chứng minh chỗ ở hợp pháp, giấy ủy quyền có chứng thực',
  awaiting_payment: 'lệ phí theo thông báo của Bộ phận Một cửa',
  stopped: 'người nộp không bổ sung giấy tờ trong thời hạn',
}

/** Four dossiers in each of the ten statuses, of residents who have a phone, and the two that the papers speak of. */
export function sampleDossiers(residents: readonly CitizenRecord[]): FeedMessage[] {
  const applicants = residents.filter(
    (one) => one.phone && (one.birthYear ?? 2026) < 2004 && !one.reference.startsWith('CB-9')
  )
  const ordinary = Array.from({ length: 40 }, (_, n) => told(n, applicants[(n * 5) % applicants.length]!)).flat()
  return [...ordinary, ...birthOfTheSample(), ...lateOfTheSample()]
}

function told(n: number, applicant: CitizenRecord): FeedMessage[] {
  const kind = kinds[n % kinds.length]!
  const way = ways[n % ways.length]!
  const last = way.at(-1)!
  const isOver = ['returned', 'done', 'withdrawn', 'stopped', 'not_accepted'].includes(last)
  const date = weekday(addDays(isOver ? '2026-10-12' : '2026-11-16', Math.floor(n / 10) + (isOver ? n % 7 : 0)))
  const code = `H49.12-${date.slice(2).replaceAll('-', '')}-${String(100 + n).padStart(4, '0')}`
  const receivedAt = atWardTime(date, `0${8 + (n % 2)}:${String(10 + n).slice(-2)}`)
  const appointmentAt = atWardTime(weekday(addDays(date, Math.ceil((kind.days * 7) / 5))), '16:30')
  return way.map((status, step) => ({
    code,
    procedureCode: kind.code,
    procedureName: kind.name,
    applicantName: applicant.fullName,
    applicantPhone: applicant.phone,
    status,
    unit: status === 'received' || status === 'newly_registered' ? counter : kind.unit,
    note: notes[status] ?? null,
    receivedAt: status === 'newly_registered' || status === 'not_accepted' ? null : receivedAt,
    appointmentAt: status === 'newly_registered' || status === 'not_accepted' ? null : appointmentAt,
    occurredAt: new Date(receivedAt.getTime() + step * 3 * 3_600_000),
    sequence: step + 1,
    source,
  }))
}

/** The day itself, or the Monday after a weekend. */
function weekday(date: string): string {
  const day = columnDate(date).getUTCDay()
  return day === 6 ? addDays(date, 2) : day === 0 ? addDays(date, 1) : date
}

/** A birth, on its way, due on Monday. */
function birthOfTheSample(): FeedMessage[] {
  const dossier = {
    code: 'H49.12-261120-0034',
    procedureCode: '1.001193',
    procedureName: 'đăng ký khai sinh',
    applicantName: 'Nguyễn Văn An',
    applicantPhone: '0912 004 567',
    receivedAt: atWardTime('2026-11-20', '08:15'),
    appointmentAt: atWardTime('2026-11-23', '16:00'),
    source,
  }
  return [
    { ...dossier, status: 'received', unit: counter, occurredAt: atWardTime('2026-11-20', '08:15'), sequence: 1 },
    { ...dossier, status: 'in_progress', unit: civil, occurredAt: atWardTime('2026-11-20', '09:30'), sequence: 2 },
  ]
}

/** One that is late through the ward's fault, put off once with its reason. */
function lateOfTheSample(): FeedMessage[] {
  const dossier = {
    code: 'H49.12-261105-0007',
    procedureCode: '1.004873',
    procedureName: 'cấp giấy xác nhận tình trạng hôn nhân',
    applicantName: 'Phạm Thị Lành',
    applicantPhone: '0936 002 211',
    receivedAt: atWardTime('2026-11-05', '14:20'),
    source,
  }
  const promised = atWardTime('2026-11-12', '17:00')
  return [
    {
      ...dossier,
      status: 'received',
      unit: counter,
      appointmentAt: promised,
      occurredAt: atWardTime('2026-11-05', '14:20'),
      sequence: 1,
    },
    {
      ...dossier,
      status: 'in_progress',
      unit: civil,
      appointmentAt: promised,
      occurredAt: atWardTime('2026-11-06', '08:00'),
      sequence: 2,
    },
    {
      ...dossier,
      status: 'in_progress',
      unit: civil,
      appointmentAt: atWardTime('2026-11-27', '17:00'),
      delayReason: 'chờ xác minh ở nơi cư trú cũ',
      occurredAt: atWardTime('2026-11-11', '15:00'),
      sequence: 3,
    },
  ]
}
