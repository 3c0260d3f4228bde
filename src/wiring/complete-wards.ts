import { completeLawRules } from '../ward/law/complete-law-rules.ts'
import type { Wired } from '../wiring.ts'

/** At every start: a ward that was opened with an older list of rules gets what has come since. */
export async function completeWards({ database, transact }: Pick<Wired, 'database' | 'transact'>): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    await transact(id, 'operator', async (work) => {
      const done = await completeLawRules(work)
      if (done.added + done.renamed > 0) work.audit('law_rule.completed', done)
    })
  }
}
