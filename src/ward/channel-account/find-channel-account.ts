import type { Work } from '../work.ts'
import type { AccountChannel } from './keep-channel-account.ts'

export type ChannelAccount = {
  id: string
  channel: AccountChannel
  reference: string
  settings: Record<string, string>
}

export async function findChannelAccount(work: Work, id: string): Promise<ChannelAccount | null> {
  const row = await work.db.channelAccount.findFirst({ where: { id } })
  if (row === null) return null
  return {
    id: row.id,
    channel: row.channel as AccountChannel,
    reference: row.reference,
    settings: work.seal.openJson(row.settings),
  }
}

export async function listChannelAccounts(work: Work): Promise<ChannelAccount[]> {
  const rows = await work.db.channelAccount.findMany({ orderBy: { createdAt: 'asc' } })
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel as AccountChannel,
    reference: row.reference,
    settings: work.seal.openJson(row.settings),
  }))
}

/** Something only a person can mend (a token that died, a wrong secret): shown in the console and by `doctor`. */
export async function raiseAccountAlarm(work: Work, id: string, alarm: string): Promise<void> {
  const { count } = await work.db.channelAccount.updateMany({ where: { id, NOT: { alarm } }, data: { alarm } })
  if (count > 0) work.audit('channel_account.alarm', { accountId: id, alarm })
}
