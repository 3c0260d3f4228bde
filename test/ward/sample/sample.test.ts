import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedSampleWard } from '../../../prisma/seed.ts'
import { dossierStatuses } from '../../../src/ward/dossier/dossier.ts'
import { lookUpDossier } from '../../../src/ward/dossier/look-up-dossier.ts'
import { listReceptions } from '../../../src/ward/reception/list-receptions.ts'
import { reportSatisfaction } from '../../../src/ward/satisfaction/report-satisfaction.ts'
import { listBoxOpenings } from '../../../src/ward/suggestion-box/list-box-openings.ts'
import { roles } from '../../../src/ward/official/permission.ts'
import { openWard } from '../../../src/ward/ward/create-ward.ts'
import { sampleResidents } from '../../../src/ward/sample/sample-residents.ts'
import { makeTransact, type Transact, type Work } from '../../../src/ward/work.ts'
import { freshDatabase, stoppedClock, type TestDatabase } from '../../support/test-ward.ts'
import { newId } from '../../../src/platform/ids.ts'

let at: TestDatabase
let transact: Transact
let wardId: string
const clock = stoppedClock('2026-11-21T02:00:00Z')
let printed: string[]

beforeAll(async () => {
  at = await freshDatabase()
  transact = makeTransact(at.database, at.seal, clock, async () => {})
  printed = await seedSampleWard({ database: at.database, seal: at.seal, transact })
  wardId = (await at.database.ward.findUniqueOrThrow({ where: { slug: 'cam-binh' } })).id
})
afterAll(() => at.drop())
const run = <T>(useCase: (work: Work) => Promise<T>): Promise<T> => transact(wardId, 'operator', useCase)

const counts = () =>
  run(async (work) => ({
    neighbourhoods: await work.db.neighbourhood.count(),
    heads: await work.db.neighbourhood.count({ where: { headCitizenId: { not: null } } }),
    households: await work.db.household.count(),
    citizens: await work.db.citizen.count(),
    dossiers: await work.db.dossier.count(),
    events: await work.db.dossierEvent.count(),
    procedures: await work.db.procedure.groupBy({ by: ['number'] }).then((rows) => rows.length),
    officials: await work.db.official.count(),
    facts: await work.db.wardFact.count(),
    agencies: await work.db.agency.count(),
    receptions: await work.db.reception.count(),
    marks: await work.db.serviceRating.count(),
    reports: await work.db.feedback.count(),
    rules: await work.db.lawRule.count(),
    days: await work.db.calendarDay.count(),
    accounts: await work.db.channelAccount.count({ where: { channel: 'web', reference: 'cam-binh' } }),
  }))

describe('the sample ward', () => {
  it('has everything to click through', async () => {
    expect(await counts()).toMatchObject({
      neighbourhoods: 12,
      heads: 12,
      households: 87,
      dossiers: 42,
      procedures: 72,
      officials: roles.length,
      accounts: 1,
    })
    const { citizens, agencies, rules, days } = await counts()
    expect(citizens).toBeGreaterThan(270)
    expect(citizens).toBeLessThan(330)
    expect([agencies, rules, days].every((count) => count > 30)).toBe(true)
  })

  it('has a session to book, an opened box and marks to look at', async () => {
    const { sessions, papers, report } = await run(async (work) => ({
      sessions: await listReceptions(work),
      papers: (await listBoxOpenings(work))[0]?.papers,
      report: await reportSatisfaction(work, { from: '2026-11-01', to: '2026-11-30' }),
    }))
    expect(sessions).toHaveLength(2)
    expect(papers).toBe(3)
    expect(report.dossiers.rated).toBe(49)
  })

  it('seeded twice is the same ward', async () => {
    const before = await counts()
    expect(await seedSampleWard({ database: at.database, seal: at.seal, transact })).toEqual(printed)
    expect(await counts()).toEqual(before)
    expect(await at.database.ward.count()).toBe(1)
  })

  it('has dossiers in each of the ten statuses', async () => {
    const rows = await run((work) => work.db.dossier.groupBy({ by: ['status'] }))
    expect(rows.map((row) => row.status).sort()).toEqual([...dossierStatuses].sort())
  })

  it('answers for the birth on its way and for the late one as its papers say', async () => {
    const talk = await run((work) =>
      work.db.channelAccount.findFirstOrThrow().then(async (account) => {
        const id = newId()
        await work.db.conversation.create({
          data: {
            id,
            accountId: account.id,
            channel: 'web',
            addressHash: work.seal.hash('address', 'x'),
            address: work.seal.text('x'),
          },
        })
        return { conversationId: id, inboundId: newId() }
      })
    )
    expect(await run((work) => lookUpDossier(work, talk, { code: 'H49.12-261120-0034', proof: '4567' }))).toMatchObject(
      {
        kind: 'full',
        status: 'in_progress',
        unit: 'bộ phận Tư pháp - Hộ tịch',
        receivedAt: new Date('2026-11-20T01:15:00Z'),
      }
    )
    clock.set('2026-11-24T02:00:00Z')
    const late = await run((work) => lookUpDossier(work, talk, { code: 'H49.12-261105-0007', proof: '2211' }))
    expect(late).toMatchObject({
      kind: 'full',
      delayReason: 'chờ xác minh ở nơi cư trú cũ',
      explainer: { name: 'bà Hạnh', phone: '0203 000 0000' },
    })
    expect(late).toMatchObject({ standing: { timing: 'late' } })
  })

  it('is always of the same people', () => {
    expect(sampleResidents()).toEqual(sampleResidents())
    expect(new Set(sampleResidents().map((one) => one.reference)).size).toBe(sampleResidents().length)
  })

  it('prints a login for every role', () => {
    expect(printed).toHaveLength(roles.length)
  })
})

describe('opening a ward', () => {
  it('gives it what every ward begins with and its web chat, and takes a slug once', async () => {
    const opened = await openWard(transact, at.seal, { slug: 'ben-do', name: 'phường Bến Đò', province: 'tỉnh Thử' })
    if (!opened.ok) throw new Error(opened.refusal)
    const seen = await transact(opened.value.id, 'operator', async (work) => ({
      procedures: await work.db.procedure.count(),
      accounts: await work.db.channelAccount.count(),
      citizens: await work.db.citizen.count(),
    }))
    expect(seen).toMatchObject({ accounts: 1, citizens: 0 })
    expect(seen.procedures).toBeGreaterThan(71)
    expect(await openWard(transact, at.seal, { slug: 'ben-do', name: 'phường Khác', province: 'x' })).toEqual({
      ok: false,
      refusal: 'slug_taken',
    })
    expect(await openWard(transact, at.seal, { slug: 'console', name: 'phường Khác', province: 'x' })).toEqual({
      ok: false,
      refusal: 'bad_slug',
    })
  })
})
