import { beforeAll, describe, expect, it } from 'vitest'
import { keepWardFact } from '../../src/ward/ward-fact/keep-ward-fact.ts'
import { procedureFrom } from '../../src/ward/procedure/procedure.ts'
import { recordProcedures } from '../../src/ward/procedure/record-procedures.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { readReference } from '../support/read-reference.ts'
import { makeTestWard, type TestWard } from '../support/test-ward.ts'

let ward: TestWard
let console: TestConsole
let client: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ ward, console } = desk)
  client = await signedIn(console, ward, ['one_stop'])
  return desk.close
})

const hrefOf = (page: {
  root: { querySelector(selector: string): { getAttribute(name: string): string | undefined } | null }
}) => page.root.querySelector('tbody th a')?.getAttribute('href')?.replace('/console', '') ?? ''

describe('what the ward tells of itself', () => {
  it('is added, edited and removed; hours that count deadlines must be readable', async () => {
    await client.get('/ward-facts/new')
    const unread = await client.submit({
      topic: 'office_hours',
      label: 'Thứ Hai đến thứ Sáu',
      value: 'cả ngày',
      phone: '',
    })
    expect(unread.root.querySelector('.faults a')?.getAttribute('href')).toBe('#value')
    expect(unread.root.querySelector('input[name=label]')?.getAttribute('value')).toBe('Thứ Hai đến thứ Sáu')
    const kept = await client.submit({
      topic: 'office_hours',
      label: 'Thứ Hai đến thứ Sáu',
      value: '07:30-11:30, 13:30-17:00',
      phone: '',
    })
    expect(kept.text).toContain('Giờ làm việc')
    await client.get(hrefOf(kept))
    expect(
      (await client.submit({ topic: 'office_hours', label: 'Thứ Hai đến thứ Sáu', value: '08:00-12:00', phone: '' }))
        .text
    ).toContain('08:00-12:00')
    await client.get('/ward-facts/new')
    expect(
      (await client.submit({ topic: 'office_hours', label: 'Thứ Hai đến thứ Sáu', value: '08:00-12:00', phone: '' }))
        .status
    ).toBe(422)
    expect((await client.submit({ topic: 'nonsense', label: 'x', value: 'y', phone: '' })).status).toBe(422)
    const list = await client.get('/ward-facts')
    await client.get(hrefOf(list))
    expect((await client.submit({}, { action: `${hrefOf(list)}/remove` })).text).toContain('Chưa có thông tin nào')
  })

  it('is written under a topic chosen by its Vietnamese name; one a file brought stays as it is', async () => {
    const choices = (page: Awaited<ReturnType<typeof client.get>>) =>
      page.root.querySelectorAll('select[name=topic] option').map((option) => option.text.trim())
    const offered = choices(await client.get('/ward-facts/new'))
    expect(offered).toContain('Người phụ trách: Chủ tịch UBND phường')
    expect(offered.filter((words) => /console\.|_|\(/.test(words))).toEqual([])
    await ward.run((work) => keepWardFact(work, { topic: 'role:vet', label: 'Thú y', value: 'Ông Mẫu', phone: null }))
    const page = await client.get(hrefOf(await client.get('/ward-facts')))
    expect(choices(page)).toContain('Người phụ trách (vet)')
    await client.submit({}, { action: `${page.path.replace('/console', '')}/remove` })
  })

  it('can be read but not changed without the right', async () => {
    const leader = await signedIn(console, ward, ['leader'])
    expect((await leader.get('/ward-facts')).root.querySelectorAll('main a.button')).toHaveLength(0)
  })
})

describe('other bodies', () => {
  it('are added with a source, and no phone is better than a wrong one', async () => {
    await client.get('/agencies/new')
    const bad = await client.submit({
      code: 'Điện Lực',
      name: '',
      topics: '',
      phone: '',
      address: '',
      hours: '',
      source: '',
      confidence: '',
    })
    expect(bad.root.querySelectorAll('.faults a').map((link) => link.getAttribute('href'))).toEqual([
      '#code',
      '#name',
      '#source',
      '#confidence',
    ])
    const said = bad.root.querySelectorAll('.faults a').map((link) => link.text)
    const named = bad.root.querySelectorAll('main form label').map((label) => label.text.trim())
    expect(said.slice(1, 3)).toEqual(['Tên cơ quan: Chỗ này còn trống', 'Nguồn: Chỗ này còn trống'])
    expect(said.filter((words) => named.some((name) => words.startsWith(`${name}: `)))).toHaveLength(3)
    const kept = await client.submit({
      code: 'dien-luc',
      name: 'Điện lực Thử',
      topics: 'mất điện\ncông tơ',
      phone: '',
      address: '',
      hours: '',
      source: 'gọi hỏi',
      confidence: 'MED',
    })
    expect(kept.text).toContain('mất điện, công tơ')
    expect(kept.text).toContain('chưa có số')
    const found = (q: string) => client.get(`/agencies?q=${encodeURIComponent(q)}`)
    expect((await found('mat dien')).text).toContain('Điện lực Thử')
    expect((await found('mất nước')).text).toContain('Không có cơ quan nào khớp')
    expect((await client.get('/agencies')).root.querySelector('tbody details')?.hasAttribute('open')).toBe(false)
    expect((await found('cong to')).root.querySelector('tbody details')?.hasAttribute('open')).toBe(true)
    await client.get(hrefOf(kept))
    expect(
      (
        await client.submit({
          name: 'Điện lực Thử 2',
          topics: '',
          phone: '1900 0000',
          address: '',
          hours: '',
          source: 'gọi hỏi',
          confidence: 'HIGH',
        })
      ).text
    ).toContain('1900 0000')
  })
})

describe('the calendar', () => {
  it('says which year lacks its notice, takes a day written either way, and replaces what stood on it', async () => {
    const form = { action: '/calendar' }
    const before = await client.get('/calendar?year=2027')
    expect(before.text).toContain('Năm 2027 chưa có lịch nghỉ')
    await client.submit({ date: '06/02/2027', kind: 'S', name: 'Mùng 1 Tết', source: 'TB thử' }, form)
    const again = await client.submit({ date: '2027-02-06', kind: 'S', name: 'Tết Nguyên đán', source: 'TB thử' }, form)
    expect(again.path).toBe('/console/calendar?year=2027')
    expect(again.root.querySelectorAll('tbody tr')).toHaveLength(1)
    expect(again.text).toContain('Tết Nguyên đán')
    expect(
      (await client.submit({ date: '30/02/2027', kind: '', name: '', source: '' }, form)).root.querySelectorAll(
        '.faults a'
      )
    ).toHaveLength(4)
  })

  it('folds the days gone by of the year that runs; a day taken out leads back to its year', async () => {
    const form = { action: '/calendar' }
    await client.get('/calendar')
    await client.submit({ date: '01/01/2026', kind: 'S', name: 'Tết Dương lịch', source: 'TB thử' }, form)
    const kept = await client.submit({ date: '31/12/2026', kind: 'O', name: 'Hoán đổi', source: 'TB thử' }, form)
    const gone = kept.root.querySelector('main details.more')
    expect(gone?.querySelector('summary')?.text).toContain('Đã qua: 1 ngày')
    expect(gone?.hasAttribute('open')).toBe(false)
    expect(gone?.text).toContain('Tết Dương lịch')
    expect(gone?.text).not.toContain('Hoán đổi')
    const next = await client.get('/calendar?year=2027')
    expect(next.root.querySelector('main details.more')).toBeNull()
    const remove = next.root.querySelector('form[action$="/remove"]')?.getAttribute('action') ?? ''
    const left = await client.submit({}, { action: remove.replace('/console', '') })
    expect(left.path).toBe('/console/calendar?year=2027')
  })
})

describe('procedures', () => {
  beforeAll(async () => {
    const feeds = readReference<Record<string, string | null>>('procedures.csv').map((row) => ({
      ...procedureFrom(row),
      effectiveFrom: row.effectiveFrom ?? '2026-01-01',
    }))
    await ward.run((work) => recordProcedures(work, feeds))
  })

  it('are listed, counted, and found by what people call them', async () => {
    expect((await client.get('/procedures')).root.querySelectorAll('tbody tr').length).toBeGreaterThanOrEqual(70)
    expect(
      (await client.get('/procedures?search=giay+khai+sinh&field=')).root.querySelector('tbody tr')?.text
    ).toContain('khai sinh')
    expect((await client.get('/procedures?search=khai+sinh')).root.querySelectorAll('main details.more')).toHaveLength(
      0
    )
    expect((await client.get('/procedures/counts')).text).toContain('Tổng số thủ tục')
  })

  it('are folded by field, so that a phone shows the whole catalogue; the field asked for is open', async () => {
    const folds = async (path: string) => (await client.get(path)).root.querySelectorAll('main details.more')
    const all = await folds('/procedures')
    expect(all.length).toBeGreaterThan(5)
    expect(all.filter((fold) => fold.hasAttribute('open'))).toEqual([])
    const civil = all.find((fold) => fold.querySelector('summary')?.text.startsWith('Hộ tịch:'))
    const rows = civil?.querySelectorAll('tbody tr').length ?? 0
    expect(civil?.querySelector('summary')?.text.trim()).toBe(`Hộ tịch: ${rows} thủ tục, ${rows} chưa xác nhận`)
    const asked = await folds(`/procedures?field=${encodeURIComponent('Hộ tịch')}`)
    expect(asked.map((fold) => fold.hasAttribute('open'))).toEqual([true])
  })

  it('are edited by one and confirmed by another, and never unseen', async () => {
    const list = await client.get('/procedures?search=khai+sinh')
    const path = hrefOf(list)
    const form = await client.get(`${path}/edit`)
    const typedIn = Object.fromEntries([
      ...form.root
        .querySelectorAll('main input:not([type=hidden]):not([type=checkbox])')
        .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
      ...form.root.querySelectorAll('main textarea').map((area) => [area.getAttribute('name') ?? '', area.text]),
      ...form.root
        .querySelectorAll('main select')
        .map((select) => [
          select.getAttribute('name') ?? '',
          select.querySelector('option[selected]')?.getAttribute('value') ?? '',
        ]),
    ]) as Record<string, string>
    expect(
      (await client.submit({ ...typedIn, name: '', feeDong: 'nhiều' })).root
        .querySelectorAll('.faults a')
        .map((link) => link.getAttribute('href'))
        .sort()
    ).toEqual(['#feeDong', '#name'])
    const edited = await client.submit({ ...typedIn, feeText: 'Không mất phí (đã sửa)' })
    expect(edited.text).toContain('Không mất phí (đã sửa)')
    const leader = await signedIn(console, ward, ['leader'])
    await leader.get(path)
    ward.clock.pass(5)
    await client.get(`${path}/edit`)
    await client.submit({ ...typedIn, feeText: 'Sửa lần nữa' })
    expect((await leader.submit({}, { action: `${path}/confirm` })).status).toBe(409)
    await leader.get(path)
    expect((await leader.submit({}, { action: `${path}/confirm` })).text).toContain('Đã xác nhận')
    expect((await client.get(path)).root.querySelector(`form[action$="/confirm"]`)).toBeNull()
  })
})
