import { loadModel } from '../../src/understanding/load-model.ts'
import { understand } from '../../src/understanding/understand.ts'
import { loadUtterances } from '../../src/understanding/utterances.ts'

/**
 * How fast one core understands residents' messages, beside the limit of the same run: reading the same texts once,
 * letter by letter. Prints one JSON line last.
 */
const now = new Date('2026-11-21T09:00:00+07:00')
const loadStarted = performance.now()
const model = loadModel()
const loadMs = performance.now() - loadStarted
const texts = loadUtterances().map(({ text }) => text)
const letter = `${texts.slice(0, 40).join('. ')} `.slice(0, 2000)

for (const text of texts.slice(0, 1500)) understand(text, { now, model })

const times = texts.map((text) => timed(() => understand(text, { now, model }))).sort((a, b) => a - b)
const total = times.reduce((sum, each) => sum + each, 0)
const long = Array.from({ length: 200 }, () => timed(() => understand(letter, { now, model }))).sort((a, b) => a - b)
let sum = 0
const limit = timed(() => {
  for (const text of texts) for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at)
})

const result = {
  bench: 'understanding',
  messages: texts.length,
  perSecond: Math.round((texts.length / total) * 1000),
  p50Ms: at(times, 0.5),
  p99Ms: at(times, 0.99),
  twoThousandLettersMs: at(long, 0.5),
  loadMs: round(loadMs),
  limitPerSecond: Math.round((texts.length / limit) * 1000),
  checksum: sum % 997,
}
process.stdout.write(`${JSON.stringify(result)}\n`)

function timed(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function at(sorted: number[], share: number): number {
  return round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
