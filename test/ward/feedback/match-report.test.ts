import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strip } from '../../../src/platform/vietnamese/strip.ts'
import { matchReport } from '../../../src/ward/feedback/match-report.ts'

type Mine = {
  code: string
  text: string
  place: string
  status: 'in_progress' | 'answered' | 'completed' | 'awaiting_intake'
}
const mine = (n: number, text: string, place = '', status: Mine['status'] = 'in_progress'): Mine => ({
  code: `PA-2611-000${n}`,
  text,
  place,
  status,
})

const five = [
  mine(1, 'Đèn đường trước nhà văn hóa tổ 12 tắt ba hôm nay', 'Tổ dân phố 12'),
  mine(2, 'Rác đầu kiệt 43 không ai dọn', 'Kiệt 43 Thạch Hãn'),
  mine(3, 'Rác ở chợ Mới chất đống', 'Chợ Mới'),
  mine(4, 'Nắp cống trước số nhà 5 hẻm 12 bị bể', 'Hẻm 12 Lê Lợi', 'awaiting_intake'),
  mine(5, 'Quán karaoke đường Trần Phú hát ồn tới nửa đêm', 'Trần Phú', 'answered'),
]

describe('which report a later message is about', () => {
  it.each([
    ['cái đèn vẫn chưa sửa', 1],
    ['den duong to 12 van toi om', 1],
    ['rác kiệt 43 vẫn còn nguyên', 2],
    ['rac cho moi hom nay con nhieu hon', 3],
    ['nap cong lai be them', 4],
    ['hẻm 12 tối qua có người té xuống cống', 4],
    ['karaoke tối qua lại hát', 5],
  ])('%s', (words, n) => {
    expect(matchReport(five, words)).toEqual({ kind: 'one', code: `PA-2611-000${n}` })
  })

  it.each([
    'vẫn chưa ai sửa',
    'vụ rác sao rồi',
    'gửi thêm ảnh nè',
    'cây đổ ngang đường',
    'kiệt 99 cũng vậy',
    'phường có làm không vậy',
  ])('asks back: %s', (words) => {
    expect(matchReport(five, words).kind).toBe('ask')
  })

  it('offers the likely ones first', () => {
    const asked = matchReport(five, 'vụ rác sao rồi')
    expect(asked.kind === 'ask' && [...asked.codes.slice(0, 2)].sort()).toEqual(['PA-2611-0002', 'PA-2611-0003'])
  })

  it('takes the only open one for words that name nothing, but not for words that name something else', () => {
    const [only] = [five[0]!]
    expect(matchReport([only, mine(9, 'Cây xanh gãy', '', 'completed')], 'vẫn chưa ai sửa')).toEqual({
      kind: 'one',
      code: only.code,
    })
    expect(matchReport([only], 'rác kiệt 43 cũng không ai dọn').kind).toBe('ask')
    expect(matchReport([], 'vẫn chưa ai sửa')).toEqual({ kind: 'none' })
  })

  it('takes a place for what it is, though it is only a number, whatever was spoken of before', () => {
    expect(matchReport(five, 'tổ 12 lại bị nữa rồi', 'PA-2611-0003')).toEqual({ kind: 'one', code: 'PA-2611-0001' })
    expect(matchReport(five, 'tổ 9 lại bị nữa rồi', 'PA-2611-0003').kind).toBe('ask')
  })

  it('never takes the wrong one of five, in 200 generated follow-ups, and knows the right one in most that name it', () => {
    const things = [
      { thing: ['đèn đường', 'cái đèn', 'bóng đèn'], text: 'Đèn đường hỏng' },
      { thing: ['rác', 'đống rác', 'vụ đổ rác'], text: 'Rác chất đống không ai dọn' },
      { thing: ['cống', 'nắp cống', 'cái cống'], text: 'Nắp cống bị bể' },
      { thing: ['ổ gà', 'mặt đường'], text: 'Mặt đường nhiều ổ gà' },
      { thing: ['karaoke', 'loa kéo'], text: 'Hàng xóm hát karaoke loa kéo ồn ào' },
      { thing: ['cây', 'cành cây'], text: 'Cành cây sắp gãy' },
      { thing: ['chó thả rông'], text: 'Chó thả rông cắn người' },
    ]
    const places = ['kiệt 43', 'kiệt 12', 'hẻm 7/2', 'ngõ 5', 'ngõ 15', 'chợ Mới', 'đường Lê Lợi', 'đường Trần Phú']
    const frames = [
      '{} vẫn chưa ai sửa',
      'sao {} chưa thấy gì',
      '{} lại bị nữa rồi',
      'gửi thêm ảnh {} nè',
      'hôm nay {} còn tệ hơn',
      'em hỏi {} tới đâu rồi ạ',
      'cái {} đó',
    ]
    const scene = fc.record({
      reports: fc.array(fc.tuple(fc.constantFrom(...things), fc.constantFrom(...places)), {
        minLength: 5,
        maxLength: 5,
      }),
      meant: fc.nat(4),
      frame: fc.constantFrom(...frames),
      names: fc.constantFrom('thing', 'place', 'both', 'nothing'),
      word: fc.nat(2),
      bare: fc.boolean(),
    })
    let [named, known] = [0, 0]
    fc.assert(
      fc.property(scene, ({ reports, meant, frame, names, word, bare }) => {
        const list = reports.map(([{ text }, place], i) => mine(i + 1, `${text} ở ${place}`, place))
        const [thing, place] = reports[meant]!
        const name = {
          thing: thing.thing[word % thing.thing.length]!,
          place,
          both: `${thing.thing[0]} ${place}`,
          nothing: 'việc tôi báo',
        }[names]
        const text = frame.replace('{}', name)
        const got = matchReport(list, bare ? strip(text) : text)
        const isTold =
          reports.filter(
            ([t, p]) => (names !== 'place' ? t === thing : true) && (names !== 'thing' ? p === place : true)
          ).length === 1 && names !== 'nothing'
        if (isTold) named++
        if (got.kind !== 'one') return
        expect(got.code, text + JSON.stringify(list.map((one) => one.text))).toBe(list[meant]!.code)
        if (isTold) known++
      }),
      { numRuns: 200, seed: 2611 }
    )
    expect(known / named).toBeGreaterThan(0.7)
  })
})
