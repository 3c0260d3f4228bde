import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { asksBack } from '../../src/conversation/dialogues/asks-back.ts'
import {
  asksList,
  asksProxy,
  asksResult,
  asksToVote,
  asksWhom,
  cannotGoToVote,
  castsVote,
  isGeneral,
  picksOne,
} from '../../src/conversation/dialogues/election-words.ts'
import { asksIfListed } from '../../src/conversation/dialogues/listed-words.ts'
import { tellsTrouble } from '../../src/conversation/tells-trouble.ts'
import { asksOfOwnFund } from '../../src/ward/disclosure/find-disclosures.ts'
import { meant } from './talking.ts'

type Exam = { hears: string[]; misses: string[] }
const exams = parse(
  readFileSync(new URL('../fixtures/conversation/word-lists.yaml', import.meta.url), 'utf8')
) as Record<string, Exam>

const fewest = 25
const lists: Record<string, (text: string) => boolean> = {
  casts_vote: castsVote,
  picks_one: picksOne,
  asks_to_vote: asksToVote,
  asks_whom: asksWhom,
  asks_list: asksList,
  asks_result: asksResult,
  is_general: isGeneral,
  asks_proxy: asksProxy,
  cannot_go_to_vote: cannotGoToVote,
  asks_if_listed: asksIfListed,
  asks_of_own_fund: asksOfOwnFund,
  asks_back: asksBack,
  tells_trouble: (text) => tellsTrouble(meant('report_problem', text)),
}

describe.each(Object.entries(lists))('the words of %s', (name, hears) => {
  const exam = exams[name]!
  it('are examined by enough sentences', () => {
    expect(Math.min(new Set(exam.hears).size, new Set(exam.misses).size)).toBeGreaterThanOrEqual(fewest)
  })
  it('are heard where they are said', () => expect(exam.hears.filter((text) => !hears(text))).toEqual([]))
  it('are not heard where others are said', () => expect(exam.misses.filter(hears)).toEqual([]))
})
