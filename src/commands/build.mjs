/**
 * `npm run build`: dist/ for `node dist/src/main.js` and `node dist/workers/main.js`, started in the project's folder: words,
 * migrations and packages are read from there. Types are checked on the way; nothing is bundled.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const dist = path.join(root, 'dist')

/** Style sheets, scripts and tables that the code reads from beside itself. */
function copyAssets(folder) {
  for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(tsx?|mjs|md)$/.test(entry.name)) continue
    const from = path.join(entry.parentPath ?? entry.path, entry.name)
    const to = path.join(dist, path.relative(root, from))
    mkdirSync(path.dirname(to), { recursive: true })
    cpSync(from, to)
  }
}

rmSync(dist, { recursive: true, force: true })
const compiled = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
if (compiled.status !== 0) process.exit(compiled.status ?? 1)
for (const folder of ['src', 'workers', 'prisma/reference']) if (existsSync(path.join(root, folder))) copyAssets(folder)
console.log('dist/ is built: node dist/src/main.js (doors) and node dist/workers/main.js (workers), in this folder')
