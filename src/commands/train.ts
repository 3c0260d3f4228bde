import { pathToFileURL } from 'node:url'
import { defaultModelDir, loadModel } from '../understanding/load-model.ts'

/** Makes sure that the model of the present word lists is in the cache; trains it when it is not. */
export function train(print: (line: string) => void, dir = defaultModelDir): void {
  const started = performance.now()
  const { utterances, authors, thresholds } = loadModel({ dir })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  print(`understanding: ${utterances} utterances of ${authors} authors, ready in ${seconds} s`)
  print(`thresholds: ${JSON.stringify(thresholds)}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) train((line) => process.stdout.write(`${line}\n`))
