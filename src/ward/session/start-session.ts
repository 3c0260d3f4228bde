import { newId } from '../../platform/ids.ts'
import type { Work } from '../work.ts'
import { endSession } from './end-session.ts'
import { longestSeconds } from './session.ts'

export type NewSession = {
  officialId: string
  device: string
  /** Keyed hash of the token in the cookie, not bound to the ward: by it the door finds the ward. */
  tokenHash: Uint8Array<ArrayBuffer>
  /** The session this browser had before, whoever's: it ends, so that a token planted before sign-in opens nothing. */
  ends?: { officialId: string; sessionId: string }
}

/** Begins a session. Only the hash of its token is kept. */
export async function startSession(
  work: Work,
  { officialId, device, tokenHash, ends }: NewSession
): Promise<{ sessionId: string; expiresAt: Date }> {
  if (ends !== undefined) await endSession(work, ends)
  const sessionId = newId()
  const expiresAt = new Date(work.now.getTime() + longestSeconds * 1000)
  await work.db.session.create({
    data: { id: sessionId, officialId, device, createdAt: work.now, lastSeenAt: work.now, expiresAt },
  })
  await work.db.doorKey.create({
    data: { hash: tokenHash, wardId: work.wardId, kind: 'session', rowId: sessionId, expiresAt },
  })
  work.audit('session.started', { officialId, sessionId })
  return { sessionId, expiresAt }
}
