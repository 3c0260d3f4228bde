import { defineConfig } from 'vitest/config'

/** Journeys in a real browser (`npm run test:browser`): one at a time, on two cores a second Chromium only makes both late. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
