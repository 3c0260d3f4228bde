import type { ServerResponse } from 'node:http'
import { accept, answerZalo, type ZaloUser, type ZaloWorld } from './zalo-world.ts'

const hour = 3_600_000
const textLimit = 2000

type Button = { title?: unknown; type?: unknown; payload?: unknown }
type Element = Record<string, unknown>
type Attachment = {
  type?: string
  payload?: { template_type?: string; elements?: Element[]; buttons?: Button[]; token?: string }
}
type CsBody = { recipient?: { user_id?: unknown }; message?: { text?: unknown; attachment?: Attachment } }

type Judged = { error: number; message: string } | null

/** "Tin Tư vấn", POST /v3.0/oa/message/cs. */
export function consult(world: ZaloWorld, body: Buffer, response: ServerResponse): void {
  const refuse = (error: number, message: string) => answerZalo(world, response, error, message)
  const forced = world.knobs.refuseNext.shift()
  if (forced !== undefined) return void refuse(forced, messageOf(forced))
  let asked: CsBody
  try {
    asked = JSON.parse(body.toString('utf8')) as CsBody
  } catch {
    return void refuse(-201, 'Request body is invalid!')
  }
  const userId = asked.recipient?.user_id
  if (typeof userId !== 'string' || !/^\d{1,20}$/.test(userId)) return void refuse(-201, 'user_id is invalid!')
  const wrong = judgeContent(world, asked.message)
  if (wrong) return void refuse(wrong.error, wrong.message)
  const user = knownUser(world, userId)
  const window = judgeWindow(world, user)
  if (window) return void refuse(window.error, window.message)
  const message = asked.message!
  const text = typeof message.text === 'string' ? message.text : ''
  const providerId = world.id()
  const free = world.now() - (user.lastInteractionAt ?? 0) <= 48 * hour
  const quota = free ? { quota: { quota_type: 'reply', remain: '8', total: '8' } } : {}
  const data = { message_id: providerId, user_id: userId, sent_time: String(world.now()), ...quota }
  accept(world, response, { to: userId, providerId, ...shown(message.attachment, text) }, data)
}

function shown(attachment: Attachment | undefined, text: string) {
  const buttons = attachment?.payload?.buttons?.map((one) => ({
    label: String(one.title),
    payload: String(one.payload),
  }))
  if (attachment?.type === 'file') return { kind: 'file' as const, text }
  if (attachment?.payload?.template_type === 'media') return { kind: 'photo' as const, text }
  if (attachment?.payload?.template_type === 'request_user_info') {
    const card = attachment.payload.elements?.[0]
    return { kind: 'contact_request' as const, text: `${String(card?.['title'])}\n${String(card?.['subtitle'])}` }
  }
  return buttons ? { kind: 'text' as const, text, buttons } : { kind: 'text' as const, text }
}

function knownUser(world: ZaloWorld, userId: string): ZaloUser {
  const user = world.users.get(userId)
  if (user) return user
  const lastInteractionAt = world.knobs.everyoneIsKnown ? world.now() : null
  return { id: userId, name: '', follows: false, lastInteractionAt, blocked: false }
}

function judgeWindow(world: ZaloWorld, user: ZaloUser): Judged {
  if (user.blocked) return { error: -244, message: messageOf(-244) }
  if (user.lastInteractionAt === null) return { error: -232, message: messageOf(-232) }
  const age = world.now() - user.lastInteractionAt
  return age > 7 * 24 * hour ? { error: -230, message: messageOf(-230) } : null
}

function judgeContent(world: ZaloWorld, message: CsBody['message']): Judged {
  const bad = (field: string): Judged => ({ error: -201, message: `${field} is invalid!` })
  if (!message || (message.text === undefined && !message.attachment)) return bad('message')
  if (message.text !== undefined && typeof message.text !== 'string') return bad('text')
  if (!message.attachment && message.text === '') return bad('text')
  // UTF-16 length is at least the number of code points, so the count is only needed above the limit.
  if (message.text && message.text.length > textLimit && [...message.text].length > textLimit) {
    return { error: -210, message: messageOf(-210) }
  }
  return message.attachment ? judgeAttachment(world, message.attachment, bad) : null
}

function judgeAttachment(world: ZaloWorld, attachment: Attachment, bad: (field: string) => Judged): Judged {
  const payload = attachment.payload
  if (attachment.type === 'file') return knownUpload(world, payload?.token) ?? null
  if (attachment.type !== 'template' || !payload) return { error: -233, message: messageOf(-233) }
  if (payload.template_type === 'media') return judgeMedia(world, payload.elements, bad)
  if (payload.template_type === 'request_user_info') return judgeCard(payload.elements, bad)
  if (payload.template_type !== undefined) return { error: -233, message: messageOf(-233) }
  return judgeButtons(world, payload.buttons, bad)
}

function judgeMedia(world: ZaloWorld, elements: Element[] | undefined, bad: (field: string) => Judged): Judged {
  const media = elements?.length === 1 ? elements[0] : undefined
  if (!media || !['image', 'gif', 'sticker'].includes(String(media['media_type']))) return bad('media_type')
  const hasUrl = typeof media['url'] === 'string'
  const hasId = typeof media['attachment_id'] === 'string'
  if (hasUrl === hasId) return bad('attachment_id')
  return hasId ? knownUpload(world, media['attachment_id']) : null
}

function knownUpload(world: ZaloWorld, id: unknown): Judged {
  const upload = world.uploads.get(String(id))
  return upload && upload.until > world.now() ? null : { error: -100, message: messageOf(-100) }
}

function judgeCard(elements: Element[] | undefined, bad: (field: string) => Judged): Judged {
  const card = elements?.length === 1 ? elements[0] : undefined
  const title = card?.['title']
  const subtitle = card?.['subtitle']
  if (typeof title !== 'string' || title === '' || [...title].length > 100) return bad('title')
  if (typeof subtitle !== 'string' || [...subtitle].length > 500) return bad('subtitle')
  return typeof card?.['image_url'] === 'string' ? null : bad('image_url')
}

const buttonTypes = ['oa.open.url', 'oa.query.show', 'oa.query.hide', 'oa.open.sms', 'oa.open.phone']

function judgeButtons(world: ZaloWorld, buttons: Button[] | undefined, bad: (field: string) => Judged): Judged {
  if (world.knobs.buttons === 'refuse_201') return bad('attachment')
  if (world.knobs.buttons === 'refuse_233') return { error: -233, message: messageOf(-233) }
  if (!Array.isArray(buttons) || buttons.length === 0) return bad('buttons')
  if (buttons.length > 5) return { error: -210, message: messageOf(-210) }
  for (const { title, type, payload } of buttons) {
    if (typeof title !== 'string' || title === '' || [...title].length > 100) return bad('title')
    if (!buttonTypes.includes(String(type))) return bad('type')
    if (String(type).startsWith('oa.query') && (typeof payload !== 'string' || payload.length > 1000))
      return bad('payload')
  }
  return null
}

const messages: Record<number, string> = {
  [-32]: 'Your application reached limit call api',
  [-100]: 'attachment_id was expired',
  [-200]: 'Send message failed',
  [-210]: 'Parameter exceeds allowable limit',
  [-211]: 'Out of quota',
  [-216]: 'Access token is invalid',
  [-220]: 'access_token is expired or removed',
  [-230]: 'User has not interacted with the OA in the past 7 days',
  [-232]: 'User has not interacted with the OA, or the last interaction has expired',
  [-233]: 'message type is invalid or not support',
  [-234]: 'This message cannot be sent at night (10:00PM - 6:00AM)',
  [-240]: 'MessageV2 API has been shut down, please switch to MessageV3',
  [-242]: 'Invalid appsecret_proof provided in the API argument',
  [-244]: 'User has restricted this message type from your OA',
  [-249]: 'Template does not support send via UID',
}

export function messageOf(error: number): string {
  return messages[error] ?? 'Refused'
}
