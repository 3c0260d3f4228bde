import type { Seal } from '../../platform/seal.ts'
import type { Work } from '../work.ts'

export type AccountChannel = 'zalo' | 'telegram' | 'web'

/** `reference`: what the platform calls the account (app id, bot id, ward slug). `settings` are its secrets, kept sealed. */
export type AccountInput = { channel: AccountChannel; reference: string; settings: Record<string, string> }

export const accountKeyOf = (seal: Seal, channel: AccountChannel, reference: string) =>
  seal.hash('door:channel_account', `${channel}:${reference}`)

/** Adds or renews a ward's account on a channel, and the key by which a webhook finds the ward. Said twice it stays one. */
export async function keepChannelAccount(work: Work, seal: Seal, input: AccountInput): Promise<{ id: string }> {
  const where = { channel: input.channel, reference: input.reference }
  const known = await work.db.channelAccount.findFirst({ where, select: { id: true, settings: true } })
  const sealed = work.seal.json(input.settings)
  if (known) {
    const same = JSON.stringify(work.seal.openJson(known.settings)) === JSON.stringify(input.settings)
    if (same) return { id: known.id }
    await work.db.channelAccount.updateMany({ where: { id: known.id }, data: { settings: sealed, alarm: null } })
    await work.db.channelToken.deleteMany({ where: { accountId: known.id } }) // new secrets, new consent
    work.audit('channel_account.changed', { accountId: known.id })
    return { id: known.id }
  }
  const made = await work.db.channelAccount.create({
    data: { ...where, settings: sealed, createdAt: work.now },
    select: { id: true },
  })
  const hash = accountKeyOf(seal, input.channel, input.reference)
  await work.db.doorKey.upsert({
    where: { hash },
    create: { hash, wardId: work.wardId, kind: 'channel_account', rowId: made.id },
    update: { wardId: work.wardId, rowId: made.id },
  })
  work.audit('channel_account.added', { accountId: made.id, channel: input.channel })
  return made
}
