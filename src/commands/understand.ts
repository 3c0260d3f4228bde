import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { BadConfig, readReferenceTime } from '../config.ts'
import { loadModel } from '../understanding/load-model.ts'
import type { Meaning } from '../understanding/meaning.ts'
import type { Model } from '../understanding/train-model.ts'
import { understand } from '../understanding/understand.ts'

export type UnderstandOptions = { input: Readable; output: Writable; now: Date; model: Model }

/** Reads one message a line and answers with one JSON a line, in the same order. */
export async function understandLines({ input, output, now, model }: UnderstandOptions): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (!output.write(`${JSON.stringify(publicShape(understand(line, { now, model })))}\n`)) {
      await new Promise((resolve) => output.once('drain', resolve))
    }
  }
}

/** What the command promises: text, intent, confidence, decision, three guesses, entities; then what else is known. */
export function publicShape(meaning: Meaning): object {
  const { text, intent, confidence, decision, top, entities, emergency, parts, language, masked } = meaning
  return {
    text, intent, confidence, decision, top, entities, language, masked,
    ...(emergency ? { emergency } : {}),
    ...(parts ? { parts: parts.map(publicShape) } : {}),
  } // prettier-ignore
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await understandLines({
      input: process.stdin,
      output: process.stdout,
      now: readReferenceTime(),
      model: loadModel(),
    })
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
