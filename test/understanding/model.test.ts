import { describe, expect, test } from 'vitest'
import { score, trainClassifier } from '../../src/understanding/classifier.ts'
import { describeTally, evaluateModel } from '../../src/understanding/evaluate-model.ts'
import { readModel, writeModel } from '../../src/understanding/load-model.ts'
import { intents } from '../../src/understanding/meaning.ts'
import { nearDuplicates } from '../../src/understanding/near-duplicates.ts'
import { prepareLesson } from '../../src/understanding/prepare-lesson.ts'
import { steadyOrder } from '../../src/understanding/repeatable-order.ts'
import { trainModel } from '../../src/understanding/train-model.ts'
import type { Utterance } from '../../src/understanding/utterances.ts'

const said: [Utterance['intent'], string][] = [
  ['greeting', 'chào phường'], ['greeting', 'xin chào cán bộ'], ['greeting', 'alo phường ơi'],
  ['report_problem', 'đèn đường hỏng'], ['report_problem', 'rác đầy ngõ'], ['report_problem', 'cống tắc nước tràn'],
] // prettier-ignore
const utterances = said.map(([intent, text], at): Utterance => ({ intent, text, author: `author ${at % 3}` }))
const lessons = utterances.map(prepareLesson)

describe('training', () => {
  test('twice on the same utterances gives the same model', () => {
    const [one, two] = [trainClassifier(lessons), trainClassifier(lessons)]
    expect(Buffer.from(one.weights.buffer).equals(Buffer.from(two.weights.buffer))).toBe(true)
  })

  test('leaves all other lessons in their order when one is taken away, and has another order each round', () => {
    const names = [11, 22, 33, 44, 55, 66, 77]
    const inOrder = (kept: readonly number[], round: number): number[] =>
      steadyOrder(kept, round).map((at) => kept[at]!)
    const without = names.filter((name) => name !== 44)
    expect(inOrder(without, 1)).toEqual(inOrder(names, 1).filter((name) => name !== 44))
    expect(inOrder(names, 2)).not.toEqual(inOrder(names, 1))
  })

  test('learns what it was shown', () => {
    const classifier = trainClassifier(lessons)
    for (const { raw, intent } of lessons) {
      const logits = score(classifier, raw)
      expect(intents[logits.indexOf(Math.max(...logits))]).toBe(intents[intent])
    }
  })
})

describe('a kept model', () => {
  const model = trainModel(utterances, [
    { text: 'cháy nhà', danger: true },
    { text: 'cháy hàng', danger: false },
  ])
  const bytes = writeModel(model)

  test('is read back as it was', () => {
    const read = readModel(bytes)
    expect(read?.thresholds).toEqual(model.thresholds)
    expect(read?.danger).toEqual(model.danger)
    expect(score(read!.classifier, lessons[0]!.raw)).toEqual(score(model.classifier, lessons[0]!.raw))
  })

  test('is under three megabytes', () => {
    expect(bytes.length).toBeLessThan(3_000_000)
  })

  test('that is cut short or is something else is not used', () => {
    expect(readModel(bytes.subarray(0, bytes.length - 100))).toBeNull()
    expect(readModel(Buffer.from('no model'))).toBeNull()
  })
})

describe('evaluation', () => {
  const messages = [
    { text: 'a', intent: 'greeting', style: 'clean' },
    { text: 'b', intent: 'help', style: 'noisy' },
  ] as const

  test('counts what was right, near and acted upon', () => {
    const evaluation = evaluateModel(messages, () => ({
      intent: 'greeting',
      decision: 'act',
      top: [
        { intent: 'greeting', confidence: 0.9 },
        { intent: 'help', confidence: 0.1 },
      ],
    }))
    expect(evaluation.overall).toEqual({ messages: 2, right: 1, rightInThree: 2, acted: 2, actedRight: 1 })
    expect(evaluation.confusion).toEqual([{ meant: 'help', taken: 'greeting', times: 1 }])
    expect(describeTally(evaluation.byStyle['noisy']!)).toContain('top-1   0.0')
  })

  test('names test messages that training nearly held', () => {
    const found = nearDuplicates(
      ['Đèn đường ngõ 12 hỏng mấy hôm nay', 'xin chào'],
      ['den duong ngo 12 hong may hom nay roi', 'rác đầy ngõ']
    )
    expect(found.map(({ text }) => text)).toEqual(['Đèn đường ngõ 12 hỏng mấy hôm nay'])
  })
})
