import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './read-sources.ts'

const kept = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)

test('nothing that a command makes is kept in git', () => {
  expect(kept.length).toBeGreaterThan(100)
  const made = /^(node_modules|dist|\.data|src\/generated)\/|\.(log|model|tsbuildinfo|js\.map)$|(^|\/)\.env$/
  expect(kept.filter((file) => made.test(file))).toEqual([])
})

test('what a command makes is ignored by git, so that it cannot slip in', () => {
  const ignored = readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n')
  for (const folder of ['node_modules', 'dist', '.data', 'src/generated']) expect(ignored).toContain(folder)
})

test('the root holds tools’ settings, papers and the named folders, nothing else', () => {
  const top = [...new Set(kept.map((file) => file.split('/')[0]!))]
  const folders = ['docs', 'locales', 'prisma', 'src', 'test', 'workers', '.ci']
  const files = /^(README\.md|package(-lock)?\.json|LICENSE|\..+|tsconfig(\.\w+)?\.json|[\w.]+\.config\.(ts|js))$/
  expect(top.filter((name) => !folders.includes(name) && !files.test(name))).toEqual([])
})

test('no folder is called by a name that says nothing', () => {
  const empty = /(^|\/)(utils?|common|shared|helpers?|misc|lib|generic)\//
  expect(kept.filter((file) => empty.test(file))).toEqual([])
})

test('every script of package.json runs a file that is there', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const files = Object.values(scripts).flatMap((script) => script.match(/\b(src|test|prisma|workers)\/[\w./-]+/g) ?? [])
  expect(files.length).toBeGreaterThan(8)
  for (const file of files) expect(() => readFileSync(path.join(root, file)), file).not.toThrow()
})
