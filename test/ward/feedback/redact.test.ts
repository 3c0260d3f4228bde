import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRedacted, redact } from '../../../src/ward/feedback/redact.ts'

describe('what is published of a report', () => {
  it.each([
    ['Gọi cho tôi 0912 345 678 nhé', 'Gọi cho tôi … nhé'],
    ['số +84 912.345.678', 'số …'],
    ['CCCD 001099012345 của tôi', 'CCCD … của tôi'],
    ['xe tải 30A-123.45 chạy ẩu', 'xe tải … chạy ẩu'],
    ['xe máy 29-B1 234.56 lấn chiếm', 'xe máy … lấn chiếm'],
    ['nhà bà Nguyễn Thị Hoa xả rác', 'nhà bà … xả rác'],
    ['ông Bảy đầu hẻm nuôi chó', 'ông … đầu hẻm nuôi chó'],
    ['Trần Văn Tám đậu xe ngang đường', '… đậu xe ngang đường'],
    ['trước số nhà 12/5 kiệt 43', 'trước số nhà … kiệt 43'],
    ['sn 45B ngõ 9', 'sn … ngõ 9'],
    ['viết cho a.b@example.vn hay https://example.vn/x?y', 'viết cho … hay …'],
  ])('%s', (text, published) => {
    expect(redact(text)).toBe(published)
  })

  it.each([
    'Rác đầu kiệt 43 đường Thạch Hãn, tổ 12',
    'Đèn đường Lê Lợi hỏng',
    'Cống trước trường tiểu học Trần Quốc Toản bị tắc',
    'Chợ Hoàng Mai bán lấn ra lòng đường',
    'kính gửi Ông/Bà cán bộ phường',
    'hỏng từ ngày 20/11/2026 lúc 14 giờ 30',
  ])('leaves what names nobody: %s', (text) => {
    expect(redact(text)).toBe(text)
  })

  it('is the same after it was done once, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('ông', 'Nguyễn', 'Văn', 'số', '12', '0912', '345', '678', '…', '30A', '-', 'An', 'đường', '.')
        ),
        (words) => {
          expect(isRedacted(redact(words.join(' ')))).toBe(true)
        }
      ),
      { numRuns: 500 }
    )
  })
})
