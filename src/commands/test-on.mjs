/** `npm run test:redis | test:browser | test:kill`: the tests that need more than a fresh checkout. The last line sums up. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { countTests } from './count-tests.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** What a kind of test needs, and what to say when it is missing. */
const needs = {
  redis: {
    isMet: () => Boolean(process.env.TEST_REDIS_URL),
    otherwise:
      'Set TEST_REDIS_URL to a Redis that may be emptied: redis-server --port 6399 & TEST_REDIS_URL=redis://127.0.0.1:6399',
  },
  browser: {
    isMet: () => findChromium() !== undefined,
    otherwise:
      'Install Chromium (Debian: apt-get install chromium fonts-noto-core) or set CHROMIUM_PATH to its program.',
  },
  kill: { isMet: () => true, otherwise: '' },
}

function findChromium() {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium']
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [process.env.CHROMIUM_PATH, ...usual, mac].find((file) => file && existsSync(file))
}

const [kind = '', ...filters] = process.argv.slice(2)
const need = needs[kind]
if (!need?.isMet()) {
  console.error(need?.otherwise ?? `usage: test-on.mjs ${Object.keys(needs).join('|')}`)
  console.log('0 passed, 1 failed')
  process.exit(1)
}

const report = path.join(root, `node_modules/.cache/loa-phuong/tests-${kind}.json`)
mkdirSync(path.dirname(report), { recursive: true })
rmSync(report, { force: true })
const flags = [
  '--config',
  `vitest.${kind}.config.ts`,
  '--reporter=verbose',
  '--reporter=json',
  `--outputFile.json=${report}`,
]
const done = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...flags, ...filters], {
  cwd: root,
  stdio: 'inherit',
  env: kind === 'browser' ? { ...process.env, CHROMIUM_PATH: findChromium() } : process.env,
})
const counted = existsSync(report) ? countTests(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 1 }
const failed = done.status === 0 ? counted.failed : Math.max(1, counted.failed)
process.exitCode = failed > 0 ? 1 : 0
console.log(`${counted.passed} passed, ${failed} failed`)
