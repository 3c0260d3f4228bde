import { agreedChannels, type AgreedChannel, type AgreementLine } from '../../ward/neighbourhood/channel-agreement.ts'
import { isNamed } from '../is-named.ts'

/** Where an agreement stands on the page: under its channel, or apart once it has ended. */
export type AgreementPart = AgreedChannel | 'ended'

/** An agreement with the name of its neighbourhood. */
export type NamedAgreement = AgreementLine['agreements'][number] & Pick<AgreementLine, 'name'>

export type GroupedAgreements = {
  parts: { part: AgreementPart; of: NamedAgreement[] }[]
  /** Neighbourhoods in which no agreement stands. */
  without: AgreementLine[]
}

/** The agreements by their channel, those that have ended apart; a part without any is left out. */
export function groupAgreements(lines: readonly AgreementLine[]): GroupedAgreements {
  const all = lines.flatMap(({ name, agreements }) => agreements.map((one) => ({ ...one, name })))
  const partOf = ({ channel, endedAt }: NamedAgreement): AgreementPart => (endedAt === null ? channel : 'ended')
  const parts = [...agreedChannels, 'ended' as const].map((part) => ({
    part,
    of: all.filter((one) => partOf(one) === part),
  }))
  return {
    parts: parts.filter(({ of }) => of.length > 0),
    without: lines.filter(({ agreements }) => agreements.every(({ endedAt }) => endedAt !== null)),
  }
}

/** Neighbourhoods that are called so, with or without tones. */
export const searchAgreements = (lines: readonly AgreementLine[], search: string): AgreementLine[] =>
  lines.filter(({ name }) => isNamed(search, name))
