import type { Classification } from '../feedback/feedback-step.ts'
import type { Intake, Visibility } from '../feedback/feedback.ts'

/** How far a report of the sample ward has come. */
export type SampleStage =
  | 'awaiting_intake' | 'awaiting_details' | 'received' | 'assigned' | 'in_progress' | 'awaiting_approval' | 'answered' | 'completed'
  | 'forwarded' | 'merged' | 'not_accepted' // prettier-ignore

export type SampleReport = {
  /** Names it for ever: made once. */
  name: string
  daysAgo: number
  intake: Intake
  text: string
  where: string
  neighbourhood: string
  visibility: Visibility
  stage: SampleStage
  classification: Classification
  unit: string
  answer?: { outcome: string; text: string }
  reporter?: { name: string; phone?: string; onBehalfOf?: string }
}

const as = (
  kind: Classification['kind'],
  field: Classification['field'],
  urgency: Classification['urgency'] = 'normal'
): Classification => ({ kind, field, urgency, authority: 'ward' })

const city = 'Kinh tế, Hạ tầng và Đô thị'
const culture = 'Văn hóa - Xã hội'

/** Invented reports in every stage an official meets; names, streets and telephones are nobody's. */
export const sampleReports: readonly SampleReport[] = [
  {
    name: 'drain', daysAgo: 0, intake: 'telephone', text: 'Nắp cống đầu ngõ 43 bị bể, trẻ em đi học về rất nguy hiểm.', where: 'đầu ngõ 43 đường Cẩm Bình', neighbourhood: 'Tổ dân phố 12',
    visibility: 'public_without_name', stage: 'awaiting_intake', classification: as('problem', 'drainage', 'urgent'), unit: city, reporter: { name: 'Phạm Thị Mùi', phone: '0203 000 0101' },
  },
  {
    name: 'lamp', daysAgo: 1, intake: 'counter', text: 'Đèn đường trước nhà văn hóa tổ 12 không sáng ba đêm nay.', where: 'nhà văn hóa tổ 12', neighbourhood: 'Tổ dân phố 12',
    visibility: 'public_without_name', stage: 'awaiting_intake', classification: as('problem', 'lighting'), unit: city, reporter: { name: 'Chu Văn Tý' },
  },
  {
    name: 'noise', daysAgo: 4, intake: 'neighbourhood_head', text: 'Quán cuối ngõ 12 mở loa karaoke đến khuya, bà con không ngủ được.', where: 'cuối ngõ 12', neighbourhood: 'Tổ dân phố 3',
    visibility: 'private', stage: 'awaiting_details', classification: as('problem', 'noise'), unit: culture, reporter: { name: 'Tổ trưởng tổ dân phố 3', onBehalfOf: 'bà con ngõ 12' },
  },
  {
    name: 'idea', daysAgo: 3, intake: 'front', text: 'Đề nghị phường đặt thêm ghế đá ở vườn hoa để người già ngồi nghỉ.', where: 'vườn hoa', neighbourhood: 'Tổ dân phố 5',
    visibility: 'public_without_name', stage: 'received', classification: as('suggestion', 'other'), unit: city, reporter: { name: 'Ban công tác Mặt trận tổ 5' },
  },
  {
    name: 'rubbish', daysAgo: 5, intake: 'telephone', text: 'Rác đổ trộm ở bãi đất trống cạnh trường tiểu học, bốc mùi hôi.', where: 'cạnh trường tiểu học', neighbourhood: 'Tổ dân phố 7',
    visibility: 'public_without_name', stage: 'assigned', classification: as('problem', 'rubbish'), unit: city, reporter: { name: 'Lý Thị Thìn', phone: '0203 000 0102' },
  },
  {
    name: 'road', daysAgo: 16, intake: 'deputy', text: 'Đường bê tông ngõ 27 lún sụt một đoạn dài, mưa xuống ngập nước.', where: 'ngõ 27', neighbourhood: 'Tổ dân phố 8',
    visibility: 'public_without_name', stage: 'in_progress', classification: as('problem', 'roads'), unit: city, reporter: { name: 'Đại biểu HĐND phường', onBehalfOf: 'cử tri tổ 8' },
  },
  {
    name: 'pavement', daysAgo: 6, intake: 'counter', text: 'Xe tải đậu chiếm hết vỉa hè trước chợ, người đi bộ phải xuống lòng đường.', where: 'trước chợ Cẩm Bình', neighbourhood: 'Tổ dân phố 1',
    visibility: 'public_without_name', stage: 'awaiting_approval', classification: as('problem', 'pavement'), unit: city, reporter: { name: 'Đỗ Văn Mão' },
    answer: { outcome: 'explained', text: 'Phường đã nhắc nhở chủ xe và kẻ vạch cấm đỗ trước chợ. Đội quản lý trật tự kiểm tra mỗi sáng.' },
  },
  {
    name: 'tree', daysAgo: 9, intake: 'telephone', text: 'Cành cây phượng trước số nhà 15 sắp gãy, ông Nguyễn Văn Dần đi qua suýt bị rơi trúng.', where: 'đường Cẩm Bình', neighbourhood: 'Tổ dân phố 2',
    visibility: 'public_without_name', stage: 'answered', classification: as('problem', 'trees', 'urgent'), unit: city, reporter: { name: 'Vũ Thị Tỵ', phone: '0203 000 0103' },
    answer: { outcome: 'resolved', text: 'Phường đã cắt tỉa cành phượng trong ngày, kiểm tra thêm mười cây dọc tuyến đường.' },
  },
  {
    name: 'smoke', daysAgo: 24, intake: 'telephone', text: 'Chiều nào cũng có người đốt rác sau dãy nhà trọ, khói bay vào nhà trẻ.', where: 'sau dãy nhà trọ', neighbourhood: 'Tổ dân phố 6',
    visibility: 'public_without_name', stage: 'completed', classification: as('problem', 'pollution'), unit: city, reporter: { name: 'Trần Thị Ngọ' },
    answer: { outcome: 'resolved', text: 'Phường đã lập biên bản nhắc nhở và đặt thùng rác công cộng. Kiểm tra lại ba chiều liền không còn đốt.' },
  },
  {
    name: 'plan', daysAgo: 22, intake: 'deputy', text: 'Đề nghị làm mái che ở sân nhà văn hóa tổ 4.', where: 'nhà văn hóa tổ 4', neighbourhood: 'Tổ dân phố 4',
    visibility: 'public_without_name', stage: 'completed', classification: as('suggestion', 'construction'), unit: culture, reporter: { name: 'Cử tri tổ 4' },
    answer: { outcome: 'noted', text: 'Phường ghi nhận và đưa vào danh mục đề nghị đầu tư năm sau, sẽ báo lại khi có kế hoạch vốn.' },
  },
  {
    name: 'power', daysAgo: 8, intake: 'telephone', text: 'Dây điện võng thấp ngang đầu người ở ngõ 9.', where: 'ngõ 9', neighbourhood: 'Tổ dân phố 9',
    visibility: 'private', stage: 'forwarded', classification: as('problem', 'water_power', 'urgent'), unit: city, reporter: { name: 'Ngô Văn Thân', phone: '0203 000 0104' },
  },
  {
    name: 'lamp-again', daysAgo: 0, intake: 'telephone', text: 'Đèn đường gần nhà văn hóa tổ 12 tắt ngóm mấy hôm rồi.', where: 'nhà văn hóa tổ 12', neighbourhood: 'Tổ dân phố 12',
    visibility: 'private', stage: 'merged', classification: as('problem', 'lighting'), unit: city, reporter: { name: 'Hoàng Thị Dậu' },
  },
  {
    name: 'elsewhere', daysAgo: 7, intake: 'telephone', text: 'Cầu bên phường Sông Mới hỏng lan can.', where: 'phường Sông Mới', neighbourhood: 'Tổ dân phố 10',
    visibility: 'private', stage: 'not_accepted', classification: as('problem', 'roads'), unit: city, reporter: { name: 'Lê Văn Tuất' },
  },
  {
    name: 'praise', daysAgo: 2, intake: 'counter', text: 'Cảm ơn cô Hạnh ở bộ phận một cửa hướng dẫn tận tình.', where: 'bộ phận một cửa', neighbourhood: 'Tổ dân phố 11',
    visibility: 'private', stage: 'received', classification: as('praise', 'officials'), unit: culture, reporter: { name: 'Đoàn Thị Hợi' },
  },
] // prettier-ignore
