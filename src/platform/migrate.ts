import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createPostgresBackend, Queue } from 'bullmq'
import pg from 'pg'

const prismaDir = path.resolve('prisma')

/** Brings the data's and the queue's tables up to date. Run by the owner login, once, before doors or workers open. */
export async function migrate(ownerUrl: string): Promise<void> {
  if (await isBehind(ownerUrl)) deploy(ownerUrl)
  await migrateQueue(ownerUrl)
}

/** Prisma's own start costs a second or two: only where a migration is missing. */
async function isBehind(url: string): Promise<boolean> {
  const wanted = readdirSync(path.join(prismaDir, 'migrations'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory()
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ migration_name: string }>(
      `select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null`
    )
    const done = new Set(rows.map((row) => row.migration_name))
    return wanted.some((entry) => !done.has(entry.name))
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return true // no such table: a new database
    throw error
  } finally {
    await client.end()
  }
}

function deploy(url: string): void {
  const env = { ...process.env, DATABASE_URL: url }
  const done = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'migrate', 'deploy'], {
    env,
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`migrate deploy failed:\n${done.stdout}\n${done.stderr}`)
}

/** BullMQ's tables live in a schema of their own; workers may use them, not change them. */
async function migrateQueue(url: string): Promise<void> {
  const connection = { connectionString: url, schema: 'bullmq', migrate: true }
  const queue = new Queue('migrate', { connection }, createPostgresBackend)
  await queue.waitUntilReady()
  await queue.close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    DO $$ BEGIN CREATE ROLE loa_jobs NOLOGIN NOSUPERUSER NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
    DO $$ BEGIN EXECUTE format('GRANT loa_jobs TO %I', current_user); END $$;
    GRANT USAGE, CREATE ON SCHEMA bullmq TO loa_jobs;
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA bullmq TO loa_jobs;
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO loa_jobs;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO loa_jobs;
  `)
  await client.end()
}
