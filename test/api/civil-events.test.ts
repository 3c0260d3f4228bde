import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'
import { openApi, type ApiClient } from './api-client.ts'

const birth = (change: Record<string, unknown> = {}) => ({
  kind: 'birth',
  registerNumber: '45/2026',
  registeredAt: '2026-11-20',
  bornOn: '2026-11-10',
  people: [
    { role: 'child', fullName: 'Trần Minh Khôi', birthYear: 2026 },
    { role: 'mother', fullName: 'Nguyễn Thị Lành', birthYear: 1996 },
  ],
  consent: 'paper',
  ...change,
})

let at: TestDatabase
let ward: TestWard
let api: ApiClient
let token: string

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  api = await openApi(at, ward)
  token = (await api.keyFor(ward, 'civil-events:write')).token
})
afterAll(async () => {
  await api.app.close()
  await at.drop()
})

const post = (body: unknown, headers?: Record<string, string>) =>
  api.call(token, 'POST', '/civil-events', body, headers)
const results = async (...bodies: unknown[]) => {
  const all: unknown[] = []
  for (const body of bodies) all.push((await post(body)).json<{ result: string }>().result)
  return all
}

describe('an entry of the civil-status register', () => {
  it('told twice is one event, and what it adds later changes it', async () => {
    expect(await results(birth(), birth(), birth({ handedOverOn: '2026-11-20' }))).toEqual([
      'added',
      'known',
      'changed',
    ])
    expect(await ward.run((work) => work.db.civilEvent.count())).toBe(1)
    expect(await ward.run((work) => work.db.letter.findMany({ select: { kind: true, status: true } }))).toEqual([
      { kind: 'birth', status: 'held' },
    ])
  })

  it('takes the consent of every adult it names, never of the child', async () => {
    const people = await ward.run((work) => work.db.civilEventPerson.findMany({ orderBy: { role: 'asc' } }))
    expect(people.map(({ role, consentWay }) => [role, consentWay])).toEqual([
      ['child', null],
      ['mother', 'paper'],
    ])
  })

  it('sent twice under one Idempotency-Key has one effect', async () => {
    const body = birth({ registerNumber: '46/2026' })
    const answers = [await post(body, { 'idempotency-key': 'x' }), await post(body, { 'idempotency-key': 'x' })]
    expect(answers.map((one) => one.json<{ result: string }>().result)).toEqual(['added', 'added'])
    expect(answers[1]!.headers['idempotent-replayed']).toBe('true')
  })

  it('with faults is answered with the fields, and what was sent is not repeated', async () => {
    const answer = await post(
      birth({ registeredAt: '2027-01-01', people: [{ role: 'mother', fullName: 'Nguyễn Thị 5' }] })
    )
    expect(answer.statusCode).toBe(422)
    expect(answer.json<{ faults: { field: string }[] }>().faults.map(({ field }) => field)).toEqual([
      'registeredAt',
      'people.mother',
      'people.child',
    ])
    expect(answer.body).not.toContain('Nguyễn')
  })

  it('needs a key that may tell of events', async () => {
    const other = await api.keyFor(ward, 'citizens:write')
    expect((await api.call(other.token, 'POST', '/civil-events', birth())).statusCode).toBe(403)
    expect((await api.call(null, 'POST', '/civil-events', birth())).statusCode).toBe(401)
  })
})
