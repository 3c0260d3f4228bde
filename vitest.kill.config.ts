import { defineConfig } from 'vitest/config'

/** Processes and servers killed at bad moments (`npm run test:kill`): each test owns the machine while it runs. */
export default defineConfig({
  test: {
    include: ['test/kill/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
