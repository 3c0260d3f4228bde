import { describe, expect, expectTypeOf, test } from 'vitest'
import ts from 'typescript'
import { catalogue, isJobName, lanes, type JobName, type JobPayload } from '../../src/jobs/catalogue.ts'
import { makeRing } from '../../src/jobs/enqueue.ts'
import { makeLog } from '../../src/platform/log.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Queues } from '../../src/platform/queue.ts'
import { timetable } from '../../workers/timetable.ts'
import { firstWords, nodesOf, readSources } from './read-sources.ts'

const jobs = Object.keys(catalogue) as JobName[]
const sources = readSources('src', 'workers')
const rung = firstWords(sources, 'ring', 'remind', 'unring').map(({ word }) => word)

describe('jobs', () => {
  test('every job has a worker in workers/main.ts', () => {
    const main = sources.find(({ file }) => file === 'workers/main.ts')!
    const named = nodesOf(main.tree).flatMap((node) =>
      ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name) ? [node.name.text] : []
    )
    expect(named.filter(isJobName).sort()).toEqual([...jobs].sort())
  })

  test('every job has a lane that a worker listens to', () => {
    for (const job of jobs) expect(lanes).toContain(catalogue[job].lane)
  })

  test('every job is woken by something: a row that rings, a door, or the timetable', () => {
    const byClock = new Set<string>(timetable.map(({ job }) => job))
    const byDoor = new Set(['handle-inbound']) // the gateway's wake
    expect(jobs.filter((job) => !byClock.has(job) && !byDoor.has(job) && !rung.includes(job))).toEqual([])
  })

  test('nobody rings for a job that is not in the catalogue', () => {
    expect(rung.length).toBeGreaterThan(3)
    expect(rung.filter((job) => !isJobName(job))).toEqual([])
  })

  test('a payload holds a ward and a row, and nothing else', async () => {
    expectTypeOf<JobPayload>().toEqualTypeOf<{ wardId: string; rowId: string } | Record<string, never>>()
    const taken: Record<string, string>[] = []
    const queues: Queues = {
      add: async (_lane, _name, payload) => void taken.push(payload),
      every: async () => {},
      work: async () => {},
      close: async () => {},
    }
    const now = new Date('2026-11-21T03:00:00Z')
    const ring = makeRing(queues, makeLog('silent'), () => now)
    const bells = jobs.map((job) => ({ job, wardId: newId(), rowId: newId(), dueAt: now, name: 'Trần Thị Mơ' }))
    await ring(bells)
    expect(taken).toEqual(bells.map(({ wardId, rowId }) => ({ wardId, rowId })))
  })
})

describe('the timetable', () => {
  test('every row names a time zone and says why', () => {
    expect(timetable.length).toBeGreaterThan(0)
    for (const { job, timezone, why, everySeconds } of timetable) {
      expect(isJobName(job), job).toBe(true)
      expect(timezone, job).toBe('Asia/Ho_Chi_Minh')
      expect(why.length, job).toBeGreaterThan(15)
      expect(everySeconds, job).toBeGreaterThanOrEqual(1)
    }
  })

  test('a job stands in it once', () => {
    expect(new Set(timetable.map(({ job }) => job)).size).toBe(timetable.length)
  })
})
