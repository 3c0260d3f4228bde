import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { doIn } from '../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../support/participating-ward.ts'
import { giveOpinion } from '../../src/ward/consultation/give-opinion.ts'
import { replyToMeeting } from '../../src/ward/meeting/reply-to-meeting.ts'

let ward: ParticipatingWard
let console: TestConsole
let client: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeParticipatingWard)
  ;({ ward, console } = desk)
  return desk.close
})
// a session does not outlive the days the clock leaps over
beforeEach(async () => {
  ward.clock.set('2026-11-23T09:00:00+07:00')
  client = await signedIn(console, ward, ['leader'])
})

const idIn = (path: string): string => /[0-9a-f-]{36}/.exec(path)?.[0] ?? ''
const meeting = (more: Record<string, string> = {}) => ({
  ...{ kind: 'community', matter: '', title: 'Họp tổ dân phố 12', agenda: 'Sửa đường\nThu quỹ', date: '28/11/2026' },
  ...{ clock: '19:30', place: 'Nhà văn hóa tổ 12', chair: 'Tổ trưởng', contact: '0203 000 0012', number: '' },
  ...{ neighbourhoodIds: ward.twelve, ...more },
})

describe('a meeting in the console', () => {
  it('is written, called, answered, ticked off, and its minutes are sent', async () => {
    await client.get('/meetings/new')
    const bad = await client.submit(meeting({ clock: '25:00' }))
    expect(bad.status).toBe(422)
    expect(bad.root.querySelector('.faults a')?.getAttribute('href')).toBe('#clock')
    const made = await client.submit(meeting())
    const id = idIn(made.path)
    const called = await client.submit({}, { action: `/meetings/${id}/call` })
    expect(called.text).toContain('khoản 3 Điều 3 Nghị định 59/2023 MEET.NOTICE')
    expect(called.text).toContain('chưa được cán bộ xác nhận')
    await doIn(ward)(await ward.chatOf('12-1'), replyToMeeting, {
      meetingId: id,
      answer: 'delegate' as const,
      delegate: 'Trần Thị Mẫu',
    })
    const list = await client.get(`/meetings/${id}/households`)
    expect(list.text).toContain('Cử người thay: Trần Thị Mẫu')
    expect(list.text).toContain('Chưa có kênh nhắn, cần đến nhà')
    ward.clock.set('2026-11-28T21:00:00+07:00')
    client = await signedIn(console, ward, ['leader'])
    const open = await client.get(`/meetings/${id}/households`)
    const boxes = open.root.querySelectorAll('input[name=present]').map((box) => box.getAttribute('value') ?? '')
    expect(boxes).toHaveLength(9)
    expect((await client.submit({ present: boxes.slice(0, 4) })).text).toContain('4 hộ có mặt')
    await client.get(`/meetings/${id}`)
    const held = await client.submit({ minutes: 'Thống nhất.', yes: '' }, { action: `/meetings/${id}/minutes` })
    expect(held.text).toContain('Đã lưu và gửi biên bản')
  })

  it('keeps what was typed of the minutes, and names the field at fault', async () => {
    await client.get('/meetings/new')
    const id = idIn((await client.submit(meeting({ matter: '6' }))).path)
    await client.submit({}, { action: `/meetings/${id}/call` })
    ward.clock.set('2026-11-28T21:00:00+07:00')
    client = await signedIn(console, ward, ['leader'])
    await client.get(`/meetings/${id}`)
    const action = `/meetings/${id}/minutes`
    for (const [typed, field] of [
      [{ minutes: 'Thống nhất sửa đường.', yes: '' }, 'yes'],
      [{ minutes: 'Thống nhất sửa đường.', yes: '10' }, 'yes'],
      [{ minutes: 'x'.repeat(901), yes: '5' }, 'minutes'],
    ] as const) {
      const again = await client.submit(typed, { action })
      expect(again.status).toBe(422)
      expect(again.root.querySelector('.faults a')?.getAttribute('href')).toBe(`#${field}`)
      expect(again.root.querySelector('#minutes')?.text.trim()).toBe(typed.minutes)
      expect(again.root.querySelector('#yes')?.getAttribute('value') ?? '').toBe(typed.yes)
    }
  })

  it('changed by somebody else meanwhile is shown once more with what was typed, and saved by a second press', async () => {
    await client.get('/meetings/new')
    const id = idIn((await client.submit(meeting())).path)
    const other = await signedIn(console, ward, ['leader'])
    const action = `/meetings/${id}/edit`
    await client.get(action)
    await other.get(action)
    await other.submit(meeting({ clock: '18:00' }), { action })
    const stale = await client.submit(meeting({ contact: '0203 000 0099' }), { action })
    expect(stale.status).toBe(422)
    expect(stale.text).toContain('người khác đã đổi')
    expect(stale.root.querySelector('#contact')?.getAttribute('value')).toBe('0203 000 0099')
    expect((await client.submit(meeting({ clock: '18:00', contact: '0203 000 0099' }), { action })).text).toContain(
      '0203 000 0099'
    )
  })

  it('too near is refused with the rule named', async () => {
    await client.get('/meetings/new')
    const made = await client.submit(meeting({ date: '2026-11-24' }))
    const refused = await client.submit({}, { action: `/meetings/${idIn(made.path)}/call` })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Đã lỡ thời hạn bắt buộc')
    expect(refused.text).toContain('khoản 3 Điều 3 Nghị định 59/2023 (MEET.NOTICE)')
  })

  it('takes files and evidence, and nothing that could run', async () => {
    await client.get('/meetings/new')
    const id = idIn((await client.submit(meeting())).path)
    const page = await client.get(`/meetings/${id}`)
    expect(page.root.querySelectorAll('form[enctype="multipart/form-data"]')).toHaveLength(2)
    await client.submit(
      { form: 'posting', place: 'Nhà văn hóa', fromDate: '2026-11-23', toDate: '' },
      { action: `/meetings/${id}/postings` }
    )
    expect((await client.get(`/meetings/${id}`)).text).toContain('Ghi đã gỡ hôm nay')
    const late = { form: 'posting', place: 'Nhà văn hóa', fromDate: '2026-11-24', toDate: '' }
    const mend = await client.submit(late, { action: `/meetings/${id}/postings` })
    expect(mend.status).toBe(422)
    expect(mend.root.querySelector('.faults a')?.getAttribute('href')).toBe('#fromDate')
    expect(mend.root.querySelector('input[name=place]')?.getAttribute('value')).toBe('Nhà văn hóa')
    const mended = await client.submit({ ...late, fromDate: '2026-11-22', toDate: '2026-11-21' })
    expect(mended.root.querySelector('.faults a')?.getAttribute('href')).toBe('#toDate')
    await client.get(`/meetings/${id}`)
    const nothing = await client.submit({}, { action: `/meetings/${id}/papers` })
    expect(nothing.root.querySelector('.faults a')?.getAttribute('href')).toBe('#paper')
  })
})

describe('an election in the console', () => {
  it('is announced with its list, and tells which rule was missed', async () => {
    await client.get('/elections/new')
    const made = await client.submit({
      ...{
        kind: 'neighbourhood_head',
        neighbourhoodId: ward.twelve,
        title: 'Bầu tổ trưởng',
        date: '2026-12-06',
        clock: '08:00',
      },
      ...{
        endClock: '',
        place: 'Nhà văn hóa',
        bring: '',
        minCandidates: '1',
        done_decision: '2026-11-14',
        done_candidates: '',
      },
    })
    const id = idIn(made.path)
    const unread = await client.submit({ candidates: 'Nguyễn Văn Mẫu' }, { action: `/elections/${id}/candidates` })
    expect(unread.text).toContain('Có dòng chưa đúng dạng')
    await client.submit({ candidates: 'Nguyễn Văn Mẫu; 1968; Hưu trí' }, { action: `/elections/${id}/candidates` })
    const refused = await client.submit({}, { action: `/elections/${id}/announce` })
    expect(refused.text).toContain('khoản 2 Điều 6 Nghị định 59/2023 (TT.D15)')
    expect(refused.text).not.toContain('TT.D20)')
  })
})

describe('a disclosure in the console', () => {
  it('is written, made public, and says which forms are missing', async () => {
    await client.get('/disclosures/new')
    const made = await client.submit({
      ...{
        category: 'D07',
        title: 'Hộ nghèo',
        summary: 'Có 11 hộ.',
        decisionNumber: '1/QĐ',
        decisionDate: '2026-11-20',
      },
      ...{ clockRule: 'DISC.GENERAL', clockDate: '', supersedesId: '' },
    })
    const id = idIn(made.path)
    const shown = await client.submit({}, { action: `/disclosures/${id}/publish` })
    expect(shown.text).toContain('Đã công khai đúng hạn')
    expect(shown.root.querySelectorAll('.tag-warn').length).toBeGreaterThan(1)
    expect((await client.submit({}, { action: `/disclosures/${id}/take-down` })).status).toBe(409)
    expect((await client.get('/disclosures/quarter')).text).toContain('7. Hộ nghèo')
    expect((await client.get('/disclosures?category=D07')).text).toContain('Hộ nghèo')
  })
})

describe('a consultation in the console', () => {
  it('is sealed while it is open, and answered one by one after it', async () => {
    await client.get('/consultations/new')
    const made = await client.submit({
      ...{ title: 'dời chợ', question: 'Có nên dời chợ không?', background: 'Chợ chật.', closesDate: '2026-12-15' },
      answerDate: '2026-12-25',
    })
    const id = idIn(made.path)
    expect((await client.submit({}, { action: `/consultations/${id}/open` })).text).toContain(
      'không ai xem được ý kiến'
    )
    await doIn(ward)(await ward.chatOf('12-1'), giveOpinion, {
      consultationId: id,
      stance: 'disagree' as const,
      reason: 'Xa quá',
    })
    const sealed = await client.get(`/consultations/${id}/opinions`)
    expect(sealed.status).toBe(409)
    expect(sealed.body).not.toContain('Xa quá')
    ward.clock.set('2026-12-16T09:00:00+07:00')
    const again = await signedIn(console, ward, ['culture_social'])
    const opened = await again.get(`/consultations/${id}/opinions`)
    expect(opened.text).toContain('Xa quá')
    const action = opened.root.querySelector('article form')!.getAttribute('action')!.replace('/console', '')
    const one = action.slice(action.lastIndexOf('/') + 1)
    const long = await again.submit(
      { [`disposition_${one}`]: 'explained', [`answer_${one}`]: 'x'.repeat(2_001) },
      { action }
    )
    expect(long.root.querySelector('.faults a')?.getAttribute('href')).toBe(`#answer_${one}`)
    expect(long.root.querySelector(`#answer_${one}`)?.text).toContain('x'.repeat(2_001))
    expect(long.root.querySelector(`#disposition_${one} [selected]`)?.getAttribute('value')).toBe('explained')
    const said = { [`disposition_${one}`]: 'accepted', [`answer_${one}`]: 'Có xe đưa đón.' }
    expect((await again.submit(said, { action })).text).toContain('Tiếp thu: Có xe đưa đón.')
    await again.get(`/consultations/${id}`)
    const half = await again.submit(
      { summary: 'Một ý kiến.', explanation: '' },
      { action: `/consultations/${id}/answer` }
    )
    expect(half.root.querySelector('.faults a')?.getAttribute('href')).toBe('#explanation')
    expect(half.root.querySelector('#summary')?.text).toContain('Một ý kiến.')
    const done = await again.submit(
      { summary: 'Một ý kiến.', explanation: 'Có xe.' },
      { action: `/consultations/${id}/answer` }
    )
    expect(done.text).toContain('gửi trả lời tới 1 nơi')
  })
})

describe('what is sent twice', () => {
  it.each([
    ['/meetings/new', () => meeting({ title: 'họp hai lần' })],
    [
      '/disclosures/new',
      () => ({
        ...{ category: 'D07', title: 'Hộ nghèo hai lần', summary: 'Có 11 hộ.', decisionNumber: '1/QĐ' },
        ...{ decisionDate: '2026-11-20', clockRule: 'DISC.GENERAL', clockDate: '', supersedesId: '' },
      }),
    ],
    [
      '/elections/new',
      () => ({
        ...{ kind: 'neighbourhood_head', neighbourhoodId: ward.twelve, title: 'Bầu hai lần', date: '2026-12-20' },
        ...{ clock: '08:00', endClock: '', place: 'Nhà văn hóa', bring: '', minCandidates: '1' },
      }),
    ],
  ])('%s adds one', async (path, fields) => {
    const key = (await client.get(path)).root.querySelector('input[name=key]')!.getAttribute('value')!
    const first = await client.submit({ ...fields(), key })
    await client.get(path)
    expect((await client.submit({ ...fields(), key })).path).toBe(first.path)
    expect(first.path).toContain(key)
  })

  it('evidence of a posting is one', async () => {
    await client.get('/meetings/new')
    const id = idIn((await client.submit(meeting())).path)
    const action = `/meetings/${id}/postings`
    const page = await client.get(`/meetings/${id}`)
    const key = page.root.querySelector(`form[action$="${action}"] input[name=key]`)!.getAttribute('value')!
    const fields = { form: 'posting', place: 'Nhà văn hóa', fromDate: '2026-11-23', toDate: '', key }
    await client.submit(fields, { action })
    const again = await client.submit(fields, { action })
    expect(again.status).toBe(200)
    expect(await ward.act((work) => work.db.posting.count({ where: { rowId: id } }))).toBe(1)
  })

  it('a consultation is drafted once, and withdrawn only with a reason', async () => {
    const page = await client.get('/consultations/new')
    const key = page.root.querySelector('input[name=key]')!.getAttribute('value')!
    const said = {
      ...{ title: 'mở rộng ngõ 7', question: 'Có nên mở rộng ngõ 7?', background: 'Ngõ hẹp.', key },
      ...{ closesDate: '2026-12-15', answerDate: '2026-12-25' },
    }
    const first = await client.submit(said)
    await client.get('/consultations/new')
    expect((await client.submit(said)).path).toBe(first.path)
    const rows = await ward.act((work) => work.db.consultation.count({ where: { title: said.title } }))
    expect(rows).toBe(1)
    const action = `/consultations/${idIn(first.path)}/cancel`
    const bare = await client.submit({ why: '' }, { action })
    expect(bare.root.querySelector('.faults a')?.getAttribute('href')).toBe('#why')
    expect(bare.root.querySelector('details.careful')?.hasAttribute('open')).toBe(true)
    expect((await client.submit({ why: 'Chưa đủ căn cứ' }, { action })).text).toContain('Chưa đủ căn cứ')
  })
})

describe('rules and agreements', () => {
  it('a rule is confirmed by name and day; who may not confirm sees that it is not', async () => {
    const page = await client.get('/law-rules?only=unconfirmed')
    const action = page.root.querySelector('tbody form')!.getAttribute('action')!.replace('/console', '')
    const opened = (of: typeof page) => of.root.querySelectorAll('main details.more[open] > summary').length
    expect(opened(page)).toBe(0)
    const confirmed = await client.submit({}, { action })
    expect(confirmed.text).toContain('Đã xác nhận quy định')
    expect(confirmed.path).toContain('only=unconfirmed')
    expect(opened(confirmed)).toBe(1)
    expect((await client.get('/law-rules')).text).toContain('Lê Thị Thử')
    const front = await signedIn(console, ward, ['front'])
    expect((await front.get('/law-rules')).root.querySelectorAll('tbody form')).toHaveLength(0)
    await client.get('/law-rules/import')
    const bad = await client.upload({}, { field: 'rules', name: 'x.csv', content: 'rule_id,basis\nA,B\n' })
    expect(bad.text).toContain('Dòng chưa đúng: 2')
  })

  it('a neighbourhood’s channel is recorded with its minutes, once', async () => {
    await client.get('/agreements/new')
    const agreed = {
      neighbourhoodId: ward.twelve,
      channel: 'zalo',
      agreedDate: '2026-11-10',
      minutesRef: 'BB 05/TDP12',
    }
    const press = client.hold()
    for (const time of ['first', 'second']) expect((await press(agreed)).text, time).toContain('BB 05/TDP12')
    await client.get('/agreements/new')
    expect((await client.submit(agreed)).text).toContain('đã có thỏa thuận')
  })

  it('a channel ended by a slip of the hand is taken back on the same day, and not typed in again', async () => {
    const agreed = { neighbourhoodId: ward.seven, channel: 'web', agreedDate: '2026-11-10', minutesRef: '07/BB-TDP7' }
    await client.get('/agreements/new')
    const list = await client.submit(agreed)
    const parts = (page: typeof list) => page.root.querySelectorAll('main summary').map((one) => one.text.trim())
    expect(parts(list)).toContain('Trò chuyện trên web: 1 tổ')
    const found = await client.get('/agreements?q=to dan pho 7')
    expect(found.root.querySelectorAll('main details[open]').length).toBe(parts(found).length)
    expect(found.text).not.toContain('05/TDP12')
    const own = found.root.querySelector('form[action$="/end"]')!.getAttribute('action')!.replace('/console', '')
    const ended = await client.submit({}, { action: own })
    expect(parts(ended)).toContain('Đã thôi: 1 tổ')
    await client.get('/agreements/new')
    const again = await client.submit(agreed)
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('bấm “Dùng lại”')])
    await client.get('/agreements')
    const back = await client.submit({}, { action: own.replace('/end', '/take-back') })
    expect(parts(back)).toContain('Trò chuyện trên web: 1 tổ')
    await client.submit({}, { action: own })
    ward.clock.set('2026-11-24T09:00:00+07:00')
    client = await signedIn(console, ward, ['leader'])
    const later = await client.get('/agreements')
    expect(later.root.querySelector('form[action$="/take-back"]')).toBeNull()
    expect(later.root.querySelector(`a[href="/console/agreements/new?neighbourhood=${ward.seven}"]`)).not.toBeNull()
  })

  it('no step leads to a page its reader may not open, and its rule is shown in the rule table', async () => {
    await client.get('/meetings/new')
    const id = idIn((await client.submit(meeting({ date: '05/12/2026' }))).path)
    await client.submit({}, { action: `/meetings/${id}/call` })
    const admin = await signedIn(console, ward, ['ward_admin'])
    for (const [path, isRead] of [
      [`/meetings/${id}`, false],
      ['/duties', false],
      [`/meetings/${id}`, true],
    ] as const) {
      const page = await (isRead ? client : admin).get(path)
      const links = page.root.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '')
      expect(
        links.some((link) => link.startsWith('/console/notices')),
        path
      ).toBe(isRead)
      expect(links).toContain('/console/law-rules?q=MEET.NOTICE')
    }
    const rule = await admin.get('/law-rules?q=MEET.NOTICE')
    expect(rule.root.querySelector('details[open] tbody')?.text).toContain('MEET.NOTICE')
  })

  it('what is due is listed', async () => {
    expect((await client.get('/duties')).text).toContain('Việc của họp, bầu cử')
  })
})
