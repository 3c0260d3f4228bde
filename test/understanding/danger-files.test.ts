import { describe, expect, test } from 'vitest'
import { dangerFiles, readDangerFile } from '../../src/understanding/utterances.ts'

describe('files of danger and of what only sounds like it', () => {
  test('are read whole: a heading nobody reads stops the training', () => {
    const file = { name: 'x.yaml', text: "author: x\nabout: 'y'\ndanger: ['cháy']\nordinary: ['hết cháy rồi']\n" }
    expect(() => readDangerFile(file)).toThrow('ordinary')
  })

  test('hold danger and calm, by authors of their own', () => {
    const texts = dangerFiles().flatMap(readDangerFile)
    expect(texts.filter(({ danger }) => danger).length).toBeGreaterThan(2_000)
    expect(texts.filter(({ danger }) => !danger).length).toBeGreaterThan(4_000)
  })
})
