import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import { inventTotpSecret, totpAddress, totpStepOf } from './totp.ts'

export type TotpOffer = { secret: string; address: string; pending: string }

type Pending = { officialId: string; secret: string; until: number }

const offerStandsMs = 15 * 60_000

/** A secret offered but not yet kept: `pending` comes back, sealed, with the first code. */
export function offerTotp(work: Work, { officialId, login }: { officialId: string; login: string }): TotpOffer {
  const secret = inventTotpSecret()
  return offerOf(work, { officialId, secret, until: work.now.getTime() + offerStandsMs }, login)
}

/** The same offer again, after a mistyped code; null when it has lapsed or is another official's. */
export function repeatTotpOffer(
  work: Work,
  { officialId, login, pending }: { officialId: string; login: string; pending: string }
): TotpOffer | null {
  const offered = openPending(work, pending)
  return offered?.officialId === officialId && offered.until > work.now.getTime() ? offerOf(work, offered, login) : null
}

const offerOf = (work: Work, offered: Pending, login: string): TotpOffer => ({
  secret: offered.secret,
  address: totpAddress(offered.secret, login),
  pending: Buffer.from(work.seal.json(offered)).toString('base64url'),
})

function openPending(work: Work, pending: string): Pending | null {
  try {
    return work.seal.openJson<Pending>(Buffer.from(pending, 'base64url'))
  } catch {
    return null // what comes back from a form may be anything: what does not open was not sealed here
  }
}

/** Keeps the offered secret once the app has shown that it knows it. The code shown cannot be used again to sign in. */
export async function enrolTotp(
  work: Work,
  { officialId, pending, code }: { officialId: string; pending: string; code: string }
): Promise<Result<void, 'offer_lapsed' | 'code_wrong'>> {
  const offered = openPending(work, pending)
  if (offered === null || offered.officialId !== officialId || offered.until <= work.now.getTime())
    return refuse('offer_lapsed')
  const step = totpStepOf(offered.secret, code, work.now)
  if (step === null) return refuse('code_wrong')
  await work.db.official.update({
    where: { id: officialId },
    data: { totpSecret: work.seal.text(offered.secret), totpLastStep: step },
  })
  work.audit('official.totp_enrolled', { officialId })
  return ok()
}
