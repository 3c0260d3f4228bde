import type { Talk } from '../../src/ward/talk.ts'
import { audienceOf } from '../../src/ward/notice/check-notice.ts'
import { findNotice } from '../../src/ward/notice/find-notice.ts'
import { resolveAudience } from '../../src/ward/notice/resolve-audience.ts'
import type { ParticipatingWard } from './participating-ward.ts'

/** The notice that tells a step of a thing. */
export const noticeOfStep = (ward: ParticipatingWard, step: string) =>
  ward.act((work) => work.db.notice.findFirstOrThrow({ where: { sourceRow: { endsWith: `:${step}` } } }))

export type LedgerRow = { to: string; way: string; status: string }

/** The notice of a step has left; `rows` are its ledger. */
export async function letLeave(
  ward: ParticipatingWard,
  step: string,
  rows: readonly LedgerRow[],
  status = 'finished'
): Promise<void> {
  const { id, number } = await noticeOfStep(ward, step)
  await ward.act(async (work) => {
    await work.db.notice.updateMany({ where: { id }, data: { status, expandedAt: work.now, finishedAt: work.now } })
    for (const [slot, { to, way, status: code }] of rows.entries())
      await work.db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way, status)
        values (${work.wardId}::uuid, ${to}::uuid, ${number}, ${slot}, ${work.now}::timestamptz, ${way}::"char", ${code}::"char")`
  })
}

/** What has become of everything this chat was told at once. */
export const settleAtOnce = (ward: ParticipatingWard, { conversationId }: Talk, status: string) =>
  ward.act((work) => work.db.outbox.updateMany({ where: { conversationId }, data: { status, settledAt: work.now } }))

/** Whom the notice of a step reaches, as status, way and why, by the id of chat or citizen. `final`: as it is frozen. */
export async function reachedBy(
  ward: ParticipatingWard,
  step: string,
  { final = false }: { final?: boolean } = {}
): Promise<Record<string, string>> {
  const { id } = await noticeOfStep(ward, step)
  return ward.act(async (work) => {
    const of = await audienceOf(work, (await findNotice(work, { noticeId: id }))!)
    const { text, values } = resolveAudience({ ...of, final }, work.now)
    const rows = await work.db.$queryRawUnsafe<{ recipient_id: string; said: string }[]>(
      `${text} select recipient_id, status::text || way::text || why::text as said from resolved`,
      ...values
    )
    return Object.fromEntries(rows.map(({ recipient_id: who, said }) => [who, said]))
  })
}

/** Every neighbourhood has agreed on the channel of this chat. */
export const agreeOnChannelOf = (ward: ParticipatingWard, { conversationId }: Talk) =>
  ward.act(async (work) => {
    const { channel } = await work.db.conversation.findFirstOrThrow({ where: { id: conversationId } })
    const agreedDate = new Date('2026-01-10T00:00:00Z')
    await work.db.channelAgreement.createMany({
      data: [ward.twelve, ward.seven].map((neighbourhoodId) => ({
        neighbourhoodId,
        channel,
        agreedDate,
        minutesRef: '01/BB',
      })),
      skipDuplicates: true,
    })
  })
