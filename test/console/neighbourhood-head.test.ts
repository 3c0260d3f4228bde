import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { callMeeting } from '../../src/ward/meeting/call-meeting.ts'
import { draftMeeting, type MeetingDraft } from '../../src/ward/meeting/keep-meeting.ts'
import { keepMinutes } from '../../src/ward/meeting/keep-minutes.ts'
import { recordAttendance } from '../../src/ward/meeting/record-attendance.ts'
import { permissionsOfRole, type Permission } from '../../src/ward/official/permission.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../support/participating-ward.ts'

let ward: ParticipatingWard
let console: TestConsole
let head: ConsoleClient & { official: { id: string } }
let csrf: string
/** Doors of one notice: slot 0 in tổ 12, slot 1 in tổ 7. */
let noticeId: string

const draft = (neighbourhoodIds: string[]): MeetingDraft => ({
  ...{ kind: 'community', matter: null, title: 'Họp tổ', agenda: ['Sửa đường'], place: 'Nhà văn hóa' },
  ...{ startsAt: new Date('2026-12-05T12:30:00Z'), chair: 'Ông Thử', contact: '0203 000 000', number: null },
  ...{ neighbourhoodIds, householdIds: [] },
})

beforeAll(async () => {
  const desk = await openDesk(makeParticipatingWard)
  ;({ ward, console } = desk)
  head = await signedIn(console, ward, ['neighbourhood_head'])
  noticeId = newId()
  await ward.run(async ({ db, now, wardId }) => {
    await db.official.update({ where: { id: head.official.id }, data: { unit: 'Tổ dân phố 12' } })
    await db.notice.create({
      data: {
        ...{ id: noticeId, kind: 'general', status: 'finished', title: 'Phun muỗi', audience: {} },
        ...{ words: { vi: { title: 'Phun muỗi', body: 'Mở cửa.' } }, createdAt: now, expandedAt: now },
      },
    })
    const { number } = await db.notice.findFirstOrThrow({ where: { id: noticeId } })
    for (const [slot, reference] of ['12-1', '7-1'].entries()) {
      const citizen = await db.citizen.findFirstOrThrow({ where: { reference } })
      await db.$executeRaw`insert into delivery (ward_id, recipient_id, notice, slot, at, way, status)
        values (${wardId}::uuid, ${citizen.id}::uuid, ${number}, ${slot}, ${now}::timestamptz, 'v', 'w')`
    }
  })
  csrf =
    (await head.get('/account')).root
      .querySelector('form[action="/console/sign-out"] input[name=_csrf]')
      ?.getAttribute('value') ?? ''
  return desk.close
})

async function meetingOf(neighbourhoodIds: string[]): Promise<string> {
  const kept = await ward.act((work) => draftMeeting(work, draft(neighbourhoodIds)))
  if (!kept.ok) throw new Error(kept.refusal)
  return kept.value.meetingId
}

const may = (permission: string) => permissionsOfRole.neighbourhood_head.includes(permission as Permission)
const isOfMeeting = ({ path }: { path: string }) => path.startsWith('/meetings/:id')
const keeping = () => console.pages.filter((one) => isOfMeeting(one) && one.permission === 'keep_meetings')

describe('a head of a neighbourhood', () => {
  it('may write nothing but meetings, visits and an answer to a notice: every route is named here', () => {
    const writes = console.pages
      .filter(({ method, permission }) => method === 'POST' && may(permission))
      .map(({ path }) => path)
    expect(writes.filter((path) => !path.startsWith('/meetings') && !path.startsWith('/visits')).sort()).toEqual([
      '/notices/:id/approve', // who may is told by role and deputyship
      '/notices/:id/send-back',
      '/notices/:id/try',
      '/notices/together/:noun/:id/approve',
    ])
    expect(keeping().length).toBeGreaterThanOrEqual(12)
  })

  it('opens and keeps no meeting of another neighbourhood, of several, or of the whole ward', async () => {
    const others = await Promise.all([[ward.seven], [ward.twelve, ward.seven], []].map(meetingOf))
    for (const meetingId of others) {
      for (const { method, path } of keeping()) {
        const to = path.replace(':id', meetingId).replace(/:\w+/g, () => newId())
        const answer = method === 'GET' ? await head.get(to) : await head.post(to, { _csrf: csrf, why: 'x' })
        expect(answer.status, `${method} ${path}`).toBe(403)
      }
      const page = await head.get(`/meetings/${meetingId}`)
      expect(page.status).toBe(200)
      expect(page.root.querySelector('main form')).toBeNull()
    }
    expect(await ward.run((work) => work.db.meeting.count({ where: { status: { not: 'draft' } } }))).toBe(0)
  })

  it('keeps the meetings of the own one, and may choose no other for them', async () => {
    const meetingId = await meetingOf([ward.twelve])
    for (const { method, path } of keeping()) {
      if (path.endsWith('/minutes')) continue // not held yet: the page has no such form
      const to = path.replace(':id', meetingId).replace(/:\w+/g, () => newId())
      const answer = method === 'GET' ? await head.get(to) : await head.post(to, { _csrf: csrf, why: 'x' })
      expect(answer.status, `${method} ${path}`).not.toBe(403)
    }
    const form = await head.get('/meetings/new')
    const boxes = form.root.querySelectorAll('input[name=neighbourhoodIds]')
    expect(boxes.map((box) => [box.getAttribute('value'), box.hasAttribute('checked')])).toEqual([[ward.twelve, true]])
  })

  it('is refused by the use cases too, whichever page would ask them', async () => {
    const meetingId = await meetingOf([ward.seven])
    const asHead = <T>(useCase: Parameters<typeof ward.run<T>>[0]) => ward.run(useCase, `official:${head.official.id}`)
    const refused = { ok: false, refusal: 'not_yours' }
    expect(await asHead((work) => draftMeeting(work, draft([ward.seven])))).toEqual(refused)
    expect(await asHead((work) => draftMeeting(work, draft([])))).toEqual(refused)
    expect(await asHead((work) => callMeeting(work, { meetingId }))).toEqual(refused)
    expect(await asHead((work) => recordAttendance(work, { meetingId, present: [] }))).toEqual(refused)
    expect(await asHead((work) => keepMinutes(work, { meetingId, minutes: 'x', yes: null }))).toEqual(refused)
    expect(await asHead((work) => draftMeeting(work, draft([ward.twelve])))).toMatchObject({ ok: true })
  })

  it('sees and ticks the doors of the own one only, and that they were read is written down', async () => {
    const page = await head.get('/visits')
    expect(page.text).toContain('Nguyễn Văn Thử A')
    expect(page.text).toContain('Còn 1 nhà cần đến')
    expect(page.text).not.toContain('Nguyễn Văn Thử J')
    expect((await head.get(`/visits?neighbourhood=${ward.seven}`)).text).not.toContain('Nguyễn Văn Thử J')
    for (const deed of ['', '/not-met', '/back']) {
      const answer = await head.post(`/visits/${noticeId}/1${deed}`, { _csrf: csrf })
      expect([403, 409], deed).toContain(answer.status)
    }
    const again = await head.get('/visits')
    expect(again.text).toContain('Còn 1 nhà cần đến')
    await head.submit({}, { action: `/visits/${noticeId}/0/not-met` })
    expect((await head.get('/visits')).text).toContain('Đã đến, không gặp')
    await head.submit({}, { action: `/visits/${noticeId}/0` })
    const told = await head.get('/visits?part=told')
    expect(told.text).toContain('Nguyễn Văn Thử A')
    await head.submit({}, { action: `/visits/${noticeId}/0/back` })
    expect((await head.get('/visits')).text).toContain('Nguyễn Văn Thử A')
    const read = await ward.run((work) => work.db.auditLine.findMany({ where: { action: 'page.read' } }))
    expect(read.map(({ details }) => (details as { page: string }).page)).toContain('GET /visits')
  })
})

describe('lists of households and opinions', () => {
  it('leave a line in the trail when they are read', async () => {
    const leader = await signedIn(console, ward, ['leader'])
    const meetingId = await meetingOf([ward.seven])
    await leader.get(`/meetings/${meetingId}/households`)
    await leader.get('/visits/list.pdf')
    const read = await ward.run((work) => work.db.auditLine.findMany({ where: { action: 'page.read' } }))
    const pages = read.map(({ details }) => (details as { page: string }).page)
    expect(pages).toEqual(expect.arrayContaining(['GET /meetings/:id/households', 'GET /visits/list.pdf']))
    expect(console.pages.find(({ path }) => path === '/consultations/:id/opinions')?.isPersonal).toBe(true)
  })
})
