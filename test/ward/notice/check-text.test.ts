import { describe, expect, it } from 'vitest'
import { checkText, type CheckedText, type TextRule } from '../../../src/ward/notice/check-text.ts'

const good: CheckedText = {
  kind: 'meeting',
  title: 'Mời họp tổ dân phố 12',
  body: 'Trân trọng kính mời đại diện hộ {{household}} dự họp tổ dân phố 12. Nội dung: sửa đường ngõ 43. Thời gian: 19 giờ 30 thứ Bảy, 28/11/2026. Địa điểm: Nhà văn hóa tổ 12.',
  language: 'vi',
  today: '2026-11-25',
}
const rulesOf = (text: Partial<CheckedText>): TextRule[] => checkText({ ...good, ...text }).map(({ rule }) => rule)
const body = (text: string, more: Partial<CheckedText> = {}): TextRule[] =>
  rulesOf({ kind: 'general', body: text, ...more })

describe('the gate every notice passes', () => {
  it('lets a good invitation through', () => expect(checkText(good)).toEqual([]))

  it.each([
    ['thứ Sáu, 28/11/2026'],
    ['ngày 28/11/2026 (thứ Sáu)'],
    ['Chủ nhật ngày 28 tháng 11 năm 2026'],
    ['thứ 6, 28/11'],
    ['thứ Hai (28/11/2026)'],
    ['28/11/2026, thứ Hai'],
    ['28/11/2026 thứ Hai'],
    ['ngày 28 tháng 11 năm 2026, thứ Hai'],
    ['T2 ngày 28/11/2026'],
    ['CN, 28/11'],
    ['Chủ nhật, ngày 15 tháng 10 âm lịch'],
    ['thứ Tư, 15/10 (ÂL)'],
  ])('a weekday that is not that day is stopped: %s', (said) => {
    expect(body(`Bà con họp lúc 8 giờ ${said} tại nhà văn hóa.`)).toContain('weekday_mismatch')
  })

  it.each([
    ['thứ Bảy, 28/11/2026'],
    ['ngày 28/11/2026 (thứ Bảy)'],
    ['thứ 7 ngày 28 tháng 11'],
    ['Chủ nhật, 06/12/2026'],
    ['thứ Sáu 01/01/2027'],
    ['28/11/2026, thứ Bảy'],
    ['T7 ngày 28/11/2026'],
    ['từ 28/11/2026, thứ Hai hằng tuần'],
    ['từ 28/11/2026, thứ Hai và thứ Năm hằng tuần'],
    ['28/11/2026, thứ Hai ngày 30/11/2026'],
    ['thứ Bảy, ngày 20 tháng 10 âm lịch'],
    ['thứ Hai, 15/10 (ÂL)'],
    ['ngày 15 tháng 10 năm Bính Ngọ'],
    ['tại tòa T2 ngày 28/11/2026'],
    ['trực 24/7'],
    ['số 12/TB-UBND'],
    ['đồng hồ nước 1.5 m'],
  ])('and one that is passes: %s', (said) => {
    expect(body(`Bà con họp lúc 8 giờ ${said} tại nhà văn hóa.`)).toEqual([])
  })

  it.each([
    ['Tiếp xúc cử tri sau Kỳ họp thứ hai, ngày 25/11/2026 tại nhà văn hóa.'],
    ['Bầu lần thứ hai ngày 28/11/2026 tại nhà văn hóa.'],
    ['Hội nghị lần thứ Năm ngày 28 tháng 11 tại nhà văn hóa.'],
    ['Tiêm mũi thứ hai, ngày 28/11/2026 tại trạm y tế.'],
    ['Hội đồng nhân dân khóa XV, kỳ họp thứ 3 ngày 28/11/2026.'],
  ])('an ordinal is no weekday: %s', (said) => expect(body(said)).toEqual([]))

  it('an ordinal beside a weekday hides no wrong one', () => {
    expect(body('Kỳ họp thứ hai, thứ Sáu, 28/11/2026 tại nhà văn hóa.')).toContain('weekday_mismatch')
    expect(body('Cuộc họp thứ Hai, 28/11/2026 tại nhà văn hóa.')).toContain('weekday_mismatch')
  })

  it('the English words are held to the same days', () => {
    const english = { language: 'en' as const, title: 'Meeting' }
    expect(body('It takes place on Friday, 28 November 2026.', english)).toEqual(['weekday_mismatch'])
    expect(body('It takes place on Saturday, 28 November 2026.', english)).toEqual([])
  })

  it.each([
    ['31/11/2026'],
    ['29/02/2027'],
    ['ngày 31 tháng 4 năm 2027'],
    ['ngày 31/6'],
    ['sáng 31/6'],
    ['ngày 31 tháng 2 âm lịch'],
  ])('a day that does not exist: %s', (said) => {
    expect(body(`Bà con họp ${said} tại nhà văn hóa.`)).toContain('no_such_date')
  })

  it.each([['30 tháng 2 âm lịch'], ['ngày 30/2 ÂL'], ['ngày 30 tháng Chạp'], ['30 tháng 2 nhuận âm lịch']])(
    'a lunar day is no solar one: %s',
    (said) => expect(body(`Bà con làm lễ ${said} tại đình làng.`)).toEqual([])
  )

  it('an invitation to a day that is over is pointed out', () => {
    expect(rulesOf({ body: 'Kính mời dự họp thứ Bảy, 21/11/2026 tại nhà văn hóa.' })).toEqual(['date_past'])
  })

  it.each([
    ['Moi ba con den hop to dan pho luc 8 gio tai nha van hoa.'],
    ['Kính mời bà con. Noi dung hop ban ve viec sua duong ngo.'],
  ])('words that lost their marks: %s', (said) => expect(body(said)).toContain('missing_marks'))

  it.each([
    ['UBND quận Cẩm Phả', 'abolished_level'],
    ['Ủy ban nhân dân huyện', 'abolished_level'],
    ['Công an thị xã', 'abolished_level'],
    ['Quận ủy', 'abolished_level'],
    ['HĐND huyện', 'abolished_level'],
    ['nhà ở huyện Thanh Trì', 'abolished_place'],
    ['đường về quận 3', 'abolished_place'],
  ] as const)('a level that is gone since 1/7/2025: %s', (said, rule) => {
    expect(body(`Theo văn bản của ${said} gửi về phường.`)).toEqual([rule])
  })

  it.each([
    ['UBND thành phố Cẩm Phả', 'abolished_level'],
    ['Công an TP Uông Bí', 'abolished_level'],
    ['Công an TP. Uông Bí', 'abolished_level'],
    ['Thành ủy Cẩm Phả', 'abolished_level'],
    ['UBND thành phố Thủ Đức', 'abolished_level'],
    ['nhà trẻ ở thành phố Hạ Long', 'abolished_place'],
  ] as const)('a city of a province is gone as well: %s', (said, rule) => {
    expect(body(`Theo văn bản của ${said} gửi về phường.`)).toEqual([rule])
  })

  it.each([
    ['UBND thành phố Hồ Chí Minh'],
    ['UBND TP.HCM'],
    ['Thành ủy Hà Nội'],
    ['Công an TP Hải Phòng'],
    ['UBND thành phố Huế'],
    ['UBND thành phố'],
    ['đề án thành phố thông minh'],
  ])('and a city under the centre is there: %s', (said) =>
    expect(body(`Theo văn bản của ${said} gửi về phường.`)).toEqual([])
  )

  it.each([
    ['Công khai Quyết định số 12/QĐ-UBND ngày 03/03/2020 của UBND quận Long Biên.'],
    ['Công khai Quyết định số 12/QĐ-UBND ngày 30 tháng 6 năm 2025 của UBND thành phố Cẩm Phả.'],
    ['Công khai bản đồ quy hoạch năm 2019 của UBND huyện Thanh Trì.'],
    ['Công khai tài sản nhận của UBND quận Long Biên (cũ) bàn giao.'],
  ])('a paper of a level that was there then may be named, and is pointed out: %s', (said) => {
    const findings = checkText({ ...good, kind: 'disclosure', body: `${said} Bà con góp ý trước 05/12/2026.` })
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([['abolished_level', 'warn']])
  })

  it('a paper of last month is none of them', () => {
    const said = 'Theo Quyết định ngày 03/10/2026 của UBND quận Long Biên, phường thông báo.'
    expect(checkText({ ...good, kind: 'general', body: said })).toMatchObject([{ rule: 'abolished_level', level: 'block' }]) // prettier-ignore
  })

  it('a province, a city under the centre and the ward are levels that are there', () => {
    expect(body('Theo văn bản của UBND tỉnh và UBND thành phố Hà Nội, phường thông báo.')).toEqual([])
  })

  it.each([
    ['số định danh 031085001234', 'citizen_id'],
    ['CCCD 031 085 001234', 'citizen_id'],
    ['CMND số 123456789', 'citizen_id'],
    ['gọi bà Lan 0912 345 678', 'private_phone'],
    ['gọi +84 912345678', 'private_phone'],
    ['hộ ông Nguyễn Văn Nam, số nhà 12 ngõ 43', 'home_address'],
    ['bà Trần Thị Lan trú tại số 5 đường Hoa', 'home_address'],
    ['Nguyễn Văn An, sinh năm 1970, công nhân, trú tại số 12 ngõ 5 phố Lê Lợi', 'home_address'],
    ['Trần Thị Bình, số nhà 12 ngõ 43', 'home_address'],
  ] as const)('what belongs to a person: %s', (said, rule) => {
    expect(body(`Xin thông báo đến bà con: ${said} theo quy định.`)).toEqual([rule])
  })

  it('a number of the ward, a switchboard and the emergency numbers are nobody’s', () => {
    const text = 'Cần gấp, bà con gọi 114, đường dây nóng 0203 000 0000 hoặc trực ban 0912.345.678 của phường.'
    expect(body(text, { publicPhones: ['0912 345 678'] })).toEqual([])
  })

  it.each([
    ['UBND phường Cẩm Bình, số nhà 12 đường Lê Lợi'],
    ['Nhà văn hóa tổ 12, đường Nguyễn Huệ, số nhà 12'],
    ['trường Lê Quý Đôn, số nhà 5 ngõ 43'],
  ])('the address of an office is no home: %s', (said) => expect(body(`Bà con đến ${said} để nhận quà.`)).toEqual([]))

  it.each([
    [
      'Danh sách hộ nghèo: Nguyễn Văn An 5.000.000 đồng; Trần Thị Bình 3.000.000 đồng; Lê Văn Chín 2.000.000 đồng.',
      'name_list',
    ],
    ['Thanh niên gọi nhập ngũ: Nguyễn Văn An (2007), Trần Văn Bình (2006), Lê Văn Chín (2007).', 'name_list'],
    ['Danh sách hộ nghèo gồm có:\n1. Nguyễn Văn An\n2. Trần Thị Bình\n3. Lê Văn Chín', 'name_list'],
    ['Danh sách nhận trợ cấp: Nguyễn Văn An, Trần Thị Bình, Lê Văn Chín.', 'name_list'],
    ['Ông Nguyễn Văn An nhiễm HIV, cần bà con giúp đỡ.', 'private_matter'],
    ['Bà Trần Thị Bình thuộc hộ nghèo, cần bà con giúp đỡ.', 'private_matter'],
    ['Đưa người nghiện ma túy Lê Văn Chín đi cai nghiện.', 'private_matter'],
  ] as const)('persons are not listed to everybody: %s', (said, rule) => {
    expect(body(said)).toEqual([rule])
    expect(body(said, { kind: 'disclosure' })).toEqual([rule])
  })

  it.each([
    ['Danh sách hộ nghèo niêm yết tại nhà văn hóa tổ 12 từ 28/11/2026.'],
    ['Tham dự có ông Nguyễn Văn An, bà Trần Thị Bình và ông Lê Văn Chín.'],
    ['Phường phòng, chống nghiện ma túy: liên hệ ông Nguyễn Văn An.'],
    ['Rà soát hộ nghèo trên đường Lê Lợi, đường Trần Phú, đường Nguyễn Huệ.'],
  ])('no list of persons: %s', (said) => expect(body(said)).toEqual([]))

  it('candidates stand there with year and work: that is their list', () => {
    const candidates = 'Người ứng cử: Nguyễn Văn An (1970, công nhân); Trần Thị Bình (1975, giáo viên); Lê Văn Chín (1968, hưu trí).' // prettier-ignore
    expect(body(candidates, { kind: 'election' })).toEqual([])
  })

  it.each([
    ['Đề nghị bà con bầu cho ông An.'],
    ['Bà con nên bỏ phiếu cho đồng chí Nguyễn Văn An.'],
    ['Ông Nguyễn Văn An là người có uy tín, làm việc lâu năm.'],
    ['Mong bà con ủng hộ bà Trần Thị Bình trong lần bầu này.'],
    ['Bà con đừng bầu cho ông An.'],
    ['Nguyễn Văn An là ứng cử viên sáng giá nhất.'],
  ])('an election notice says nobody whom to choose: %s', (said) =>
    expect(body(said, { kind: 'election' })).toEqual(['canvassing'])
  )

  it.each([
    ['Hội nghị đã bầu ông Nguyễn Văn An làm Tổ trưởng tổ dân phố 12.'],
    ['Ông Nguyễn Văn An được bầu làm Tổ trưởng với 45 phiếu.'],
    ['Mời bà con bầu Tổ trưởng tổ dân phố 12 tại nhà văn hóa.'],
    ['Bà con lựa chọn người có uy tín, đủ sức khỏe làm Tổ trưởng.'],
    ['Mọi thắc mắc về bầu cử, bà con gặp ông Nguyễn Văn An.'],
  ])('and what is neutral stays: %s', (said) => expect(body(said, { kind: 'election' })).toEqual([]))

  it('an identity number is shown with all but its end hidden', () => {
    const [finding] = checkText({
      ...good,
      kind: 'general',
      body: 'Danh sách gồm người có số 031085001234 của phường.',
    })
    expect(finding?.quote).toBe('•••••••••234')
  })

  it.each([
    ['Bà con chuyển khoản về số tài khoản của tổ để đóng góp.'],
    ['Xin đóng tiền qua STK của phường trong tuần này.'],
  ])('the ward asks for no money by message: %s', (said) => expect(body(said)).toContain('asks_money'))

  it('and may warn of those who do', () => {
    expect(body('Phường không bao giờ yêu cầu chuyển khoản.')).toEqual([])
  })

  it('a blank whose name nobody knows is shown before it is sent as it stands', () => {
    expect(body('Kính mong [ông/bà] trữ nước trước.')).toEqual(['unfilled'])
  })

  it('nobody is elected by message, and saying so is welcome', () => {
    const election = { kind: 'election' as const }
    const atThePlace = 'Bà con đến nơi bỏ phiếu, không bỏ phiếu qua tin nhắn.'
    expect(body(atThePlace, election)).toEqual([])
    expect(body(atThePlace.replace('không', 'hoặc'), election)).toEqual(['votes_in_chat'])
    expect(body('Bà con bỏ phiếu qua Zalo trước ngày 06/12/2026.', election)).toEqual(['votes_in_chat'])
    expect(body('Việc bầu làm trực tiếp tại cuộc họp ngày 06/12/2026, không bỏ phiếu qua tin nhắn.', election)).toEqual(
      []
    )
  })

  it.each([
    ['MỜI HỌP TỔ DÂN PHỐ SỐ MƯỜI HAI', 'all_capitals'],
    ['Các bạn nhớ đến đúng giờ họp tổ dân phố.', 'familiar'],
    ['Kính mời bà con dự họp 🎉 đúng giờ.', 'emoji'],
    ['Thời gian: {{start}} tại nhà văn hóa tổ.', 'unfilled'],
    ['Thời gian: ………… tại nhà văn hóa tổ.', 'unfilled'],
    ['Tài liệu xem tại bit.ly/3abc của phường.', 'hidden_link'],
  ] as const)('manner: %s', (said, rule) => expect(rulesOf({ body: said })).toEqual([rule]))

  it.each([['Nghe trên loa của tổ: UBND, HĐND, MTTQ phường.'], ['Bạn bè, bà con lối xóm cùng đến dự họp đông đủ.']])(
    'no fault: %s',
    (said) => expect(body(said)).toEqual([])
  )

  it('a festive notice may carry one picture', () => {
    expect(body('Chúc bà con năm mới an khang 🌸 và hạnh phúc.')).toEqual([])
    expect(body('Chúc bà con năm mới 🌸🌸 an khang và hạnh phúc.')).toEqual(['emoji'])
  })

  it('too long for a message is stopped, long for a reader is pointed out', () => {
    expect(body('Bà con chú ý. '.repeat(200))).toEqual(['too_long'])
    expect(body('Bà con chú ý. '.repeat(50))).toEqual(['long'])
    expect(body(' ')).toEqual(['empty'])
    expect(rulesOf({ title: 'Mời họp tổ dân phố bàn việc sửa đường '.repeat(4) })).toEqual(['title_too_long'])
  })
})
