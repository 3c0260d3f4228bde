import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { asText } from '../as-text.ts'
import { accept, answerZalo, type ZaloTemplate, type ZaloWorld } from './zalo-world.ts'

type TemplateBody = {
  user_id?: unknown
  phone?: unknown
  hash_phone?: unknown
  template_id?: unknown
  template_data?: Record<string, unknown>
  tracking_id?: unknown
}

function parse(body: Buffer): TemplateBody {
  try {
    return JSON.parse(body.toString('utf8')) as TemplateBody
  } catch {
    return {}
  }
}

/** Template by the user's id, POST /v3.0/oa/message/template: the way past the seven-day window. */
export function sendTemplateByUid(world: ZaloWorld, body: Buffer, response: ServerResponse): void {
  const asked = parse(body)
  const refuse = (error: number, message: string) => answerZalo(world, response, error, message)
  const template = world.templates.get(String(asked.template_id))
  if (typeof asked.user_id !== 'string') return void refuse(-201, 'user_id is invalid!')
  if (!template || !template.approved) return void refuse(-201, 'template_id is invalid!')
  if (!template.byUid) return void refuse(-249, 'Template does not support send via UID')
  if (dataError(template, asked.template_data) !== 0) return void refuse(-201, 'template_data is invalid!')
  const user = world.users.get(asked.user_id)
  if (!user && !world.knobs.everyoneIsKnown) return void refuse(-201, 'user_id is invalid!')
  if (user?.blocked) return void refuse(-244, 'User has restricted this message type from your OA')
  const providerId = world.id()
  const quota = { quota_type: 'purchase_quota', remain: 4821 }
  const data = { message_id: providerId, user_id: asked.user_id, sent_time: String(world.now()), quota }
  accept(
    world,
    response,
    { to: asked.user_id, kind: 'template', text: JSON.stringify(asked.template_data), providerId },
    data
  )
}

/** ZBS by phone, POST business /message/template (and /hashphone). */
export function sendTemplateByPhone(world: ZaloWorld, body: Buffer, response: ServerResponse, hashed: boolean): void {
  const asked = parse(body)
  const error = phoneError(world, asked, hashed)
  if (error !== 0) return void answerZalo(world, response, error, phoneMessages[error] ?? 'Error')
  const providerId = world.id()
  const quota = { dailyQuota: '500', remainingQuota: '499' }
  const data = { msg_id: providerId, sent_time: String(world.now()), sending_mode: '1', quota }
  const to = hashed ? String(asked.hash_phone) : String(asked.phone)
  accept(world, response, { to, kind: 'template', text: JSON.stringify(asked.template_data), providerId }, data)
}

function phoneError(world: ZaloWorld, asked: TemplateBody, hashed: boolean): number {
  const phone = hashed ? asked.hash_phone : asked.phone
  if (hashed ? !/^[0-9a-f]{64}$/.test(String(phone)) : !/^(\+?84|0)\d{9}$/.test(String(phone))) return -108
  const template = world.templates.get(String(asked.template_id))
  if (!template) return -109
  if (!template.approved) return -131
  if (typeof asked.tracking_id !== 'string' || asked.tracking_id === '' || asked.tracking_id.length > 48) return -1122
  const wrong = dataError(template, asked.template_data)
  if (wrong !== 0) return wrong
  if (world.knobs.night) return -133
  const without = [...world.phonesWithoutZalo]
  const absent = hashed ? without.some((one) => sha256(one) === phone) : without.includes(normal(String(phone)))
  if (absent) return -118
  const owner = [...world.users.values()].find((one) => one.phone === (hashed ? undefined : normal(String(phone))))
  return owner?.blocked ? -141 : 0
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const normal = (phone: string) => phone.replace(/^\+/, '').replace(/^0/, '84')

function dataError(template: ZaloTemplate, data: Record<string, unknown> | undefined): number {
  for (const [name, rule] of Object.entries(template.params)) {
    const value = data?.[name]
    if (value === undefined || value === '') {
      if (rule.required) return -1122
    } else if ([...asText(value)].length > rule.maxLength) return -1121
  }
  return 0
}

const phoneMessages: Record<number, string> = {
  [-108]: 'Phone number is invalid',
  [-109]: 'Template ID is invalid',
  [-1121]: 'Template data exceeds max length',
  [-1122]: 'Missing param',
  [-118]: 'Zalo account not existed',
  [-131]: 'Template is not approved',
  [-133]: 'Cannot send at night',
  [-141]: 'User refused to receive from this OA',
}

/** Small answers beside sending: quota, templates, status. */
export function aboutTemplates(
  world: ZaloWorld,
  path: string,
  query: URLSearchParams,
  response: ServerResponse
): boolean {
  const say = (data: unknown) => (answerZalo(world, response, 0, 'Success', data), true)
  const list = [...world.templates.values()]
  const status = (one: ZaloTemplate) => (one.approved ? 'ENABLE' : 'PENDING_REVIEW')
  if (path === '/message/quota') return say({ dailyQuota: '500', remainingQuota: '499' })
  if (path === '/template/all') return say(list.map((one) => ({ templateId: one.id, status: status(one) })))
  if (path === '/message/status') {
    const found = world.sent.some((one) => one.providerId === query.get('message_id'))
    return say({ status: found ? 1 : -1, delivery_time: String(world.now()) })
  }
  if (path !== '/template/info/v2') return false
  const one = world.templates.get(query.get('template_id') ?? '')
  if (!one) return (answerZalo(world, response, -109, 'Template ID is invalid'), true)
  const listParams = Object.entries(one.params).map(([name, rule]) => ({ name, require: rule.required, ...rule }))
  return say({ templateId: one.id, status: status(one), listParams })
}
