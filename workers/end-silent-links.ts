import { endSilentLinks } from '../src/ward/citizen/see-links.ts'
import type { Wired } from '../src/wiring.ts'
import { inEveryWard } from './in-every-ward.ts'

export const endSilentLinksEverywhere = (wired: Wired): Promise<void> =>
  inEveryWard(wired, async (wardId) => {
    const ended = await wired.transact(wardId, 'job:end-silent-links', endSilentLinks)
    if (ended > 0) wired.log.info({ wardId, ended }, 'links of silent chats have ended')
  })
