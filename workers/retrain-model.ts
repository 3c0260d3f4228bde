import { Worker } from 'node:worker_threads'
import { listLearned } from '../src/ward/learning/list-learning.ts'
import { findLiveModel, keepModelVersion } from '../src/ward/learning/model-version.ts'
import type { Wired } from '../src/wiring.ts'
import type { TrainingOrder, TrainingResult } from './train-thread.ts'

/** Trains a ward's model with what two officials agreed on; it speaks only if it is good enough on held-out messages. */
export async function retrainModel(wired: Wired, wardId: string, train = trainApart): Promise<void> {
  const { transact, log } = wired
  const { learned, live } = await transact(wardId, 'job:retrain-model', async (work) => {
    await work.unring('retrain-model', wardId)
    work.remind('retrain-model', wardId, new Date(work.now.getTime() + longestTrainingMs)) // killed while training: once more
    return { learned: await listLearned(work), live: await findLiveModel(work) }
  })
  const { model, figures, shipped } = await train({ learned })
  const kept = await transact(wardId, 'job:retrain-model', async (work) => {
    await work.unring('retrain-model', wardId)
    return keepModelVersion(work, { model, added: learned.length, figures, live: live?.figures ?? shipped })
  })
  log.info({ wardId, ...kept, ...figures }, 'a model was trained')
}

const longestTrainingMs = 10 * 60_000

function trainApart(order: TrainingOrder): Promise<TrainingResult> {
  const file = import.meta.url.endsWith('.ts') ? './train-thread.ts' : './train-thread.js'
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(file, import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => code !== 0 && reject(new Error(`training ended with ${code}`)))
  })
}
