/** `npm test`: format, types, lint, schema, tests (imports among them). Says which step failed; the last line sums up. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { countTests } from './count-tests.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const cache = path.join(root, 'node_modules/.cache/loa-phuong')

const train = step('train', ['src/commands/prepare.mjs'])
const format = step('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.'], 'npm run format mends it')
const code = step('types and lint', ['src/commands/check-types-and-lint.mjs'])
const schema = step(
  'schema',
  ['--import', 'tsx', 'prisma/offline/db-check.ts'],
  'schema.prisma and the migrations differ: npm run db:new -- <name>'
)
function step(name, args, hint) {
  return { name, args, hint }
}

/** Runs one step quietly; its words are shown only when it fails. */
function run({ name, args, hint }) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const words = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => words.push(piece))
    child.on('error', (error) => words.push(Buffer.from(String(error))))
    child.on('close', (code) => {
      const ok = code === 0
      const seconds = ((Date.now() - started) / 1000).toFixed(1)
      if (!ok) console.log(`\n${Buffer.concat(words).toString('utf8').trimEnd()}`)
      console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${seconds} s)${!ok && hint ? `: ${hint}` : ''}`)
      resolve({ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 })
    })
  })
}

/** Two lanes for two cores: each takes the next step when it is free, the longest first. */
async function runAll(steps) {
  const waiting = [...steps]
  const results = []
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) results.push(await run(one))
  }
  await Promise.all([lane(), lane()])
  return results
}

/** The tests speak while they run: they take minutes. */
function runTests() {
  const report = path.join(cache, 'tests.json')
  mkdirSync(cache, { recursive: true })
  rmSync(report, { force: true })
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...flags], {
      cwd: root,
      stdio: 'inherit',
    })
    child.on('close', (code) => {
      const { passed, failed } = existsSync(report)
        ? countTests(JSON.parse(readFileSync(report, 'utf8')))
        : { passed: 0, failed: 0 }
      resolve({ name: 'tests', passed, failed: code === 0 ? failed : Math.max(1, failed) })
    })
  })
}

// the understanding is trained beside the checks, only the tests need it
const results = [...(await runAll([code, train, format, schema])), await runTests()]
const failed = results.filter((result) => result.failed > 0)
if (failed.length > 0) console.log(`\nFAILED: ${failed.map(({ name }) => name).join(', ')}`)
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
process.exitCode = failed.length > 0 ? 1 : 0
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
