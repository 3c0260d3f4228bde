import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spellNumber } from '../../../src/platform/vietnamese/spell-number.ts'
import { loudspeakerReading, readingSeconds } from '../../../src/ward/notice/loudspeaker.ts'
import { readNoticeTemplates } from '../../../src/ward/notice/notice-template.ts'
import { withoutChat } from '../../../src/ward/notice/without-chat.ts'
import { countSyllables, readAloud } from '../../../src/ward/notice/read-aloud.ts'

describe('a number as it is read aloud', () => {
  it.each([
    [0, 'không'],
    [10, 'mười'],
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [34, 'ba mươi bốn'],
    [105, 'một trăm linh năm'],
    [1005, 'một nghìn không trăm linh năm'],
    [2026, 'hai nghìn không trăm hai mươi sáu'],
    [24_300_000, 'hai mươi bốn triệu ba trăm nghìn'],
    [1_000_000_000, 'một tỷ'],
  ])('%i is "%s"', (number, words) => expect(spellNumber(number)).toBe(words))
})

describe('the reading on the loudspeaker', () => {
  it('says dates, hours, telephone numbers and short forms in words', () => {
    expect(readAloud('[UBND phường] Họp 19 giờ 30 thứ Bảy, 28/11/2026. Gọi 0203 000 0000.')).toBe(
      'Ủy ban nhân dân phường Họp mười chín giờ ba mươi thứ Bảy, ngày hai mươi tám tháng mười một năm hai nghìn không trăm hai mươi sáu. Gọi không hai không ba, không không không, không không không không.'
    )
    expect(readAloud('Ngày 04/4/2027, 08:00, 24.300.000 đồng')).toBe(
      'ngày mùng bốn tháng tư năm hai nghìn không trăm hai mươi bảy, tám giờ, hai mươi bốn triệu ba trăm nghìn đồng'
    )
  })

  it('counts written words as syllables', () => expect(countSyllables('Kính mời bà con, dự họp.')).toBe(6))

  it('takes at most a minute, whatever the notice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Bà con chú ý.', 'Họp lúc 8 giờ 00 ngày 28/11/2026.', 'Gọi 0203 000 0000.'), {
          maxLength: 80,
        }),
        (sentences) => {
          const reading = loudspeakerReading({
            opening: 'Kính thưa bà con. Ủy ban nhân dân phường xin thông báo.',
            title: 'Cắt nước',
            body: sentences.join(' '),
            closing: 'Chi tiết niêm yết tại nhà văn hóa. Xin trân trọng cảm ơn.',
          })
          expect(reading.seconds).toBeLessThanOrEqual(60)
          expect(reading.seconds).toBe(readingSeconds(reading.text))
          expect(reading.text.endsWith('cảm ơn.')).toBe(true)
        }
      )
    )
  })

  it.each([
    ['Liên hệ: 0203. Nhắn "dừng" nếu {{salutation}} không muốn nhận tin thông báo.', 'Liên hệ: 0203.'],
    ['Nếu ông/bà không dự được, xin nhắn ý kiến tại đây.\nXin đến đúng giờ.', 'Xin đến đúng giờ.'],
    ['Câu hỏi xin gửi trước hết 05/12: {{salutation}} nhắn ngay tại đây hoặc gửi ông Thử.', 'Câu hỏi xin gửi trước hết 05/12: gửi ông Thử.'], // prettier-ignore
    ['Bầu trực tiếp tại cuộc họp, không bỏ phiếu qua tin nhắn.', 'Bầu trực tiếp tại cuộc họp, không bỏ phiếu qua tin nhắn.'], // prettier-ignore
    ['Lưu ý.\n\nCần giải thích phần nào, xin nhắn tại đây. Tài liệu ở nhà văn hóa.', 'Lưu ý.\n\nTài liệu ở nhà văn hóa.'], // prettier-ignore
  ])('asks nobody who stands in the street to write in a chat: %s', (text, spoken) =>
    expect(withoutChat(text)).toBe(spoken)
  )

  it('no template says on the loudspeaker or on paper what only a chat can do', () => {
    for (const { vi } of readNoticeTemplates()) {
      expect(withoutChat(vi.body)).not.toMatch(/nhắn (?:ngay )?tại đây|nhắn ["“]/iu)
      expect(withoutChat(vi.body).length).toBeGreaterThan(vi.body.length * 0.4)
    }
  })

  it('leaves out whole sentences, never half of one, and says that it did', () => {
    const reading = loudspeakerReading({
      opening: 'Kính thưa.',
      title: 'Họp',
      body: 'Bà con đến đúng giờ nhé. '.repeat(60),
      closing: 'Xin cảm ơn.',
    })
    expect(reading.cut).toBe(true)
    expect(reading.text).toMatch(/giờ nhé\.\nXin cảm ơn\.$/)
  })

  const agenda = [
    'báo cáo thu chi quỹ vệ sinh năm 2026 và dự toán thu chi năm 2027 của tổ dân phố',
    'kế hoạch sửa đường ngõ 43 và ngõ 45, cách đóng góp và người giám sát thi công',
    'lắp thêm đèn chiếu sáng và máy quay an ninh ở ba đầu ngõ',
    'quy ước của tổ dân phố về giờ giấc, tiếng ồn và việc nuôi chó mèo',
    'bình xét gia đình văn hóa năm 2026',
    'giới thiệu người tham gia Ban công tác Mặt trận',
    'thu gom rác tại nguồn từ tháng một năm sau',
    'ý kiến khác của bà con',
  ]
  const meeting = {
    opening: 'Kính thưa bà con. Ủy ban nhân dân phường xin thông báo.',
    title: 'Mời họp tổ dân phố 12',
    body: [
      'Trân trọng kính mời đại diện hộ gia đình dự họp tổ dân phố 12.',
      `Nội dung: ${agenda.join('; ')}.`,
      'Thời gian: 19 giờ 30 thứ Bảy, 28/11/2026.',
      'Địa điểm: Nhà văn hóa tổ 12.',
      'Thành phần: đại diện các hộ.',
      'Người triệu tập: ông Chu Văn Bền. Giấy mời số 12/GM.',
      'Liên hệ: 0203 000 0000. Kính mong ông/bà bố trí thời gian tham dự.',
    ].join('\n'),
    closing: 'Chi tiết niêm yết tại nhà văn hóa. Xin trân trọng cảm ơn.',
  }

  it('keeps the hour, the place and what to do, and drops the agenda first', () => {
    const { text, seconds, cut } = loudspeakerReading(meeting)
    expect(cut).toBe(true)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(text).toContain('mười chín giờ ba mươi thứ Bảy')
    expect(text).toContain('Địa điểm: Nhà văn hóa tổ mười hai.')
    expect(text).toContain('Liên hệ')
    expect(text).toMatch(/Nội dung: báo cáo thu chi.*\./)
    expect(text).not.toContain('ý kiến khác của bà con')
    expect(text.indexOf('Nội dung')).toBeLessThan(text.indexOf('Thời gian'))
  })

  it('keeps whom to call however long what to do is', () => {
    const todo = Array.from({ length: 20 }, (_one, at) => `đưa người già và trẻ em ở dãy nhà ${at + 1} lên chỗ cao`)
    const { text, seconds } = loudspeakerReading({
      ...meeting,
      title: 'Khẩn: nước lên nhanh',
      body: `Nơi bị ảnh hưởng: ngõ 43.\nBà con cần làm ngay: ${todo.join('; ')}.\nGọi: 114.`,
    })
    expect(text).toContain('Gọi: một trăm mười bốn.')
    expect(text).toContain('dãy nhà một lên chỗ cao')
    expect(seconds).toBeLessThanOrEqual(60)
  })

  it('never takes more than a minute, not for the longest of titles', () => {
    const { text, seconds, cut } = loudspeakerReading({
      ...meeting,
      title: 'cháy lớn ở chợ ngày 28/11/2026 '.repeat(30),
    })
    expect(seconds).toBeLessThanOrEqual(60)
    expect(cut).toBe(true)
    expect(text).toContain('cháy lớn')
    expect(text.endsWith('cảm ơn.')).toBe(true)
  })

  it('says twice what is urgent, where a minute holds it', () => {
    const fire = {
      opening: 'Tin khẩn của phường.',
      title: 'Cháy ở chợ',
      body: 'Bà con cần làm ngay: ra khỏi chợ. Gọi: 114.',
      closing: 'Xin bà con báo cho nhau.',
      again: 'Xin nhắc lại.',
    }
    const { text, seconds } = loudspeakerReading(fire)
    expect(text.match(/ra khỏi chợ/g)).toHaveLength(2)
    expect(text).toContain('\nXin nhắc lại.\n')
    expect(seconds).toBeLessThanOrEqual(60)
    const long = loudspeakerReading({ ...fire, body: `${fire.body} ${'Bà con chú ý. '.repeat(20)}` })
    expect(long.text.match(/ra khỏi chợ/g)).toHaveLength(1)
    expect(long.seconds).toBeLessThanOrEqual(60)
  })
})
