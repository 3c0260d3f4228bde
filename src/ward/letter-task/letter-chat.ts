import { newId } from '../../platform/ids.ts'
import { columnToday } from '../../platform/ward-time.ts'
import { endLink, type LinkEnded } from '../citizen/end-link.ts'
import { purposeOf } from '../civil-event/civil-event.ts'
import { planLetters } from '../letter/plan-letters.ts'
import { takeBackQueued } from '../letter/take-back-queued.ts'
import { seeHousehold, withdrawLetters, type Withdrawn } from '../letter/withdraw-letters.ts'
import { stopNotices, type NoticesStopped } from '../notice/stop-notices.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { openLetterTask } from './open-letter-task.ts'

/** What a chat can ask or tell about letters. None of it opens an event: it meets one of the register, or waits for an official. */

export type LetterWish = { kind: 'birth' | 'marriage'; way: 'chat' | 'paper'; words: string }

/**
 * recorded: the chat is this person's, the consent is kept and counts with the register's entry · official_looks: whose chat
 * it is, is not known, or the house mourns: an official compares names first.
 */
export type WishHeard = { kind: 'recorded' | 'official_looks' }

/** "Đồng ý": for this purpose alone, with the message as its evidence. */
export async function wishForLetter(work: Work, talk: Talk, { kind, way, words }: LetterWish): Promise<WishHeard> {
  const evidence = `chat:${talk.inboundId}`
  const link = await work.db.chatLink.findFirst({
    where: { conversationId: talk.conversationId, endedAt: null, citizenId: { not: null } },
    select: { citizen: { select: { id: true, household: { select: { mourningUntil: true } } } } },
  })
  const citizen = link?.citizen ?? null
  const mourns = citizen?.household?.mourningUntil != null && citizen.household.mourningUntil >= columnToday(work.now)
  if (citizen === null || mourns) {
    const taskKind = kind === 'birth' ? 'birth_wish' : 'marriage_wish'
    const { conversationId, inboundId } = talk
    await openLetterTask(work, { kind: taskKind, conversationId, inboundId, way, words })
    return { kind: 'official_looks' }
  }
  await work.db.consent.createMany({
    data: [{ id: newId(), citizenId: citizen.id, purpose: purposeOf[kind], givenAt: work.now, evidence, way }],
    skipDuplicates: true,
  })
  work.audit('consent.given', { citizenId: citizen.id, purpose: purposeOf[kind] })
  const events = await work.db.civilEventPerson.findMany({
    where: { citizenId: citizen.id, event: { kind } },
    select: { eventId: true },
  })
  if (events.length > 0) await planLetters(work, { eventIds: events.map(({ eventId }) => eventId) })
  return { kind: 'recorded' }
}

/** More words about something that waits for an official already: names, dates, what was wrong. */
export async function tellLetterTask(
  work: Work,
  talk: Talk,
  { kind, words }: { kind: 'birth_wish' | 'marriage_wish' | 'names_wrong'; words: string }
): Promise<void> {
  const { conversationId, inboundId } = talk
  const letterId = kind === 'names_wrong' ? await lastLetterTo(work, conversationId) : null
  await openLetterTask(work, { kind, conversationId, inboundId, letterId, words })
}

/** A death, told by family or neighbours: an official asks before anything happens. */
export async function tellDeath(
  work: Work,
  talk: Talk,
  { words, visit }: { words: string; visit: boolean }
): Promise<void> {
  const { conversationId, inboundId } = talk
  await openLetterTask(work, { kind: 'death_told', conversationId, inboundId, words })
  if (visit) await openLetterTask(work, { kind: 'visit_wish', conversationId, inboundId, words })
}

/**
 * "Dừng": every message. Where a letter of joy is under way, or the house mourns, the family may mean more than it says: its
 * letters stop as well and a person is told, who knows whether to ask or to leave them in peace.
 */
export async function stopMessages(work: Work, talk: Talk, input: { stopped: boolean }): Promise<NoticesStopped> {
  const { conversationId, inboundId } = talk
  const { awaits, mourns } = input.stopped ? await seeHousehold(work, talk) : { awaits: false, mourns: false }
  if (awaits) await withdrawLetters(work, talk, { loss: false, words: '' })
  else if (mourns) {
    const known = await work.db.letterTask.count({ where: { conversationId, kind: 'loss', status: 'open' } })
    if (known === 0) await openLetterTask(work, { kind: 'withdrawn', conversationId, inboundId })
  }
  return stopNotices(work, talk, input)
}

/** The chat asks for no more letters, or tells of a loss. */
export const withdrawLettersByChat = (
  work: Work,
  talk: Talk,
  input: { loss: boolean; words: string }
): Promise<Withdrawn> => withdrawLetters(work, talk, input)

/**
 * "Nhầm người rồi": nothing of that person goes to this chat any more, letters under way to it stop, and an official is
 * told to find out and to apologise.
 */
export async function tellWrongPerson(work: Work, talk: Talk, { words }: { words: string }): Promise<void> {
  const { conversationId, inboundId } = talk
  const letterId = await lastLetterTo(work, conversationId)
  const letters = await work.db.letter.findMany({
    where: { conversationId, status: { in: ['ready', 'approved', 'queued'] } },
    select: { id: true },
  })
  const ids = letters.map(({ id }) => id)
  const left = await takeBackQueued(work, ids)
  await work.db.letter.updateMany({
    where: { id: { in: ids.filter((id) => !left.has(id)) } },
    data: { status: 'stopped', why: 'wrong_person', closedAt: work.now },
  })
  await work.db.civilEventPerson.updateMany({
    where: { conversationId, withdrawnAt: null },
    data: { withdrawnAt: work.now },
  })
  await endLink(work, talk, { why: 'wrong_person' })
  await openLetterTask(work, { kind: 'wrong_person', conversationId, inboundId, letterId, words })
  work.audit('letter.wrong_person', { conversationId, ...(letterId === null ? {} : { letterId }) })
}

async function lastLetterTo(work: Work, conversationId: string): Promise<string | null> {
  const row = await work.db.letter.findFirst({
    where: { conversationId, sentAt: { not: null } },
    orderBy: { sentAt: 'desc' },
    select: { id: true },
  })
  return row?.id ?? null
}

/** The chat is not whom it was linked to: if letters went there, that was an incident as well. */
export async function endLinkAndLetters(
  work: Work,
  talk: Talk,
  input: { why: 'asked' | 'wrong_person' }
): Promise<LinkEnded> {
  const { conversationId } = talk
  const written = input.why === 'wrong_person' && (await work.db.letter.count({ where: { conversationId } })) > 0
  if (written) await tellWrongPerson(work, talk, { words: '' })
  const ended = await endLink(work, talk, input)
  return written ? { kind: 'ended' } : ended
}
