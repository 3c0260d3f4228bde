import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { followDossier } from '../../../src/ward/dossier/follow-dossier.ts'
import { lookUpDossier } from '../../../src/ward/dossier/look-up-dossier.ts'
import type { FeedMessage } from '../../../src/ward/dossier/merge-feed.ts'
import { recordDossier, recordDossiers } from '../../../src/ward/dossier/record-dossiers.ts'
import { dossierStatuses } from '../../../src/ward/dossier/dossier.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'
import { feed, linkChat, openChat, record, saidTo, vn } from './dossier-fixtures.ts'

const code = 'H49.12-261120-0034'

let at: TestDatabase
let ward: TestWard

beforeAll(async () => {
  at = await freshDatabase()
})
beforeEach(async () => {
  ward = await makeTestWard(at)
})
afterAll(() => at.drop())

const stored = () => ward.run((work) => work.db.dossier.findFirstOrThrow({ where: { code } }))
const events = () =>
  ward.run((work) =>
    work.db.dossierEvent.findMany({
      orderBy: { occurredAt: 'asc' },
      select: { status: true, applied: true, remark: true },
    })
  )
const effects = async (...messages: FeedMessage[]) => (await record(ward, ...messages)).map(({ effect }) => effect)

describe('what a message does to a dossier', () => {
  it('registers, moves, and keeps each message in the history', async () => {
    expect(
      await effects(
        feed({ status: 'received', occurredAt: vn('2026-11-20 08:15') }),
        feed(),
        feed({ status: 'done', note: 'Nhận tại quầy 2', occurredAt: vn('2026-11-21 10:00') })
      )
    ).toEqual(['registered', 'moved', 'moved'])
    expect(await stored()).toMatchObject({
      status: 'done',
      statusSeq: 3,
      note: 'Nhận tại quầy 2',
      finishedAt: vn('2026-11-21 10:00'),
    })
    expect((await events()).map(({ status }) => status)).toEqual(['received', 'in_progress', 'done'])
  })

  it('has one effect however often the same message comes', async () => {
    expect(await effects(feed(), feed())).toEqual(['registered', 'repeated'])
    expect(await effects(feed())).toEqual(['repeated'])
    expect(await events()).toHaveLength(1)
    expect((await stored()).statusSeq).toBe(1)
  })

  it('keeps an older message as history and never goes back', async () => {
    await record(ward, feed({ status: 'done', occurredAt: vn('2026-11-21 10:00') }))
    expect(
      await effects(
        feed({ status: 'received', occurredAt: vn('2026-11-20 08:15'), appointmentAt: vn('2026-11-21 16:00') })
      )
    ).toEqual(['history'])
    expect(await stored()).toMatchObject({
      status: 'done',
      statusSeq: 1,
      firstAppointmentAt: vn('2026-11-21 16:00'),
      appointmentAt: vn('2026-11-23 16:00'),
    })
    expect(await events()).toEqual([
      { status: 'received', applied: false, remark: 'older' },
      { status: 'done', applied: true, remark: null },
    ])
  })

  it('takes a result back only by an explicit correction', async () => {
    await record(ward, feed({ status: 'done', occurredAt: vn('2026-11-21 10:00') }))
    expect(await effects(feed({ occurredAt: vn('2026-11-21 11:00') }))).toEqual(['history'])
    expect(await effects(feed({ occurredAt: vn('2026-11-21 12:00'), isCorrection: true }))).toEqual(['moved'])
    expect(await stored()).toMatchObject({ status: 'in_progress', finishedAt: null })
  })

  it('flags a step the national portal does not know, for an official to see', async () => {
    const reports = await record(
      ward,
      feed({ status: 'newly_registered', occurredAt: vn('2026-11-20 08:00') }),
      feed({ status: 'done' })
    )
    expect(reports.map(({ isUnusual }) => isUnusual)).toEqual([false, true])
    expect((await events())[1]?.remark).toBe('unusual_transition')
    expect(await ward.run((work) => work.db.auditLine.count({ where: { action: 'dossier.unusual_transition' } }))).toBe(
      1
    )
  })

  it('keeps the first appointment when the day is put off', async () => {
    await record(
      ward,
      feed(),
      feed({ appointmentAt: vn('2026-11-27 16:00'), delayReason: 'Chờ xác minh.', occurredAt: vn('2026-11-21 08:00') })
    )
    expect(await stored()).toMatchObject({
      firstAppointmentAt: vn('2026-11-23 16:00'),
      appointmentAt: vn('2026-11-27 16:00'),
      delayReason: 'Chờ xác minh.',
    })
  })

  it('takes the same moment told again with other details as a correction of the details', async () => {
    await record(ward, feed())
    expect(await effects(feed({ unit: 'Bộ phận Một cửa' }))).toEqual(['amended'])
    expect(await stored()).toMatchObject({ unit: 'Bộ phận Một cửa', statusSeq: 1 })
    expect(await events()).toHaveLength(1)
  })

  it('does not register a code of which neither procedure nor applicant is told', async () => {
    expect(await effects(feed({ procedureName: null }), feed({ code: 'H49.12-261120-0035' }))).toEqual([
      'incomplete',
      'registered',
    ])
    expect(await ward.run((work) => work.db.dossier.count())).toBe(1)
  })

  it('keeps a phone sealed, and nothing of it that cannot be read', async () => {
    await record(ward, feed({ applicantPhone: 'không có' }))
    expect(await stored()).toMatchObject({ applicantPhone: null, phoneHash: null, proofHash: null })
    await record(ward, feed({ applicantPhone: '01263 456 789', occurredAt: vn('2026-11-20 10:00') }))
    const { applicantPhone } = await stored()
    expect(await ward.run(async (work) => work.seal.openText(applicantPhone!))).toBe('+84763456789')
  })

  it('adds each dossier once when two feeds bring it at the same moment', async () => {
    const many = Array.from({ length: 40 }, (_, i) => feed({ code: `H49.12-261120-${5000 + i}` }))
    await Promise.all([
      record(ward, ...many),
      ...many.slice(0, 5).map((one) => ward.run((work) => recordDossier(work, { ...one, status: 'received' }))),
    ])
    expect(await ward.run((work) => work.db.dossier.count())).toBe(40)
    expect(await ward.run((work) => work.db.dossierEvent.count())).toBe(45)
  })
})

describe('telling', () => {
  it('tells the chat that follows and the chat that is linked, each once for each change', async () => {
    await record(ward, feed())
    const [follower, linked, stranger] = [await openChat(ward), await openChat(ward), await openChat(ward)]
    await linkChat(ward, linked, '+84912344567')
    await ward.run(async (work) => {
      await lookUpDossier(work, follower, { code, proof: '4567' })
      await followDossier(work, follower, { code })
      await lookUpDossier(work, stranger, { code, proof: '4567' })
    })
    const done = feed({ status: 'done', occurredAt: vn('2026-11-21 10:00') })
    await record(ward, done, done)
    await record(ward, done)
    for (const talk of [follower, linked]) {
      expect(await saidTo(ward, talk)).toMatchObject([
        {
          with: {
            dossierCode: code,
            sentence1: 'dossier.told.done',
            sentence2: 'dossier.next.done',
            wardName: 'phường Thử',
          },
        },
      ])
    }
    expect(await saidTo(ward, stranger), 'proven, but not asked to be told').toEqual([])
  })

  it('says sorry with the reason and the new day when the ward puts the day off', async () => {
    await record(ward, feed())
    const talk = await openChat(ward)
    await linkChat(ward, talk, '+84912344567')
    await ward.run((work) =>
      work.db.wardFact.create({
        data: { topic: 'role:one_stop', label: 'Bộ phận Một cửa', value: 'bà Hạnh', phone: '0203 000 0000' },
      })
    )
    await record(
      ward,
      feed({ appointmentAt: vn('2026-11-27 16:00'), delayReason: 'Chờ xác minh.', occurredAt: vn('2026-11-21 08:00') })
    )
    expect(await saidTo(ward, talk)).toMatchObject([
      {
        say: 'dossier.sentences.4',
        with: {
          sentence1: 'dossier.told.put_off_why',
          sentence2: 'dossier.late.sorry',
          sentence3: 'dossier.late.new_date',
          sentence4: 'dossier.late.explainer',
          reason: 'chờ xác minh',
          newDate: '2026-11-27',
        },
      },
    ])
  })

  it('does not tell a linked chat that asked not to be told of this dossier', async () => {
    await record(ward, feed())
    const talk = await openChat(ward)
    await linkChat(ward, talk, '+84912344567')
    await ward.run((work) => followDossier(work, talk, { code, notify: false }))
    await record(ward, feed({ status: 'done', occurredAt: vn('2026-11-21 10:00') }))
    expect(await saidTo(ward, talk)).toEqual([])
  })

  it('is silent about old dossiers that an import brings for the first time', async () => {
    const talk = await openChat(ward)
    await linkChat(ward, talk, '+84912344567')
    await record(
      ward,
      feed({ status: 'done', occurredAt: vn('2026-10-01 10:00') }),
      feed({ code: 'H49.12-261121-0001', occurredAt: vn('2026-11-21 09:30') })
    )
    expect(await saidTo(ward, talk)).toMatchObject([{ with: { dossierCode: 'H49.12-261121-0001' } }])
  })
})

describe('many at once and one by one', () => {
  const message: fc.Arbitrary<Partial<FeedMessage> & Pick<FeedMessage, 'code' | 'status' | 'occurredAt'>> = fc.record({
    code: fc.constantFrom('H49.12-261120-0001', 'H49.12-261120-0002', 'H49.12-261120-0003'),
    status: fc.constantFrom(...dossierStatuses),
    occurredAt: fc
      .integer({ min: 0, max: 6 })
      .map((hours) => new Date(Date.parse('2026-11-20T01:00:00Z') + hours * 3_600_000)),
    sequence: fc.constantFrom(null, 1, 2, 3),
    appointmentAt: fc.constantFrom(null, vn('2026-11-23 16:00'), vn('2026-11-27 16:00')),
    unit: fc.constantFrom(null, 'Tư pháp', 'Địa chính'),
    applicantPhone: fc.constantFrom(null, '0912344567', '0987654321'),
    procedureName: fc.constantFrom(null, 'Đăng ký khai sinh'),
    isCorrection: fc.boolean(),
  })

  it('come to the same rows, the same history and the same messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 14 }), async (made) => {
        const messages = made.map((one) => ({ applicantName: 'Lê Văn Bưởi', source: 'api:test', ...one }))
        const [together, apart] = [await makeTestWard(at), await makeTestWard(at)]
        const chats = [await openChat(together), await openChat(apart)]
        await linkChat(together, chats[0]!, '+84912344567')
        await linkChat(apart, chats[1]!, '+84912344567')
        const reports = await together.run((work) => recordDossiers(work, messages))
        const single = []
        for (const one of messages) single.push(await apart.run((work) => recordDossier(work, one)))
        expect(reports).toEqual(single)
        expect(await picture(together)).toEqual(await picture(apart))
      }),
      { numRuns: 25 }
    )
  }, 120_000)

  async function picture(one: TestWard) {
    return one.run(async (work) => {
      const rows = await work.db.dossier.findMany({
        orderBy: { code: 'asc' },
        include: { events: { orderBy: [{ occurredAt: 'asc' }, { sequence: 'asc' }, { status: 'asc' }] } },
      })
      const tokens = await work.db.searchToken.findMany({ orderBy: [{ noun: 'asc' }, { token: 'asc' }] })
      const codeOf = new Map(rows.map(({ id, code }) => [id, code]))
      const outbox = await work.db.outbox.findMany({ orderBy: { id: 'asc' } })
      return {
        rows: rows.map(({ events: history, ...row }) => ({
          ...kept(row),
          phone: row.applicantPhone && work.seal.openText(row.applicantPhone),
          history: history.map(({ status, occurredAt, sequence, applied, remark }) => ({
            status,
            occurredAt,
            sequence,
            applied,
            remark,
          })),
        })),
        tokens: tokens.map(({ noun, token, rowId }) => `${noun} ${token} ${codeOf.get(rowId) ?? rowId}`).sort(),
        said: outbox.map((row) => work.seal.openJson(row.saying)),
      }
    })
  }

  const kept = ({
    code,
    status,
    unit,
    note,
    appointmentAt,
    firstAppointmentAt,
    finishedAt,
    occurredAt,
    sequence,
    statusSeq,
    procedureName,
  }: Awaited<ReturnType<typeof stored>>) => ({
    code,
    status,
    unit,
    note,
    appointmentAt,
    firstAppointmentAt,
    finishedAt,
    occurredAt,
    sequence,
    statusSeq,
    procedureName,
  })
})
