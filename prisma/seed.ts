import { loadTranslate } from '../src/platform/i18n.ts'
import { newId } from '../src/platform/ids.ts'
import { seedSampleLetters } from '../src/ward/sample/sample-letters.ts'
import { sampleOfficials, samplePassword } from '../src/ward/sample/sample-offices.ts'
import { sampleWard, seedSample } from '../src/ward/sample/seed-sample.ts'
import type { Wired } from '../src/wiring.ts'

/**
 * Makes the sample ward, or completes it, in one transaction: a start that was killed begins again from nothing. Returns
 * one line per sample login, for whoever started the program.
 */
export async function seedSampleWard({
  database,
  seal,
  transact,
}: Pick<Wired, 'database' | 'seal' | 'transact'>): Promise<string[]> {
  const known = await database.ward.findUnique({ where: { slug: sampleWard.slug }, select: { id: true } })
  const translate = await loadTranslate()
  await transact(known?.id ?? newId(), 'operator', async (work) => {
    await seedSample(work, seal)
    await seedSampleLetters(work, translate)
  })
  return sampleOfficials.map(({ login, unit }) => `${login} / ${samplePassword}  (${unit})`)
}
