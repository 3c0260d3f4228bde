import csrfProtection from '@fastify/csrf-protection'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { root } from './console-app.ts'
import { readSessionToken } from './cookies.ts'
import { typed } from './form.ts'
import { bodyOf } from './request-body.ts'

/** The hidden field of every form that writes. */
export const formTokenField = '_csrf'

/** A form token holds for one browser and one session: a token from before sign-in opens nothing after it. */
const holderOf = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(readSessionToken(request)?.token ?? 'guest')
    .digest('base64url')

export async function registerFormTokens(
  server: FastifyInstance,
  { secret, secure }: { secret: string; secure: boolean }
): Promise<void> {
  await server.register(csrfProtection, {
    cookieKey: 'console_form',
    cookieOpts: { path: root, httpOnly: true, sameSite: 'strict', secure, signed: true },
    csrfOpts: { hmacKey: secret, userInfo: true },
    getUserInfo: holderOf,
    getToken: (request) => typed(bodyOf(request).form, formTokenField),
  })
}

export const formTokenFor = (request: FastifyRequest, reply: FastifyReply): string =>
  reply.generateCsrf({ userInfo: holderOf(request) })

/** What the error page is told when a write did not come from a page of this console. */
export const isForeignForm = (code: unknown): boolean => typeof code === 'string' && code.startsWith('FST_CSRF_')
