import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { SignedIn } from '../ward/official/official.ts'
import type { Permission } from '../ward/official/permission.ts'
import type { Work } from '../ward/work.ts'
import type { ConsoleDeps } from './console-app.ts'
import type { Form, UploadedFile } from './form.ts'

/** Words of the console: Vietnamese. */
export type Words = (key: string, values?: Readonly<Record<string, unknown>>) => string

/** An address that holds nothing to read. */
export type Nothing = z.ZodObject<Record<string, never>>

/** One request of a signed-in official, inside one transaction of their ward. */
export type Visit<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing> = {
  work: Work
  official: SignedIn
  may(permission: Permission): boolean
  params: z.infer<P>
  query: z.infer<Q>
  form: Form
  file: UploadedFile | null
  t: Words
}

/** One request before anybody is known: opens its own transactions. */
export type GuestVisit<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing> = {
  deps: ConsoleDeps
  request: FastifyRequest
  reply: FastifyReply
  params: z.infer<P>
  query: z.infer<Q>
  form: Form
  t: Words
}
