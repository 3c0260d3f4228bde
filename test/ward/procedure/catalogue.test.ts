import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { confirmProcedure } from '../../../src/ward/procedure/confirm-procedure.ts'
import { countProcedures } from '../../../src/ward/procedure/count-procedures.ts'
import { editProcedure } from '../../../src/ward/procedure/edit-procedure.ts'
import { findProcedures } from '../../../src/ward/procedure/find-procedures.ts'
import { findProcedure, listProcedures } from '../../../src/ward/procedure/list-procedures.ts'
import { procedureFrom } from '../../../src/ward/procedure/procedure.ts'
import type { ProcedureFeed } from '../../../src/ward/procedure/procedure.ts'
import { recordProcedures } from '../../../src/ward/procedure/record-procedures.ts'
import { showProcedure } from '../../../src/ward/procedure/show-procedure.ts'
import { readReference } from '../../support/read-reference.ts'
import { freshDatabase, makeTestWard, type TestDatabase, type TestWard } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: TestWard
let empty: TestWard
let official: string
const talk = { conversationId: newId(), inboundId: newId() }
const catalogue = readReference<Record<string, string | null>>('procedures.csv').map(procedureFrom) as ProcedureFeed[]
const find = (words: string) => ward.run((work) => findProcedures(work, talk, { words }))
const idOf = async (number: number) =>
  (await ward.run((work) => listProcedures(work))).find((row) => row.number === number)!.id

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeTestWard(at)
  empty = await makeTestWard(at)
  official = await ward.run(
    async (work) =>
      (await work.db.official.create({ data: { login: 'lan', fullName: 'Lan', passwordHash: 'x', roles: ['leader'] } }))
        .id
  )
  await ward.run((work) => recordProcedures(work, catalogue))
})
afterAll(() => at.drop())

describe('the catalogue', () => {
  it('is written whole and, written again, changes nothing', async () => {
    const again = await ward.run((work) => recordProcedures(work, catalogue))
    expect(again).toEqual({ written: 0, changed: 0, faults: [] })
    expect(await ward.run((work) => work.db.procedure.count())).toBe(catalogue.length)
  })

  it('is the ward’s own: another ward finds nothing', async () => {
    expect(await empty.run((work) => findProcedures(work, talk, { words: 'khai sinh' }))).toEqual({ kind: 'none' })
  })

  it.each([
    ['nhà em mới có cháu giờ làm giấy tờ gì', 'Đăng ký khai sinh'],
    ['dang ky tam tru', 'Đăng ký tạm trú'],
    ['sao y bản chính', 'Chứng thực bản sao từ bản chính'],
  ])('finds "%s" by the words people use', async (words, name) => {
    const found = await find(words)
    const names =
      found.kind === 'one'
        ? [found.procedure.name]
        : found.kind === 'several'
          ? found.procedures.map((one) => one.name)
          : []
    expect(names[0]?.startsWith(name)).toBe(true)
  })

  it('asks which of at most four where several fit, and says none where nothing does', async () => {
    const several = await find('giấy phép xây dựng')
    if (several.kind === 'several') expect(several.procedures.length).toBeLessThanOrEqual(4)
    expect(await find('giá vàng hôm nay thế nào')).toEqual({ kind: 'none' })
  })

  it('names every fault by the row and writes the good ones', async () => {
    const feeds = [
      { ...catalogue[0]!, number: 900 },
      { ...catalogue[0]!, number: 0 },
      { ...catalogue[0]!, number: 901, name: ' ' },
      { ...catalogue[0]!, number: 902, effectiveFrom: '2026-02-30' },
    ]
    const { written, faults } = await empty.run((work) => recordProcedures(work, feeds))
    expect(written).toBe(1)
    expect(faults).toEqual([
      { index: 1, fault: 'number_wrong' },
      { index: 2, fault: 'name_missing' },
      { index: 3, fault: 'effective_from_wrong' },
    ])
  })
})

describe('a row of the catalogue', () => {
  it('is for reference until an official confirms it, and again once its text changes', async () => {
    const id = await idOf(1)
    const shownNow = () => ward.run((work) => showProcedure(work, talk, { id }))
    expect((await shownNow())?.confirmed).toBe(false)
    const seenAt = (await ward.run((work) => findProcedure(work, { id })))!.procedure.updatedAt
    expect(await ward.run((work) => confirmProcedure(work, { id, seenAt }), `official:${official}`)).toEqual({
      ok: true,
      value: undefined,
    })
    expect((await shownNow())?.confirmed).toBe(true)
    ward.clock.pass(60)
    await ward.run((work) => editProcedure(work, { id, changes: { feeText: 'Không thu phí' } }), `official:${official}`)
    expect(await shownNow()).toMatchObject({ confirmed: false, feeText: 'Không thu phí' })
    const stale = await ward.run((work) => confirmProcedure(work, { id, seenAt }), `official:${official}`)
    expect(stale).toEqual({ ok: false, refusal: 'changed_meanwhile' })
  })

  it('found by search is the row as it stands now, not as it was indexed', async () => {
    const id = await idOf(29)
    await find('đăng ký tạm trú')
    await ward.run((work) => editProcedure(work, { id, changes: { aliases: ['giấy ở trọ xóm chài'] } }))
    const found = await find('giấy ở trọ xóm chài')
    expect(found).toMatchObject({ kind: 'one', procedure: { id } })
  })

  it('with a later day of effect waits for that day; the old one stays as history', async () => {
    const id = await idOf(50)
    const edited = await ward.run((work) =>
      editProcedure(work, { id, changes: { feeText: 'Không thu phí từ 2027', effectiveFrom: '2027-01-01' } })
    )
    expect(edited.ok && edited.value.id !== id).toBe(true)
    const feeOn = async (on: string) =>
      (await ward.run((work) => listProcedures(work, { on }))).find((row) => row.number === 50)?.feeText
    expect(await feeOn('2026-12-31')).not.toBe('Không thu phí từ 2027')
    expect(await feeOn('2027-01-01')).toBe('Không thu phí từ 2027')
    const page = await ward.run((work) => findProcedure(work, { id }))
    expect(page?.history.map((row) => row.effectiveFrom)).toEqual(['2027-01-01', page?.procedure.effectiveFrom])
    expect(page?.procedure.effectiveTo).toBe('2026-12-31')
    ward.clock.set('2027-01-04T02:00:00Z')
    expect((await ward.run((work) => showProcedure(work, talk, { id })))?.feeText).toBe('Không thu phí từ 2027')
    ward.clock.set('2026-11-21T03:00:00Z')
  })

  it('refuses what is no row, and a day of effect that is taken', async () => {
    const id = await idOf(10)
    const refusal = async (changes: Parameters<typeof editProcedure>[1]['changes']) => {
      const result = await ward.run((work) => editProcedure(work, { id, changes }))
      return result.ok ? null : result.refusal
    }
    expect(await refusal({ name: '' })).toBe('name_missing')
    expect(await refusal({ feeDong: -1 })).toBe('fee_wrong')
    expect(await refusal({ effectiveTo: '2020-01-01' })).toBe('effective_to_wrong')
    expect(await ward.run((work) => editProcedure(work, { id: newId(), changes: {} }))).toEqual({
      ok: false,
      refusal: 'not_found',
    })
  })
})

describe('the counters wards report', () => {
  it('add up to the catalogue in force', async () => {
    const counts = await ward.run((work) => countProcedures(work))
    const rows = await ward.run((work) => listProcedures(work))
    const sum = (numbers: Record<string, number>) => Object.values(numbers).reduce((a, b) => a + b, 0)
    expect(counts.total).toBe(rows.length)
    expect(sum(counts.fields)).toBe(counts.total)
    expect(sum(counts.interlink)).toBe(counts.total)
    expect(sum(counts.online)).toBe(counts.total)
    expect(counts.onlineShare).toBeCloseTo((counts.online.full + counts.online.partial) / counts.total)
  })

  it('list by field, by search and by what nobody has confirmed', async () => {
    const inField = await ward.run((work) => listProcedures(work, { field: 'Hộ tịch' }))
    expect(inField.length).toBeGreaterThan(10)
    expect(inField.every((row) => row.field === 'Hộ tịch')).toBe(true)
    expect((await ward.run((work) => listProcedures(work, { search: 'ket hon' })))[0]?.name).toMatch(/kết hôn/i)
    const id = await idOf(12)
    await ward.run((work) => confirmProcedure(work, { id }), `official:${official}`)
    expect((await ward.run((work) => listProcedures(work, { unconfirmed: true }))).some((row) => row.id === id)).toBe(
      false
    )
  })
})
