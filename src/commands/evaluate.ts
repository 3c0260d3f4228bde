import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import {
  describeTally,
  evaluateModel,
  unknownIntents,
  type Evaluation,
  type TestMessage,
} from '../understanding/evaluate-model.ts'
import { evaluateUnseenAuthors } from '../understanding/evaluate-unseen-authors.ts'
import { loadModel } from '../understanding/load-model.ts'
import { nearDuplicates } from '../understanding/near-duplicates.ts'
import { understand } from '../understanding/understand.ts'
import { isIntent, loadUtterances } from '../understanding/utterances.ts'

type Print = (line: string) => void

const usage =
  'usage: evaluate FILE (JSON lines of {"text","intent","style"}, or YAML with `messages`) | evaluate --loao [FOLDS]'

/** Measures understanding on a file of messages whose intent is known, and says which of them training nearly held. */
export function evaluateFile(file: string, now: Date, print: Print): Evaluation {
  const messages = readMessages(file)
  const model = loadModel()
  const evaluation = evaluateModel(messages, (text) => understand(text, { now, model }))
  printEvaluation(evaluation, print)
  const duplicates = nearDuplicates(
    messages.map(({ text }) => text),
    loadUtterances().map(({ text }) => text)
  )
  print(`\nnear-duplicates of training utterances: ${duplicates.length}`)
  for (const { text, like, similarity } of duplicates) print(`  ${similarity.toFixed(2)}  ${text}  ~  ${like}`)
  return evaluation
}

/** Measures understanding of authors that the judging model has not read, fold by fold. */
export function evaluateLeavingAuthorsOut(folds: number, print: Print): Evaluation {
  const evaluation = evaluateUnseenAuthors(loadUtterances(), folds)
  printEvaluation(evaluation, print)
  return evaluation
}

function readMessages(file: string): TestMessage[] {
  const text = readFileSync(file, 'utf8')
  const found = /\.ya?ml$/.test(file)
    ? (parse(text) as { messages: TestMessage[] }).messages
    : text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as TestMessage)
  const unknown = unknownIntents(found)
  if (unknown.length > 0) throw new Error(`${file}: no such intent: ${unknown.join(', ')}`)
  return found.filter(({ intent }) => isIntent(intent))
}

function printEvaluation({ overall, byStyle, byIntent, confusion }: Evaluation, print: Print): void {
  print(`all            ${describeTally(overall)}`)
  for (const [style, tally] of Object.entries(byStyle)) print(`${style.padEnd(14)} ${describeTally(tally)}`)
  print('')
  for (const [intent, tally] of Object.entries(byIntent).sort()) print(`${intent.padEnd(24)} ${describeTally(tally)}`)
  print('\nmost confused (meant → taken):')
  for (const { meant, taken, times } of confusion.slice(0, 25)) print(`  ${times}× ${meant} → ${taken}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [first, second] = process.argv.slice(2)
  const print: Print = (line) => process.stdout.write(`${line}\n`)
  const reference = process.env['REFERENCE_TIME']
  if (first === undefined) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 1
  } else if (first === '--loao') evaluateLeavingAuthorsOut(Number(second ?? 16), print)
  else evaluateFile(first, reference ? new Date(reference) : new Date(), print)
}
