import fastify, { type FastifyInstance } from 'fastify'
import { parse } from 'node-html-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerBoard } from '../../src/board/register-board.tsx'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { loadReference } from '../../src/ward/ward/load-reference.ts'
import { postReception } from '../../src/ward/reception/post-reception.ts'
import { recordBallots } from '../../src/ward/satisfaction/record-ballots.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let app: FastifyInstance

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at, 'ben-do')
  await ward.run(loadReference)
  const found = await at.database.ward.findFirstOrThrow()
  app = fastify()
  registerBoard(app, {
    transact: ward.transact,
    clock: ward.clock,
    t: await loadTranslate(),
    wards: async () => [found],
    findWard: async (wanted) => (wanted === 'ben-do' ? found : null),
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await at.drop()
})

async function seen(path: string): Promise<string> {
  const response = await app.inject({ url: path, headers: { accept: 'text/html' } })
  expect(response.statusCode).toBe(200)
  return (parse(response.body).querySelector('main')?.structuredText ?? '').replace(/\s+/g, ' ')
}

describe('the public board', () => {
  it('posts when citizens are received, and how a place is kept', async () => {
    expect(await seen('/ben-do/reception')).toContain('chưa có buổi nào')
    const session = { date: '2026-12-03', from: '08:00', to: '10:00', place: 'Phòng 1', host: 'Chủ tịch', seats: 9 }
    expect(await ward.run((work) => postReception(work, session))).toMatchObject({ ok: true })
    const page = await seen('/ben-do/reception')
    expect(page).toContain('thứ Năm, 03/12/2026')
    expect(page).toContain('Chủ tịch tiếp, tại Phòng 1. Còn 9 lượt.')
  })

  it('shows how content residents are, both ways, and no mark of so few that they could be guessed', async () => {
    const ballots = (levels: [number, number, number, number, number], handedOut: number) =>
      ward.run((work) => recordBallots(work, { heldOn: '2026-11-20', source: 'paper', handedOut, levels }))
    await ballots([0, 0, 0, 1, 2], 4)
    expect(await seen('/ben-do/satisfaction')).toContain('chưa đủ 5 đánh giá')
    await ballots([0, 0, 0, 200, 325], 525)
    const page = await seen('/ben-do/satisfaction')
    expect(page).toContain('528/529')
    expect(page).toContain('528/528 (100 %)')
    expect(page).toContain('chưa đủ 5 đánh giá') // of reports nobody has marked any
  })

  it('is of its own ward only', async () => {
    for (const path of ['/ben-vang/reception', '/ben-vang/satisfaction'])
      expect((await app.inject({ url: path })).statusCode).toBe(404)
  })
})
