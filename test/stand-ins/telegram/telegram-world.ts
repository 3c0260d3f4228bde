import type { ServerResponse } from 'node:http'
import { answerJson, fairWeather, repeatableChance, type Accepted, type Logged } from '../platform-server.ts'

export type TelegramStandInSettings = {
  port?: number
  token?: string
  username?: string
  /** Real seconds of long polls and redelivery are multiplied by this. */
  timeScale?: number
  now?: () => number
}

export type TelegramKnobs = {
  /** Every chat id counts as a chat: for benches with invented people. */
  everyoneIsKnown: boolean
  /** Messages per rolling second overall; 0 is no limit. Telegram's own number for ordinary bots is about 30. */
  perSecond: number
  /** The next sends are refused with these. */
  refuseNext: { code: number; description: string }[]
  /** Each webhook update comes twice. */
  duplicates: boolean
}

export type TelegramChat = { id: string; name: string; blocked: boolean }
export type TelegramUpdate = { update_id: number } & Record<string, unknown>

export type TelegramWorld = ReturnType<typeof makeTelegramWorld>

/** What the stand-in Bot API knows: one bot, its chats, its updates, and the log that judges. */
export function makeTelegramWorld(settings: TelegramStandInSettings) {
  const clock = { aheadMs: 0 }
  let serial = 0
  let updateId = 700_000_000
  return {
    url: '',
    token: settings.token ?? '7100000001:stand-in-token-AbCdEfGhIjKlMnOpQrStUv',
    username: settings.username ?? 'cam_binh_bot',
    timeScale: settings.timeScale ?? 1,
    weather: { ...fairWeather },
    knobs: { everyoneIsKnown: false, perSecond: 0, refuseNext: [], duplicates: false } as TelegramKnobs,
    clock,
    now: () => (settings.now ?? Date.now)() + clock.aheadMs,
    chats: new Map<string, TelegramChat>(),
    files: new Map<string, { bytes: Uint8Array; path: string }>(),
    sent: [] as Accepted[],
    requests: [] as Logged[],
    answeredPresses: [] as string[],
    recent: [] as number[],
    chance: repeatableChance(11),
    /** Told of each accepted message. */
    onAccepted: (_message: Accepted) => {},
    messageId: () => ++serial,
    updateId: () => ++updateId,
  }
}

export const botId = (world: TelegramWorld): number => Number(world.token.split(':')[0])

export function answerResult(response: ServerResponse, result: unknown): void {
  answerJson(response, { ok: true, result })
}

export function answerError(response: ServerResponse, code: number, description: string, parameters?: object): void {
  answerJson(response, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) }, code)
}

/** Keeps the message in the log; then answers, or cuts the line if the weather says so. */
export function accept(
  world: TelegramWorld,
  response: ServerResponse,
  message: Omit<Accepted, 'at' | 'lost'>,
  result: unknown
): void {
  const { weather } = world
  const lost = weather.loseNext > 0 || (weather.loseShare > 0 && world.chance() < weather.loseShare)
  if (weather.loseNext > 0) weather.loseNext--
  const kept: Accepted = { ...message, text: weather.keepTexts ? message.text : '', at: world.now(), lost }
  world.sent.push(kept)
  world.onAccepted(kept)
  if (lost) response.socket?.destroy()
  else answerResult(response, result)
}
