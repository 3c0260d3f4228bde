import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/ward/api-key/create-api-key.ts'
import { restrictFeedback } from '../../src/ward/feedback/restrict-feedback.ts'
import { makeFeedbackWard, type FeedbackWard } from '../support/feedback-ward.ts'
import { freshDatabase, makeTestWard, type TestDatabase } from '../support/test-ward.ts'
import { openApi, type ApiClient } from './api-client.ts'

let at: TestDatabase
let ward: FeedbackWard
let api: ApiClient
const keys: Record<string, string> = {}

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
  api = await openApi(at, ward)
  for (const name of ['oneStop', 'specialist', 'leader'] as const) {
    const made = await ward.run((work) =>
      createApiKey(work, at.seal, { name, scopes: ['feedback:read', 'feedback:write'], officialId: ward.ids[name] })
    )
    if (!made.ok) throw new Error(made.refusal)
    keys[name] = made.value.token
  }
  keys.reader = (await api.keyFor(ward, 'feedback:read')).token
})
afterAll(async () => {
  await api.app.close()
  await at.drop()
})

const send = async (text?: string, more?: Record<string, unknown>) => ward.report(await ward.openChat(), text, more)
const move = (who: string, code: string, body: unknown, headers: Record<string, string> = {}) =>
  api.call(keys[who]!, 'POST', `/feedback/${code}/transitions`, body, headers)
const classified = { event: 'accept', kind: 'problem', field: 'drainage', urgency: 'normal', authority: 'ward' }

describe('reports over the API', () => {
  it('are listed, page by page, and read one by one, without who told them', async () => {
    const first = await send('Ống nước vỡ đầu hẻm 9', {
      reporter: await ward.run(async (work) => work.seal.json({ name: 'Phạm Thị Mùi', phone: '0912345678' })),
    })
    const second = await send('Đèn hẻm 9 tắt')
    const page = await api.call(keys.reader!, 'GET', '/feedback?limit=1')
    expect(page.json()).toMatchObject({ reports: [{ code: second.code, status: 'awaiting_intake' }] })
    const { next } = page.json<{ next: string }>()
    expect((await api.call(keys.reader!, 'GET', `/feedback?limit=1&cursor=${next}`)).json()).toMatchObject({
      reports: [{ code: first.code }],
    })
    const one = await api.call(keys.reader!, 'GET', `/feedback/${first.code.toLowerCase()}`)
    expect(one.json()).toMatchObject({ code: first.code, text: 'Ống nước vỡ đầu hẻm 9', answer: null })
    expect(one.body).not.toMatch(/Phạm|0912/)
    expect((await api.call(keys.reader!, 'GET', '/feedback?status=completed')).json()).toEqual({
      reports: [],
      next: null,
    })
  })

  it('go their whole way, each step in the name of an official', async () => {
    const { code } = await send()
    expect((await move('oneStop', code, classified)).json()).toEqual({ code, status: 'received' })
    expect((await move('oneStop', code, { event: 'assign', unit: 'Hạ tầng' })).json()).toMatchObject({
      status: 'assigned',
    })
    expect((await move('specialist', code, { event: 'take' })).statusCode).toBe(200)
    const answer = { event: 'propose_answer', outcome: 'explained', text: 'Chờ vật tư đến cuối tháng.' }
    expect((await move('specialist', code, answer)).json()).toMatchObject({ status: 'awaiting_approval' })
    expect((await move('leader', code, { event: 'approve' })).json()).toMatchObject({ status: 'answered' })
  })

  it('take a step once under one Idempotency-Key', async () => {
    const { code, feedbackId } = await send()
    const headers = { 'idempotency-key': 'buoc-1' }
    const answers = [await move('oneStop', code, classified, headers), await move('oneStop', code, classified, headers)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect((await ward.history(feedbackId)).filter(({ event }) => event === 'accept')).toHaveLength(1)
  })

  it('refuse in problem+json: who may not, what is missing, what is not possible now', async () => {
    const { code } = await send()
    const cases: [string, unknown, number, string | undefined][] = [
      ['specialist', classified, 403, undefined],
      ['reader', classified, 403, undefined],
      ['oneStop', { event: 'assign', unit: 'Hạ tầng' }, 409, undefined],
      ['oneStop', { event: 'merge', mainCode: 'PA-2611-9999' }, 422, 'mainCode'],
      ['oneStop', { event: 'refuse', reason: 'outside_authority' }, 422, 'reason'],
      ['oneStop', { event: 'withdraw' }, 422, undefined],
      ['oneStop', { ...classified, field: 'moon' }, 422, 'field'],
    ]
    for (const [who, body, status, field] of cases) {
      const answer = await move(who, code, body)
      expect(answer.statusCode, JSON.stringify(body)).toBe(status)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      if (field !== undefined) expect(answer.json<{ faults: { field: string }[] }>().faults[0]?.field).toBe(field)
    }
    expect((await move('oneStop', 'PA-2611-9999', classified)).statusCode).toBe(404)
    expect((await api.call(null, 'GET', '/feedback')).statusCode).toBe(401)
  })

  it('never hold a restricted report, nor one of another ward', async () => {
    const { code, feedbackId } = await send('Chuyện trong nhà')
    await ward.as('oneStop', (work) => restrictFeedback(work, { feedbackId, why: 'domestic_violence' }))
    expect((await api.call(keys.reader!, 'GET', '/feedback?limit=100')).body).not.toContain(code)
    expect((await api.call(keys.reader!, 'GET', `/feedback/${code}`)).statusCode).toBe(404)
    expect((await move('oneStop', code, classified)).statusCode).toBe(404)
    const other = await makeTestWard(at)
    const foreign = await api.keyFor(other, 'feedback:read')
    const mine = await send()
    expect((await api.call(foreign.token, 'GET', `/feedback/${mine.code}`)).statusCode).toBe(404)
  })

  it('stand in the OpenAPI document with their scopes’ routes', async () => {
    const { paths } = (await api.call(null, 'GET', '/openapi.json')).json<{ paths: Record<string, object> }>()
    expect(Object.keys(paths['/api/v1/feedback/{code}/transitions'] ?? paths['/feedback/{code}/transitions']!)).toEqual(
      ['post']
    )
  })
})
