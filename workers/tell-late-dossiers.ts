import { tellLateDossiers } from '../src/ward/dossier/tell-late-dossiers.ts'
import type { Wired } from '../src/wiring.ts'

export async function tellLateDossiersEverywhere({ database, transact, log }: Wired): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    const told = await transact(id, 'job:tell-late-dossiers', tellLateDossiers)
    if (told > 0) log.info({ wardId: id, told }, 'late dossiers were told')
  }
}
