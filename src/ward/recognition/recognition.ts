/** Whose result the ward or the Front recognises, in writing, or refuses with its reason (Luật 10/2022 Điều 21.2). */
export const recognitionNouns = ['meeting', 'election'] as const
export type RecognitionNoun = (typeof recognitionNouns)[number]

export const outcomes = ['recognised', 'refused'] as const
export type RecognitionOutcome = (typeof outcomes)[number]

/** Which of their own steps are done when the result has been sent. */
export const sentSteps: Readonly<Record<RecognitionNoun, readonly string[]>> = {
  meeting: ['decision', 'dossier'],
  election: ['result_sent'],
}
