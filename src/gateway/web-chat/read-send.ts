import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

export type Sent = { text: string; choice?: string; photo?: Uint8Array }

const longestText = 4_000
const largestPhoto = 10 * 1024 * 1024

const json = z.object({ text: z.string().max(longestText).optional(), choice: z.string().max(200).optional() })

/** What the page sent: JSON, a plain form, or a form with a photo. */
export async function readSend(request: FastifyRequest): Promise<Sent | { fault: 'empty' | 'photo_too_large' }> {
  const sent = request.isMultipart() ? await readForm(request) : readBody(request.body)
  if ('fault' in sent) return sent
  const text = sent.text.trim().slice(0, longestText)
  if (text === '' && sent.choice === undefined && sent.photo === undefined) return { fault: 'empty' }
  return { ...sent, text }
}

function readBody(body: unknown): Sent | { fault: 'empty' } {
  const parsed = json.safeParse(body)
  if (!parsed.success) return { fault: 'empty' }
  const { text = '', choice } = parsed.data
  return choice === undefined ? { text } : { text, choice }
}

async function readForm(request: FastifyRequest): Promise<Sent | { fault: 'photo_too_large' }> {
  const sent: Sent = { text: '' }
  for await (const part of request.parts({
    limits: { fileSize: largestPhoto, files: 1, fields: 4, fieldSize: 64 * 1024 },
  })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer().catch(() => null)
      if (bytes === null) return { fault: 'photo_too_large' }
      if (bytes.length > 0) sent.photo = bytes
    } else if (part.fieldname === 'text') sent.text = String(part.value)
    else if (part.fieldname === 'choice') sent.choice = String(part.value)
  }
  return sent
}
