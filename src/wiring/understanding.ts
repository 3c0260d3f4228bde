import path from 'node:path'
import { answerTo } from '../understanding/answer.ts'
import { loadModel, readModel } from '../understanding/load-model.ts'
import type { Model } from '../understanding/train-model.ts'
import { understand } from '../understanding/understand.ts'
import type { TurnTools } from '../conversation/take-turn.ts'
import { findLiveModel, liveModelNumber } from '../ward/learning/model-version.ts'
import type { Work } from '../ward/work.ts'

/** How long a ward's choice of model is believed before it is asked again: a new one speaks within seconds, everywhere. */
const askAgainMs = 5_000

type Speaking = { number: number; model: Model; until: number }

type Options = {
  modelDir?: string
  /** Only when first asked: for a process that seldom is. */
  late?: boolean
}

/** The shipped model, and beside it the models of wards whose officials have taught theirs. */
export function loadUnderstanding({ modelDir, late = false }: Options = {}): Pick<
  TurnTools,
  'understand' | 'answerTo'
> {
  const load = () => loadModel(modelDir === undefined ? {} : { dir: path.join(modelDir, 'models') })
  let shipped = late ? null : load()
  const speaking = new Map<string, Speaking>()

  async function modelOf(work: Work): Promise<Model> {
    const known = speaking.get(work.wardId)
    if (known && known.until > work.now.getTime()) return known.model
    const until = work.now.getTime() + askAgainMs
    const number = await liveModelNumber(work)
    if (known && known.number === number) {
      known.until = until
      return known.model
    }
    const live = number === 0 ? null : await findLiveModel(work)
    const model = (live && readModel(Buffer.from(live.model))) ?? (shipped ??= load()) // a model of another version of this program is passed over
    speaking.set(work.wardId, { number, model, until })
    return model
  }

  return {
    understand: async (work, text) => understand(text, { now: work.now, model: await modelOf(work) }),
    answerTo,
  }
}
