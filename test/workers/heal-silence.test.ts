import { expect, test } from 'vitest'
import { silentJobs } from '../../workers/heal-silence.ts'

test('a job of the timetable that missed three rounds is silent; one that has never run is only young', () => {
  expect(silentJobs([])).toEqual([])
  expect(silentJobs([{ job: 'sweep-doorbells', silentSeconds: 25 }])).toEqual([])
  const heard = [
    { job: 'sweep-doorbells', silentSeconds: 70 },
    { job: 'end-notice-doubts', silentSeconds: 1_000 },
    { job: 'a-job-of-yesterday', silentSeconds: 100_000 },
  ]
  expect(silentJobs(heard)).toEqual(['sweep-doorbells'])
})
