import { readConfig, siteOf, type Config } from './config.ts'
import type { TurnTools } from './conversation/take-turn.ts'
import type { DeliveryDeps } from './delivery/deliver-conversation.ts'
import { makeLedger } from './delivery/ledger.ts'
import { longestWaitMs } from './delivery/mass/pace.ts'
import { makeHeedRate } from './delivery/mass/heed-rate.ts'
import { makePostgresPace } from './delivery/mass/pace-postgres.ts'
import { makeRedisPace } from './delivery/mass/pace-redis.ts'
import type { MassDeps } from './delivery/mass/send-notice.ts'
import { makeInboundDesk, type InboundDesk } from './gateway/inbound-desk.ts'
import { makeRing } from './jobs/enqueue.ts'
import { openWake, type Wake } from './jobs/wake.ts'
import { machineClock, type Clock } from './platform/clock.ts'
import { openDatabase, openOneStatement, openPool, type Database } from './platform/database.ts'
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { loadTranslate, type Translate } from './platform/i18n.ts'
import { makeLog, type Log } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { openQueues, type Queues } from './platform/queue.ts'
import { keepProcessSmall } from './platform/small-process.ts'
import { makeSeal, type Seal } from './platform/seal.ts'
import { loadUnderstanding } from './wiring/understanding.ts'
import { openAnnouncer, type Announcer } from './wiring/announcer.ts'
import { makeChannelRegistry, type ChannelRegistry } from './wiring/channel-registry.ts'
import { makeStoreInbound } from './ward/inbound/store-inbound.ts'
import { makeTransact, type Bell, type Transact } from './ward/work.ts'
import path from 'node:path'

/** Everything that runs, put together by hand: click from here to anything. */
export type Wired = {
  config: Config
  clock: Clock
  log: Log
  seal: Seal
  translate: Translate
  databaseUrl: string
  database: Database
  queues: Queues
  ring(bells: readonly Bell[]): Promise<void>
  transact: Transact
  /** For work on a whole file: one transaction that may last half an hour. */
  transactLong: Transact
  announcer: Announcer
  channels: ChannelRegistry
  inbound: InboundDesk
  inboundWake: Wake
  turnTools: TurnTools
  delivery: DeliveryDeps
  mass: MassDeps
  close(): Promise<void>
}

/** An import of the largest file on the slowest machine; anything longer has gone wrong. */
const longTransactionMs = 30 * 60_000

type Options = { clock?: Clock; config?: Config; logTo?: Parameters<typeof makeLog>[1] }

export async function wire({ clock = machineClock, config = readConfig(), logTo }: Options = {}): Promise<Wired> {
  const log = makeLog(config.LOG_LEVEL, logTo)
  const answersPeople = config.WORKER_LANES === undefined || config.WORKER_LANES.includes('reply')
  const server = config.DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDir: path.join(config.DATA_DIR, 'pg'), database: 'loa' })
  const databaseUrl = config.DATABASE_URL ?? server!.url
  await migrate(databaseUrl)

  const database = openDatabase(databaseUrl)
  if (!answersPeople) await keepProcessSmall(() => database.ward.count())
  const pool = openPool(databaseUrl, 4)
  const oneStatement = openOneStatement(databaseUrl, 2)
  const massPool = openPool(databaseUrl, 12)
  const pace = config.REDIS_URL ? makeRedisPace(config.REDIS_URL, longestWaitMs) : makePostgresPace(pool, longestWaitMs)
  const queues = openQueues({ databaseUrl, ...(config.REDIS_URL ? { redisUrl: config.REDIS_URL } : {}) })
  const announcer = await openAnnouncer(databaseUrl, log)
  const translate = await loadTranslate(siteOf(config))
  const seal = makeSeal(config.dataKey)
  const ring = makeRing(queues, log, () => clock.now())
  const transact = makeTransact(database, seal, clock, ring)
  const transactLong = makeTransact(database, seal, clock, ring, longTransactionMs)
  const announce = (address: string) => announcer.announce(pageName(seal, address))
  const heedRate = makeHeedRate({ pace, clock })
  const channels = makeChannelRegistry({ config, clock, log, seal, database, transact, translate, announce, heedRate })
  const channelOf = (wardId: string, accountId: string) => channels.channelOf(wardId, accountId)
  const understanding = loadUnderstanding({ late: !answersPeople })
  const inboundWake = openWake(queues)

  return {
    config,
    clock,
    log,
    seal,
    translate,
    databaseUrl,
    database,
    queues,
    ring,
    transact,
    transactLong,
    announcer,
    channels,
    inbound: makeInboundDesk(
      makeStoreInbound(pool, seal, () => clock.now()),
      inboundWake.wake,
      log
    ),
    inboundWake,
    turnTools: { ...understanding, translate, ...wardNames(database) },
    delivery: {
      transact,
      translate,
      clock,
      ledger: makeLedger(oneStatement, clock),
      channelOf,
    },
    mass: { pool: massPool, log, clock, seal, translate, transact, ring, pace, channelOf, perSecondOf: paceOf(config) },
    async close() {
      await queues.close()
      await inboundWake.close()
      await channels.close()
      await announcer.close()
      await pace.close()
      await massPool.end()
      await pool.end()
      await oneStatement.close()
      await database.$disconnect()
      server?.stop()
    },
  }
}

/** Messages a second of an account of each channel; 0 where nobody limits. */
const paceOf =
  (config: Config) =>
  (channel: string): number =>
    channel === 'zalo' ? config.ZALO_PER_MINUTE / 60 : channel === 'telegram' ? config.TELEGRAM_PER_SECOND : 0

/** The name under which the pages of one web address listen. */
export const pageName = (seal: Seal, address: string): string =>
  Buffer.from(seal.hash('open_page', address)).toString('hex')

/** Names that do not change while the process runs. */
function wardNames(database: Database): Pick<TurnTools, 'wardNameOf'> {
  const names = new Map<string, string>()
  return {
    async wardNameOf({ wardId }) {
      const name = names.get(wardId) ?? (await database.ward.findUniqueOrThrow({ where: { id: wardId } })).name
      names.set(wardId, name)
      return name
    },
  }
}
