import { spawnSync } from 'node:child_process'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'

/** Runs Prisma's `migrate diff` from the written migrations to the schema, beside a real server for the shadow database. */
export async function diffMigrations(flags: string[], output: 'inherit' | 'pipe') {
  const server = process.env.DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDir: '.data/pg-check', database: 'loa', port: 54380, settings: ['fsync=off'] })
  const url = process.env.DATABASE_URL ?? server?.url
  const base = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma']
  const result = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', ...base, ...flags], {
    encoding: 'utf8',
    stdio: output === 'inherit' ? 'inherit' : 'pipe',
    env: { ...process.env, DATABASE_URL: url },
  })
  server?.stop()
  return result
}
