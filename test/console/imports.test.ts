import { beforeAll, describe, expect, it } from 'vitest'
import { applyImport } from '../../src/ward/import/apply-import.ts'
import { checkImport } from '../../src/ward/import/check-import.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
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

const header = 'Mã công dân,Họ và tên,Năm sinh,Số điện thoại,Tổ dân phố'
const file = (rows: readonly string[]) => ['\ufeff' + header, ...rows].join('\r\n')

async function upload(content: string, name = 'dân cư tổ 3.csv') {
  await client.get('/imports/new')
  return client.upload({ noun: 'citizens' }, { field: 'file', name, content })
}
const idOf = (path: string): string => /imports\/([0-9a-f-]{36})/.exec(path)?.[1] ?? ''

describe('a file on its way in', () => {
  it('is checked, looked at, confirmed and written: the good rows only', async () => {
    const bad = Array.from({ length: 130 }, (_, i) => `X${i},Nguyễn Văn Thử,năm ngoái,0912345678,3`)
    const sent = await upload(file(['C1,Trần Thị Thử,1980,0912 345 001,3', ...bad]))
    expect(sent.text).toContain('đang đọc thử')
    expect(sent.root.querySelector('meta[name=look-again]')).not.toBeNull()
    expect(sent.root.querySelector('noscript')?.innerHTML).toContain(`href="${sent.path}"`)
    const id = idOf(sent.path)
    expect(ward.bells.some(({ job, rowId }) => job === 'check-import' && rowId === id)).toBe(true)

    expect(await checkImport(ward.transact, ward.wardId, id)).toBe('checked')
    const checked = await client.get(`/imports/${id}`)
    expect(checked.root.querySelector('meta[name=look-again]')).toBeNull()
    expect(checked.root.querySelector('noscript')).toBeNull()
    expect(checked.text).toContain('1 dòng sẽ được ghi, 130 dòng có lỗi bị bỏ lại')
    expect(checked.text).toContain('Năm sinh')
    const rowsOf = (page: typeof checked) => page.root.querySelectorAll('tbody tr th').map((cell) => cell.text)
    expect(rowsOf(checked)[0]).toBe('3')
    expect(rowsOf(checked)).toHaveLength(100)
    expect(rowsOf(await client.get(`/imports/${id}?after=100`))).toHaveLength(30)
    expect(await ward.run((work) => work.db.citizen.count())).toBe(0)

    const csv = await client.get(`/imports/${id}/bad-rows`)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.headers['content-disposition']).toContain(encodeURIComponent('dân cư tổ 3 - dòng lỗi.csv'))
    expect(csv.body.trim().split('\r\n')).toHaveLength(131)

    await client.get(`/imports/${id}`)
    const confirmed = await client.submit({}, { action: `/imports/${id}/confirm` })
    expect(confirmed.root.querySelector('progress')).not.toBeNull()
    const heard = confirmed.root.querySelectorAll('main [role=status][data-progress]')
    expect(heard.map(({ structuredText }) => structuredText.trim())).toEqual(['Đã xong 0 %.'])
    expect(confirmed.root.querySelector('[role=status] progress, [role=status] dl, [aria-live] dl')).toBeNull()
    expect(await applyImport(ward.transact, ward.wardId, id)).toBe('applied')
    expect((await client.get(`/imports/${id}`)).text).toContain('Đã ghi xong')
    expect(await ward.run((work) => work.db.citizen.count())).toBe(1)
  })

  it('is dropped when an official thinks better of it, and cannot be confirmed any more', async () => {
    const sent = await upload(file(['C2,Trần Thị Thử,1980,0912 345 002,3']))
    const id = idOf(sent.path)
    await checkImport(ward.transact, ward.wardId, id)
    const page = await client.get(`/imports/${id}`)
    const token = page.root.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
    expect((await client.submit({}, { action: `/imports/${id}/cancel` })).text).toContain('chưa có gì được ghi')
    expect((await client.post(`/imports/${id}/confirm`, { _csrf: token })).status).toBe(409)
  })

  it('says why a file cannot be read at all', async () => {
    const sent = await upload('PK\u0003\u0004 not a workbook', 'hỏng.xlsx')
    const id = idOf(sent.path)
    expect(await checkImport(ward.transact, ward.wardId, id)).toBe('failed')
    const page = await client.get(`/imports/${id}`)
    expect(page.root.querySelector('.notice-bad')).not.toBeNull()
    expect(page.root.querySelectorAll('main form')).toHaveLength(0)
  })

  it('must be chosen, and its kind too', async () => {
    await client.get('/imports/new')
    const nothing = await client.upload({}, { field: 'file', name: '', content: '' })
    expect(nothing.status).toBe(422)
    expect(nothing.root.querySelectorAll('.faults a').map((link) => link.getAttribute('href'))).toEqual([
      '#noun',
      '#file',
    ])
  })

  it('may not be larger than 30 MB', async () => {
    await client.get('/imports/new')
    const huge = await client.upload(
      { noun: 'citizens' },
      { field: 'file', name: 'to.csv', content: Buffer.alloc(30_000_001, 65) }
    )
    expect(huge.status).toBe(413)
    expect(huge.text).toContain('30 MB')
    const largest = await client
      .get('/imports/new')
      .then(() =>
        client.upload({ noun: 'citizens' }, { field: 'file', name: 'to.csv', content: Buffer.alloc(29_999_000, 65) })
      )
    expect(largest.status).toBe(200)
  })
})
