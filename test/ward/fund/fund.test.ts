import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { normOn } from '../../../src/ward/fund/fund.ts'
import { keepFundNorm, normOf, recordFundEntry, voidFundEntry } from '../../../src/ward/fund/keep-fund.ts'
import { reportFund } from '../../../src/ward/fund/report-fund.ts'
import type { FundForm, FundKind } from '../../../src/ward/fund/fund.ts'
import { newId } from '../../../src/platform/ids.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let store: TestDatabase
let ward: TestWard

beforeAll(async () => void (store = await freshDatabase()))
afterAll(() => store.drop())
beforeEach(async () => {
  ward = await makeTestWard(store)
  ward.clock.set('2019-11-20T09:00:00+07:00')
})

const enter = (kind: FundKind | 'budget', form: FundForm, amountDong: number, givenDate = '2019-06-01') =>
  ward.run((work) => recordFundEntry(work, { kind, form, amountDong, givenDate }))
const report = (until: string) => ward.run((work) => reportFund(work, { until }))

test('until 15/11/2019 the fund gave 112 · 37 · 47 = 196 cases and 24.300.000 đ', async () => {
  await enter('budget', 'deposit', 30_000_000, '2019-01-15')
  const given: [FundKind, FundForm, number, number][] = [
    ['birth', 'gift', 112, 100_000],
    ['marriage', 'gift', 37, 100_000],
    ['condolence', 'visit', 47, 200_000],
  ]
  for (const [kind, form, cases, amountDong] of given) {
    await ward.run(async (work) => {
      const amount = amountDong
      await keepFundNorm(work, { kind, amountDong: amount, effectiveFrom: '2019-01-01', source: 'QĐ mẫu' })
      for (let i = 0; i < cases; i++) {
        await recordFundEntry(work, { kind, form, amountDong: (await normOf(work, kind))!, givenDate: '2019-10-01' })
      }
    })
  }
  // what comes after the day is not in the report of that day
  await enter('birth', 'gift', 100_000, '2019-11-16')
  expect(await report('2019-11-15')).toMatchObject({
    cases: { birth: 112, marriage: 37, condolence: 47, longevity: 0 },
    allCases: 196,
    spentDong: 24_300_000,
    depositedDong: 30_000_000,
    balanceDong: 5_700_000,
  })
  expect((await report('2019-11-16')).allCases).toBe(197)
})

test('after New Year the balance counts the years before; cases and spending are those of the year', async () => {
  await enter('budget', 'deposit', 1_000_000, '2018-03-01')
  await enter('birth', 'gift', 300_000, '2018-06-01')
  await enter('birth', 'gift', 100_000, '2019-06-01')
  expect(await report('2019-11-20')).toMatchObject({
    allCases: 1,
    spentDong: 100_000,
    depositedDong: 0,
    balanceDong: 600_000,
  })
})

describe('an entry', () => {
  beforeEach(() => enter('budget', 'deposit', 1_000_000, '2019-01-15'))

  test.each([0, -1, 100.5, Number.NaN, 3_000_000_000])(
    'of %s đồng is refused: amounts are whole and positive',
    async (amount) => {
      expect(await enter('birth', 'gift', amount)).toEqual({ ok: false, refusal: 'not_an_amount' })
    }
  )
  test('larger than what is left is refused', async () => {
    expect(await enter('birth', 'gift', 1_000_001)).toEqual({ ok: false, refusal: 'over_the_balance' })
    expect((await enter('birth', 'gift', 1_000_000)).ok).toBe(true)
    expect(await enter('birth', 'gift', 1)).toEqual({ ok: false, refusal: 'over_the_balance' })
  })
  test('of tomorrow is refused', async () => {
    expect(await enter('birth', 'gift', 1, '2019-11-21')).toEqual({ ok: false, refusal: 'not_a_date' })
  })
  test('that was wrong is struck out, stays in the book, and gives its money back', async () => {
    const done = await enter('birth', 'gift', 400_000)
    if (!done.ok) throw new Error(done.refusal)
    expect((await ward.run((work) => voidFundEntry(work, { entryId: done.value.entryId }))).ok).toBe(true)
    expect(await report('2019-11-20')).toMatchObject({ allCases: 0, balanceDong: 1_000_000 })
    expect(await ward.run((work) => work.db.fundEntry.count())).toBe(2)
  })
  test('names who gave and who took sealed only', async () => {
    const handedBy = 'Bà Hạnh trao cho ông Thuận'
    await ward.run((work) =>
      recordFundEntry(work, {
        kind: 'condolence',
        form: 'visit',
        amountDong: 200_000,
        givenDate: '2019-06-01',
        handedBy,
      })
    )
    const row = await ward.run((work) => work.db.fundEntry.findFirstOrThrow({ where: { form: 'visit' } }))
    expect(Buffer.from(row.handedBy!).toString()).not.toContain('Thuận')
  })
  test('without a letter is written once, however often its form is sent', async () => {
    const gift = {
      kind: 'birth',
      form: 'gift',
      amountDong: 100_000,
      givenDate: '2019-06-01',
      entryId: newId(),
    } as const
    const press = () => ward.run((work) => recordFundEntry(work, gift))
    expect(await press()).toEqual({ ok: true, value: { entryId: gift.entryId } })
    expect(await press()).toEqual({ ok: false, refusal: 'sent_twice' })
    expect(await report('2019-11-20')).toMatchObject({ allCases: 1, balanceDong: 900_000 })
  })
  test('is written once for a letter: a gift and a visit, each once', async () => {
    const letterId = newId()
    await ward.run((work) =>
      work.db.letter.create({
        data: { id: letterId, kind: 'condolence', subjectId: newId(), status: 'handed_over', createdAt: work.now },
      })
    )
    const visit = () =>
      ward.run((work) =>
        recordFundEntry(work, {
          kind: 'condolence',
          form: 'visit',
          amountDong: 200_000,
          givenDate: '2019-06-01',
          letterId,
        })
      )
    expect((await visit()).ok).toBe(true)
    expect(await visit()).toEqual({ ok: false, refusal: 'already_entered' })
  })
})

test('a norm is the latest decision in force on the day', () => {
  const norms = [
    { kind: 'birth' as const, amountDong: 100_000, effectiveFrom: '2019-01-01' },
    { kind: 'birth' as const, amountDong: 150_000, effectiveFrom: '2020-01-01' },
  ]
  expect(normOn(norms, 'birth', '2019-12-31')).toBe(100_000)
  expect(normOn(norms, 'birth', '2020-01-01')).toBe(150_000)
  expect(normOn(norms, 'birth', '2018-12-31')).toBeNull()
  expect(normOn(norms, 'marriage', '2020-01-01')).toBeNull()
})
