import { cancelTellings } from '../ladder/cancel-tellings.ts'
import type { Work } from '../work.ts'
import type { RecognitionNoun } from './recognition.ts'
import { tellRecognition } from './tell-recognition.ts'

type Mended = { noun: RecognitionNoun; rowId: string; stands: boolean }

/**
 * The result has been written down anew: what waits to tell of its recognition names what holds now. Where nothing of it
 * `stands`, there is nothing to recognise, and it is taken back.
 */
export async function renewRecognition(work: Work, { noun, rowId, stands }: Mended): Promise<void> {
  if (stands) await tellRecognition(work, { noun, rowId })
  else await cancelTellings(work, { noun, rowId, step: 'recognition' })
}
