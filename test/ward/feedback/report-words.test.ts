import { describe, expect, it } from 'vitest'
import { topicsNamed } from '../../../src/ward/feedback/report-words.ts'

describe('what a report is about, by its words', () => {
  it.each([
    ['chó thả rông ở tổ 9', ['animals']],
    ['cho tha rong o to 9', ['animals']],
    ['Đèn đường tắt ba hôm nay', ['lighting']],
    ['den duong tat ba hom nay', ['lighting']],
    ['cống bể, nước chảy lênh láng', ['drainage']],
    ['nước chảy lênh láng', ['drainage']],
    ['karaoke ồn ào suốt đêm', ['noise']],
  ])('%s', (text, topics) => {
    expect(topicsNamed(text)).toEqual(topics)
  })

  it.each([
    'Đề nghị phường mở thêm giờ nhận hồ sơ chiều thứ Năm cho người đi làm.',
    'Cảm ơn phường đã đến tận nhà',
    'đề nghị mở cổng công viên sớm hơn',
  ])('marks decide: %s', (text) => {
    expect(topicsNamed(text)).toEqual([])
  })
})
