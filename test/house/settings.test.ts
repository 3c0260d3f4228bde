import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { BadConfig, readConfig, readReferenceTime, settingNames } from '../../src/config.ts'
import { root } from './read-sources.ts'

const example = readFileSync(path.join(root, '.env.example'), 'utf8')
const written = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => ({
  name: name!,
  value: value!,
}))

test('.env.example names every variable this program reads, once, and no other', () => {
  expect(settingNames.length).toBeGreaterThan(10)
  expect(written.map(({ name }) => name).sort()).toEqual([...settingNames].sort())
})

test('what .env.example sets without a comment sign can be used as it stands', () => {
  const active: [string, string][] = [...example.matchAll(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [
    name!,
    value!,
  ])
  const keys = { DATA_KEY: 'ab'.repeat(32), SESSION_SECRET: 'cd'.repeat(32) }
  expect(() => readConfig({ ...Object.fromEntries(active), ...keys })).not.toThrow()
})

test('the channel examples are placeholders that the program refuses or leaves empty, not secrets', () => {
  const secrets = written.filter(({ name }) => /TOKEN|SECRET|KEY$/.test(name))
  expect(secrets.length).toBeGreaterThan(4)
  for (const { name, value } of secrets) expect(value, name).toBe('')
})

test('a wrong value stops the start with its name and what to do', () => {
  expect(() => readConfig({ PORT: 'three thousand', DATA_KEY: 'short' })).toThrow(BadConfig)
  expect(() => readConfig({ DATA_KEY: 'short' })).toThrow(/DATA_KEY: .*openssl rand -hex 32/)
})

test('the time to measure at is an ISO time or the clock', () => {
  expect(readReferenceTime({ REFERENCE_TIME: '2026-11-21T09:00:00+07:00' }).toISOString()).toBe(
    '2026-11-21T02:00:00.000Z'
  )
  expect(() => readReferenceTime({ REFERENCE_TIME: 'hôm nay' })).toThrow(BadConfig)
})
