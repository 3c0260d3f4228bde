import { chownSync, existsSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { isAlive } from '../../src/platform/embedded-postgres.ts'

const memory = '/dev/shm'
/** What two workers' databases may grow to, several times over. */
const wantedBytes = 1024 ** 3

/**
 * A place in memory for the databases of one run: a clone is nearly a thousand small files, which a disc takes half a
 * second to make and memory a few hundredths. Null where there is no such place or too little of it.
 */
export async function openMemoryTablespace(client: pg.Client, dataDir: string) {
  if (!existsSync(memory)) return null
  const { bavail, bsize } = statfsSync(memory)
  if (bavail * bsize < wantedBytes) return null

  await dropLeftBehind(client)
  const name = `memory_${process.pid}`
  const folder = mkdtempSync(path.join(memory, 'loa-phuong-'))
  const { uid, gid } = statSync(dataDir)
  chownSync(folder, uid, gid) // the server runs as an account of its own when we are root
  await client.query(`create tablespace ${name} location '${folder}'`)
  return { name, close: () => drop(client, name, folder) }
}

/** Those of runs that were killed. */
async function dropLeftBehind(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ spcname: string; folder: string }>(
    `select spcname, pg_tablespace_location(oid) as folder from pg_tablespace where spcname like 'memory\\_%'`
  )
  for (const { spcname, folder } of rows) {
    if (!isAlive(Number(spcname.replace('memory_', '')))) await drop(client, spcname, folder)
  }
}

async function drop(client: pg.Client, name: string, folder: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database join pg_tablespace on pg_tablespace.oid = dattablespace where spcname = $1`,
    [name]
  )
  for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`)
  await client.query(`drop tablespace ${name}`)
  rmSync(folder, { recursive: true, force: true })
}
