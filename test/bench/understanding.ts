import fc from 'fast-check'
import { loadModel } from '../../src/understanding/load-model.ts'
import { understand } from '../../src/understanding/understand.ts'
import { loadUtterances } from '../../src/understanding/utterances.ts'

/**
 * How fast one core understands residents' messages, beside the limit of the same run: reading the same texts once,
 * letter by letter. `perCpuSecond` counts only the time this process was at work, for machines shared with others.
 * Prints one JSON line last.
 */
const now = new Date('2026-11-21T09:00:00+07:00')
const loadStarted = performance.now()
const model = loadModel()
const loadMs = performance.now() - loadStarted
const texts = loadUtterances().map(({ text }) => text)
const letter = `${texts.slice(0, 40).join('. ')} `.slice(0, 2000)

for (const text of texts.slice(0, 1500)) understand(text, { now, model })

const before = process.cpuUsage()
const times = texts.map((text) => timed(() => understand(text, { now, model }))).sort((a, b) => a - b)
const { user, system } = process.cpuUsage(before)
const total = times.reduce((sum, each) => sum + each, 0)
const long = Array.from({ length: 200 }, () => timed(() => understand(letter, { now, model }))).sort((a, b) => a - b)
const slowestFuzzedMs = Math.max(...fuzzed().map(calmTime))
let sum = 0
const limit = timed(() => {
  for (const text of texts) for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at)
})

const result = {
  bench: 'understanding',
  messages: texts.length,
  perSecond: Math.round((texts.length / total) * 1000),
  perCpuSecond: Math.round((texts.length / (user + system)) * 1e6),
  p50Ms: at(times, 0.5),
  p99Ms: at(times, 0.99),
  twoThousandLettersMs: at(long, 0.5),
  slowestFuzzedMs: round(slowestFuzzedMs),
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

/** Whatever may be sent: garbage of every kind, pieces of residents' own words sewn together, megabytes of one thing. */
function fuzzed(): string[] {
  const pieces = fc.array(fc.oneof(fc.constantFrom(...texts.slice(0, 3000)), fc.string({ unit: 'binary' })), {
    maxLength: 200,
  })
  return [
    ...fc.sample(fc.string({ unit: 'binary', maxLength: 10_000 }), { numRuns: 500, seed: 1 }),
    ...fc.sample(
      pieces.map((each) => each.join(' ')),
      { numRuns: 1000, seed: 2 }
    ),
    ...[
      'a',
      '0',
      ' ',
      'a\u0301',
      '\ud83d',
      '😡',
      '0.-_ ',
      'h49.12-',
      'kẹt trong ',
      '1/1 ',
      'tổ 1 ',
      'à ',
      'www.a.',
      '\n1) ',
    ].map((piece) => piece.repeat(1_000_000 / piece.length)),
  ]
}

/** The shortest of up to five times: what another process took away is not counted. */
function calmTime(text: string): number {
  let best = Infinity
  for (let turn = 0; turn < 5 && best > 20; turn += 1)
    best = Math.min(
      best,
      timed(() => understand(text, { now, model }))
    )
  return best
}
