import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadModel } from '../../src/understanding/load-model.ts'
import { intents, type Meaning } from '../../src/understanding/meaning.ts'
import type { Model } from '../../src/understanding/train-model.ts'
import { understand, understandAnswer } from '../../src/understanding/understand.ts'

const now = new Date('2026-11-21T09:00:00+07:00')
let model: Model

beforeAll(() => {
  model = loadModel()
}, 300_000)

const read = (text: string): Meaning => understand(text, { now, model })
const fixture = <Shape>(name: string): Shape =>
  parse(readFileSync(new URL(`../fixtures/understanding/${name}.yaml`, import.meta.url), 'utf8')) as Shape

describe('danger', () => {
  type Told = string | { text: string }
  const textsOf = (list: readonly Told[]): string[] => list.map((each) => (typeof each === 'string' ? each : each.text))

  describe.each(['emergencies', 'danger-chosen-on'])('of the messages in %s', (name) => {
    const { emergencies, ordinary } = fixture<{ emergencies: Told[]; ordinary: Told[] }>(name)

    test('is found in at least 98 of 100 that tell of it', () => {
      const missed = textsOf(emergencies).filter((text) => !read(text).emergency)
      expect(missed.length / emergencies.length, missed.join('\n')).toBeLessThanOrEqual(0.02)
    })

    test('is seen in at most 1 of 100 ordinary ones', () => {
      const alarmed = textsOf(ordinary).filter((text) => read(text).emergency)
      expect(alarmed.length / ordinary.length, alarmed.join('\n')).toBeLessThanOrEqual(0.01)
    })
  })

  test.each([
    'công an khu vực nhận hối lộ của quán karaoke, ai cũng biết',
    'can bo dia chinh nhan hoi lo roi moi chiu ky',
    'quỹ vì người nghèo thâm hụt mà ai cũng im, nghi tham ô',
  ])('never takes an accusation for anything else: “%s”', (text) => {
    expect(read(text).intent).toBe('complaint_denunciation')
  })

  test.each(['cháy', 'cháy!', 'cứu tôi với', 'tôi muốn chết', 'ngất rồi', 'gọi cấp cứu', 'có trộm'])(
    'needs no more words than “%s”',
    (text) => {
      expect(read(text)).toMatchObject({ intent: 'emergency', decision: 'act' })
    }
  )

  test.each([
    ['cháy nhà rồi cứu với', 'fire'],
    ['chay nha roi cuu voi', 'fire'],
    ['bố cháu ngất xỉu không thở được', 'medical'],
    ['chồng em say rượu đang cầm dao đuổi đánh em', 'domestic_violence'],
    ['tôi không muốn sống nữa', 'self_harm'],
    ['nồng nặc mùi gas cả cầu thang', 'gas'],
  ])('“%s” is %s', (text, kind) => {
    expect(read(text)).toMatchObject({ intent: 'emergency', emergency: kind, decision: 'act' })
  })

  test.each([
    'hội chợ phường năm nay cháy hàng luôn',
    'xe chết máy giữa đường, cho hỏi mấy giờ phường làm việc',
    'cuối tháng cháy túi rồi, có được giảm lệ phí không',
    'chết cười với cái thông báo',
    'em đang ngập đầu việc nên chưa lên lấy hồ sơ được',
    'cháu nó đánh nhau hồi tuần trước giờ hỏi thủ tục xin giấy xác nhận',
  ])('“%s” is none', (text) => {
    expect(read(text).emergency).toBeUndefined()
  })

  test('is heard even while another question is pending', () => {
    const pending = {
      choices: [
        { id: 'yes', label: 'Đúng' },
        { id: 'no', label: 'Không' },
      ],
    }
    expect(understandAnswer('cháy nhà rồi cứu với', { now, model, pending })).toMatchObject({
      answer: null,
      meaning: { emergency: 'fire' },
    })
  })
})

test('at most 2 of 100 messages that are none of the ward’s business are acted upon as if they were', () => {
  const { messages } = fixture<{ messages: string[] }>('out-of-scope')
  const acted = messages.map(read).filter(({ decision, intent }) => decision === 'act' && intent !== 'out_of_scope')
  expect(
    acted.length / messages.length,
    acted.map(({ text, intent }) => `${intent}: ${text}`).join('\n')
  ).toBeLessThanOrEqual(0.02)
})

describe('traps of Vietnamese text', () => {
  test.each([
    ['tin này có đúng của phường không', 'election_info'],
    ['to cao nhat khu pho minh la toa nha nao', 'complaint_denunciation'],
    ['vợ tôi đang bầu, xin hỏi chế độ thai sản', 'election_info'],
    ['tôi phản ánh thái độ chứ không tố cáo ai', 'complaint_denunciation'],
    ['khong dong y muc thu', 'affirm'],
  ])('“%s” is not %s', (text, wrong) => {
    expect(read(text)).not.toMatchObject({ intent: wrong, decision: 'act' })
  })

  test('diacritics, their school and their absence do not change the wish', () => {
    const typed = 'Hồ sơ khai sinh của cháu Hoà tới đâu rồi ạ'
    const others = [
      typed.normalize('NFD'),
      typed.replace('Hoà', 'Hòa'),
      'ho so khai sinh cua chau hoa toi dau roi a',
      'hooff sow khai sinh cuar chaus toiws ddaau rooif aj',
    ]
    for (const other of others) expect(read(other).intent, other).toBe(read(typed).intent)
  })

  test('swearing inside a report does not hide the report', () => {
    expect(read('mẹ nó rác đổ đầy ngõ 12 cả tuần đéo ai dọn').intent).toBe('report_problem')
  })

  test('an English message is understood and known to be English', () => {
    expect(read('The street light in front of my house is broken')).toMatchObject({
      language: 'en',
      intent: 'report_problem',
    })
    expect(read('xin chào phường').language).toBe('vi')
  })
})

test('several wishes in one message are told apart, in order', () => {
  const { parts } = read(
    'Cho tôi hỏi hồ sơ H49.12-261120-0034 tới đâu rồi? Nhân tiện đèn đường ngõ 12 hỏng cả tuần nay tối om.'
  )
  expect(parts?.map(({ intent }) => intent)).toEqual(['dossier_status', 'report_problem'])
})

test('one wish told at length stays one', () => {
  expect(read('Đèn đường ngõ 12 hỏng cả tuần nay. Tối om. Mấy cháu đi học về sợ lắm.').parts).toBeUndefined()
})

test('nothing that points at a person is left in what officials may learn from', () => {
  const { masked } = read(
    'Tôi là chủ hồ sơ H49.12-261120-0034, CCCD 001085012345, gọi 0912 345 678 hoặc xem https://vi-du.vn/a?b=1 ngày 26/11'
  )
  expect(masked).not.toMatch(/\d{4,}|https?:|26\/11/)
  expect(masked).toContain('[mã hồ sơ]')
  expect(masked).toContain('[số điện thoại]')
})

describe('whatever is sent', () => {
  test('is understood as something, with probabilities between 0 and 1, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { intent, confidence, top } = read(text)
        return intents.includes(intent) && confidence >= 0 && confidence <= 1 && top.length === 3
      }),
      { numRuns: 200 }
    )
  })

  test.each([
    ['nothing', ''],
    ['a megabyte of one letter', 'a'.repeat(1_000_000)],
    ['a megabyte of digits', '0'.repeat(1_000_000)],
    ['a megabyte of spaces', ' '.repeat(1_000_000)],
    ['stacked accents', 'a\u0301'.repeat(200_000)],
    ['broken surrogates', '\ud83d'.repeat(5_000)],
    ['emoji only', '😡'.repeat(3_000)],
    ['dots and dashes', '0.-_ '.repeat(3_000)],
  ])('%s is survived', (_, text) => {
    expect(intents).toContain(read(text).intent)
  })
})
