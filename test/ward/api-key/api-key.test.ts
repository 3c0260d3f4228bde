import { afterAll, beforeAll, expect, it } from 'vitest'
import { looksLikeApiKey } from '../../../src/ward/api-key/api-key.ts'
import { createApiKey } from '../../../src/ward/api-key/create-api-key.ts'
import { endApiKey } from '../../../src/ward/api-key/end-api-key.ts'
import { findApiKey, listApiKeys } from '../../../src/ward/api-key/find-api-key.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

const create = (name: string, ...scopes: string[]) => ward.run((work) => createApiKey(work, at.seal, { name, scopes }))

it('a key is shown once, kept only as a keyed hash, and opens nothing once ended', async () => {
  const made = await create('Một cửa điện tử', 'dossiers:write')
  if (!made.ok) throw new Error(made.refusal)
  expect(looksLikeApiKey(made.value.token)).toBe(true)
  expect(
    await at.database.doorKey.count({ where: { rowId: made.value.id, wardId: ward.wardId, kind: 'api_key' } })
  ).toBe(1)
  expect(await ward.run((work) => findApiKey(work, made.value.id))).toMatchObject({ scopes: ['dossiers:write'] })
  expect(await ward.run((work) => endApiKey(work, { id: made.value.id }))).toEqual({ ok: true, value: undefined })
  expect(await at.database.doorKey.count({ where: { rowId: made.value.id } })).toBe(0)
  expect(await ward.run((work) => findApiKey(work, made.value.id))).toBeNull()
  expect(await ward.run((work) => endApiKey(work, { id: made.value.id }))).toEqual({
    ok: false,
    refusal: 'unknown_key',
  })
  expect((await ward.run(listApiKeys))[0]).toMatchObject({ id: made.value.id, endedAt: ward.clock.now() })
})

it('a key needs a name, at least one scope, and none that is unknown', async () => {
  expect(await create(' ', 'dossiers:write')).toEqual({ ok: false, refusal: 'name_missing' })
  expect(await create('x')).toEqual({ ok: false, refusal: 'no_scope' })
  expect(await create('x', 'dossiers:write', 'everything')).toEqual({ ok: false, refusal: 'unknown_scope' })
})
