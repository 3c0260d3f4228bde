import { afterEach, beforeEach, expect, it } from 'vitest'
import { pollTelegram, type TelegramPollTrouble } from '../../../src/channels/telegram/poll-telegram.ts'
import type { InboundEvent } from '../../../src/channels/channel.ts'
import { openTelegram } from '../../support/open-telegram.ts'

let ward: Awaited<ReturnType<typeof openTelegram>>
let stop: AbortController
let heard: string[]
let troubles: TelegramPollTrouble[]
let waits: number[]
beforeEach(async () => {
  ward = await openTelegram()
  stop = new AbortController()
  heard = []
  troubles = []
  waits = []
})
afterEach(() => ward.close())

const text = (event: InboundEvent) => (event.content.kind === 'text' ? event.content.text : event.content.kind)

/** Polls until `enough` says so; waits are noted and not waited for. */
function poll(onUpdate: (event: InboundEvent) => Promise<void>): Promise<void> {
  const noted = {
    clock: ward.clock,
    onTrouble: (trouble: TelegramPollTrouble) => void troubles.push(trouble),
    sleep: async (ms: number) => void waits.push(ms),
  }
  return pollTelegram({ ...ward.account, ...noted, pollSeconds: 30 }, onUpdate, stop.signal)
}

/** Notes what was heard and stops after so many. */
const note = (count: number) => async (event: InboundEvent) => {
  heard.push(text(event))
  if (heard.length === count) stop.abort()
}

it('brings what was written before and during the poll, in order', async () => {
  const before = ward.telegram.citizenWrites(ward.citizen, 'một')
  const polling = poll(note(3))
  await before.delivery
  ward.telegram.citizenWrites(ward.citizen, 'hai')
  ward.telegram.citizenWrites(ward.citizen, 'ba')
  await polling
  expect(heard).toEqual(['một', 'hai', 'ba'])
})

it('confirms what was handled when it stops, and nothing else', async () => {
  for (const word of ['một', 'hai']) ward.telegram.citizenWrites(ward.citizen, word)
  await poll(note(2))
  expect(ward.telegram.pending()).toBe(0)
  ward.telegram.citizenWrites(ward.citizen, 'ba')
  expect(ward.telegram.pending()).toBe(1)
})

it('keeps an update at Telegram until it is stored here, and those before it are not brought twice', async () => {
  for (const word of ['một', 'hai', 'ba']) ward.telegram.citizenWrites(ward.citizen, word)
  let broken = true
  await poll(async (event) => {
    if (text(event) === 'hai' && broken) {
      broken = false
      throw new Error('the database is away')
    }
    await note(3)(event)
  })
  expect(heard).toEqual(['một', 'hai', 'ba'])
  expect(troubles).toEqual(['not_stored'])
})

it('keeps each chat in order while a slow one holds up nobody else', async () => {
  const other = ward.telegram.addChat().id
  for (const [chat, word] of [
    [ward.citizen, 'chậm'],
    [ward.citizen, 'sau chậm'],
    [other, 'nhanh'],
  ] as const) {
    ward.telegram.citizenWrites(chat, word)
  }
  let release = () => {}
  const slow = new Promise<void>((resolve) => (release = resolve))
  await poll(async (event) => {
    if (text(event) === 'chậm') await slow
    await note(3)(event)
    if (text(event) === 'nhanh') release()
  })
  expect(heard).toEqual(['nhanh', 'chậm', 'sau chậm'])
})

it('finishes what is under way before it stops', async () => {
  ward.telegram.citizenWrites(ward.citizen, 'một')
  let stored = false
  await poll(async () => {
    stop.abort()
    await Promise.resolve()
    stored = true
  })
  expect(stored).toBe(true)
  expect(ward.telegram.pending()).toBe(0)
})

it('goes on after Telegram was broken, busy and away', async () => {
  ward.telegram.set({ brokenGateway: 502 })
  let turns = 0
  const polling = pollTelegram(
    {
      ...ward.account,
      clock: ward.clock,
      onTrouble: (trouble) => void troubles.push(trouble),
      sleep: async (ms) => {
        waits.push(ms)
        if (++turns === 3) {
          ward.telegram.set({ brokenGateway: null })
          ward.telegram.citizenWrites(ward.citizen, 'còn đây')
        }
      },
    },
    note(1),
    stop.signal
  )
  await polling
  expect(heard).toEqual(['còn đây'])
  expect(troubles).toEqual(['provider_down', 'provider_down', 'provider_down'])
  expect(waits).toEqual([1000, 2000, 4000])
})

it('steps back when another process reads the same bot', async () => {
  ward.telegram.world.timeScale = 1
  const polling = poll(note(1))
  await ward.telegram.nextArrival() // deleteWebhook
  await ward.telegram.nextArrival() // the poll
  const rival = await fetch(`${ward.telegram.url}/bot${ward.account.token}/getUpdates`)
  expect(await rival.json()).toEqual({ ok: true, result: [] })
  ward.telegram.citizenWrites(ward.citizen, 'một')
  await polling
  expect(troubles).toEqual(['other_reader'])
  expect(waits).toEqual([5000])
})

it('takes down a webhook that would silence it', async () => {
  await fetch(`${ward.telegram.url}/bot${ward.account.token}/setWebhook?url=http://127.0.0.1:1/`)
  const polling = poll(note(1))
  await ward.telegram.nextArrival()
  ward.telegram.citizenWrites(ward.citizen, 'một')
  await polling
  expect(troubles).toEqual([])
})

it('waits long when the token is refused', async () => {
  const sleep = async (ms: number) => {
    waits.push(ms)
    stop.abort()
  }
  const onTrouble = (trouble: TelegramPollTrouble) => void troubles.push(trouble)
  await pollTelegram({ ...ward.account, token: '1:wrong', clock: ward.clock, onTrouble, sleep }, note(1), stop.signal)
  expect(troubles).toEqual(['account_refused'])
  expect(waits).toEqual([300_000])
})
