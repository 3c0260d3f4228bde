import type { Work } from '../work.ts'
import { byName, type LinkEnd, type Proof } from './citizen.ts'

export type CitizenPage = {
  id: string
  reference: string
  fullName: string
  callName: string | null
  birthYear: number | null
  gender: string | null
  phone: string | null
  neighbourhood: { code: string; name: string } | null
  headOfHousehold: boolean
  headOfNeighbourhoods: string[]
  deceasedAt: Date | null
  movedAwayAt: Date | null
  household: {
    code: string
    members: { id: string; fullName: string; birthYear: number | null; headOfHousehold: boolean }[]
  } | null
  links: {
    id: string
    channel: string
    provenBy: Proof
    linkedAt: Date
    lastSeenAt: Date
    endedAt: Date | null
    endedWhy: LinkEnd | null
  }[]
  consents: { id: string; purpose: string; givenAt: Date; evidence: string; withdrawnAt: Date | null }[]
}

/** One citizen with household, chats and consents, for officials; null when there is none in this ward. Reading it is audited. */
export async function findCitizen(work: Work, { id }: { id: string }): Promise<CitizenPage | null> {
  const row = await work.db.citizen.findFirst({
    where: { id },
    include: {
      neighbourhood: { select: { code: true, name: true } },
      heads: { select: { name: true } },
      household: {
        select: {
          code: true,
          members: { select: { id: true, fullName: true, birthYear: true, headOfHousehold: true } },
        },
      },
      links: { include: { conversation: { select: { channel: true } } }, orderBy: { linkedAt: 'desc' } },
      consents: { orderBy: { givenAt: 'desc' } },
    },
  })
  if (row === null) return null
  work.audit('citizen.read', { citizenId: id })
  return {
    id: row.id,
    reference: row.reference,
    fullName: row.fullName,
    callName: row.callName,
    birthYear: row.birthYear,
    gender: row.gender,
    phone: row.phone === null ? null : work.seal.openText(row.phone),
    neighbourhood: row.neighbourhood,
    headOfHousehold: row.headOfHousehold,
    headOfNeighbourhoods: row.heads.map((one) => one.name),
    deceasedAt: row.deceasedAt,
    movedAwayAt: row.movedAwayAt,
    household: row.household && {
      code: row.household.code,
      members: row.household.members.sort(
        (a, b) => Number(b.headOfHousehold) - Number(a.headOfHousehold) || byName(a, b)
      ),
    },
    links: row.links.map((link) => ({
      id: link.id,
      channel: link.conversation.channel,
      provenBy: link.provenBy as Proof,
      linkedAt: link.linkedAt,
      lastSeenAt: link.lastSeenAt,
      endedAt: link.endedAt,
      endedWhy: link.endedWhy as LinkEnd | null,
    })),
    consents: row.consents.map(({ id, purpose, givenAt, evidence, withdrawnAt }) => ({
      id,
      purpose,
      givenAt,
      evidence,
      withdrawnAt,
    })),
  }
}
