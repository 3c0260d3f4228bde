import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Small files that take long: begun last, one of the two workers would wait for them. */
const slow = [
  'test/journeys/follow-ups.test.ts',
  'test/house/locales.test.ts',
  'test/console/permissions.test.ts',
  'test/ward/letter/letter-streams.test.ts',
]

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification) => (slow.some((one) => file.moduleId.endsWith(one)) ? 0 : 1)
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}

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
    execArgv: ['--max-semi-space-size=32'], // a tenth of the time went into sweeping up young objects
    sequence: { sequencer: SlowFirst },
  },
})
