import { defineConfig } from 'vitest/config'

/** Files share a worker's modules: loading the house anew for each took half of the time. A module that keeps state breaks here. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/browser/**', 'test/kill/**'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/repeatable-fuzz.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    isolate: false,
  },
})
