import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerControl } from '../control-desk.ts'
import { fairWeather, openPlatform, type Weather } from '../platform-server.ts'
import { readForm } from '../read-form.ts'
import { makeTelegramCitizens } from './telegram-citizens.ts'
import { send, type Asked } from './telegram-send-desk.ts'
import { makeTelegramUpdates } from './telegram-updates.ts'
import { answerError, answerResult, botId, makeTelegramWorld } from './telegram-world.ts'
import type { TelegramKnobs, TelegramStandInSettings, TelegramWorld } from './telegram-world.ts'

export type StandInTelegram = Awaited<ReturnType<typeof startStandInTelegram>>

/** The Bot API on localhost, refusing what the real one refuses. Its `url` is the `apiRoot`. */
export async function startStandInTelegram(settings: TelegramStandInSettings = {}) {
  const world = makeTelegramWorld(settings)
  const updates = makeTelegramUpdates(world)
  const citizens = makeTelegramCitizens(world, updates)
  const controls = {
    set: (weather: Partial<Weather>, knobs: Partial<TelegramKnobs> = {}) => {
      Object.assign(world.weather, weather)
      Object.assign(world.knobs, knobs)
    },
    /** Moves the platform's clock, as days that pass. */
    advance: (seconds: number) => void (world.clock.aheadMs += seconds * 1000),
    /** What was accepted, in order: the judge. */
    sent: (to?: string) => (to === undefined ? world.sent : world.sent.filter((one) => one.to === to)),
    pending: () => updates.pending(),
    forget: () => {
      world.sent.length = 0
      world.requests.length = 0
      Object.assign(world.weather, fairWeather, { keepTexts: world.weather.keepTexts })
    },
  }
  const platform = await openPlatform(
    (request, body, response) => {
      if (request.url!.startsWith('/_control/'))
        return void answerControl(request, body, response, { ...controls, ...citizens })
      serve(world, updates, request, body, response)
    },
    world.weather,
    settings.port
  )
  world.url = platform.url
  const close = () => (updates.close(), platform.close())
  return { ...platform, close, world, ...controls, ...citizens }
}

type Updates = ReturnType<typeof makeTelegramUpdates>

function serve(
  world: TelegramWorld,
  updates: Updates,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse
): void {
  const [path = '', query = ''] = request.url!.split('?', 2)
  if (world.requests.length >= 10_000) world.requests.splice(0, 5000)
  if (path.startsWith('/file/')) return void serveFile(world, path, response)
  const slash = path.indexOf('/', 1)
  const method = path.slice(slash + 1)
  world.requests.push({ at: world.now(), path: method })
  if (path.slice(0, slash) !== `/bot${world.token}`) return void answerError(response, 401, 'Unauthorized')
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/') || type.startsWith('application/x-www-form-urlencoded')) {
    return void readForm(body, type).then(
      (form) => answer(world, updates, method, form, response),
      () => answerError(response, 400, 'Bad Request: cannot parse form')
    )
  }
  const fields = body.length > 0 ? parseJson(body) : Object.fromEntries(new URLSearchParams(query))
  if (!fields) return void answerError(response, 400, "Bad Request: can't parse JSON object")
  answer(world, updates, method, { fields, files: {} }, response)
}

function parseJson(body: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>
  } catch {
    return null
  }
}

function answer(world: TelegramWorld, updates: Updates, method: string, asked: Asked, response: ServerResponse): void {
  const { fields } = asked
  switch (method) {
    case 'sendMessage':
    case 'sendPhoto':
      return void send(world, method, asked, response)
    case 'getUpdates':
      return void updates.getUpdates(fields, response)
    case 'setWebhook':
      return void updates.setWebhook(fields, response)
    case 'deleteWebhook':
      return void updates.deleteWebhook(fields, response)
    case 'getWebhookInfo':
      return void updates.getWebhookInfo(response)
    case 'getMe':
      return void answerResult(response, {
        id: botId(world),
        is_bot: true,
        first_name: 'Loa Phường',
        username: world.username,
      })
    case 'sendChatAction':
      return void answerResult(response, true)
    case 'answerCallbackQuery':
      world.answeredPresses.push(String(fields['callback_query_id']))
      return void answerResult(response, true)
    case 'getFile':
      return void describeFile(world, String(fields['file_id']), response)
    default:
      return void answerError(response, 404, 'Not Found')
  }
}

const mostBytes = 20 * 1_048_576

function describeFile(world: TelegramWorld, id: string, response: ServerResponse): void {
  const file = world.files.get(id)
  if (!file) return void answerError(response, 400, 'Bad Request: invalid file_id')
  if (file.bytes.byteLength > mostBytes) return void answerError(response, 400, 'Bad Request: file is too big')
  const about = { file_id: id, file_unique_id: id.slice(0, 12), file_size: file.bytes.byteLength, file_path: file.path }
  answerResult(response, about)
}

function serveFile(world: TelegramWorld, path: string, response: ServerResponse): void {
  const prefix = `/file/bot${world.token}/`
  const file =
    path.startsWith(prefix) && [...world.files.values()].find((one) => one.path === path.slice(prefix.length))
  if (!file) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.byteLength })
  response.end(file.bytes)
}
