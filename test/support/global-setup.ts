import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    templateUrl: string
  }
}

/** One embedded server for the run; each test file clones the migrated template database. */
export default async function setup(project: TestProject): Promise<() => void> {
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const server = await startEmbeddedPostgres({
    dataDir: '.data/pg-test',
    database: 'loa_template',
    port: 54400,
    settings,
  })
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return () => server.stop()
}
