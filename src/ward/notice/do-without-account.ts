import type { Work } from '../work.ts'
import { lockNotice, ringSenders } from './hold-notice.ts'
import { tellAuthor } from './tell-author.ts'

/** As they write themselves, in every language. */
const nameOf: Readonly<Record<string, string>> = { zalo: 'Zalo', telegram: 'Telegram', web: 'web' }

/** How many go first on the account that takes the lead. */
const probeSize = 20

/**
 * The platform refuses an account of the ward: its people wait for it. The others do not: where the first ones were to go by
 * this account, the first ones of another one take their place. Author and operator are told, once.
 */
export async function doWithoutAccount(
  work: Work,
  { noticeId, accountId }: { noticeId: string; accountId: string }
): Promise<void> {
  const account = await work.db.channelAccount.findFirst({ where: { id: accountId } })
  if (account !== null && account.alarm === null) {
    const { count } = await work.db.channelAccount.updateMany({
      where: { id: accountId, alarm: null },
      data: { alarm: 'account_refused' },
    })
    if (count > 0) work.audit('channel_account.alarm', { accountId, alarm: 'account_refused' })
  }
  await lockNotice(work, noticeId)
  const notice = await work.db.notice.findFirst({
    where: { id: noticeId, status: 'sending' },
    select: { number: true, class: true, releasedAt: true },
  })
  if (notice === null) return
  await tellAuthor(work, noticeId, {
    source: 'notice_account',
    sourceRow: `${noticeId}:${accountId}`,
    say: ({ title }) => ({
      say: 'notice.account_broken',
      with: { title, channel: nameOf[account?.channel ?? ''] ?? '' },
    }),
  })
  if (notice.releasedAt === null && (await passTheLead(work, notice.number, accountId)))
    ringSenders(work, { noticeId, class: notice.class }, 1)
}

/** Whether another account's first ones go first now. */
async function passTheLead(work: Work, notice: number, accountId: string): Promise<boolean> {
  const led = await work.db.$queryRaw<{ id: string }[]>`
    with next as (
      select b.id, b.channel, b.account_id, b.first_slot, b.last_slot, b.due_at from delivery_batch b
      where b.ward_id = ${work.wardId}::uuid and b.notice = ${notice} and b.account_id <> ${accountId}::uuid and not b.done and not b.probe
        and not exists (select from delivery_batch p where p.ward_id = b.ward_id and p.notice = b.notice and p.probe and p.account_id <> ${accountId}::uuid)
      order by b.first_slot limit 1 for update),
    rest as (
      insert into delivery_batch (id, ward_id, notice, channel, account_id, first_slot, last_slot, due_at)
      select gen_random_uuid(), ${work.wardId}::uuid, ${notice}, channel, account_id, first_slot + ${probeSize}, last_slot, due_at
      from next where last_slot >= first_slot + ${probeSize}),
    behind as (
      update delivery_batch b set probe = false where b.ward_id = ${work.wardId}::uuid and b.notice = ${notice} and b.account_id = ${accountId}::uuid
        and b.probe and not b.done and exists (select from next))
    update delivery_batch b set probe = true, last_slot = least(b.last_slot, b.first_slot + ${probeSize - 1}) from next n
    where b.ward_id = ${work.wardId}::uuid and b.id = n.id returning b.id`
  return led.length > 0
}
