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
  /** The key of the form it was typed in: the same form is kept once. */
  agreementId?: string
}

export type AgreementRefusal =
  | 'no_such_neighbourhood'
  | 'agreed_in_the_future'
  | 'agreed_already'
  /** There, of the same day, and ended: it is taken back instead of being recorded again. */
  | 'agreed_and_ended'

/**
 * Records that the people of a neighbourhood have agreed, in minutes, to be told of their statutory matters through a
 * channel. Without it a chat supplements and never replaces (Luật 10/2022 Điều 13.4; NĐ 59/2023 Điều 3.3).
 */
export async function recordAgreement(
  work: Work,
  { neighbourhoodId, channel, agreedDate, minutesRef, officialId, agreementId: id = newId() }: NewAgreement
): Promise<Result<{ agreementId: string }, AgreementRefusal>> {
  if (agreedDate > wardDateOf(work.now)) return refuse('agreed_in_the_future')
  if (!(await lockNeighbourhood(work, neighbourhoodId))) return refuse('no_such_neighbourhood')
  const standing = await standingOf(work, { neighbourhoodId, channel })
  if (standing !== null) return standing === id ? ok({ agreementId: id }) : refuse('agreed_already')
  const row = { id, neighbourhoodId, channel, agreedDate: columnDate(agreedDate), minutesRef }
  const { count } = await work.db.channelAgreement.createMany({
    data: [{ ...row, recordedById: officialId }],
    skipDuplicates: true,
  })
  if (count === 0) return refuse('agreed_and_ended')
  work.audit('agreement.recorded', { agreementId: id, neighbourhoodId, channel })
  return ok({ agreementId: id })
}

/** The neighbourhood has agreed otherwise: from now on the channel only supplements. Done twice it is done once. */
export async function endAgreement(
  work: Work,
  { agreementId }: { agreementId: string }
): Promise<Result<void, 'not_found'>> {
  const { count } = await work.db.channelAgreement.updateMany({
    where: { id: agreementId, endedAt: null },
    data: { endedAt: work.now },
  })
  if (count > 0) work.audit('agreement.ended', { agreementId })
  else if ((await work.db.channelAgreement.count({ where: { id: agreementId } })) === 0) return refuse('not_found')
  return ok()
}

/** A slip of the hand: an agreement ended today stands again. One ended before today has to be agreed on anew. */
export async function takeBackEnd(
  work: Work,
  { agreementId }: { agreementId: string }
): Promise<Result<void, 'not_found' | 'agreed_already'>> {
  const found = await work.db.channelAgreement.findFirst({ where: { id: agreementId } })
  if (found === null || !isEndedToday(found, work.now)) return refuse('not_found')
  await lockNeighbourhood(work, found.neighbourhoodId)
  if ((await standingOf(work, found)) !== null) return refuse('agreed_already')
  const { count } = await work.db.channelAgreement.updateMany({ where: { id: agreementId }, data: { endedAt: null } })
  if (count === 0) return refuse('not_found')
  work.audit('agreement.end_taken_back', { agreementId })
  return ok()
}

const isEndedToday = ({ endedAt }: { endedAt: Date | null }, now: Date): boolean =>
  endedAt !== null && wardDateOf(endedAt) === wardDateOf(now)

/** Two who write down the same meeting do it one after the other. False where there is no such neighbourhood. */
async function lockNeighbourhood(work: Work, neighbourhoodId: string): Promise<boolean> {
  const rows = await work.db.$queryRaw<unknown[]>`
    select id from neighbourhood where id = ${neighbourhoodId}::uuid for no key update`
  return rows.length > 0
}

/** The agreement on this channel that stands; null: none. */
async function standingOf(
  work: Work,
  { neighbourhoodId, channel }: { neighbourhoodId: string; channel: string }
): Promise<string | null> {
  const where = { neighbourhoodId, channel, endedAt: null }
  return (await work.db.channelAgreement.findFirst({ where, select: { id: true } }))?.id ?? null
}

export type AgreementLine = {
  neighbourhoodId: string
  name: string
  agreements: {
    id: string
    channel: AgreedChannel
    agreedDate: string
    minutesRef: string
    /** Null while it stands. */
    endedAt: Date | null
    mayTakeBack: boolean
  }[]
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
      ...{ id: one.id, minutesRef: one.minutesRef, endedAt: one.endedAt, mayTakeBack: isEndedToday(one, work.now) },
      ...{ channel: one.channel as AgreedChannel, agreedDate: one.agreedDate.toISOString().slice(0, 10) },
    })),
  }))
}

/** The neighbourhoods of the ward with their ids, for choosing among them. */
export async function chooseAmongNeighbourhoods(work: Work): Promise<{ id: string; code: string; name: string }[]> {
  return (await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })).sort(byNeighbourhood)
}
