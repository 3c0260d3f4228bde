import { alleysIn } from '../place/place.ts'
import { isOpen } from './feedback.ts'
import type { MyReport } from './report-chat.ts'
import { contentWords, topicsOf } from './report-words.ts'

/** Which of one's own reports a later message is about: surely this one, or the resident is asked; at the first `fitting` the words point. */
export type Matched =
  { kind: 'one'; code: string } | { kind: 'ask'; codes: readonly string[]; fitting: number } | { kind: 'none' }

type Candidate = Pick<MyReport, 'code' | 'text' | 'place' | 'status'>

/** So much surer than the next must the best be. */
const clearLead = 1.5
const enough = 1.5

/**
 * Rather asks than guesses: a report is taken only when the words point at it and at no other. Words that point at nothing
 * ("vẫn chưa ai sửa") mean the only open report, or are asked back. `current`: the report just spoken of.
 */
export function matchReport(reports: readonly Candidate[], words: string, current?: string): Matched {
  if (reports.length === 0) return { kind: 'none' }
  const said = evidenceIn(words)
  const about = reports.map((report) => ({
    code: report.code,
    isOpen: isOpen(report.status),
    ...evidenceIn(`${report.text} ${report.place}`),
  }))
  const open = about.filter((one) => one.isOpen)
  const order = [...open, ...about.filter((one) => !one.isOpen)].map(({ code }) => code)
  if (Object.values(said).every((pieces) => pieces.length === 0)) {
    if (current !== undefined && reports.some(({ code }) => code === current)) return { kind: 'one', code: current }
    return open.length === 1 ? { kind: 'one', code: open[0]!.code } : { kind: 'ask', codes: order, fitting: 0 }
  }
  const scored = about.map((one) => ({ code: one.code, ...weigh(said, one, about) })).sort((a, b) => b.score - a.score)
  const [best, next] = scored
  const isClear =
    best !== undefined &&
    !best.contradicted &&
    best.score >= enough &&
    best.score - Math.max(0, next?.score ?? 0) >= clearLead
  if (isClear) return { kind: 'one', code: best.code }
  const fitting = scored.filter(({ score, contradicted }) => score > 0 && !contradicted).map(({ code }) => code)
  return {
    kind: 'ask',
    codes: [...fitting, ...order.filter((code) => !fitting.includes(code))],
    fitting: fitting.length,
  }
}

type Evidence = {
  words: readonly string[]
  topics: readonly string[]
  alleys: readonly string[]
  numbers: readonly string[]
}

function evidenceIn(text: string): Evidence {
  const words = contentWords(text)
  return {
    words: words.filter((word) => !/^\d/.test(word)),
    topics: topicsOf(text),
    alleys: alleysIn(text),
    numbers: numbersIn(text),
  }
}

/** "tổ 7", "số 12": a number with the word before it. */
const numbersIn = (text: string): string[] => {
  const plain = text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd')
  return [...plain.matchAll(/(?<![\p{L}\p{N}])(to|to dan pho|tdp|khu pho|kp|thon|so nha|so) (?:so )?(\d{1,4})(?![\p{L}\p{N}])/gu)].map(([, word, number]) => `${/^so/.test(word!) ? 'so' : 'to'} ${number}`)
} // prettier-ignore

/** What only this report has counts most; what it cannot be ("kiệt 43" of kiệt 12) rules it out. */
function weigh(
  said: Evidence,
  one: Evidence & { code: string },
  all: readonly (Evidence & { code: string })[]
): { score: number; contradicted: boolean } {
  const rarity = (has: (other: Evidence) => boolean) => 2 / all.filter(has).length ** 1.5
  let score = 0
  for (const word of said.words)
    if (one.words.includes(word)) score += 0.5 * rarity((other) => other.words.includes(word))
  for (const topic of said.topics)
    if (one.topics.includes(topic)) score += rarity((other) => other.topics.includes(topic))
  for (const alley of said.alleys)
    if (one.alleys.includes(alley)) score += rarity((other) => other.alleys.includes(alley))
  for (const number of said.numbers)
    if (one.numbers.includes(number)) score += rarity((other) => other.numbers.includes(number))
  const differs = (mine: readonly string[], its: readonly string[]) =>
    mine.length > 0 && its.length > 0 && !mine.some((part) => its.includes(part))
  const contradicted =
    differs(said.alleys, one.alleys) ||
    differs(said.topics, one.topics) ||
    differs(
      said.numbers.filter((n) => n.startsWith('to')),
      one.numbers.filter((n) => n.startsWith('to'))
    )
  return { score, contradicted }
}
