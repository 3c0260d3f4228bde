import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endApiKey } from '../../src/ward/api-key/end-api-key.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'
import { openApi, type ApiClient } from './api-client.ts'

const path = '/dossiers/H49.12-261120-0034'
const body = (change: Record<string, unknown> = {}) => ({
  procedureCode: '1.001193',
  procedureName: 'Đăng ký khai sinh',
  applicantName: 'Trần Thị Mận',
  applicantPhone: '0912 344 567',
  receivedAt: '2026-11-20T08:15:00+07:00',
  appointmentDate: '2026-11-23',
  status: 4,
  unit: 'Bộ phận Tư pháp - Hộ tịch',
  occurredAt: '2026-11-20T09:00:00+07:00',
  sequence: 1,
  ...change,
})
const row = (serial: number, change: Record<string, unknown> = {}) => ({
  code: `H49.12-261120-${serial}`,
  ...body(change),
})

let at: TestDatabase
let ward: TestWard
let api: ApiClient
let token: string

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  api = await openApi(at, ward)
  token = (await api.keyFor(ward, 'dossiers:write')).token
})
afterAll(async () => {
  await api.app.close()
  await at.drop()
})

const stored = (code: string) => ward.run((work) => work.db.dossier.findFirst({ where: { code } }))
const faults = (response: { json(): { faults?: { field: string }[] } }) =>
  response.json().faults?.map(({ field }) => field)

describe('one dossier', () => {
  it('is registered, then moved; the same again has one effect', async () => {
    const first = await api.call(token, 'PUT', path, body())
    expect([first.statusCode, first.json()]).toEqual([201, { code: 'H49.12-261120-0034', result: 'registered' }])
    expect((await api.call(token, 'PUT', path, body())).json()).toMatchObject({ result: 'repeated' })
    const done = await api.call(token, 'PUT', path, { status: 9, occurredAt: '2026-11-21T10:00:00', sequence: 2 })
    expect([done.statusCode, done.json()]).toEqual([200, { code: 'H49.12-261120-0034', result: 'moved' }])
    expect(await stored('H49.12-261120-0034')).toMatchObject({
      status: 'done',
      applicantName: 'Trần Thị Mận',
      appointmentAt: new Date('2026-11-23T10:00:00Z'),
      occurredAt: new Date('2026-11-21T03:00:00Z'),
    })
  })

  it('takes the code as people type it, and keeps late news as history', async () => {
    const late = await api.call(
      token,
      'PUT',
      '/dossiers/h49.12%20-%20261120%E2%80%930034',
      body({ status: 2, occurredAt: '2026-11-20T08:15:00+07:00', sequence: 0 })
    )
    expect(late.json()).toEqual({ code: 'H49.12-261120-0034', result: 'history' })
  })

  it('names each field that cannot be taken, and never repeats what was sent', async () => {
    const bad = await api.call(
      token,
      'PUT',
      path,
      body({ status: 11, applicantPhone: '0912', occurredAt: '2026-02-30T08:00:00', aplicantName: 'x', unit: 5 })
    )
    expect(bad.statusCode).toBe(422)
    expect(bad.headers['content-type']).toContain('application/problem+json')
    expect(faults(bad)?.sort()).toEqual(['applicantPhone', 'aplicantName', 'occurredAt', 'status', 'unit'].sort())
    expect(bad.body).not.toContain('0912')
    expect(faults(await api.call(token, 'PUT', '/dossiers/khong-phai-ma', body()))).toEqual(['code'])
    expect(
      faults(
        await api.call(token, 'PUT', '/dossiers/H49.12-261120-0099', { status: 4, occurredAt: '2026-11-20T09:00:00Z' })
      )
    ).toEqual(['procedureName', 'applicantName'])
    expect(faults(await api.call(token, 'PUT', path, { status: 4 }))).toEqual(['occurredAt'])
  })
})

describe('who may call', () => {
  it('needs a key: none, a wrong one, an ended one and another kind of door are refused alike', async () => {
    const ended = await api.keyFor(ward, 'dossiers:write')
    await ward.run((work) => endApiKey(work, { id: ended.id }))
    for (const key of [null, 'x', `loa_${'A'.repeat(43)}`, ended.token]) {
      const refused = await api.call(key, 'PUT', path, body())
      expect(refused.statusCode).toBe(401)
      expect(refused.headers['www-authenticate']).toBe('Bearer')
    }
  })

  it('needs the scope', async () => {
    const other = await api.keyFor(ward, 'citizens:write')
    expect((await api.call(other.token, 'PUT', path, body())).statusCode).toBe(403)
  })

  it('writes to the ward of the key and no other', async () => {
    const elsewhere = await makeTestWard(at)
    const { token: theirs } = await api.keyFor(elsewhere, 'dossiers:write')
    await api.call(theirs, 'PUT', '/dossiers/H49.12-261120-0777', body())
    expect(await stored('H49.12-261120-0777')).toBeNull()
    expect(await elsewhere.run((work) => work.db.dossier.count())).toBe(1)
  })

  it('is slowed down after many wrong keys from one address', async () => {
    const own = await openApi(at, ward)
    const codes: number[] = []
    for (let i = 0; i < 62; i++) codes.push((await own.call('x', 'PUT', path, body())).statusCode)
    expect(codes.slice(0, 60)).toEqual(Array(60).fill(401))
    expect(codes.slice(-1)).toEqual([429])
    await own.app.close()
  })
})

describe('many dossiers', () => {
  it('takes an array, records the good rows and names the bad ones by their place', async () => {
    const response = await api.call(token, 'POST', '/dossiers/batch', [
      row(1001),
      row(1002, { status: 0 }),
      'x',
      row(1003),
      row(1004, { applicantName: null }),
    ])
    expect(response.statusCode).toBe(200)
    const { recorded, faulty, rows } = response.json<{
      recorded: number
      faulty: number
      rows: { row: number; result: string; faults?: { field: string }[] }[]
    }>()
    expect({ recorded, faulty }).toEqual({ recorded: 2, faulty: 3 })
    expect(rows.map(({ row: number, result }) => [number, result])).toEqual([
      [1, 'registered'],
      [2, 'fault'],
      [3, 'fault'],
      [4, 'registered'],
      [5, 'fault'],
    ])
    expect(rows[1]?.faults?.[0]?.field).toBe('status')
  })

  it('takes five thousand rows as NDJSON', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => JSON.stringify(row(20_000 + i)))
    lines[2_500] = '{"code": '
    const response = await api.call(token, 'POST', '/dossiers/batch', lines.join('\n'), {
      'content-type': 'application/x-ndjson',
    })
    expect(response.json()).toMatchObject({ recorded: 4_999, faulty: 1 })
    expect(response.json<{ rows: { row: number; result: string }[] }>().rows[2_500]).toMatchObject({
      row: 2_501,
      result: 'fault',
    })
  }, 60_000)

  it.each([
    ['no list', { dossiers: [] }, 422],
    ['an empty list', [], 422],
    ['broken JSON', '[{', 400],
    ['too many rows', Array(20_001).fill(0), 413],
  ])('refuses %s', async (_what, sent, status) => {
    const headers = { 'content-type': 'application/json' }
    const response = await api.call(token, 'POST', '/dossiers/batch', sent, headers)
    expect([response.statusCode, response.json<{ status: number }>().status]).toEqual([status, status])
  })

  it('refuses a body over the limit and a content type it does not know', async () => {
    expect((await api.call(token, 'PUT', path, body({ note: 'x'.repeat(70_000) }))).statusCode).toBe(413)
    expect((await api.call(token, 'POST', '/dossiers/batch', 'a;b', { 'content-type': 'text/csv' })).statusCode).toBe(
      415
    )
  })
})

describe('Idempotency-Key', () => {
  const post = (key: string, sent: unknown) =>
    api.call(token, 'POST', '/dossiers/batch', sent, { 'idempotency-key': key })

  it('gives the same answer for the same request, and does it once', async () => {
    const first = await post('k-1', [row(3001)])
    const again = await post('k-1', [row(3001)])
    expect(again.json()).toEqual(first.json())
    expect(first.json()).toMatchObject({ rows: [{ result: 'registered' }] })
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true'])
  })

  it('refuses the same key for another body, and lets another system use it', async () => {
    await post('k-2', [row(3002)])
    const other = await post('k-2', [row(3003)])
    expect([other.statusCode, faults(other)]).toEqual([422, ['Idempotency-Key']])
    const { token: theirs } = await api.keyFor(ward, 'dossiers:write')
    expect(
      (await api.call(theirs, 'POST', '/dossiers/batch', [row(3003)], { 'idempotency-key': 'k-2' })).statusCode
    ).toBe(200)
  })

  it('handles a request sent twice at once one time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post('k-3', [row(3004)])))
    for (const { statusCode } of answers) expect([200, 409]).toContain(statusCode)
    expect(
      answers.filter(({ statusCode, headers }) => statusCode === 200 && !headers['idempotent-replayed'])
    ).toHaveLength(1)
  })
})

describe('the description', () => {
  it('is OpenAPI 3.1, needs no key, and names every route with its scope of errors', async () => {
    const response = await api.call(null, 'GET', '/openapi.json')
    const { openapi, paths } = response.json<{ openapi: string; paths: Record<string, object> }>()
    expect(openapi).toBe('3.1.0')
    expect(Object.keys(paths).sort()).toEqual([
      '/api/v1/citizens/batch',
      '/api/v1/citizens/{reference}',
      '/api/v1/civil-events',
      '/api/v1/dossiers/batch',
      '/api/v1/dossiers/{code}',
      '/api/v1/feedback',
      '/api/v1/feedback/{code}',
      '/api/v1/feedback/{code}/transitions',
      '/api/v1/notices',
      '/api/v1/notices/{id}',
      '/api/v1/notices/{id}/approve',
      '/api/v1/notices/{id}/deliveries',
      '/api/v1/notices/{id}/pause',
      '/api/v1/notices/{id}/resume',
      '/api/v1/notices/{id}/stop',
      '/api/v1/notices/{id}/submit',
    ])
    expect(response.body).toContain('appointmentDate')
  })

  it('answers an unknown address with a problem', async () => {
    const response = await api.call(token, 'GET', '/nothing')
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  })
})
