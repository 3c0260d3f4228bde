import type { Pool } from 'pg'
import type { Channel, OutgoingMessage, SendOutcome } from '../../src/channels/channel.ts'
import { unlimited } from '../../src/delivery/mass/pace.ts'
import { sendNotice, type MassDeps } from '../../src/delivery/mass/send-notice.ts'
import { openPool } from '../../src/platform/database.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { newId } from '../../src/platform/ids.ts'
import { silentLog } from '../../src/platform/log.ts'
import { scheduleNotice } from '../../src/ward/notice/schedule-notice.ts'
import type { Bell } from '../../src/ward/work.ts'
import { startNotice } from '../../workers/start-notice.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from './test-ward.ts'

/** A platform in memory: it logs what it took upon itself, and answers as it is told. */
export type FakePlatform = {
  log: { to: string; text: string; at: Date }[]
  /** Asked before each message; undefined: accepted. */
  judge: (address: string, message: OutgoingMessage) => SendOutcome | undefined | Promise<SendOutcome | undefined>
}

export type MassWard = Awaited<ReturnType<typeof openMassWard>>

type NoticeRow = Partial<{
  class: string
  kind: string
  audience: object
  statutory: boolean
  body: string
  sendAt: Date
  expiresAt: Date
  correctsId: string
  choices: { id: string; vi: string; en: string }[]
  topic: string
  authorId: string
}>

/** A ward with a stopped clock, chats on a platform in memory, and senders that run when the test says so. */
export async function openMassWard(at = '2026-11-23T03:00:00Z') {
  const store: TestDatabase = await freshDatabase()
  const ward: TestWard = await makeTestWard(store)
  ward.clock.set(at)
  const platform: FakePlatform = { log: [], judge: () => undefined }
  const pool: Pool = openPool(store.url, 6)
  const accounts = new Map<string, string>()
  const deps: MassDeps = {
    pool,
    log: silentLog,
    clock: ward.clock,
    seal: store.seal,
    translate: await loadTranslate(),
    transact: ward.transact,
    ring: async (bells) => void ward.bells.push(...bells),
    pace: { take: async (_account, wanted) => unlimited(wanted), rest: async () => {}, close: async () => {} },
    perSecondOf: () => 0,
    channelOf: async (_wardId, accountId) => fakeChannel(nameOf(accountId), platform, () => ward.clock.now()),
  }
  const nameOf = (accountId: string) =>
    ([...accounts].find(([, id]) => id === accountId)?.[0].split(':')[0] ?? 'zalo') as Channel['name']

  /**
   * From now on a sender dies at the statement of this name: before the server has done it, or after it has and before it
   * says so. Until the returned function is called.
   */
  function breakStatement(name: string, when: 'before' | 'after' = 'before', dying = async () => {}): () => void {
    const whole = deps.pool
    async function die(query: () => Promise<unknown>): Promise<never> {
      if (when === 'after') await query()
      await dying()
      throw new Error('killed')
    }
    const connect = async () => {
      const client = await whole.connect()
      return new Proxy(client, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key)
          if (typeof value !== 'function') return value
          if (key !== 'query') return value.bind(target) as unknown
          return (query: string | { name?: string }, ...rest: unknown[]) => {
            const ask = () => value.call(target, query, ...rest) as Promise<unknown>
            return typeof query === 'object' && query.name === name ? die(ask) : ask()
          }
        },
      })
    }
    deps.pool = { connect } as unknown as Pool
    return () => void (deps.pool = whole)
  }

  async function addAccount(channel: string, reference: string): Promise<string> {
    const id = accounts.get(reference) ?? newId()
    if (accounts.has(reference)) return id
    accounts.set(reference, id)
    await ward.run(({ db }) =>
      db.channelAccount.create({ data: { id, channel, reference, settings: Buffer.from('x') } })
    )
    return id
  }

  return {
    ...ward,
    store,
    deps,
    platform,
    pool,
    breakStatement,
    /** Chats that wrote a minute ago; address `<prefix><n>`. Returns their ids. `account`: another one of the channel. */
    async addChats(
      howMany: number,
      channel: Channel['name'] = 'zalo',
      prefix = `${channel}-`,
      account: string = channel
    ): Promise<string[]> {
      const accountId = await addAccount(channel, account)
      const ids = Array.from({ length: howMany }, () => newId())
      await ward.run(({ db, seal, now }) =>
        db.conversation.createMany({
          data: ids.map((id, n) => ({
            id,
            accountId,
            channel,
            addressHash: seal.hash('address', `${prefix}${n}`),
            address: seal.text(`${prefix}${n}`),
            lastInboundAt: new Date(now.getTime() - 60_000),
          })),
        })
      )
      return ids
    },
    /** An approved notice, scheduled. */
    async schedule(row: NoticeRow = {}): Promise<string> {
      const id = newId()
      const { body = 'Mời ông/bà dự họp.', ...rest } = row
      await ward.run(async (work) => {
        await work.db.notice.create({
          data: {
            id,
            kind: 'general',
            status: 'approved',
            title: 'Họp tổ dân phố',
            words: { vi: { title: 'Họp tổ dân phố', body } },
            audience: {},
            createdAt: work.now,
            ...rest,
          },
        })
        const scheduled = await scheduleNotice(work, { noticeId: id, sendAt: row.sendAt ?? null })
        if (!scheduled.ok) throw new Error(scheduled.refusal)
      })
      return id
    },
    /** Runs what is due of the bells until nothing rings any more. */
    async work(mostTurns = 400): Promise<void> {
      for (let turn = 0; turn < mostTurns; turn++) {
        const index = ward.bells.findIndex((bell) => bell.dueAt <= ward.clock.now())
        if (index < 0) return
        const [bell] = ward.bells.splice(index, 1)
        await runBell(bell!)
      }
      throw new Error('the bells do not come to rest')
    },
    runBell,
    /** Codes of the ledger, counted: `w`aiting, `a`ccepted … */
    async ledger(noticeId: string): Promise<Record<string, number>> {
      const rows = await ward.run(
        ({ db }) => db.$queryRaw<{ status: string; n: number }[]>`
          select d.status::text as status, count(*)::int as n from delivery d join notice n on n.number = d.notice
          where n.id = ${noticeId}::uuid group by 1`
      )
      return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
    },
    async statusOf(noticeId: string): Promise<string> {
      return (await ward.run(({ db }) => db.notice.findFirstOrThrow({ where: { id: noticeId } }))).status
    },
    async close() {
      await pool.end()
      await store.drop()
    },
  }

  async function runBell({ job, wardId, rowId }: Bell): Promise<void> {
    const long = { transact: ward.transact, transactLong: ward.transact, log: silentLog }
    if (job === 'start-notice') await startNotice(long, wardId, rowId)
    if (job === 'send-notice' || job === 'send-emergency') await sendNotice(deps, wardId, rowId)
  }
}

/** These chats belong to one person, who may have others. */
export async function linkTogether(ward: Pick<MassWard, 'run'>, ...chats: string[]): Promise<void> {
  await ward.run(async ({ db, now }) => {
    const known = await db.chatLink.findFirst({ where: { conversationId: { in: chats } }, select: { citizenId: true } })
    const citizenId = known?.citizenId ?? newId()
    const proven = { provenBy: 'counter_code', linkedAt: now, lastSeenAt: now }
    if (known === null) {
      await db.citizen.create({
        data: { id: citizenId, reference: citizenId, fullName: 'Trần Văn Thử', birthYear: 1975 },
      })
    }
    const linked = await db.chatLink.findMany({ where: { citizenId }, select: { conversationId: true } })
    const added = chats.filter((id) => !linked.some(({ conversationId }) => conversationId === id))
    await db.chatLink.createMany({
      data: added.map((conversationId) => ({ id: newId(), conversationId, citizenId, ...proven })),
    })
  })
}

/** An official with a chat of their own; the id. */
export async function officialWithChat(ward: Pick<MassWard, 'run' | 'addChats'>): Promise<string> {
  const [conversationId] = await ward.addChats(1, 'web', 'official-')
  const id = newId()
  await ward.run(async ({ db, now }) => {
    await db.official.create({ data: { id, login: 'thu', fullName: 'Cán bộ Thử', passwordHash: '-', createdAt: now } })
    const proven = { provenBy: 'console_code', linkedAt: now, lastSeenAt: now }
    await db.chatLink.create({ data: { id: newId(), conversationId: conversationId!, officialId: id, ...proven } })
  })
  return id
}

function fakeChannel(name: Channel['name'], platform: FakePlatform, now: () => Date): Channel {
  let serial = 0
  const send: Channel['send'] = async (to, message) => {
    const verdict = await platform.judge(to, message)
    if (verdict === undefined || verdict.kind === 'unknown') platform.log.push({ to, text: message.text, at: now() })
    return verdict ?? { kind: 'sent', providerId: `m${++serial}` }
  }
  return {
    name,
    read: () => ({ kind: 'malformed', why: 'nobody writes here' }),
    send,
    prepare: (message) => (address, options) => send(address, message, options),
    preview: ({ text }) => [text],
    fetchMedia: async () => null,
    close: async () => {},
  }
}
