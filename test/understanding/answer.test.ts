import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { answerTo } from '../../src/understanding/answer.ts'
import type { PendingQuestion } from '../../src/understanding/meaning.ts'

type Case = { choices: PendingQuestion['choices']; text: string; expect: string | null }

const { cases } = parse(readFileSync(new URL('../fixtures/understanding/answers.yaml', import.meta.url), 'utf8')) as {
  cases: Case[]
}
const menu = {
  choices: [
    { id: 'status', label: 'Tra cứu hồ sơ' },
    { id: 'feedback', label: 'Gửi phản ánh' },
    { id: 'human', label: 'Gặp cán bộ' },
  ],
}
const vote = {
  choices: [
    { id: 'agree', label: 'Đồng ý' },
    { id: 'disagree', label: 'Không đồng ý' },
    { id: 'other', label: 'Ý kiến khác' },
  ],
}
const confirm = {
  choices: [
    { id: 'yes', label: 'Đúng, gửi đi' },
    { id: 'no', label: 'Không, việc khác' },
  ],
}

function read(pending: PendingQuestion, text: string): string | null {
  const answer = answerTo(pending, text)
  if (answer === null) return null
  return 'correction' in answer ? 'correction' : answer.choiceId
}

test('97 of 100 collected answers are read as they were meant', () => {
  const wrong = cases
    .map(({ choices, text, expect: wanted }) => ({ text, wanted, got: read({ choices }, text) }))
    .filter(({ wanted, got }) => wanted !== got)
  expect(cases.length).toBeGreaterThan(150)
  expect(wrong.length / cases.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.03)
})

describe('a vote', () => {
  test.each([
    ['đồng ý', 'agree'],
    ['dong y', 'agree'],
    ['ko dong y', 'disagree'],
    ['k đồng ý đâu', 'disagree'],
    ['chẳng đồng ý chút nào', 'disagree'],
    ['nỏ đồng ý', 'disagree'],
    ['3', 'other'],
    ['đồng ý thì được gì, không đồng ý thì sao?', null],
    ['đồng ý không?', null],
  ])('“%s” counts as %s', (text, choice) => {
    expect(read(vote, text)).toBe(choice)
  })

  test('that was denied in any words is never counted as agreement', () => {
    const denials = ['không', 'ko', 'k', 'hông', 'hổng', 'chẳng', 'chả', 'nỏ', 'chưa', 'đâu có']
    expect(denials.map((word) => read(vote, `${word} đồng ý`)).filter((choice) => choice === 'agree')).toEqual([])
  })
})

describe('yes and no', () => {
  test.each([
    ['ừ', 'yes'],
    ['ok em', 'yes'],
    ['gui', 'yes'],
    ['dạ đúng rồi ạ', 'yes'],
    ['thôi khỏi', 'no'],
    ['hổng chịu', 'no'],
    ['nỏ', 'no'],
    ['không, việc khác', 'no'],
    ['lúc nãy bấm nhầm', 'correction'],
    ['không biết chữ thì gửi kiểu gì?', null],
  ])('“%s” is %s', (text, choice) => {
    expect(read(confirm, text)).toBe(choice)
  })
})

describe('a choice from a menu', () => {
  test.each([
    ['2', 'feedback'],
    ['2.', 'feedback'],
    ['số 2', 'feedback'],
    ['hai', 'feedback'],
    ['cái thứ hai', 'feedback'],
    ['2️⃣', 'feedback'],
    ['tra cuu', 'status'],
    ['gap can bo', 'human'],
    ['cuối cùng', 'human'],
    ['4', null],
    ['2 hôm nay nhà tôi mất nước', null],
    ['o dau the', null],
    ['ở đâu vậy', null],
    ['ô đầu', 'status'],
    ['0905 112 233', null],
    ['hài lòng', null],
    ['ừ', null],
  ])('“%s” is %s', (text, choice) => {
    expect(read(menu, text)).toBe(choice)
  })
})

test('any text at all is answered with a choice, a correction or nothing', () => {
  const known = new Set(['status', 'feedback', 'human', 'correction', null])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => known.has(read(menu, text))),
    { numRuns: 300 }
  )
})

test('a bare no that only sounds like a word of a choice chooses nothing', () => {
  const choices = [
    { id: 'person', label: 'Gặp cán bộ' },
    { id: 'follow', label: 'Báo cho tôi khi có kết quả' },
    { id: 'book', label: 'Đặt lịch' },
  ]
  expect(answerTo({ choices }, 'thôi')).toBeNull()
  expect(answerTo({ choices }, 'thoi')).toBeNull()
  for (const said of ['bỏ đi', 'thôi bỏ đi', 'thoi bo di']) expect(answerTo({ choices }, said)).toBeNull()
  const withNo = [...choices, { id: 'absent', label: 'Không dự được' }]
  expect(answerTo({ choices: withNo }, 'thôi bỏ đi')).toEqual({ choiceId: 'absent' })
})

describe('the contrary of a choice', () => {
  const stop = {
    choices: [
      { id: 'stop', label: 'Dừng nhận tin' },
      { id: 'other', label: 'Việc khác' },
    ],
  } as PendingQuestion
  test.each(['nhận tin', 'nhan tin', 'tôi muốn nhận tin', 'tin'])(
    'is not chosen by the rest of its words: %s',
    (text) => expect(answerTo(stop, text)).toBeNull()
  )
  test.each(['dừng', 'dung nhan tin', 'dừng nhận tin', 'ngừng nhận tin'])('is chosen by its own: %s', (text) =>
    expect(answerTo(stop, text)).toEqual({ choiceId: 'stop' })
  )
})
