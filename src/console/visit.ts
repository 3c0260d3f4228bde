import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { SignedIn } from '../ward/official/official.ts'
import type { Permission } from '../ward/official/permission.ts'
import type { Work } from '../ward/work.ts'
import type { ConsoleDeps } from './console-app.ts'
import type { Form, UploadedFile } from './form.ts'

/** Words of the console: Vietnamese. */
export type Words = (key: string, values?: Readonly<Record<string, unknown>>) => string

/** What a page reads from its address. */
export type Shape = { params?: z.ZodObject; query?: z.ZodObject }

type Read<S extends z.ZodObject | undefined> = S extends z.ZodObject ? z.infer<S> : Record<string, never>

/** One request of a signed-in official, inside one transaction of their ward. */
export type Visit<S extends Shape = Shape> = {
  work: Work
  official: SignedIn
  may(permission: Permission): boolean
  params: Read<S['params']>
  query: Read<S['query']>
  form: Form
  file: UploadedFile | null
  t: Words
}

/** One request before anybody is known: opens its own transactions. */
export type GuestVisit<S extends Shape = Shape> = {
  deps: ConsoleDeps
  request: FastifyRequest
  reply: FastifyReply
  params: Read<S['params']>
  query: Read<S['query']>
  form: Form
  t: Words
}
