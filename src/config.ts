import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The only reader of process.env. A bad value stops the start with a list of what is wrong and how to mend it. */
export type Config = z.infer<typeof settings> & { dataKey: Uint8Array; sessionSecret: string; production: boolean }

const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL (${protocols.join(' or ')})`
    )

const settings = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  DATA_DIR: z.string().default('.data'),
  DATA_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits: openssl rand -hex 32')
    .optional(),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SAMPLE_WARD: z.enum(['0', '1']).optional(),
  TELEGRAM_API_ROOT: url(['http:', 'https:']).default('https://api.telegram.org'),
  ZALO_OPENAPI_URL: url(['http:', 'https:']).default('https://openapi.zalo.me'),
  ZALO_OAUTH_URL: url(['http:', 'https:']).default('https://oauth.zaloapp.com'),
  ZALO_BUSINESS_URL: url(['http:', 'https:']).default('https://business.openapi.zalo.me'),
  ZALO_BUTTONS: z.enum(['0', '1']).default('0'),
  ZALO_PER_MINUTE: z.coerce.number().int().min(0).default(4000),
  TELEGRAM_PER_SECOND: z.coerce.number().int().min(0).default(30),
  WORKER_LANES: z
    .string()
    .regex(/^[a-z]+(,[a-z]+)*$/, 'is a list of lanes, as in: emergency,mass')
    .optional(),
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'looks like 123456:ABC…, as BotFather gives it')
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'may hold letters, digits, _ and -')
    .optional(),
  ZALO_APP_ID: z.string().regex(/^\d+$/, 'is a number').optional(),
  ZALO_APP_SECRET: z.string().optional(),
  ZALO_OA_ID: z.string().regex(/^\d+$/, 'is a number').optional(),
  ZALO_OA_SECRET: z.string().optional(),
  ZALO_REFRESH_TOKEN: z.string().optional(),
  REFERENCE_TIME: z.iso
    .datetime({ offset: true, error: 'must be an ISO time such as 2026-11-21T09:00:00+07:00' })
    .optional(),
})

/** Every name this program reads: the house test compares it with .env.example. */
export const settingNames = Object.keys(settings.shape)

export class BadConfig extends Error {}

/** @throws BadConfig with one line per fault. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name in settings.shape && value !== '')
  )
  const parsed = settings.safeParse(present)
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const production = env.NODE_ENV === 'production'
  if (production && !present.DATA_KEY)
    faults.push(
      'DATA_KEY: missing; make one with `openssl rand -hex 32` and keep it safe, without it nothing can be read'
    )
  if (production && !present.SESSION_SECRET)
    faults.push('SESSION_SECRET: missing; make one with `openssl rand -hex 32`')
  faults.push(...halfAccounts(present))
  if (!parsed.success || faults.length > 0)
    throw new BadConfig(`The settings cannot be used:\n  ${faults.join('\n  ')}`)

  const config = parsed.data
  const dataKey = config.DATA_KEY ?? keptSecret(config.DATA_DIR, 'data-key')
  const sessionSecret = config.SESSION_SECRET ?? keptSecret(config.DATA_DIR, 'session-secret')
  return { ...config, dataKey: Buffer.from(dataKey, 'hex'), sessionSecret, production }
}

/** Where people reach the doors: links begin so. */
export const siteOf = ({ PUBLIC_URL, HOST, PORT }: Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string =>
  PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${HOST}:${PORT}`

/**
 * What the commands that measure understanding take for "now", so that "mai" means the same day in every run.
 * @throws BadConfig where it is no time.
 */
export function readReferenceTime(env: NodeJS.ProcessEnv = process.env): Date {
  const parsed = settings.shape.REFERENCE_TIME.safeParse(env.REFERENCE_TIME === '' ? undefined : env.REFERENCE_TIME)
  if (!parsed.success) throw new BadConfig(`REFERENCE_TIME ${parsed.error.issues[0]?.message ?? ''}`)
  return parsed.data === undefined ? new Date() : new Date(parsed.data)
}

/** Channel accounts named by halves do not work and should not look as if they did. */
function halfAccounts(present: Record<string, string | undefined>): string[] {
  const zalo = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET', 'ZALO_REFRESH_TOKEN']
  const missing = zalo.filter((name) => !present[name])
  const faults =
    missing.length > 0 && missing.length < zalo.length
      ? [`${missing.join(', ')}: missing beside the other ZALO_ settings`]
      : []
  if (present.TELEGRAM_WEBHOOK_SECRET && !present.PUBLIC_URL)
    faults.push('PUBLIC_URL: missing; a Telegram webhook needs the address it is reached at')
  return faults
}

/** Made once and kept beside the data, readable by this account only. */
function keptSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, name)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
  return secret
}
