import { beforeAll, describe, expect, it } from 'vitest'
import { signedIn, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../support/participating-ward.ts'

let ward: ParticipatingWard
let console: TestConsole

beforeAll(async () => {
  const desk = await openDesk(makeParticipatingWard)
  ;({ ward, console } = desk)
  return desk.close
})

const meeting = () => ({
  ...{ kind: 'dialogue', matter: '', title: 'Đối thoại với nhân dân', agenda: 'Chợ mới', date: '05/12/2026' },
  ...{ clock: '14:30', place: 'Hội trường', chair: 'Chủ tịch UBND phường', contact: '0203 000 0012', number: '' },
})

const statuses = () =>
  ward.act(async (work) => {
    const rows = await work.db.notice.findMany({ orderBy: { sendAt: 'asc' }, select: { status: true } })
    return rows.map(({ status }) => status)
  })

describe('the notices of one meeting', () => {
  it('are read on one page, submitted by one, approved by another, and each leaves at its own hour', async () => {
    await ward.chatOf('12-1')
    const author = await signedIn(console, ward, ['leader'])
    await author.get('/meetings/new')
    const id = /[0-9a-f-]{36}/.exec((await author.submit(meeting())).path)?.[0] ?? ''
    const called = await author.submit({}, { action: `/meetings/${id}/call` })
    expect(called.text).toContain('cùng lúc 4 thông báo đang chờ')
    const path = `/notices/together/meeting/${id}`
    const page = await author.get(path)
    expect(page.root.querySelectorAll('section[aria-labelledby]')).toHaveLength(4)
    for (const one of page.root.querySelectorAll('section[aria-labelledby]'))
      expect(one.text).toMatch(/Vì sao không nhận hoặc phải đến nhà.*không có kênh nhắn tin nào/s)
    const submitted = await author.submit({}, { action: `${path}/submit` })
    expect(submitted.text).toContain('Đã trình 4 thông báo')
    expect(submitted.text).toContain('Người soạn không tự duyệt')
    const seen = await statuses()
    expect(seen).toEqual(Array(4).fill('submitted'))

    const approver = await signedIn(console, ward, ['leader'])
    const read = await approver.get(path)
    const hashes = read.root.querySelectorAll('input[name=seen]').map((one) => one.getAttribute('value') ?? '')
    expect(hashes).toHaveLength(4)
    const forged = hashes.map((one, index) =>
      index === 2 ? one.replace(/.$/, (last) => (last === '0' ? '1' : '0')) : one
    )
    const refused = await approver.submit({ seen: forged }, { action: `${path}/approve` })
    expect(refused.status).toBe(409)
    expect(await statuses()).toEqual(Array(4).fill('submitted'))
    await approver.get(path)
    const approved = await approver.submit({ seen: hashes }, { action: `${path}/approve` })
    expect(approved.text).toContain('Đã duyệt 4 thông báo')
    expect(await statuses()).toEqual(Array(4).fill('scheduled'))
    expect((await approver.get(path)).status).toBe(404)
  })
})
