// Runs in a thread of its own: training takes most of a minute of one core and must hold up no reply.
import { parentPort, workerData } from 'node:worker_threads'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { evaluateModel, type TestMessage } from '../src/understanding/evaluate-model.ts'
import { loadModel, writeModel } from '../src/understanding/load-model.ts'
import type { Model } from '../src/understanding/train-model.ts'
import { trainModel } from '../src/understanding/train-model.ts'
import { understand } from '../src/understanding/understand.ts'
import { isIntent, loadDangerTexts, loadUtterances } from '../src/understanding/utterances.ts'
import type { ModelFigures } from '../src/ward/learning/learning.ts'

export type TrainingOrder = { learned: { text: string; intent: string }[] }
export type TrainingResult = { model: Uint8Array<ArrayBuffer>; figures: ModelFigures; shipped: ModelFigures }

/** The repository's own messages that nobody trains on. */
function measure(model: Model, messages: readonly TestMessage[]): ModelFigures {
  const now = new Date('2026-11-21T02:00:00Z')
  const { overall } = evaluateModel(messages, (text) => understand(text, { now, model }))
  return {
    topOne: overall.right / overall.messages,
    actPrecision: overall.acted === 0 ? 0 : overall.actedRight / overall.acted,
    coverage: overall.acted / overall.messages,
  }
}

if (parentPort) {
  const { learned } = workerData as TrainingOrder
  const additions = learned.flatMap(({ text, intent }) =>
    isIntent(intent) ? [{ text, intent, author: 'this-ward' }] : []
  )
  const file = path.resolve('locales/vi/understanding/heldout.yaml')
  const { messages } = parse(readFileSync(file, 'utf8')) as { messages: TestMessage[] }
  const model = trainModel([...loadUtterances(), ...additions], loadDangerTexts())
  const result: TrainingResult = {
    model: new Uint8Array(writeModel(model)),
    figures: measure(model, messages),
    shipped: measure(loadModel(), messages),
  }
  parentPort.postMessage(result)
}
