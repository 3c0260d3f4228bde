import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'

let running: RunningWard

beforeAll(async () => {
  running = await openRunningWard()
})
afterAll(() => running.close())

test('the doors are ready while the database answers, and say which job of the timetable is silent', async () => {
  const ask = async () => {
    const answer = await running.app.inject({ url: '/readyz' })
    return { status: answer.statusCode, body: answer.json<unknown>() }
  }
  expect(await ask()).toEqual({ status: 200, body: { ready: true, silentJobs: [] } })
  const ranAt = new Date(running.clock.now().getTime() - 3_600_000)
  await running.wired.transact(running.ward.id, 'operator', ({ db }) =>
    db.reconcilerRun.create({ data: { wardId: running.ward.id, job: 'wake-notices', ranAt } })
  )
  expect(await ask()).toEqual({ status: 200, body: { ready: true, silentJobs: ['wake-notices'] } })
})

test('the ward’s public page shows the fingerprint of the key that signs proofs', async () => {
  const page = await running.app.inject({ url: `/${running.ward.slug}` })
  expect(page.body).toMatch(/<code>([0-9a-f]{4} ){7}[0-9a-f]{4}<\/code>/)
})
