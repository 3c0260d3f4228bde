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
})
