import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../../../src/platform/embedded-postgres.ts'
import type { StandInZalo } from '../../stand-ins/zalo/stand-in-zalo.ts'

export type Service = {
  url: string
  stop(): Promise<void>
  /** Seconds of processor time so far. */ cpuSeconds(): number
}

/** The service as `npm start` runs it, on an embedded Postgres of its own, with the given stand-in as Zalo. */
export async function startService(
  zalo: StandInZalo,
  { workers, port }: { workers: boolean; port: number }
): Promise<Service & { databaseUrl: string }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'loa-bench-'))
  chmodSync(dataDir, 0o755) // as root the database runs under another account, which has to reach it
  const server = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'pg'), database: 'loa', port: 54600 })
  const child = run(['src/main.ts', ...(workers ? ['--workers'] : [])], {
    PORT: String(port),
    DATABASE_URL: server.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    ZALO_OPENAPI_URL: zalo.url,
    ZALO_OAUTH_URL: zalo.url,
    ZALO_BUSINESS_URL: zalo.url,
    ZALO_APP_ID: zalo.world.appId,
    ZALO_APP_SECRET: zalo.world.appSecret,
    ZALO_OA_ID: zalo.world.oaId,
    ZALO_OA_SECRET: zalo.world.oaSecret,
    ZALO_REFRESH_TOKEN: zalo.world.tokens.refresh,
  })
  const url = `http://127.0.0.1:${port}`
  await ready(`${url}/readyz`, child)
  return {
    url,
    databaseUrl: server.url,
    cpuSeconds: () => cpuSecondsOf(child),
    async stop() {
      await end(child)
      server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A bare node:http server that reads the same body and answers 200: the physical limit of the run. */
export async function startBare(port: number): Promise<Service> {
  const source = `require('node:http').createServer((q, r) => { const c = []; q.on('data', (d) => c.push(d)); q.on('end', () => { Buffer.concat(c); r.end() }) }).listen(${port}, '127.0.0.1')`
  const child = spawn(process.execPath, ['-e', source], { stdio: 'inherit' })
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  return { url, cpuSeconds: () => cpuSecondsOf(child), stop: () => end(child) }
}

function run(args: string[], env: Record<string, string>): ChildProcess {
  const inherited = { PATH: process.env.PATH, HOME: process.env.HOME }
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...inherited, ...env },
  })
}

/** User and system time of a process, in the kernel's hundredths of a second. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error('the service ended before it was ready')
    const answer = await fetch(url, { method: url.endsWith('/readyz') ? 'GET' : 'POST' }).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`nothing answers at ${url}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
