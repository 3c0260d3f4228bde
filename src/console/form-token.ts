import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import csrfProtection from '@fastify/csrf-protection'
import { createHash } from 'node:crypto'
import { root } from './console-app.ts'
import { readSessionToken } from './cookies.ts'
import { typed, type Form } from './form.ts'

/** The hidden field of every form that writes. */
export const formTokenField = '_csrf'

const tokens = new WeakMap<FastifyRequest, string>()

/** A form token holds for one browser and one session: a token from before sign-in opens nothing after it. */
const holderOf = (request: FastifyRequest): string =>
  createHash('sha256').update(readSessionToken(request)?.token ?? 'guest').digest('base64url')

export async function registerFormTokens(server: FastifyInstance, { secret, secure }: { secret: string; secure: boolean }): Promise<void> {
  await server.register(csrfProtection, {
    cookieKey: 'console_form',
    cookieOpts: { path: root, httpOnly: true, sameSite: 'strict', secure, signed: true },
    csrfOpts: { hmacKey: secret, userInfo: true },
    getUserInfo: holderOf,
    getToken: (request) => tokens.get(request),
  })
}

export const formTokenFor = (request: FastifyRequest, reply: FastifyReply): string =>
  reply.generateCsrf({ userInfo: holderOf(request) } as Parameters<FastifyReply['generateCsrf']>[0])

/** A write that does not come from a page of this console: the 403 page says to open the page anew. */
export class ForeignForm extends Error {
  readonly statusCode = 403
}

/** @throws ForeignForm */
export function checkFormToken(server: FastifyInstance, request: FastifyRequest, reply: FastifyReply, form: Form): Promise<void> {
  if (request.headers['sec-fetch-site'] === 'cross-site') return Promise.reject(new ForeignForm())
  tokens.set(request, typed(form, formTokenField))
  return new Promise((resolve, reject) => {
    // the plugin answers by itself when the token is wrong; ours must have our page
    const refusing = { ...plainReply(reply), send: () => reject(new ForeignForm()) }
    server.csrfProtection(request, refusing as unknown as FastifyReply, resolve)
  })
}

const plainReply = (reply: FastifyReply) => ({ unsignCookie: (value: string) => reply.unsignCookie(value) })
