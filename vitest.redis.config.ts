import { defineConfig } from 'vitest/config'

/** The tests in which a queue is meant, on a real Redis (`npm run test:redis`, TEST_REDIS_URL). One at a time: they share it. */
export default defineConfig({
  test: {
    include: [
      'test/platform/queue*.test.ts',
      'test/jobs/**/*.test.ts',
      'test/workers/**/*.test.ts',
      'test/journeys/**/*.test.ts',
    ],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
