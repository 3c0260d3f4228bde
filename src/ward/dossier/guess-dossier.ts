import { timingSafeEqual } from 'node:crypto'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { isLocked, isPastCap, type GuessCounts } from './look-up-limits.ts'
import { proofHashOf } from './dossier-proof.ts'

/** What a chat may see of the dossier it asked for. */
export type Guess =
  /** The chat has proven itself before, or is linked to the citizen whose phone stands on the receipt. */
  | { kind: 'own'; dossierId: string; provenBy: 'receipt_digits' | 'linked_citizen' }
  /** The proof given now is right. */
  | { kind: 'proven'; dossierId: string }
  /** The code exists; no proof was given. */
  | { kind: 'known'; dossierId: string }
  /** Unknown code, wrong proof, locked code, or past the cap: nobody can tell which. */
  | { kind: 'nothing' }

type Facts = {
  id: string | null
  proofHash: Uint8Array | null
  followed: boolean
  linked: boolean
  wrongProofsAt: Date[]
} & GuessCounts

const hourMs = 3_600_000

/**
 * Weighs one guess at a code, with or without the last four digits of the receipt phone, and writes it down. Right and
 * wrong codes, right and wrong proofs take the same queries and the same comparison, so that time tells nothing either.
 */
export async function guessDossier(
  work: Work,
  talk: Talk,
  { code, proof }: { code: string; proof?: string }
): Promise<Guess> {
  const codeHash = work.seal.hash('dossier_code', code)
  const given = proofHashOf(work.seal, code, proof ?? '')
  await oneGuessAtATime(work, talk, proof === undefined ? null : codeHash)
  const facts = await readFacts(work, talk, { code, codeHash })
  const matches = timingSafeEqual(given, facts.proofHash ?? codeHash) && facts.id !== null
  const { guess, kind } = judge(facts, { matches, proofGiven: proof !== undefined, now: work.now })
  await work.db.lookUp.create({
    data: {
      conversationId: talk.conversationId,
      originHash: talk.originHash ?? null,
      codeHash,
      kind,
      found: guess.kind !== 'nothing',
      at: work.now,
    },
    select: { id: true },
  })
  return guess
}

/** `kind` of the row written: only 'proof' counts for the lock, 'past_cap' and 'own' count for nothing. */
type Judged = { guess: Guess; kind: 'code' | 'proof' | 'locked' | 'past_cap' | 'own' }

function judge(
  facts: Facts,
  { matches, proofGiven, now }: { matches: boolean; proofGiven: boolean; now: Date }
): Judged {
  const locked = isLocked(facts.wrongProofsAt, now)
  const pastCap = isPastCap(facts)
  if (facts.id !== null && (facts.followed || facts.linked)) {
    return {
      guess: { kind: 'own', dossierId: facts.id, provenBy: facts.linked ? 'linked_citizen' : 'receipt_digits' },
      kind: 'own',
    }
  }
  if (pastCap) return { guess: { kind: 'nothing' }, kind: 'past_cap' }
  if (proofGiven && locked) return { guess: { kind: 'nothing' }, kind: 'locked' }
  if (proofGiven)
    return {
      guess: facts.id !== null && matches ? { kind: 'proven', dossierId: facts.id } : { kind: 'nothing' },
      kind: 'proof',
    }
  return { guess: facts.id === null ? { kind: 'nothing' } : { kind: 'known', dossierId: facts.id }, kind: 'code' }
}

/**
 * Guesses from one address, and proofs tried on one code, are counted one after another: fifty at once are fifty, not one.
 * A code without a proof counts only where it comes from: a whole neighbourhood may ask for one dossier at a time.
 */
async function oneGuessAtATime(work: Work, talk: Talk, codeHash: Uint8Array | null): Promise<void> {
  // address before code, everywhere: two turns can wait for each other in one order only
  await lockFor(work, 'address', talk.originHash ?? Buffer.from(talk.conversationId))
  if (codeHash !== null) await lockFor(work, 'code', codeHash)
}

async function lockFor(work: Work, what: 'address' | 'code', hash: Uint8Array): Promise<void> {
  const name = `look-up:${what}:${work.wardId}:${Buffer.from(hash).toString('hex')}`
  await work.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`
}

async function readFacts(
  work: Work,
  talk: Talk,
  { code, codeHash }: { code: string; codeHash: Uint8Array }
): Promise<Facts> {
  const [day, hour] = [new Date(work.now.getTime() - 24 * hourMs), new Date(work.now.getTime() - hourMs)]
  const twoDays = new Date(work.now.getTime() - 48 * hourMs)
  const origin = talk.originHash ?? null
  const [facts] = await work.db.$queryRaw<Facts[]>`
    select d.id, d.proof_hash as "proofHash",
      exists (select 1 from dossier_follow f
        where f.dossier_id = d.id and f.conversation_id = ${talk.conversationId}::uuid and f.ended_at is null
          and f.proven_by = 'receipt_digits') as followed,
      exists (select 1 from chat_link l join citizen c on c.ward_id = l.ward_id and c.id = l.citizen_id
        where l.conversation_id = ${talk.conversationId}::uuid and l.ended_at is null
          and c.deceased_at is null and c.phone_hash = d.phone_hash) as linked,
      chat."chatHour", chat."chatDay", chat."chatCodes", address."addressHour", address."addressCodes",
      array(select g.at from look_up g where g.code_hash = ${codeHash} and g.at > ${twoDays}
        and g.kind = 'proof' and not g.found order by g.at desc limit 50) as "wrongProofsAt"
    from (select count(*) filter (where not found and at > ${hour})::int as "chatHour", count(*) filter (where not found)::int as "chatDay",
            count(distinct code_hash) filter (where found and kind = 'code' and code_hash <> ${codeHash})::int as "chatCodes"
          from look_up where conversation_id = ${talk.conversationId}::uuid and at > ${day} and kind in ('code', 'proof', 'locked')) chat
    cross join
         (select count(*) filter (where not found and at > ${hour})::int as "addressHour",
            count(distinct code_hash) filter (where found and kind = 'code' and code_hash <> ${codeHash})::int as "addressCodes"
          from look_up where origin_hash = ${origin}::bytea and at > ${day} and kind in ('code', 'proof', 'locked')) address
    left join dossier d on d.code = ${code}`
  return facts!
}
