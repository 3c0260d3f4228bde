import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'node-html-parser'
import { readConfig } from '../../src/config.ts'
import { arrivalOf } from '../../src/gateway/webhooks.ts'
import { pollTelegram } from '../../src/channels/telegram/poll-telegram.ts'
import { seedSampleWard } from '../../prisma/seed.ts'
import { openDoors } from '../../src/wiring/doors.ts'
import { keepAccountsOfEnvironment } from '../../src/wiring/keep-accounts-of-environment.ts'
import { wire } from '../../src/wiring.ts'
import { machineClock } from '../../src/platform/clock.ts'
import { makeSeal } from '../../src/platform/seal.ts'
import { makeTransact } from '../../src/ward/work.ts'
import { startWorkers } from '../../workers/main.ts'
import { makeInboundDrain } from '../../workers/handle-inbound.ts'
import { startStandInTelegram } from '../stand-ins/telegram/stand-in-telegram.ts'
import { startStandInZalo } from '../stand-ins/zalo/stand-in-zalo.ts'
import { filledTemplate, freshDatabase, stoppedClock } from './test-ward.ts'

export type RunningWard = Awaited<ReturnType<typeof openRunningWard>>

/** A citizen on one channel: says something, presses a button by its label, and hears what the ward answered to it. */
export type Correspondent = {
  says(text: string): Promise<string[]>
  presses(label: string): Promise<string[]>
  /** What the ward has sent by itself since this chat last looked; its buttons can be pressed then. */
  hears(): Promise<string[]>
  /** Sends a photo, with words under it or without. */
  shows(photo: Buffer, caption?: string): Promise<string[]>
}

const dataKey = Buffer.alloc(32, 5)

type Opening = {
  at?: string
  zaloButtons?: boolean
  live?: boolean | 'doors'
  logTo?: string[]
  redisUrl?: string | undefined
}

/**
 * The whole service in this process on a database of its own, with the sample ward, the stand-in platforms and a stopped
 * clock. What comes in is handled when the test says so, so nothing has to be waited for; `live`: by its own workers and
 * the machine's clock, for a browser, or by its doors alone (`doors`): the test does the work; `logTo`: what it logs at its most talkative;
 * `redisUrl`: its queue is on this Redis instead of the embedded Postgres.
 */
export async function openRunningWard({
  at = '2026-11-21T09:00:00+07:00',
  zaloButtons = false,
  live = false,
  logTo,
  redisUrl,
}: Opening = {}) {
  const store = await freshDatabase(await sampleTemplate(at))
  const dataDir = mkdtempSync(path.join(tmpdir(), 'loa-'))
  const [zalo, telegram] = await Promise.all([startStandInZalo(), startStandInTelegram()])
  const clock = stoppedClock(at)
  const config = readConfig({
    DATABASE_URL: store.url,
    DATA_DIR: dataDir,
    DATA_KEY: dataKey.toString('hex'),
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    LOG_LEVEL: logTo ? 'debug' : (process.env.TEST_LOG ?? 'silent'),
    ZALO_OPENAPI_URL: zalo.url,
    ZALO_OAUTH_URL: zalo.url,
    ZALO_BUSINESS_URL: zalo.url,
    ZALO_BUTTONS: zaloButtons ? '1' : '0',
    ZALO_APP_ID: zalo.world.appId,
    ZALO_APP_SECRET: zalo.world.appSecret,
    ZALO_OA_ID: zalo.world.oaId,
    ZALO_OA_SECRET: zalo.world.oaSecret,
    ZALO_REFRESH_TOKEN: zalo.world.tokens.refresh,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_TOKEN: telegram.world.token,
    TELEGRAM_WEBHOOK_SECRET: 'stand-in-secret',
    PUBLIC_URL: 'http://127.0.0.1:1',
  })
  const wired = await wire({
    clock: live ? machineClock : clock,
    config,
    ...(logTo ? { logTo: { write: (line: string) => void logTo.push(line) } } : {}),
  })
  await keepAccountsOfEnvironment(wired)
  const app = await openDoors(wired)
  if (live === true) await startWorkers(wired)
  const address = live ? await app.listen({ port: 0, host: '127.0.0.1' }) : ''
  const ward = await wired.database.ward.findFirstOrThrow()
  const drain = makeInboundDrain(wired)
  const handle = () => drain(ward.id)

  return {
    address,
    wired,
    app,
    ward,
    clock,
    zalo,
    telegram,
    handle,
    byWeb: () => webCorrespondent(app, ward.slug, handle),
    byZalo: () => zaloCorrespondent(app, zalo, handle),
    byTelegramWebhook: () => telegramCorrespondent(app, telegram, handle, 'stand-in-secret'),
    byTelegramPolling: () => pollingCorrespondent(wired, telegram, ward.id, handle),
    async close() {
      await app.close()
      await wired.close()
      await Promise.all([zalo.close(), telegram.close()])
      await store.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The sample ward takes seconds to write: it is written once for each hour at which tests begin, and cloned for them. */
async function sampleTemplate(at: string): Promise<string> {
  const clock = stoppedClock(at)
  return filledTemplate(`sample_${clock.now().getTime()}`, async ({ database }) => {
    const seal = makeSeal(dataKey)
    await seedSampleWard({ database, seal, transact: makeTransact(database, seal, clock, async () => {}) })
  })
}

type App = Awaited<ReturnType<typeof openDoors>>
type Handle = () => Promise<void>

function webCorrespondent(app: App, slug: string, handle: Handle): Correspondent {
  let cookie = ''
  let seen = 0
  let choices: { id: string; label: string }[] = []

  async function post(payload: Record<string, string> | Buffer, type?: string): Promise<string[]> {
    const headers = {
      accept: 'application/json',
      ...(cookie ? { cookie } : {}),
      ...(type ? { 'content-type': type } : {}),
    }
    const answer = await app.inject({ method: 'POST', url: `/${slug}/chat/messages`, payload, headers })
    if (answer.statusCode !== 202) throw new Error(`web chat answered ${answer.statusCode}: ${answer.body}`)
    cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') || cookie
    await handle()
    return look()
  }

  async function look(): Promise<string[]> {
    const page = parse((await app.inject({ url: `/${slug}/chat`, headers: { cookie } })).body)
    const bubbles = page.querySelectorAll('.bubble:not(.mine)')
    const fresh = bubbles.slice(seen)
    seen = bubbles.length
    choices = fresh.flatMap((one) =>
      one.querySelectorAll('button').map((button) => ({ id: button.getAttribute('value')!, label: button.text }))
    )
    return fresh.map((one) =>
      [one.querySelector('p')!.text, ...one.querySelectorAll('button').map((button) => `[${button.text}]`)].join('\n')
    )
  }

  return {
    says: (text) => post({ text }),
    hears: look,
    presses: (label) => post({ choice: choiceNamed(choices, label) }),
    shows: (photo, caption = '') => post(formOf(photo, caption), 'multipart/form-data; boundary=ward'),
  }
}

/** The form of the page: a photo and the words under it. */
function formOf(photo: Buffer, text: string): Buffer {
  const part = (head: string) => Buffer.from(`--ward\r\nContent-Disposition: form-data; ${head}\r\n`)
  return Buffer.concat([
    part('name="text"'),
    Buffer.from(`\r\n${text}\r\n`),
    part('name="photo"; filename="ảnh.jpg"'),
    Buffer.from('Content-Type: image/jpeg\r\n\r\n'),
    photo,
    Buffer.from('\r\n--ward--\r\n'),
  ])
}

const choiceNamed = (choices: readonly { id: string; label: string }[], label: string): string => {
  const found = choices.find((choice) => choice.label === label)
  if (!found) throw new Error(`no choice is called "${label}": ${choices.map((choice) => choice.label).join(' · ')}`)
  return found.id
}

type Zalo = Awaited<ReturnType<typeof startStandInZalo>>

/** Zalo without buttons: the same choices come as numbered lines, and their number is typed. */
function zaloCorrespondent(app: App, zalo: Zalo, handle: Handle): Correspondent {
  const { id } = zalo.addUser()
  let last: string[] = []
  let seen = 0
  const look = (from: number): string[] => {
    const all = zalo.sent(id).map((message) => message.text)
    seen = all.length
    return (last = all.slice(from))
  }
  async function send({ headers, body }: { headers: Record<string, string>; body: Uint8Array }): Promise<string[]> {
    const before = zalo.sent(id).length
    const answer = await app.inject({ method: 'POST', url: '/webhooks/zalo', headers, payload: Buffer.from(body) })
    if (answer.statusCode !== 200) throw new Error(`the webhook answered ${answer.statusCode}`)
    await handle()
    return look(before)
  }
  return {
    says: (text) => send(zalo.citizenWrites(id, text)),
    hears: () => Promise.resolve(look(seen)),
    shows: (photo, caption) => send(zalo.sendsPhoto(id, photo, caption)),
    presses(label) {
      const line = last.flatMap((text) => text.split('\n')).find((text) => /^\d+\. /.test(text) && text.endsWith(label))
      if (!line) throw new Error(`no numbered line says "${label}": ${last.join(' | ')}`)
      return send(zalo.citizenWrites(id, line.split('.')[0]!))
    },
  }
}

type Telegram = Awaited<ReturnType<typeof startStandInTelegram>>
type Update = ReturnType<Telegram['citizenWrites']>

function telegramTalk(telegram: Telegram, deliver: (update: Update) => Promise<void>): Correspondent {
  const { id } = telegram.addChat()
  let last: ReturnType<Telegram['sent']> = []
  let seen = 0
  const look = (from: number): string[] => {
    const all = telegram.sent(id)
    seen = all.length
    last = all.slice(from)
    return last.map(({ text, buttons = [] }) => [text, ...buttons.map((button) => `[${button.label}]`)].join('\n'))
  }
  async function send(update: Update): Promise<string[]> {
    const before = telegram.sent(id).length
    await deliver(update)
    return look(before)
  }
  return {
    hears: () => Promise.resolve(look(seen)),
    says: (text) => send(telegram.citizenWrites(id, text)),
    shows: (photo, caption) => send(telegram.sendsPhoto(id, photo, caption)),
    presses(label) {
      const choices = last.flatMap(({ buttons = [] }) =>
        buttons.map((button) => ({ id: button.payload, label: button.label }))
      )
      return send(telegram.pressButton(id, choiceNamed(choices, label)))
    },
  }
}

function telegramCorrespondent(app: App, telegram: Telegram, handle: Handle, secret: string): Correspondent {
  const url = `/webhooks/telegram/${telegram.world.token.split(':')[0]}`
  return telegramTalk(telegram, async ({ body }) => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
    const answer = await app.inject({ method: 'POST', url, headers, payload: Buffer.from(body) })
    if (answer.statusCode !== 200) throw new Error(`the webhook answered ${answer.statusCode}`)
    await handle()
  })
}

function pollingCorrespondent(
  wired: Awaited<ReturnType<typeof wire>>,
  telegram: Telegram,
  wardId: string,
  handle: Handle
): Correspondent & { stop(): Promise<void> } {
  const stop = new AbortController()
  const { token, apiRoot } = { token: telegram.world.token, apiRoot: telegram.url }
  const take = async (event: Parameters<typeof arrivalOf>[1]) => {
    const place = await wired.channels.findAccount('telegram', token.split(':')[0]!)
    await wired.inbound.take(wardId, [arrivalOf(place!.accountId, event)])
  }
  const polling = pollTelegram({ token, apiRoot, clock: wired.clock, pollSeconds: 1 }, take, stop.signal)
  const talk = telegramTalk(telegram, async ({ delivery }) => {
    await delivery
    await handle()
  })
  return {
    ...talk,
    async stop() {
      stop.abort()
      await polling
    },
  }
}
