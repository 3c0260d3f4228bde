import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTelegram } from '../support/open-telegram.ts'

let ward: Awaited<ReturnType<typeof openTelegram>>
beforeEach(async () => {
  ward = await openTelegram()
})
afterEach(() => ward.close())

const call = async (method: string, body: object, token = ward.account.token) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${ward.telegram.url}/bot${token}/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { ok: boolean; error_code?: number; description?: string; result?: unknown }
}
const say = (body: object) => call('sendMessage', { chat_id: ward.citizen, text: 'chào', ...body })
const button = (callback_data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'Có', callback_data }]] } })

it('refuses what the Bot API refuses', async () => {
  expect(await say({ text: ' ' })).toMatchObject({ error_code: 400, description: 'Bad Request: message text is empty' })
  expect(await say({ text: 'x'.repeat(4097) })).toMatchObject({
    error_code: 400,
    description: 'Bad Request: message is too long',
  })
  expect(await say(button('đ'.repeat(33)))).toMatchObject({
    error_code: 400,
    description: 'Bad Request: BUTTON_DATA_INVALID',
  })
  expect(await say(button('đ'.repeat(32)))).toMatchObject({ ok: true })
  expect(await say({ chat_id: 1 })).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' })
  expect(await call('getMe', {}, '1:x')).toMatchObject({ error_code: 401 })
  expect(await call('fly', {})).toMatchObject({ error_code: 404 })
})

it('lets nobody poll while a webhook is set', async () => {
  await call('setWebhook', { url: 'https://cam-binh.example/t', secret_token: 's' })
  expect(await call('getUpdates', {})).toMatchObject({ error_code: 409 })
  await call('deleteWebhook', {})
  expect(await call('getUpdates', {})).toMatchObject({ ok: true, result: [] })
  expect(await call('setWebhook', { url: 'http://cam-binh.example/t' })).toMatchObject({ error_code: 400 })
})

it('brings one chat’s updates one after the other, with the secret, again until each is taken', async () => {
  const heard: string[] = []
  const statuses = [500, 200, 200]
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const { message } = JSON.parse(body) as { message: { text: string } }
      heard.push(`${message.text} ${String(request.headers['x-telegram-bot-api-secret-token'])}`)
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram/1`
  await call('setWebhook', { url, secret_token: 's3' })
  const [, second] = [
    ward.telegram.citizenWrites(ward.citizen, 'một'),
    ward.telegram.citizenWrites(ward.citizen, 'hai'),
  ]
  await second.delivery
  expect(heard).toEqual(['một s3', 'một s3', 'hai s3'])
  expect(ward.telegram.pending()).toBe(0)
  server.close()
  server.closeAllConnections()
})

it('holds thirty a second when told to', async () => {
  ward.telegram.set({}, { perSecond: 30 })
  const answers = await Promise.all(Array.from({ length: 40 }, () => say({})))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(30)
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
})
