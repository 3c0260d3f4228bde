import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import type { KeyedHash, Seal } from '../platform/seal.ts'
import { isId } from '../platform/ids.ts'
import type { Flash } from './answer.ts'
import { root } from './console-app.ts'

const names = {
  session: 'console_session',
  flash: 'console_flash',
  half: 'console_half',
  ward: 'console_ward',
} as const

const kept = (secure: boolean) => ({ path: root, httpOnly: true, sameSite: 'lax', secure, signed: true }) as const

/** The cookie of a session says whose it is, so that one transaction can check it and act. */
export type SessionToken = { officialId: string; token: string }

export const newSessionToken = (officialId: string): SessionToken => ({
  officialId,
  token: `${officialId}.${randomBytes(32).toString('base64url')}`,
})

export const sessionHash = (seal: Seal, token: string): KeyedHash => seal.hash('session', token)

export function readSessionToken(request: FastifyRequest): SessionToken | null {
  const token = readSigned(request, names.session)
  const officialId = token?.split('.')[0] ?? ''
  return token !== null && isId(officialId) ? { officialId, token } : null
}

export function keepSessionToken(reply: FastifyReply, { token }: SessionToken, expiresAt: Date, secure: boolean): void {
  reply.setCookie(names.session, token, { ...kept(secure), expires: expiresAt })
}

export const dropSessionToken = (reply: FastifyReply): void => void reply.clearCookie(names.session, { path: root })

/** A sentence for the next page. Signed: nobody can put words into the console's mouth. */
export function keepFlash(reply: FastifyReply, flash: Flash, secure: boolean): void {
  reply.setCookie(names.flash, encode(flash), { ...kept(secure), maxAge: 300 })
}

export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | null {
  const flash = readSigned(request, names.flash)
  if (flash === null) return null
  reply.clearCookie(names.flash, { path: root })
  return decode<Flash>(flash)
}

/** Between the password and the one-time code: who has shown the password, until when. */
export type HalfSignIn = { wardId: string; officialId: string; passwordMark: string; until: number }

export function keepHalf(reply: FastifyReply, half: HalfSignIn, secure: boolean): void {
  reply.setCookie(names.half, encode(half), { ...kept(secure), maxAge: 300 })
}

export function readHalf(request: FastifyRequest, now: Date): HalfSignIn | null {
  const kept = readSigned(request, names.half)
  const half = kept === null ? null : decode<HalfSignIn>(kept)
  return half !== null && half.until > now.getTime() ? half : null
}

export const dropHalf = (reply: FastifyReply): void => void reply.clearCookie(names.half, { path: root })

/** The ward this browser signed in to last: chosen already next time. */
export const keepWard = (reply: FastifyReply, slug: string, secure: boolean): void =>
  void reply.setCookie(names.ward, slug, { ...kept(secure), maxAge: 180 * 86_400 })

export const readWard = (request: FastifyRequest): string | null => readSigned(request, names.ward)

function readSigned(request: FastifyRequest, name: string): string | null {
  const cookie = request.cookies[name]
  if (cookie === undefined) return null
  const unsigned = request.unsignCookie(cookie)
  return unsigned.valid ? unsigned.value : null
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
// only what we signed comes here
const decode = <T>(text: string): T => JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as T
