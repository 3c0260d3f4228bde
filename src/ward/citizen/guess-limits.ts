import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'

/**
 * How often a chat may guess at whose it is. No law names a number: the ward's own measure, low because a code is read
 * off a slip and a birth year is known by heart.
 */
export const linkGuessLimits = {
  source: 'ward practice, 2026-11',
  wrongPerChatAndHour: 5,
  wrongPerChatAndDay: 10,
  wrongPerAddressAndHour: 20,
} as const

export type LinkGuess = 'link_code' | 'link_birth_year' | 'link_receipt'

const kinds: readonly LinkGuess[] = ['link_code', 'link_birth_year', 'link_receipt']
const hourMs = 3_600_000

/** Whether this chat, or the address it writes from, has guessed wrong too often. Guesses are weighed one after another. */
export async function hasGuessedTooOften(work: Work, talk: Talk): Promise<boolean> {
  const origin = talk.originHash ?? null
  const name = `link:${work.wardId}:${Buffer.from(origin ?? Buffer.from(talk.conversationId)).toString('hex')}`
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`
  const [hour, day] = [new Date(work.now.getTime() - hourMs), new Date(work.now.getTime() - 24 * hourMs)]
  const wrong = { kind: { in: [...kinds] }, found: false }
  const chat = { ...wrong, conversationId: talk.conversationId }
  const chatHour = await work.db.lookUp.count({ where: { ...chat, at: { gt: hour } } })
  const chatDay = await work.db.lookUp.count({ where: { ...chat, at: { gt: day } } })
  const addressHour =
    origin === null ? 0 : await work.db.lookUp.count({ where: { ...wrong, originHash: origin, at: { gt: hour } } })
  const limits = linkGuessLimits
  return (
    chatHour >= limits.wrongPerChatAndHour ||
    chatDay >= limits.wrongPerChatAndDay ||
    addressHour >= limits.wrongPerAddressAndHour
  )
}

/** Writes a guess down. It stays, whatever came of it. */
export async function writeGuess(
  work: Work,
  talk: Talk,
  guess: { kind: LinkGuess; about: string; found: boolean }
): Promise<void> {
  await work.db.lookUp.create({
    data: {
      conversationId: talk.conversationId,
      originHash: talk.originHash ?? null,
      codeHash: work.seal.hash(guess.kind, guess.about),
      kind: guess.kind,
      found: guess.found,
      at: work.now,
    },
    select: { id: true },
  })
}
