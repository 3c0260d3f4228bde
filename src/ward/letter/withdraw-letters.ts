import { newId } from '../../platform/ids.ts'
import { columnToday, wardDateOf } from '../../platform/ward-time.ts'
import { beginMourning } from '../civil-event/end-deceased.ts'
import { openLetterTask } from '../letter-task/open-letter-task.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { takeBackQueued } from './take-back-queued.ts'

export type Withdrawn = {
  /** Letters that were under way and will not come. */
  stopped: number
  /** The chat is nobody's yet: an official finds whose letters they are. */
  whoseKnown: boolean
}

/** What a family must not be written to about any more: every letter of joy. */
const purposes = ['greeting_birth', 'greeting_marriage', 'greeting_longevity']

/**
 * "Đừng gửi nữa", "cháu không giữ được": at once, whatever the words. Every letter of joy to the household stops, consent is
 * taken back, what waits in the outbox is taken out, and a person is told. `loss`: the house mourns.
 */
export async function withdrawLetters(
  work: Work,
  talk: Talk,
  { loss, words }: { loss: boolean; words: string }
): Promise<Withdrawn> {
  const people = await peopleOf(work, talk)
  await takeBackConsents(
    work,
    talk,
    people.map(({ id }) => id)
  )
  const stopped = await stopLettersOf(work, talk, people)
  if (loss) {
    const households = people.flatMap(({ householdId }) => (householdId === null ? [] : [householdId]))
    await beginMourning(
      work,
      households.map((householdId) => ({ householdId, since: wardDateOf(work.now) }))
    )
  }
  await work.db.letterTask.updateMany({
    where: { conversationId: talk.conversationId, kind: { in: ['birth_wish', 'marriage_wish'] }, status: 'open' },
    data: { status: 'dismissed', closedAt: work.now },
  })
  await openLetterTask(work, {
    kind: loss ? 'loss' : 'withdrawn',
    conversationId: talk.conversationId,
    inboundId: talk.inboundId,
    words,
  })
  work.audit('letters.withdrawn', { conversationId: talk.conversationId, loss, stopped })
  return { stopped, whoseKnown: people.length > 0 }
}

/** Whether a letter of joy is under way to this chat or its household, and whether the household mourns. */
export async function seeHousehold(work: Work, talk: Talk): Promise<{ awaits: boolean; mourns: boolean }> {
  const people = await peopleOf(work, talk)
  const households = people.flatMap(({ householdId }) => (householdId === null ? [] : [householdId]))
  const today = columnToday(work.now)
  const mourning = await work.db.household.count({ where: { id: { in: households }, mourningUntil: { gte: today } } })
  return { awaits: (await joyfulLettersOf(work, talk, people)).length > 0, mourns: mourning > 0 }
}

type Linked = { id: string; householdId: string | null }

/** Whose chat it is. */
async function peopleOf(work: Work, talk: Talk): Promise<Linked[]> {
  const links = await work.db.chatLink.findMany({
    where: { conversationId: talk.conversationId, endedAt: null, citizenId: { not: null } },
    select: { citizen: { select: { id: true, householdId: true } } },
  })
  return links.flatMap(({ citizen }) => (citizen === null ? [] : [citizen]))
}

/** Consents of the register and of events; one that was never given is refused, so that none is taken for granted later. */
async function takeBackConsents(work: Work, talk: Talk, citizenIds: readonly string[]): Promise<void> {
  await work.db.$executeRaw`
    update civil_event_person set withdrawn_at = ${work.now}::timestamptz
    where (conversation_id = ${talk.conversationId}::uuid or citizen_id = any(${[...citizenIds]}::uuid[]))
      and role in ('mother', 'father', 'husband', 'wife') and withdrawn_at is null`
  if (citizenIds.length === 0) return
  await work.db.consent.updateMany({
    where: { citizenId: { in: [...citizenIds] }, purpose: { in: purposes }, withdrawnAt: null },
    data: { withdrawnAt: work.now },
  })
  await work.db.consent.createMany({
    data: citizenIds.flatMap((citizenId) =>
      purposes.map((purpose) => ({
        id: newId(),
        citizenId,
        purpose,
        givenAt: work.now,
        withdrawnAt: work.now,
        evidence: `chat:${talk.inboundId}`,
      }))
    ),
    skipDuplicates: true,
  })
}

/** Letters of joy that have not come to an end. */
async function joyfulLettersOf(work: Work, talk: Talk, people: readonly Linked[]): Promise<string[]> {
  const households = people.flatMap(({ householdId }) => (householdId === null ? [] : [householdId]))
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    select l.id from letter l
    where l.kind <> 'condolence' and l.status in ('waiting', 'held', 'ready', 'approved', 'queued', 'paper', 'review')
      and (l.conversation_id = ${talk.conversationId}::uuid or l.households && ${households}::uuid[]
        or exists (select 1 from civil_event_person p where p.event_id = l.subject_id
          and (p.conversation_id = ${talk.conversationId}::uuid or p.citizen_id = any(${people.map(({ id }) => id)}::uuid[]))))
    for update`
  return rows.map(({ id }) => id)
}

async function stopLettersOf(work: Work, talk: Talk, people: readonly Linked[]): Promise<number> {
  const households = people.flatMap(({ householdId }) => (householdId === null ? [] : [householdId]))
  const ids = await joyfulLettersOf(work, talk, people)
  const left = await takeBackQueued(work, ids)
  const { count } = await work.db.letter.updateMany({
    where: { id: { in: ids.filter((id) => !left.has(id)) } },
    data: { status: 'stopped', why: 'withdrawn', closedAt: work.now },
  })
  // sympathy they may want all the same, but not before a person has thought about it
  await work.db.letter.updateMany({
    where: {
      kind: 'condolence',
      status: { in: ['ready', 'approved', 'paper'] },
      OR: [{ conversationId: talk.conversationId }, { households: { hasSome: households } }],
    },
    data: { status: 'review', why: 'withdrawn' },
  })
  return count
}
