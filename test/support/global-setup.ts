import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { openMemoryTablespace } from './memory-tablespace.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    templateUrl: string
    /** Where clones are put: see memory-tablespace.ts. */
    tablespace: string
  }
}

const dataDir = '.data/pg-test'

/**
 * One embedded server for the run; each test file clones the migrated template database. Reached through a socket of the
 * file system: a question and its answer take two thirds of what they take over TCP.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sockets = mkdtempSync(path.join(tmpdir(), 'loa-pg-'))
  chmodSync(sockets, 0o777) // the server runs as an account of its own when we are root
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', `unix_socket_directories=${sockets}`]
  const server = await startEmbeddedPostgres({ dataDir, database: 'loa_template', port: 54400, settings })
  await migrate(server.url)

  const url = new URL(server.url)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  const { rows } = await client.query<{ folder: string }>(`select current_setting('unix_socket_directories') as folder`)
  url.pathname = '/loa_template'
  if (rows[0]!.folder !== '') url.searchParams.set('host', rows[0]!.folder) // another run may have started the server
  const memory = await openMemoryTablespace(client, server.dataDir)
  project.provide('templateUrl', url.toString())
  project.provide('tablespace', memory?.name ?? 'pg_default')
  return async () => {
    await memory?.close()
    await client.end()
    server.stop()
    rmSync(sockets, { recursive: true, force: true })
  }
}
