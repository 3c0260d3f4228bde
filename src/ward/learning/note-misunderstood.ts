import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'

/** `masked`: codes, phones, ids and links already replaced. The same words are kept once. */
export async function noteMisunderstood(
  work: Work,
  { masked, guess, confidence }: { masked: string; guess: string; confidence: number }
): Promise<void> {
  const textHash = work.seal.hash('learning', masked.toLowerCase())
  await work.db.learningMessage.createMany({
    data: [{ id: newId(), textHash, masked: work.seal.text(masked), guess, confidence, seenAt: work.now }],
    skipDuplicates: true,
  })
}
