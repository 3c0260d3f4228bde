// A new migration from the difference between schema.prisma and the written migrations: read the SQL, then add
// `select keep_wards_apart('table')` for every new table.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { diffMigrations } from './with-database.ts'

const name = process.argv[2]?.replace(/\W+/g, '_')
if (!name) throw new Error('usage: tsx prisma/offline/db-new.ts <name>')
const folder = 'prisma/migrations'
mkdirSync(folder, { recursive: true })
const lock = `${folder}/migration_lock.toml`
if (!existsSync(lock)) writeFileSync(lock, 'provider = "postgresql"\n')

const { status, stdout, stderr } = await diffMigrations(['--script'], 'pipe')
if (status !== 0) {
  console.error(stdout, stderr)
  process.exit(status ?? 1)
}
if (/^\s*-- This is an empty migration\.?\s*$/.test(stdout)) {
  console.log('schema unchanged')
} else {
  const target = `${folder}/${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`
  mkdirSync(target)
  writeFileSync(`${target}/migration.sql`, stdout)
  console.log(target)
}
