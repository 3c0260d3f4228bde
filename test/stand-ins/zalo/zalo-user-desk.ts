import type { IncomingMessage, ServerResponse } from 'node:http'
import { asText } from '../as-text.ts'
import { readForm } from '../read-form.ts'
import { answerZalo, type ZaloUser, type ZaloWorld } from './zalo-world.ts'

const megabyte = 1_048_576
const week = 7 * 24 * 3_600_000
const rules: Record<string, { types: RegExp; limit: number }> = {
  image: { types: /^image\/(jpeg|png)$/, limit: megabyte },
  gif: { types: /^image\/gif$/, limit: 5 * megabyte },
  file: { types: /pdf|msword|wordprocessingml|csv/, limit: 5 * megabyte },
}

/** POST /v2.0/oa/upload/…: one multipart field `file`. */
export async function upload(
  world: ZaloWorld,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  kind: string
) {
  const rule = rules[kind]
  const type = request.headers['content-type'] ?? ''
  if (!rule || !type.startsWith('multipart/form-data'))
    return void answerZalo(world, response, -201, 'file is invalid!')
  const form = await readForm(body, type).catch(() => null)
  const file = form?.files['file']
  if (!file || !rule.types.test(file.mime)) return void answerZalo(world, response, -201, 'file is invalid!')
  if (file.bytes.byteLength > rule.limit)
    return void answerZalo(world, response, -210, 'Parameter exceeds allowable limit')
  const id = world.id()
  world.uploads.set(id, { kind, until: world.now() + week, bytes: file.bytes })
  answerZalo(world, response, 0, 'Success', kind === 'file' ? { token: id } : { attachment_id: id })
}

/** The GET side: everything in one query parameter `data`, JSON inside. */
export function lookUp(world: ZaloWorld, path: string, query: URLSearchParams, response: ServerResponse): void {
  let asked: Record<string, unknown> = {}
  try {
    asked = JSON.parse(query.get('data') ?? '{}') as Record<string, unknown>
  } catch {
    return void answerZalo(world, response, -201, 'data is invalid!')
  }
  if (path === '/v2.0/oa/getoa') return void answerZalo(world, response, 0, 'Success', aboutOa(world))
  if (path === '/v3.0/oa/user/detail') return void userDetail(world, String(asked['user_id']), response)
  if (path === '/v3.0/oa/user/getlist') return void userList(world, asked, response)
  answerZalo(world, response, -201, 'path is invalid!')
}

function aboutOa(world: ZaloWorld) {
  const followers = [...world.users.values()].filter((one) => one.follows).length
  const tier = { is_verified: true, oa_type: 4, package_name: 'Nâng cao' }
  return { oa_id: world.oaId, oaid: world.oaId, name: world.oaName, ...tier, num_follower: followers }
}

function userDetail(world: ZaloWorld, userId: string, response: ServerResponse): void {
  const user = world.users.get(userId)
  if (!user) return void answerZalo(world, response, -201, 'user_id is invalid!')
  answerZalo(world, response, 0, 'Success', described(user))
}

function described(user: ZaloUser) {
  const day = user.lastInteractionAt === null ? '' : new Date(user.lastInteractionAt).toISOString().slice(0, 10)
  return {
    user_id: user.id,
    user_id_by_app: `9${user.id.slice(1)}`,
    user_external_id: '',
    display_name: user.name,
    user_alias: user.name,
    is_sensitive: false,
    user_last_interaction_date: day.split('-').reverse().join('/'),
    user_is_follower: user.follows,
    tags_and_notes_info: { notes: [], tag_names: [] },
    shared_info: { address: '', city: '', district: '', phone: user.phone ?? '', name: user.name },
  }
}

function userList(world: ZaloWorld, asked: Record<string, unknown>, response: ServerResponse): void {
  const offset = Number(asked['offset'] ?? 0)
  const count = Number(asked['count'] ?? 50)
  if (!(offset >= 0 && offset <= 9951)) return void answerZalo(world, response, -201, 'offset is invalid!')
  if (!(count >= 1 && count <= 50)) return void answerZalo(world, response, -201, 'count is invalid!')
  const wanted = asked['is_follower']
  const all = [...world.users.values()].filter((one) => wanted === undefined || String(one.follows) === asText(wanted))
  const users = all.slice(offset, offset + count).map((one) => ({ user_id: one.id }))
  answerZalo(world, response, 0, 'Success', { total: all.length, count: users.length, offset, users })
}

/** POST /v3.0/oa/quota/message. */
export function quota(world: ZaloWorld, body: Buffer, response: ServerResponse): void {
  let userId = ''
  try {
    userId = String((JSON.parse(body.toString('utf8')) as { user_id?: unknown }).user_id)
  } catch {
    return void answerZalo(world, response, -201, 'user_id is invalid!')
  }
  const user = world.users.get(userId)
  if (!user) return void answerZalo(world, response, -201, 'user_id is invalid!')
  const reply = { remain: 8, total: 8 }
  const promotion = { daily_remain: 0, daily_total: 1, monthly_remain: 4, monthly_total: 6 }
  const last = String(user.lastInteractionAt ?? 0)
  answerZalo(world, response, 0, 'Success', { last_interaction: last, cs_reply: reply, promotion })
}
