import type { Intent, Meaning } from '../understanding/meaning.ts'

/** A meaning nobody typed: a button pressed. `text` may carry our own reason. */
export function spoken(intent: Intent, text: string): Meaning {
  return {
    text,
    intent,
    confidence: 1,
    decision: 'act',
    top: [{ intent, confidence: 1 }],
    entities: { dossierCodes: [], doubtfulDossierCodes: [], feedbackCodes: [], phones: [], citizenId: false },
    language: 'vi',
    masked: '',
  }
}
