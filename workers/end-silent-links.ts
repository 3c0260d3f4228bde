import { endSilentLinks } from '../src/ward/citizen/see-links.ts'
import type { Wired } from '../src/wiring.ts'

export async function endSilentLinksEverywhere({ database, transact, log }: Wired): Promise<void> {
  for (const { id } of await database.ward.findMany({ select: { id: true } })) {
    const ended = await transact(id, 'job:end-silent-links', endSilentLinks)
    if (ended > 0) log.info({ wardId: id, ended }, 'links of silent chats have ended')
  }
}
