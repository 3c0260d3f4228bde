import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration

/** The rules of the house, on any folder. */
async function check(baseDir: string): Promise<ICruiseResult> {
  const { enhancedResolveOptions, tsConfig: _file, ...options } = config.options ?? {}
  const tsConfig = extractTsConfig(path.join(root, 'tsconfig.json'))
  const result = await cruise(
    ['src', 'workers'],
    { ...options, baseDir, validate: true, ruleSet: { forbidden: config.forbidden } },
    { ...enhancedResolveOptions, bustTheCache: true },
    { tsConfig }
  )
  return result.output as ICruiseResult
}

const rulesBroken = (result: ICruiseResult): string[] => [
  ...new Set(result.summary.violations.map((violation) => violation.rule.name)),
]

/** A house of a few files in which everything is as it should be. */
const soundHouse: Readonly<Record<string, string>> = {
  'src/platform/result.ts': 'export type Result = { ok: boolean }',
  'src/platform/database.ts':
    "import { Client } from '../generated/prisma/client.ts'\nexport const open = () => Client",
  'src/platform/clock.ts': 'export type Clock = { now(): Date }',
  'src/generated/prisma/client.ts': 'export const Client = 1',
  'src/ward/work.ts': "import type { open } from '../platform/database.ts'\nexport type Work = typeof open",
  'src/ward/dossier/dossier.ts': "import type { Result } from '../../platform/result.ts'\nexport type Dossier = Result",
  'src/ward/dossier/find-dossier.ts':
    "import type { Work } from '../work.ts'\nimport type { Dossier } from './dossier.ts'\nexport type Find = (work: Work) => Dossier",
  'src/ward/procedure/procedure.ts': 'export type Procedure = string',
  'src/understanding/understand.ts': 'export const understand = 1',
  'src/channels/channel.ts': 'export type Channel = string',
  'src/channels/zalo/zalo-channel.ts': "import type { Channel } from '../channel.ts'\nexport type Zalo = Channel",
  'src/channels/telegram/telegram-channel.ts': "import { Telegram } from 'telegraf'\nexport const telegram = Telegram",
  'src/jobs/catalogue.ts': 'export const catalogue = 1',
  'src/conversation/turn.ts':
    "import { understand } from '../understanding/understand.ts'\nimport type { Channel } from '../channels/channel.ts'\nexport type Turn = [typeof understand, Channel]",
  'src/delivery/deliver.ts': "import { catalogue } from '../jobs/catalogue.ts'\nexport const deliver = catalogue",
  'src/delivery/read/progress.ts': 'export const progress = 1',
  'src/gateway/webhooks.ts': "import type { Turn } from '../conversation/turn.ts'\nexport type Hook = Turn",
  'src/api/routes.ts': "import type { Find } from '../ward/dossier/find-dossier.ts'\nexport type Route = Find",
  'src/console/page.tsx': "import { progress } from '../delivery/read/progress.ts'\nexport const page = progress",
  'src/board/board.tsx': "import type { Find } from '../ward/dossier/find-dossier.ts'\nexport type Board = Find",
  'src/config.ts': "import type { Result } from './platform/result.ts'\nexport type Config = Result",
  'src/wiring.ts':
    "import { page } from './console/page.tsx'\nimport { Client } from './generated/prisma/client.ts'\nexport const wired = [page, Client]",
  'workers/main.ts': "import { wired } from '../src/wiring.ts'\nexport const work = wired",
  'test/support/ward.ts': 'export const ward = 1',
}

/** Each fault is one file more, or one file changed, in the sound house; the rule named must bite. */
const faults: readonly { rule: string; because: string; files: Readonly<Record<string, string>> }[] = [
  {
    rule: 'platform-imports-only-its-neighbours',
    because: 'a tool that knows a ward word',
    files: {
      'src/platform/log.ts': "import type { Dossier } from '../ward/dossier/dossier.ts'\nexport type Log = Dossier",
    },
  },
  {
    rule: 'ward-imports-only-its-neighbours',
    because: 'the ward speaking to a channel',
    files: {
      'src/ward/dossier/tell.ts':
        "import type { Channel } from '../../channels/channel.ts'\nexport type Tell = Channel",
    },
  },
  {
    rule: 'understanding-imports-only-its-neighbours',
    because: 'understanding that looks into the register',
    files: {
      'src/understanding/look.ts':
        "import type { Find } from '../ward/dossier/find-dossier.ts'\nexport type Look = Find",
    },
  },
  {
    rule: 'channels-imports-only-its-neighbours',
    because: 'a channel that knows what a dossier is',
    files: {
      'src/channels/zalo/zalo-dossier.ts':
        "import type { Dossier } from '../../ward/dossier/dossier.ts'\nexport type Z = Dossier",
    },
  },
  {
    rule: 'conversation-imports-only-its-neighbours',
    because: 'a dialogue made for one channel',
    files: {
      'src/conversation/zalo.ts': "import type { Zalo } from '../channels/zalo/zalo-channel.ts'\nexport type Z = Zalo",
    },
  },
  {
    rule: 'delivery-imports-only-its-neighbours',
    because: 'delivery that starts a conversation',
    files: { 'src/delivery/chat.ts': "import type { Turn } from '../conversation/turn.ts'\nexport type Chat = Turn" },
  },
  {
    rule: 'jobs-imports-only-its-neighbours',
    because: 'a job that carries a dossier',
    files: {
      'src/jobs/payload.ts': "import type { Dossier } from '../ward/dossier/dossier.ts'\nexport type Payload = Dossier",
    },
  },
  {
    rule: 'gateway-imports-only-its-neighbours',
    because: 'a door in that is also a door out',
    files: {
      'src/gateway/answer.ts': "import { deliver } from '../delivery/deliver.ts'\nexport const answer = deliver",
    },
  },
  {
    rule: 'api-imports-only-its-neighbours',
    because: 'the systems’ door rendering pages',
    files: { 'src/api/page.ts': "import { page } from '../console/page.tsx'\nexport const p = page" },
  },
  {
    rule: 'console-imports-only-its-neighbours',
    because: 'a page that sends by itself',
    files: { 'src/console/send.tsx': "import { deliver } from '../delivery/deliver.ts'\nexport const send = deliver" },
  },
  {
    rule: 'board-imports-only-its-neighbours',
    because: 'a public page built from an officials’ one',
    files: { 'src/board/list.tsx': "import { page } from '../console/page.tsx'\nexport const list = page" },
  },
  {
    rule: 'config-imports-platform-only',
    because: 'settings that depend on a room',
    files: { 'src/config.ts': "import { catalogue } from './jobs/catalogue.ts'\nexport const config = catalogue" },
  },
  {
    rule: 'no-cycles',
    because: 'two files that need each other, by type only',
    files: {
      'src/jobs/lane.ts': "import type { Job } from './job.ts'\nexport type Lane = Job[]",
      'src/jobs/job.ts': "import type { Lane } from './lane.ts'\nexport type Job = { lane: Lane }",
    },
  },
  {
    rule: 'channels-do-not-know-each-other',
    because: 'Telegram borrowing from Zalo',
    files: {
      'src/channels/telegram/borrow.ts': "import type { Zalo } from '../zalo/zalo-channel.ts'\nexport type B = Zalo",
    },
  },
  {
    rule: 'telegraf-stays-in-its-channel',
    because: 'telegraf’s types in a worker',
    files: { 'workers/poll.ts': "import type { Telegram } from 'telegraf'\nexport type T = Telegram" },
  },
  {
    rule: 'doors-never-import-prisma',
    because: 'a route that asks the database for a type',
    files: {
      'src/api/rows.ts':
        "import type { Client } from '../generated/prisma/client.ts'\nexport type Rows = typeof Client",
    },
  },
  {
    rule: 'doors-never-import-prisma',
    because: 'a page that asks the package itself',
    files: { 'src/console/rows.tsx': "import { PrismaPg } from '@prisma/adapter-pg'\nexport const rows = PrismaPg" },
  },
  {
    rule: 'a-noun-is-pure',
    because: 'a noun that takes a use case in',
    files: {
      'src/ward/procedure/procedure.ts':
        "import type { Find } from '../dossier/find-dossier.ts'\nexport type Procedure = Find",
    },
  },
  {
    rule: 'a-noun-is-pure',
    because: 'a noun that leans on a file that reads the clock',
    files: {
      'src/ward/procedure/procedure.ts': "import type { Today } from './today.ts'\nexport type Procedure = Today",
      'src/ward/procedure/today.ts': "import type { Clock } from '../../platform/clock.ts'\nexport type Today = Clock",
    },
  },
  {
    rule: 'a-noun-needs-no-package',
    because: 'a noun that is checked by a library',
    files: { 'src/ward/procedure/procedure.ts': "import { z } from 'zod'\nexport const procedure = z.string()" },
  },
  {
    rule: 'gateway-imports-only-its-neighbours',
    because: 'a door that wires itself',
    files: { 'src/gateway/wired.ts': "import { wired } from '../wiring.ts'\nexport const own = wired" },
  },
  {
    rule: 'no-room-outside-the-table',
    because: 'a folder for whatever fits nowhere',
    files: {
      'src/helpers/format.ts': "import type { Result } from '../platform/result.ts'\nexport type Format = Result",
    },
  },
  {
    rule: 'no-test-or-tool-in-the-house',
    because: 'a worker that runs on test support',
    files: { 'workers/support.ts': "import { ward } from '../test/support/ward.ts'\nexport const w = ward" },
  },
  {
    rule: 'no-development-package-in-the-house',
    because: 'a room that needs what production does not install',
    files: { 'src/platform/check.ts': "import fc from 'fast-check'\nexport const check = fc" },
  },
  {
    rule: 'everything-imported-exists',
    because: 'a file that was never written',
    files: { 'src/jobs/ring.ts': "import { bell } from './bell.ts'\nexport const ring = bell" },
  },
]

async function checkPlanted(files: Readonly<Record<string, string>>): Promise<ICruiseResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'planted-'))
  try {
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
    symlinkSync(path.join(root, 'package.json'), path.join(folder, 'package.json'))
    for (const [file, text] of Object.entries({ ...soundHouse, ...files })) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
    return await check(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('rooms import only what the table allows', () => {
  test('the house breaks none of them, and the checker reads it: more than a hundred files, and every room', async () => {
    const result = await check(root)
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
    const { modules } = result
    const own = modules.map(({ source }) => source).filter((source) => /^(src|workers)\//.test(source))
    expect(own.length).toBeGreaterThan(100)
    for (const room of [
      'platform',
      'ward',
      'understanding',
      'channels',
      'conversation',
      'delivery',
      'jobs',
      'gateway',
    ]) {
      expect(own.some((source) => source.startsWith(`src/${room}/`))).toBe(true)
    }
    const kinds = modules.flatMap(({ dependencies }) => dependencies.map(({ dependencyTypes }) => dependencyTypes))
    expect(kinds.filter((types) => types.includes('type-only')).length).toBeGreaterThan(50)
  }, 600_000) // it reads every file of the house: long on a busy machine

  test('a house in which everything is as it should be breaks no rule', async () => {
    expect(rulesBroken(await checkPlanted({}))).toEqual([])
  })

  test.each(faults)('$rule bites: $because', async ({ rule, files }) => {
    expect(rulesBroken(await checkPlanted(files))).toEqual([rule])
  })

  test('every rule has a planted fault', () => {
    const names = (config.forbidden ?? []).map(({ name }) => name)
    expect(names.filter((name) => !faults.some(({ rule }) => rule === name))).toEqual([])
  })
})
