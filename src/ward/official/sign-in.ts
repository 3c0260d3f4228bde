import type { Work } from '../work.ts'
import { lockSecondsAfter } from './lock-out.ts'
import { normaliseLogin } from './official.ts'
import { passwordMatches } from './password.ts'
import { totpStepOf } from './totp.ts'

/** `passwordMark` ties a half sign-in to the password it was made with. */
export type PasswordOutcome =
  | { kind: 'signed_in'; officialId: string }
  | { kind: 'code_needed'; officialId: string; passwordMark: string }
  | { kind: 'not_let_in' }

type Row = {
  id: string
  password_hash: string
  totp_secret: Uint8Array | null
  totp_last_step: number | null
  failed_sign_ins: number
  locked_until: Date | null
}

const nobodyId = '00000000-0000-0000-0000-000000000000'

/**
 * First half of signing in. Not a Result: a failed guess must stay written. Unknown login, wrong password, ended and
 * locked account answer alike and cost the same work; guesses for one login wait for one another, so that a hundred at
 * once count as a hundred.
 */
export async function checkPassword(
  work: Work,
  { login, password }: { login: string; password: string }
): Promise<PasswordOutcome> {
  const [official] = await work.db.$queryRaw<Row[]>`
    select id::text, password_hash, totp_secret, totp_last_step, failed_sign_ins, locked_until
    from official where login = ${normaliseLogin(login)} and ended_at is null for update`
  const matches = await passwordMatches(official?.password_hash ?? null, password)
  if (official === undefined || isLocked(official, work.now) || !matches) {
    await countFailure(work, official)
    return { kind: 'not_let_in' }
  }
  if (official.totp_secret !== null)
    return { kind: 'code_needed', officialId: official.id, passwordMark: markOf(work, official) }
  await clearFailures(work, official.id, null)
  return { kind: 'signed_in', officialId: official.id }
}

/**
 * Second half: the one-time code. Failures count with those of the password (the password alone clears nothing), and a
 * step that was used is never taken again.
 */
export async function checkTotp(
  work: Work,
  { officialId, passwordMark, code }: { officialId: string; passwordMark: string; code: string }
): Promise<{ kind: 'signed_in'; officialId: string } | { kind: 'not_let_in' }> {
  const [official] = await work.db.$queryRaw<Row[]>`
    select id::text, password_hash, totp_secret, totp_last_step, failed_sign_ins, locked_until
    from official where id = ${officialId}::uuid and ended_at is null for update`
  const known = official?.totp_secret && markOf(work, official) === passwordMark ? official : undefined
  const step = known?.totp_secret ? totpStepOf(work.seal.openText(known.totp_secret), code, work.now) : null
  const isFresh = step !== null && step > (known?.totp_last_step ?? 0)
  if (known === undefined || isLocked(known, work.now) || !isFresh) {
    await countFailure(work, official)
    return { kind: 'not_let_in' }
  }
  await clearFailures(work, known.id, step)
  return { kind: 'signed_in', officialId: known.id }
}

const isLocked = (official: Row, now: Date): boolean => official.locked_until !== null && official.locked_until > now

const markOf = (work: Work, official: Row): string =>
  Buffer.from(work.seal.hash('password_mark', official.password_hash)).toString('base64url')

/** Guesses while the door is locked are refused but lengthen nothing: the owner gets in when the time is over. */
async function countFailure(work: Work, official: Row | undefined): Promise<void> {
  const wasLocked = official !== undefined && isLocked(official, work.now)
  const failures = (official?.failed_sign_ins ?? 0) + (wasLocked ? 0 : 1)
  const lockSeconds = lockSecondsAfter(failures)
  const lockedUntil = wasLocked
    ? official.locked_until
    : lockSeconds > 0
      ? new Date(work.now.getTime() + lockSeconds * 1000)
      : null
  // the same statement runs for a login nobody has: the database takes as long
  await work.db.official.updateMany({
    where: { id: official?.id ?? nobodyId },
    data: { failedSignIns: failures, lockedUntil },
  })
  work.audit('official.sign_in_failed', { officialId: official?.id ?? null, locked: lockedUntil !== null })
}

async function clearFailures(work: Work, officialId: string, step: number | null): Promise<void> {
  await work.db.official.update({
    where: { id: officialId },
    data: { failedSignIns: 0, lockedUntil: null, ...(step === null ? {} : { totpLastStep: step }) },
  })
}
