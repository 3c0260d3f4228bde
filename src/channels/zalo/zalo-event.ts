import { z } from 'zod'
import type { RawRequest } from '../channel.ts'

const id = z.union([z.string(), z.number()]).transform(String)
const degrees = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?$/)
    .transform(Number),
])
const coordinates = z.object({ latitude: degrees, longitude: degrees })

const attachment = z.object({
  type: z.string().optional().catch(undefined),
  payload: z
    .object({
      url: z.string().optional().catch(undefined),
      coordinates: coordinates.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

const party = z.object({ id: id.optional().catch(undefined), admin_id: id.optional().catch(undefined) })

const message = z.object({
  msg_id: id.optional().catch(undefined),
  msg_ids: z.array(id).optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  quote_msg_id: id.optional().catch(undefined),
  attachments: z.array(attachment).optional().catch(undefined),
})

/** The parts of a webhook that are read. Zalo adds keys and drops others without notice: all but name and time may be missing. */
export const zaloEvent = z.object({
  event_name: z.string().min(1).max(100),
  timestamp: id,
  app_id: id.optional().catch(undefined),
  oa_id: id.optional().catch(undefined),
  oaId: id.optional().catch(undefined),
  user_id: id.optional().catch(undefined),
  sender: party.optional().catch(undefined),
  recipient: party.optional().catch(undefined),
  follower: party.optional().catch(undefined),
  message: message.optional().catch(undefined),
  info: z
    .object({ name: z.string().optional().catch(undefined), phone: id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

export type ZaloEvent = z.infer<typeof zaloEvent>

type Parsed = ZaloEvent | { malformed: string }

/** The body as an event, or why not. Never throws. */
export function parseZaloEvent(request: RawRequest): Parsed {
  if (request.parsed?.of !== request.body) request.parsed = { of: request.body, as: parse(request.body) }
  return request.parsed.as as Parsed
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parse(body: Uint8Array): Parsed {
  let json: unknown
  try {
    json = JSON.parse(utf8.decode(body))
  } catch {
    return { malformed: 'not JSON in UTF-8' }
  }
  const read = zaloEvent.safeParse(json)
  return read.success ? read.data : { malformed: 'no event name or timestamp' }
}

/**
 * Which app and which OAs a webhook may concern, read before its signature can be checked: one webhook address serves
 * an app, an app may serve several OAs. Trust nothing but the look-up; null when it is no event.
 */
export function zaloAccountOf(request: RawRequest): { appId: string | null; oaIds: string[] } | null {
  const event = parseZaloEvent(request)
  if ('malformed' in event) return null
  const candidates = [event.oa_id, event.oaId, event.recipient?.id, event.sender?.id]
  return { appId: event.app_id ?? null, oaIds: [...new Set(candidates.filter((one) => one !== undefined))] }
}
