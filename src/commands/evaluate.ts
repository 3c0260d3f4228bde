import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { readReferenceTime } from '../config.ts'
import { normalise } from '../platform/vietnamese/normalise.ts'
import { findEntities } from '../understanding/entities/find-entities.ts'
import { evaluateDanger, type DangerSet } from '../understanding/evaluate-danger.ts'
import { evaluateEntities, type EntityCase, type EntityTally } from '../understanding/evaluate-entities.ts'
import {
  describeTally,
  evaluateModel,
  unknownIntents,
  type Evaluation,
  type TestMessage,
} from '../understanding/evaluate-model.ts'
import { evaluateUnseenAuthors } from '../understanding/evaluate-unseen-authors.ts'
import type { Entities } from '../understanding/meaning.ts'
import { loadModel } from '../understanding/load-model.ts'
import { nearDuplicates, type NearDuplicate } from '../understanding/near-duplicates.ts'
import { understand } from '../understanding/understand.ts'
import { isIntent, loadDangerTexts, loadUtterances } from '../understanding/utterances.ts'

type Print = (line: string) => void

const usage =
  'usage: evaluate FILE (JSON lines of {"text","intent","style"}, or YAML with `messages`) | evaluate --loao [FOLDS] | evaluate --danger FILE (YAML with `emergencies` and `ordinary`) | evaluate --entities FILE'

/** Measures understanding on a file of messages whose intent is known, and says which of them training nearly held. */
export function evaluateFile(file: string, now: Date, print: Print): Evaluation {
  const messages = readMessages(file)
  const model = loadModel()
  const evaluation = evaluateModel(messages, (text) => understand(text, { now, model }))
  printEvaluation(evaluation, print)
  const duplicates = duplicatesOfTraining(messages.map(({ text }) => text))
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

/** Measures how much danger is found, and how often it is seen where there is none. */
export function evaluateDangerIn(file: string, now: Date, print: Print): void {
  const model = loadModel()
  const set = parse(readFileSync(file, 'utf8')) as DangerSet
  const { emergencies, missed, missedButAsked, ordinary, alarmed, asked } = evaluateDanger(set, (text) =>
    understand(text, { now, model })
  )
  print(`found         ${share(emergencies - missed.length, emergencies)}`)
  print(`or asked      ${share(emergencies - missed.length + missedButAsked.length, emergencies)}`)
  print(`false alarms  ${share(alarmed.length, ordinary)}`)
  print(`asked in vain ${share(asked.length, ordinary)}`)
  const texts = [...set.emergencies, ...set.ordinary].map((each) => (typeof each === 'string' ? each : each.text))
  print(`near-duplicates of training ${share(duplicatesOfTraining(texts).length, texts.length)}`)
  for (const text of missed) print(`  missed  ${text}`)
  for (const text of alarmed) print(`  alarmed ${text}`)
}

/** Measures how well codes, numbers, days and sums are read, all messages and the traps among them. */
export function evaluateEntitiesIn(file: string, print: Print): void {
  const { messages } = parse(readFileSync(file, 'utf8')) as { messages: EntityCase[] }
  const traps = messages.filter(({ trap }) => trap)
  print(`messages ${messages.length}, traps among them ${traps.length}`)
  const read = (text: string, now: Date): Entities => findEntities(normalise(text).text, now).entities
  const fields = [
    'dossierCodes',
    'feedbackCodes',
    'phones',
    'citizenId',
    'date',
    'time',
    'neighbourhood',
    'amountDong',
  ] as const
  for (const field of fields) {
    const [all, trapped] = [messages, traps].map((cases) => evaluateEntities(cases, [field], read)) as [
      EntityTally,
      EntityTally,
    ]
    print(
      `${field.padEnd(14)} ${share(all.asked - all.wrong.length, all.asked)}   traps ${share(trapped.asked - trapped.wrong.length, trapped.asked)}`
    )
    for (const wrong of all.wrong) print(`  ${wrong}`)
  }
}

const duplicatesOfTraining = (texts: readonly string[]): NearDuplicate[] =>
  nearDuplicates(
    texts,
    [...loadUtterances(), ...loadDangerTexts()].map(({ text }) => text)
  )

function share(part: number, of: number): string {
  return `${part} of ${of} = ${of === 0 ? '–' : ((100 * part) / of).toFixed(1)} %`
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
  const now = readReferenceTime()
  if (first === undefined) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 1
  } else if (first === '--loao') evaluateLeavingAuthorsOut(Number(second ?? 16), print)
  else if (first === '--danger' && second) evaluateDangerIn(second, now, print)
  else if (first === '--entities' && second) evaluateEntitiesIn(second, print)
  else evaluateFile(first, now, print)
}
