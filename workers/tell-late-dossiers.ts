import { tellLateDossiers } from '../src/ward/dossier/tell-late-dossiers.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

export const tellLateDossiersEverywhere = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    const told = await wired.transact(wardId, 'job:tell-late-dossiers', tellLateDossiers)
    if (told > 0) wired.log.info({ wardId, told }, 'late dossiers were told')
  })
