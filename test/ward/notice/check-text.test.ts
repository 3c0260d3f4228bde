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
  ])('a weekday that is not that day is stopped: %s', (said) => {
    expect(body(`Bà con họp lúc 8 giờ ${said} tại nhà văn hóa.`)).toContain('weekday_mismatch')
  })

  it.each([
    ['thứ Bảy, 28/11/2026'],
    ['ngày 28/11/2026 (thứ Bảy)'],
    ['thứ 7 ngày 28 tháng 11'],
    ['Chủ nhật, 06/12/2026'],
    ['thứ Sáu 01/01/2027'],
    ['trực 24/7'],
    ['số 12/TB-UBND'],
    ['đồng hồ nước 1.5 m'],
  ])('and one that is passes: %s', (said) => {
    expect(body(`Bà con họp lúc 8 giờ ${said} tại nhà văn hóa.`)).toEqual([])
  })

  it('the English words are held to the same days', () => {
    const english = { language: 'en' as const, title: 'Meeting' }
    expect(body('It takes place on Friday, 28 November 2026.', english)).toEqual(['weekday_mismatch'])
    expect(body('It takes place on Saturday, 28 November 2026.', english)).toEqual([])
  })

  it.each([['31/11/2026'], ['29/02/2027'], ['ngày 31 tháng 4 năm 2027']])('a day that does not exist: %s', (said) => {
    expect(body(`Bà con họp ${said} tại nhà văn hóa.`)).toContain('no_such_date')
  })

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
  ] as const)('what belongs to a person: %s', (said, rule) => {
    expect(body(`Xin thông báo đến bà con: ${said} theo quy định.`)).toEqual([rule])
  })

  it('a number of the ward, a switchboard and the emergency numbers are nobody’s', () => {
    const text = 'Cần gấp, bà con gọi 114, đường dây nóng 0203 000 0000 hoặc trực ban 0912.345.678 của phường.'
    expect(body(text, { publicPhones: ['0912 345 678'] })).toEqual([])
  })

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
  })
})
