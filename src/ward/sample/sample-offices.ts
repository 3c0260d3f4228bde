import type { Role } from '../official/permission.ts'
import type { WardFact } from '../ward-fact/ward-fact.ts'

/** Invented offices and officials of the sample ward. */

/** Printed at the start beside the logins; for trying, never for a ward at work. */
export const samplePassword = 'Hoa-sua-dau-pho-26'

export type SampleOfficial = { login: string; fullName: string; roles: Role[]; unit: string }

export const sampleOfficials: readonly SampleOfficial[] = [
  { login: 'quantri', fullName: 'Đặng Quốc Trung', roles: ['ward_admin'], unit: 'Văn phòng HĐND và UBND' },
  { login: 'lanhdao', fullName: 'Vũ Thị Thanh Tâm', roles: ['leader'], unit: 'Lãnh đạo UBND' },
  { login: 'motcua', fullName: 'Trần Thị Hạnh', roles: ['one_stop'], unit: 'Bộ phận Một cửa' },
  { login: 'chuyenmon', fullName: 'Bùi Đức Lộc', roles: ['specialist'], unit: 'Kinh tế, Hạ tầng và Đô thị' },
  { login: 'hotich', fullName: 'Ngô Thị Bích Ngân', roles: ['civil_status'], unit: 'Tư pháp - Hộ tịch' },
  { login: 'vanhoa', fullName: 'Lý Minh Đạt', roles: ['culture_social'], unit: 'Văn hóa - Xã hội' },
  { login: 'tructuyen', fullName: 'Hoàng Gia Khiêm', roles: ['duty'], unit: 'Trực ban' },
  { login: 'tiepdan', fullName: 'Phan Thị Minh Châu', roles: ['reception'], unit: 'Văn phòng HĐND và UBND' },
  { login: 'mattran', fullName: 'Đoàn Văn Nhẫn', roles: ['front'], unit: 'Ủy ban MTTQ phường' },
  { login: 'totruong12', fullName: 'Chu Văn Bền', roles: ['neighbourhood_head'], unit: 'Tổ dân phố 12' },
]

export const sampleFacts: readonly WardFact[] = [
  {
    topic: 'office_address',
    label: 'Trụ sở UBND phường',
    value: 'Số 1 đường Cẩm Bình, phường Cẩm Bình, tỉnh Hải Ninh',
    phone: null,
  },
  { topic: 'office_hours', label: 'Thứ Hai đến thứ Sáu', value: '07:30-11:30, 13:30-17:00', phone: null },
  { topic: 'receipt_cut_off', label: 'Nhận hồ sơ trả trong ngày', value: '15:00', phone: null },
  { topic: 'hotline', label: 'Đường dây nóng', value: '0203 000 0000', phone: '0203 000 0000' },
  { topic: 'email', label: 'Thư điện tử', value: 'ubnd@cam-binh.example', phone: null },
  { topic: 'place:one_stop', label: 'Bộ phận Một cửa', value: 'Tầng 1, trụ sở UBND phường', phone: '0203 000 0000' },
  { topic: 'place:culture_house', label: 'Nhà văn hóa tổ 12', value: 'Ngõ 43 đường Cẩm Bình', phone: null },
  { topic: 'place:health_station', label: 'Trạm y tế phường', value: 'Số 15 đường Cẩm Bình', phone: '0203 000 0015' },
  { topic: 'role:chairman', label: 'Chủ tịch UBND phường', value: 'bà Vũ Thị Thanh Tâm', phone: null },
  { topic: 'role:vice_chairman', label: 'Phó Chủ tịch UBND phường', value: 'ông Lê Hữu Phước', phone: null },
  { topic: 'role:party_secretary', label: 'Bí thư Đảng ủy phường', value: 'ông Dương Xuân Thái', phone: null },
  { topic: 'role:dossier_explainer', label: 'Bộ phận Một cửa', value: 'bà Hạnh', phone: '0203 000 0000' },
  {
    topic: 'role:civil_status',
    label: 'Công chức Tư pháp - Hộ tịch',
    value: 'bà Ngô Thị Bích Ngân',
    phone: '0203 000 0002',
  },
  { topic: 'role:police_chief', label: 'Trưởng Công an phường', value: 'ông Trần Công Vinh', phone: '0203 000 0113' },
]
