import { z } from 'zod'

const chat = z.object({ id: z.number(), type: z.string() })
const person = z.object({ id: z.number() })
const file = z.object({ file_id: z.string().min(1), mime_type: z.string().optional().catch(undefined) })

const message = z.object({
  message_id: z.number(),
  date: z.number(),
  chat,
  from: person.optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  caption: z.string().optional().catch(undefined),
  reply_to_message: z.object({ message_id: z.number() }).optional().catch(undefined),
  photo: z
    .array(file.extend({ width: z.number(), height: z.number() }))
    .optional()
    .catch(undefined),
  document: file.optional().catch(undefined),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional().catch(undefined),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string().catch(''),
      last_name: z.string().optional().catch(undefined),
      user_id: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

/** The parts of an update that are read; `rest` names what else came. */
const update = z.object({
  update_id: z.number().int(),
  message: message.optional().catch(undefined),
  callback_query: z
    .object({
      id: z.string().min(1),
      from: person,
      data: z.string().optional().catch(undefined),
      message: z.object({ chat }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  my_chat_member: z
    .object({
      chat,
      date: z.number(),
      old_chat_member: z.object({ status: z.string() }),
      new_chat_member: z.object({ status: z.string() }),
    })
    .optional()
    .catch(undefined),
})

export type TelegramMessage = z.infer<typeof message>
export type TelegramUpdate = z.infer<typeof update> & { name: string; chatId: number | null; messageKeys: string[] }

/** Any JSON as an update, or null when it is none. `name` is what happened, `chatId` where, also for what we do not read. */
export function readTelegramUpdate(json: unknown): TelegramUpdate | null {
  const read = update.safeParse(json)
  if (!read.success || json === null || typeof json !== 'object') return null
  const name = Object.keys(json).find((key) => key !== 'update_id') ?? 'empty'
  const what: unknown = (json as Record<string, unknown>)[name]
  const where = z.object({ chat: z.object({ id: z.number() }) }).safeParse(what)
  const messageKeys = name === 'message' && what !== null && typeof what === 'object' ? Object.keys(what) : []
  return { ...read.data, name, chatId: where.success ? where.data.chat.id : null, messageKeys }
}

/** The body of a webhook as an update, or why not. Never throws. */
export function parseTelegramUpdate(body: Uint8Array): TelegramUpdate | { malformed: string } {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return { malformed: 'not JSON in UTF-8' }
  }
  return readTelegramUpdate(json) ?? { malformed: 'no update_id' }
}
