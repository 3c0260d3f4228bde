import { beforeAll, describe, expect, it } from 'vitest'
import { basisWords } from '../../src/console/views/basis-words.ts'
import { thresholdWords } from '../../src/console/views/threshold-words.ts'
import { loadTranslate, type Translate } from '../../src/platform/i18n.ts'
import { readReference } from '../support/read-reference.ts'

let t: Translate
beforeAll(async () => void (t = await loadTranslate()))

describe('a rule', () => {
  it.each([
    ['ND59/2023 D3.3', 'khoản 3 Điều 3 Nghị định 59/2023'],
    ['ND59/2023 D6.1a', 'điểm a khoản 1 Điều 6 Nghị định 59/2023'],
    ['Luat10/2022 D40', 'Điều 40 Luật 10/2022'],
    ['Luat85/2015 am.83/2025', 'Luật 85/2015 (sửa đổi theo Luật 83/2025)'],
    ['ND61/2018 D19.4 (legacy)', 'khoản 4 Điều 19 Nghị định 61/2018 (quy định cũ)'],
    ['Luat TC 2018', 'Luật Tố cáo 2018'],
    ['ward practice', 'thông lệ của phường'],
    ['như cán bộ đã viết', 'như cán bộ đã viết'],
  ])('resting on %s is cited as officials cite it: %s', (basis, words) => expect(basisWords(t, basis)).toBe(words))

  it('of the table is never shown in its short form', () => {
    const shown = readReference<{ basis: string }>('law-rules.csv').map(({ basis }) => basisWords(t, basis))
    expect(shown.filter((words) => /^(ND|Luat|NQLT|DVCQG|indicator)/.test(words))).toEqual([])
  })
})

describe('a threshold', () => {
  it.each([
    ['yes*3>=2*total', 'ít nhất 2/3 tổng số hộ tán thành'],
    ['preVote*2>total', 'trên 1/2 tổng số hộ đồng ý biểu quyết trực tuyến'],
    ['support*10>=total', 'ít nhất 1/10 tổng số hộ ủng hộ'],
    ['age>=21', 'từ đủ 21 tuổi'],
    ['như cán bộ đã viết', 'như cán bộ đã viết'],
  ])('%s is said in words: %s', (threshold, words) => expect(thresholdWords(t, threshold)).toBe(words))

  it('of the tables is never shown as it is kept', () => {
    const kept = ['law-rules.csv', 'letter-rules.csv'].flatMap((name) =>
      readReference<{ threshold: string }>(name).flatMap(({ threshold }) => threshold || [])
    )
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.filter((threshold) => thresholdWords(t, threshold) === threshold)).toEqual([])
  })
})
