import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atWardTime } from '../../src/platform/ward-time.ts'
import { createApiKey } from '../../src/ward/api-key/create-api-key.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import { loadReference } from '../../src/ward/ward/load-reference.ts'
import { makeOfficial } from '../support/console-client.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'
import { openApi, type ApiClient } from './api-client.ts'

let at: TestDatabase
let ward: TestWard
let api: ApiClient
let author: string
let leader: string
let system: string

const notice = {
  kind: 'general',
  title: 'Cắt nước tổ dân phố 12',
  body: 'Nhà máy nước cắt nước từ 8 giờ 00 đến 11 giờ 30 thứ Sáu, 27/11/2026. Bà con trữ nước trước.',
  audience: { neighbourhoods: ['12'], households: true },
}

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  ward.clock.set(atWardTime('2026-11-25', '09:00'))
  await ward.run(loadReference)
  await ward.run((work) =>
    recordCitizens(
      work,
      [
        {
          reference: 'A',
          fullName: 'Trần Thị Thử',
          birthYear: 1970,
          neighbourhood: 'Tổ dân phố 12',
          householdCode: 'H1',
        },
      ],
      'import:test'
    )
  )
  api = await openApi(at, ward)
  author = await keyOf((await makeOfficial(ward, ['specialist'])).id, ['notices:write', 'notices:read'])
  leader = await keyOf((await makeOfficial(ward, ['leader'])).id, [
    'notices:approve',
    'notices:write',
    'notices:read',
    'notices:steer',
  ])
  system = await keyOf(null, ['notices:write', 'notices:approve', 'notices:read'])
})
afterAll(async () => {
  await api.app.close()
  await at.drop()
})

async function keyOf(officialId: string | null, scopes: string[]): Promise<string> {
  const made = await ward.run((work) => createApiKey(work, at.seal, { name: 'Phần mềm', scopes, officialId }))
  if (!made.ok) throw new Error(made.refusal)
  return made.value.token
}

async function drafted(key = author, more: object = {}): Promise<string> {
  const answer = await api.call(key, 'POST', '/notices', { ...notice, ...more })
  expect(answer.statusCode).toBe(201)
  return answer.json<{ id: string }>().id
}

type Read = { hash: string; approvedHash: string | null; words: { vi: { body: string } } }
const read = async (id: string) => (await api.call(author, 'GET', `/notices/${id}`)).json<Read>()
/** Approves what stands there now, unless something else is named as seen. */
const approve = async (key: string, id: string, seen?: string) =>
  api.call(key, 'POST', `/notices/${id}/approve`, { seen: seen ?? (await read(id)).hash })

describe('notices from another system', () => {
  it('are drafted with one key and approved with the key of another official', async () => {
    const id = await drafted()
    expect((await api.call(author, 'POST', `/notices/${id}/submit`)).json()).toMatchObject({ status: 'submitted' })
    expect((await approve(author, id)).statusCode).toBe(403)
    expect((await approve(system, id)).json()).toMatchObject({
      status: 409,
      title: 'not allowed',
    })
    const approved = await approve(leader, id)
    expect(approved.json()).toMatchObject({ status: 'scheduled' })
    const stands = (await api.call(author, 'GET', `/notices/${id}`)).json<{ approvedHash: string }>()
    expect(stands.approvedHash).toMatch(/^[0-9a-f]{64}$/)
    expect((await api.call(author, 'GET', `/notices/${id}/deliveries?status=waiting`)).json()).toEqual({
      deliveries: [],
      next: null,
    })
  })

  it('of one leader need another one', async () => {
    const id = await drafted(leader)
    await api.call(leader, 'POST', `/notices/${id}/submit`)
    expect((await approve(leader, id)).json()).toMatchObject({ title: 'own notice' })
  })

  it('are approved as they were read: the words are there, and an old hash is refused', async () => {
    const id = await drafted()
    await api.call(author, 'POST', `/notices/${id}/submit`)
    const { hash, words } = await read(id)
    expect(words.vi.body).toBe(notice.body)
    expect((await api.call(leader, 'POST', `/notices/${id}/approve`, { seen: 'x' })).statusCode).toBe(422)
    await ward.run(({ db }) =>
      db.notice.update({ where: { id }, data: { words: { vi: { title: notice.title, body: 'Khác.' } } } })
    )
    expect((await approve(leader, id, hash)).json()).toMatchObject({ status: 409, title: 'changed since' })
    expect((await api.call(leader, 'POST', `/notices/${id}/approve`)).statusCode).toBe(200)
  })

  it('are not steered with a key that drafts', async () => {
    const id = await drafted()
    for (const step of ['pause', 'resume', 'stop']) {
      expect((await api.call(system, 'POST', `/notices/${id}/${step}`)).statusCode, step).toBe(403)
    }
  })

  it('have one effect under one Idempotency-Key', async () => {
    const once = () => api.call(author, 'POST', '/notices', notice, { 'idempotency-key': 'cắt-nước-27' })
    const [first, again] = [await once(), await once()]
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(again.json()).toEqual(first.json())
  })

  it('are refused with what to do: words, neighbourhoods, fields, steps out of order', async () => {
    const id = await drafted(author, { body: 'Bà con họp thứ Hai, 27/11/2026 tại nhà văn hóa.' })
    expect((await api.call(author, 'POST', `/notices/${id}/submit`)).json()).toMatchObject({
      status: 409,
      title: 'text blocked',
    })
    const unknown = await api.call(author, 'POST', '/notices', { ...notice, audience: { neighbourhoods: ['99'] } })
    expect(unknown.json()).toMatchObject({ status: 409, title: 'unknown neighbourhood' })
    const bad = await api.call(author, 'POST', '/notices', { ...notice, kind: 'party' })
    expect(bad.headers['content-type']).toContain('application/problem+json')
    expect(bad.json<{ faults: { field: string }[] }>().faults[0]?.field).toBe('kind')
    expect((await api.call(leader, 'POST', `/notices/${id}/pause`)).json()).toMatchObject({
      status: 409,
      title: 'not sending',
    })
    const missing = '00000000-0000-7000-8000-000000000000'
    expect((await api.call(author, 'GET', `/notices/${missing}`)).statusCode).toBe(404)
  })

  it('of a meeting need its day, in the notice and in its words', async () => {
    const said = 'Kính mời bà con họp bàn việc sửa đường lúc 19 giờ 30 thứ Bảy, 28/11/2026 tại nhà văn hóa.'
    const meeting = { kind: 'meeting', title: 'Mời họp tổ dân phố 12', body: said }
    const tried = async (more: object) => {
      const id = await drafted(author, { ...meeting, ...more })
      return (await api.call(author, 'POST', `/notices/${id}/submit`)).json<{ title?: string; status: unknown }>()
    }
    expect(await tried({})).toMatchObject({ status: 409, title: 'facts missing' })
    expect(await tried({ eventAt: '2026-12-20T19:30:00+07:00' })).toMatchObject({ title: 'facts differ' })
    const eventAt = '2026-11-28T19:30:00+07:00'
    expect(await tried({ eventAt, body: said.replace(' tại nhà văn hóa', '') })).toMatchObject({
      title: 'facts missing',
    })
    expect(await tried({ eventAt })).toMatchObject({ status: 'submitted' })
  })

  it('stand in the OpenAPI description', async () => {
    const { paths } = (await api.call(null, 'GET', '/openapi.json')).json<{ paths: Record<string, unknown> }>()
    expect(Object.keys(paths).filter((path) => path.includes('/notices'))).toHaveLength(8)
  })
})
