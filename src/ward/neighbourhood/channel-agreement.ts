import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { columnDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Work } from '../work.ts'
import { byNeighbourhood } from './neighbourhood.ts'

/** Channels a neighbourhood can agree on for its own notices. */
export const agreedChannels = ['zalo', 'telegram', 'web'] as const
export type AgreedChannel = (typeof agreedChannels)[number]

export type NewAgreement = {
  neighbourhoodId: string
  channel: AgreedChannel
  agreedDate: string
  minutesRef: string
  officialId: string
}

/**
 * Records that the people of a neighbourhood have agreed, in minutes, to be told of their statutory matters through a
 * channel. Without it a chat supplements and never replaces (Luật 10/2022 Điều 13.4; NĐ 59/2023 Điều 3.3).
 */
export async function recordAgreement(
  work: Work,
  { neighbourhoodId, channel, agreedDate, minutesRef, officialId }: NewAgreement
): Promise<Result<{ agreementId: string }, 'no_such_neighbourhood' | 'agreed_in_the_future' | 'agreed_already'>> {
  if (agreedDate > wardDateOf(work.now)) return refuse('agreed_in_the_future')
  if ((await work.db.neighbourhood.count({ where: { id: neighbourhoodId } })) === 0)
    return refuse('no_such_neighbourhood')
  const standing = await work.db.channelAgreement.count({ where: { neighbourhoodId, channel, endedAt: null } })
  if (standing > 0) return refuse('agreed_already')
  const id = newId()
  await work.db.channelAgreement.createMany({
    data: [{ id, neighbourhoodId, channel, agreedDate: columnDate(agreedDate), minutesRef, recordedById: officialId }],
  })
  work.audit('agreement.recorded', { agreementId: id, neighbourhoodId, channel })
  return ok({ agreementId: id })
}

/** The neighbourhood has agreed otherwise: from now on the channel only supplements. */
export async function endAgreement(
  work: Work,
  { agreementId }: { agreementId: string }
): Promise<Result<void, 'not_found'>> {
  const { count } = await work.db.channelAgreement.updateMany({
    where: { id: agreementId, endedAt: null },
    data: { endedAt: work.now },
  })
  if (count === 0) return refuse('not_found')
  work.audit('agreement.ended', { agreementId })
  return ok()
}

export type AgreementLine = {
  neighbourhoodId: string
  name: string
  agreements: { id: string; channel: AgreedChannel; agreedDate: string; minutesRef: string; ended: boolean }[]
}

/** Every neighbourhood with what it has agreed on, those standing first. */
export async function listAgreements(work: Work): Promise<AgreementLine[]> {
  const rows = await work.db.neighbourhood.findMany({
    select: {
      id: true,
      code: true,
      name: true,
      agreements: { orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }] },
    },
  })
  return rows.sort(byNeighbourhood).map(({ id, name, agreements }) => ({
    ...{ neighbourhoodId: id, name },
    agreements: agreements.map((one) => ({
      ...{ id: one.id, minutesRef: one.minutesRef, ended: one.endedAt !== null },
      ...{ channel: one.channel as AgreedChannel, agreedDate: one.agreedDate.toISOString().slice(0, 10) },
    })),
  }))
}

/** The neighbourhoods of the ward with their ids, for choosing among them. */
export async function chooseAmongNeighbourhoods(work: Work): Promise<{ id: string; code: string; name: string }[]> {
  return (await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })).sort(byNeighbourhood)
}
