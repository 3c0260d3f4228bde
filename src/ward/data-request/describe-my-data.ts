import { maskPhone } from '../citizen/read-phone.ts'
import { retention } from '../retention/retention.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { openDataRequestStatuses, type DataRequestKind } from './data-request.ts'

/** What the ward keeps of the one who writes: to be said in plain words. */
export type MyData = {
  since: Date
  /** Days after which a message is forgotten. */
  messagesKeptDays: number
  messages: number
  neighbourhood: string | null
  noticesStopped: boolean
  /** What the register holds of the citizen this chat is linked to; the phone is masked. */
  citizen: {
    fullName: string
    birthYear: number | null
    phone: string | null
    hasHousehold: boolean
    consents: string[]
  } | null
  officialLinked: boolean
  followedDossiers: number
  requests: { kind: DataRequestKind; dueAt: Date }[]
}

/** Gathers what is kept of this conversation and of the citizen it has proven to belong to. */
export async function describeMyData(work: Work, talk: Talk, _input: Record<string, never>): Promise<MyData> {
  const chat = { conversationId: talk.conversationId }
  const conversation = await work.db.conversation.findFirstOrThrow({
    where: { id: talk.conversationId },
    select: { createdAt: true, noticesStoppedAt: true, neighbourhood: { select: { name: true } } },
  })
  const messages = await work.db.inbound.count({ where: chat })
  const links = await work.db.chatLink.findMany({
    where: { ...chat, endedAt: null },
    select: { citizenId: true, officialId: true },
  })
  const followedDossiers = await work.db.dossierFollow.count({ where: { ...chat, endedAt: null } })
  const requests = await work.db.dataRequest.findMany({
    where: { ...chat, status: { in: [...openDataRequestStatuses] } },
    orderBy: { dueAt: 'asc' },
    select: { kind: true, dueAt: true },
  })
  const citizenId = links.find((link) => link.citizenId !== null)?.citizenId ?? null
  return {
    since: conversation.createdAt,
    messagesKeptDays: daysKept('inbound'),
    messages,
    neighbourhood: conversation.neighbourhood?.name ?? null,
    noticesStopped: conversation.noticesStoppedAt !== null,
    citizen: citizenId === null ? null : await describeCitizen(work, citizenId),
    officialLinked: links.some((link) => link.officialId !== null),
    followedDossiers,
    requests: requests as MyData['requests'],
  }
}

async function describeCitizen(work: Work, citizenId: string): Promise<MyData['citizen']> {
  const row = await work.db.citizen.findFirstOrThrow({
    where: { id: citizenId },
    include: { consents: { where: { withdrawnAt: null }, select: { purpose: true }, orderBy: { purpose: 'asc' } } },
  })
  return {
    fullName: row.fullName,
    birthYear: row.birthYear,
    phone: row.phone === null ? null : maskPhone(work.seal.openText(row.phone)),
    hasHousehold: row.householdId !== null,
    consents: [...new Set(row.consents.map((consent) => consent.purpose))],
  }
}

function daysKept(table: string): number {
  const kept = retention.find((rule) => rule.table === table)?.keptDays
  return typeof kept === 'number' ? kept : 0
}
