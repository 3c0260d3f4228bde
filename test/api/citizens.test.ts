import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'
import { openApi, type ApiClient } from './api-client.ts'

const citizen = (change: Record<string, unknown> = {}) => ({
  fullName: 'Lê Văn Bưởi',
  birthYear: 1961,
  gender: 'male',
  phone: '0912 345 678',
  neighbourhood: '12',
  householdCode: 'HK-12-0007',
  headOfHousehold: true,
  channels: [],
  consents: [],
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
  token = (await api.keyFor(ward, 'citizens:write')).token
})
afterAll(async () => {
  await api.app.close()
  await at.drop()
})

describe('citizens from a register', () => {
  it('are added, changed, and left alone when nothing is new', async () => {
    const results: unknown[] = []
    for (const sent of [citizen(), citizen(), citizen({ birthYear: 1962 })]) {
      const response = await api.call(token, 'PUT', '/citizens/A-1', sent)
      results.push([response.statusCode, response.json<{ result: string }>().result])
    }
    expect(results).toEqual([
      [200, 'added'],
      [200, 'unchanged'],
      [200, 'changed'],
    ])
  })

  it('are refused with the field and what to do', async () => {
    const response = await api.call(token, 'PUT', '/citizens/A-2', citizen({ phone: '123', gender: 'x' }))
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({ faults: [{ field: 'gender', problem: 'must be one of male, female' }] })
    const second = await api.call(token, 'PUT', '/citizens/A-2', citizen({ phone: '123' }))
    expect(second.json()).toMatchObject({ status: 422, faults: [{ field: 'phone' }] })
  })

  it('come in batches, bad rows named by their place', async () => {
    const rows = [
      citizen({ reference: 'B-1', householdCode: 'HK-1' }),
      citizen({ reference: 'B-2', phone: 'abc', householdCode: 'HK-2' }),
      { fullName: 'x' },
    ]
    const response = await api.call(token, 'POST', '/citizens/batch', rows)
    expect(response.json()).toMatchObject({ recorded: 1, added: 1, faulty: 2 })
    expect(
      response.json<{ faults: { row: number; field: string }[] }>().faults.map(({ row, field }) => [row, field])
    ).toEqual([
      [2, 'phone'],
      [3, 'reference'],
    ])
  })
})
