import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { hiddenUnits } from './danger-hidden.ts'
import { ears, earWeights, wordWeights } from './danger-phrases.ts'
import { dangerWeights } from './danger-signs.ts'
import { bucketCount } from './features.ts'
import { lexiconDir, trainingLists } from './lexicon.ts'
import { intents } from './meaning.ts'
import type { Thresholds } from './thresholds.ts'
import { trainModel, type Model } from './train-model.ts'
import { dangerFiles, loadDangerTexts, loadUtterances, utteranceFiles, type Utterance } from './utterances.ts'

/** Raised whenever reading, features or training change what a model means; old caches are then left alone. */
const codeVersion = 14

type Worth = { step: number; bias: number }
type Header = {
  codeVersion: number
  thresholds: Thresholds
  plain: Worth
  hidden: Worth
  phrases: Worth
  utterances: number
  authors: number
}

/** The tables of a model in their order, with their lengths: numbers first, then those in eight bits. */
const classes = intents.length
const numbers = [classes, classes, bucketCount, hiddenUnits, hiddenUnits, earWeights, ears, ears]
const bytes = [bucketCount * classes, dangerWeights, dangerWeights * hiddenUnits, wordWeights]
const total = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + length, 0)

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
  const { plain, hidden, phrases } = danger
  const worth = ({ step, bias }: Worth): Worth => ({ step, bias })
  const header: Header = {
    codeVersion,
    thresholds,
    plain: worth(plain),
    hidden: worth(hidden),
    phrases: worth(phrases),
    utterances,
    authors,
  }
  const tables = [
    ...[classifier.bias, classifier.steps, classifier.rarity],
    ...[hidden.offsets, hidden.votes, phrases.ears, phrases.offsets, phrases.votes],
    ...[classifier.weights, plain.weights, hidden.weights, phrases.weights],
  ].map((table) => Buffer.from(table.buffer, table.byteOffset, table.byteLength))
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...tables]), { level: 6 })
}

/** The model in these bytes, or null when they are of another version or damaged. */
export function readModel(packed: Buffer): Model | null {
  try {
    const all = gunzipSync(packed)
    const end = all.indexOf(10)
    const header = JSON.parse(all.subarray(0, end).toString()) as Header
    if (header.codeVersion !== codeVersion || all.length - end - 1 !== total(numbers) * 4 + total(bytes)) return null
    const tables = new Uint8Array(all.subarray(end + 1)).buffer
    const floats = numbers.map((length, n) => new Float32Array(tables, total(numbers.slice(0, n)) * 4, length))
    const small = bytes.map((length, n) => new Int8Array(tables, total(numbers) * 4 + total(bytes.slice(0, n)), length))
    const [bias, steps, rarity, hiddenOffsets, hiddenVotes, filters, earOffsets, earVotes] = floats as Eight
    const [weights, plain, hidden, words] = small as Four
    return {
      classifier: { bias, steps, rarity, weights },
      danger: {
        plain: { ...header.plain, weights: plain },
        hidden: { ...header.hidden, weights: hidden, offsets: hiddenOffsets, votes: hiddenVotes },
        phrases: { ...header.phrases, weights: words, ears: filters, offsets: earOffsets, votes: earVotes },
      },
      thresholds: header.thresholds,
      utterances: header.utterances,
      authors: header.authors,
    }
  } catch {
    return null
  }
}

type Four = [Int8Array, Int8Array, Int8Array, Int8Array]
type Eight = [...Quarter, ...Quarter]
type Quarter = [Float32Array, Float32Array, Float32Array, Float32Array]
