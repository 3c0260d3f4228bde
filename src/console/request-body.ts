import type { FastifyRequest } from 'fastify'
import { readBody, type Form, type UploadedFile } from './form.ts'

export type RequestBody = { form: Form; file: UploadedFile | null }

const bodies = new WeakMap<FastifyRequest, RequestBody>()
const nothing: RequestBody = { form: {}, file: null }

/** Reads what was sent before anything judges it: the form token travels among the fields. */
export async function keepBody(request: FastifyRequest): Promise<void> {
  bodies.set(request, await readBody(request))
}

/** What was sent with this request; nothing for a page that was only asked for. */
export const bodyOf = (request: FastifyRequest): RequestBody => bodies.get(request) ?? nothing
