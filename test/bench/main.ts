// npm run bench -- <name>: runs test/bench/<name>.ts, which prints its figures and one JSON line last
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const folder = import.meta.dirname
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'main.ts')
  .map((entry) => path.basename(entry.name, '.ts'))

const [name = '', ...rest] = process.argv.slice(2)
const file = path.join(folder, `${path.basename(name)}.ts`)
if (!names.includes(name) || !existsSync(file)) {
  console.error(`usage: npm run bench -- <name>\n  ${names.join('\n  ')}`)
  process.exit(2)
}
// a process of its own: nothing of this one is measured with it
const done = spawnSync(process.execPath, ['--import', 'tsx', file, ...rest], { stdio: 'inherit' })
process.exit(done.status ?? 1)
