import { beforeAll, describe, expect, it } from 'vitest'
import { linkByCode } from '../../src/ward/citizen/link-by-code.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import { openDataRequest } from '../../src/ward/data-request/open-data-request.ts'
import { recordDossiers } from '../../src/ward/dossier/record-dossiers.ts'
import { loadReference } from '../../src/ward/ward/load-reference.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { doIn, makeTalk } from '../support/make-talk.ts'
import { makeTestWard, type TestWard } from '../support/test-ward.ts'

let ward: TestWard
let console: TestConsole
let client: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeTestWard)
  ;({ ward, console } = desk)
  client = await signedIn(console, ward, ['one_stop'])
  await ward.run((work) =>
    recordCitizens(work, [
      {
        reference: 'C1',
        fullName: 'Nguyễn Thị Thử',
        birthYear: 1951,
        gender: 'female',
        phone: '0912345001',
        neighbourhood: '12',
        householdCode: 'H1',
        headOfHousehold: true,
        consents: ['status_notice', 'own_purpose'],
      },
      {
        reference: 'C2',
        fullName: 'Trần Văn Thử',
        birthYear: 1980,
        phone: '0912345002',
        neighbourhood: '12',
        householdCode: 'H1',
      },
    ])
  )
  return desk.close
})

describe('citizens', () => {
  it('are found without diacritics; their page names the household, the whole phone and what they agreed to', async () => {
    const list = await client.get('/citizens?search=nguyen%20thi%20thu')
    expect(list.text).toContain('Nguyễn Thị Thử')
    expect(list.text).not.toContain('Trần Văn Thử')
    expect(list.body).not.toContain('912345001')
    const page = await client.get(
      list.root.querySelector('tbody th a')?.getAttribute('href')?.replace('/console', '') ?? ''
    )
    expect(page.text).toContain('345001')
    expect(page.text).toContain('Trần Văn Thử')
    expect(page.text).toContain('tin về hồ sơ của mình')
    expect(page.text).toContain('own_purpose')
  })

  it('get a code that is shown once and links their chat; the link can be ended', async () => {
    const { id } = await ward.run((work) => work.db.citizen.findFirstOrThrow({ where: { reference: 'C2' } }))
    await client.get(`/citizens/${id}`)
    const made = await client.submit({}, { action: `/citizens/${id}/link-code` })
    const code = made.root.querySelector('.once')?.text ?? ''
    expect(code).toMatch(/^\d{8}$/)
    expect((await client.get(`/citizens/${id}`)).body).not.toContain(code)
    const talk = await makeTalk(ward)
    expect((await doIn(ward)(talk, linkByCode, { code })).kind).toBe('linked')
    const linked = await client.get(`/citizens/${id}`)
    expect(linked.text).toContain('mã tại quầy')
    const action = linked.root.querySelector('form[action$="/end"]')?.getAttribute('action')?.replace('/console', '')
    expect((await client.submit({}, { action })).text).toContain('Đã thôi liên kết')
    expect((await client.get(`/citizens/${id}`)).text).toContain('cán bộ thôi liên kết')
  })

  it('show no way to link them to one who may only read', async () => {
    const leader = await signedIn(console, ward, ['leader'])
    const { id } = await ward.run((work) => work.db.citizen.findFirstOrThrow({ where: { reference: 'C1' } }))
    expect((await leader.get(`/citizens/${id}`)).root.querySelectorAll('main form')).toHaveLength(0)
  })
})

describe('an official’s own chat', () => {
  it('is linked by a code from the account page', async () => {
    const official = await signedIn(console, ward, ['duty'])
    await official.get('/account')
    const made = await official.submit({}, { action: '/account/link-code' })
    const code = made.root.querySelector('.once')?.text ?? ''
    const talk = await makeTalk(ward)
    await doIn(ward)(talk, linkByCode, { code })
    expect(
      await ward.run((work) => work.db.chatLink.count({ where: { officialId: official.official.id, endedAt: null } }))
    ).toBe(1)
  })
})

describe('data requests', () => {
  beforeAll(() => ward.run(async (work) => void (await loadReference(work))))

  it('are listed with their clocks, acknowledged, and refused only with a reason the citizen reads', async () => {
    const talk = await makeTalk(ward)
    const { requestId } = await doIn(ward)(talk, openDataRequest, { kind: 'correct', text: 'sai năm sinh của tôi' })
    expect((await client.get('/')).text).toContain('Yêu cầu về dữ liệu cá nhân')
    expect((await client.get('/data-requests')).text).toContain('Sửa dữ liệu')
    const page = await client.get(`/data-requests/${requestId}`)
    expect(page.text).toContain('sai năm sinh của tôi')
    expect((await client.submit({}, { action: `/data-requests/${requestId}/acknowledge` })).text).toContain(
      'Đã báo cho người dân'
    )
    const silent = await client.submit({ reason: ' ' }, { action: `/data-requests/${requestId}/refuse` })
    expect(silent.root.querySelector('.faults a')?.getAttribute('href')).toBe('#reason')
    expect(
      (await client.submit({ reason: 'Sổ gốc ghi đúng.' }, { action: `/data-requests/${requestId}/refuse` })).text
    ).toContain('Đã từ chối')
    const token =
      (await client.get('/data-requests?closed=1')).root.querySelector('input[name=_csrf]')?.getAttribute('value') ?? ''
    expect((await client.post(`/data-requests/${requestId}/done`, { _csrf: token })).status).toBe(409)
  })
})

describe('dossiers', () => {
  it('are found by name without diacritics, by status and by lateness, and show their history', async () => {
    const feed = {
      procedureName: 'Đăng ký khai sinh',
      applicantName: 'Lê Thị Thử',
      applicantPhone: '0912345678',
      receivedAt: new Date('2026-11-05T02:00:00Z'),
      source: 'import:test',
    }
    await ward.run((work) =>
      recordDossiers(work, [
        {
          ...feed,
          code: 'H49.12-261105-0007',
          status: 'received',
          appointmentAt: new Date('2026-11-12T09:00:00Z'),
          occurredAt: new Date('2026-11-05T02:00:00Z'),
        },
        {
          ...feed,
          code: 'H49.12-261105-0007',
          status: 'in_progress',
          unit: 'Tư pháp - Hộ tịch',
          occurredAt: new Date('2026-11-06T02:00:00Z'),
        },
        {
          ...feed,
          code: 'H49.12-261105-0008',
          applicantName: 'Người Khác',
          status: 'done',
          occurredAt: new Date('2026-11-06T02:00:00Z'),
        },
      ])
    )
    expect(
      (await client.get('/dossiers?search=le+thi+thu&status=&late=1')).root.querySelectorAll('tbody tr')
    ).toHaveLength(1)
    expect((await client.get('/dossiers?status=done')).root.querySelectorAll('tbody tr')).toHaveLength(1)
    expect((await client.get('/dossiers?search=khong+co')).text).toContain('Không có hồ sơ nào khớp')
    const list = await client.get('/dossiers?late=1')
    const page = await client.get(
      list.root.querySelector('tbody th a')?.getAttribute('href')?.replace('/console', '') ?? ''
    )
    expect(page.root.querySelector('h1')?.text).toBe('Hồ sơ H49.12-261105-0007')
    expect(page.text).toMatch(/Quá hẹn \d+ ngày làm việc/)
    expect(page.root.querySelectorAll('tbody tr')).toHaveLength(2)
    expect(page.body).not.toContain('912345678')
    expect((await client.get('/')).text).toContain('Hồ sơ quá hẹn')
  })
})
