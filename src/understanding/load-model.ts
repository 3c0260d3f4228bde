import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { dangerWeights } from './danger-model.ts'
import { bucketCount } from './features.ts'
import { lexiconDir, trainingLists } from './lexicon.ts'
import { intents } from './meaning.ts'
import type { Thresholds } from './thresholds.ts'
import { trainModel, type Model } from './train-model.ts'
import { dangerFiles, loadDangerTexts, loadUtterances, utteranceFiles, type Utterance } from './utterances.ts'

/** Raised whenever reading, features or training change what a model means; old caches are then left alone. */
const codeVersion = 22

type Header = { codeVersion: number; thresholds: Thresholds; dangerBias: number; utterances: number; authors: number }

/** Where trained models are kept when nobody says otherwise: outside the repository's own files. */
export const defaultModelDir = join(dirname(dirname(dirname(lexiconDir))), 'node_modules', '.cache', 'loa-phuong')

/**
 * The model of these word lists and utterances: from `dir` if it was trained before, else trained now (under a minute)
 * and kept there. `additions` are utterances approved by the ward, learned beside the shipped ones.
 */
export function loadModel({
  dir = defaultModelDir,
  additions = [],
}: { dir?: string; additions?: readonly Utterance[] } = {}): Model {
  const file = join(dir, `understanding-${fingerprint(additions)}.model`)
  const known = existsSync(file) ? readModel(readFileSync(file)) : null
  if (known) return known
  const model = trainModel([...loadUtterances(), ...additions], loadDangerTexts())
  const bytes = writeModel(model)
  mkdirSync(dir, { recursive: true })
  const half = `${file}.${process.pid}`
  writeFileSync(half, bytes)
  renameSync(half, file)
  return readModel(bytes) ?? model
}

/** Changes whenever the data or the code that a model depends on change. */
function fingerprint(additions: readonly Utterance[]): string {
  const hash = createHash('sha256').update(`${codeVersion} ${intents.join()} ${bucketCount}`)
  for (const { name, text } of [...trainingLists(), ...utteranceFiles(), ...dangerFiles()])
    hash.update(name).update(text)
  for (const { text, intent, author } of additions) hash.update(JSON.stringify([text, intent, author]))
  return hash.digest('hex').slice(0, 16)
}

/** A model as bytes: a header line of JSON, then the tables, packed. */
export function writeModel({ classifier, danger, thresholds, utterances, authors }: Model): Buffer {
  const header: Header = { codeVersion, thresholds, dangerBias: danger.bias, utterances, authors }
  const { bias, steps, rarity, weights } = classifier
  const tables = [bias, steps, rarity, danger.weights, weights].map((table) =>
    Buffer.from(table.buffer, table.byteOffset, table.byteLength)
  )
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...tables]), { level: 6 })
}

/** The model in these bytes, or null when they are of another version or damaged. */
export function readModel(bytes: Buffer): Model | null {
  try {
    const all = gunzipSync(bytes)
    const end = all.indexOf(10)
    const header = JSON.parse(all.subarray(0, end).toString()) as Header
    const expected = (intents.length * 2 + bucketCount + dangerWeights) * 4 + bucketCount * intents.length
    if (header.codeVersion !== codeVersion || all.length - end - 1 !== expected) return null
    const tables = new Uint8Array(all.subarray(end + 1)).buffer
    const floats = (from: number, count: number): Float32Array => new Float32Array(tables, from * 4, count)
    const classes = intents.length
    return {
      classifier: {
        bias: floats(0, classes),
        steps: floats(classes, classes),
        rarity: floats(classes * 2, bucketCount),
        weights: new Int8Array(tables, (classes * 2 + bucketCount + dangerWeights) * 4),
      },
      danger: { weights: floats(classes * 2 + bucketCount, dangerWeights), bias: header.dangerBias },
      thresholds: header.thresholds,
      utterances: header.utterances,
      authors: header.authors,
    }
  } catch {
    return null
  }
}
