import type { HTMLElement } from 'node-html-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { climbLadders } from '../../src/ward/ladder/climb-ladders.ts'
import { idIn, noticeOn, officialsOf, type Officials } from '../support/journey-officials.ts'
import { openRunningWard, type Correspondent, type RunningWard } from '../support/running-ward.ts'

let ward: RunningWard
let desk: Officials
beforeAll(async () => {
  ward = await openRunningWard({ at: '2026-11-23T09:00:00+07:00' })
  desk = officialsOf(ward)
}, 180_000)
afterAll(() => ward.close())

const placeOf = async (code: string) =>
  (await desk.run((work) => work.db.neighbourhood.findFirstOrThrow({ where: { code } }))).id

/** Three residents of one neighbourhood, one on each channel, who have just written to the ward. */
async function residentsOf(code: string): Promise<Record<'zalo' | 'telegram' | 'web', Correspondent>> {
  const residents = { zalo: ward.byZalo(), telegram: ward.byTelegramWebhook(), web: ward.byWeb() }
  for (const one of Object.values(residents)) {
    await one.says('xin chào')
    await one.says(`tổ ${code}`)
  }
  return residents
}

/** A neighbourhood agrees in its minutes on the channels it is told its own matters by. */
async function agree(neighbourhoodId: string): Promise<void> {
  const client = await desk.at('lanhdao')
  for (const channel of ['zalo', 'telegram', 'web']) {
    const agreed = { neighbourhoodId, channel, agreedDate: '2026-11-10', minutesRef: 'BB 05/TDP' }
    await client.get('/agreements/new')
    const page = await client.submit(agreed)
    expect(page.status).toBe(200)
  }
}

const heard = async (one: Correspondent): Promise<string> => (await one.hears()).join('\n')

describe('a meeting', () => {
  it('is called, approved, sent on every way, answered by button and by words, reminded of, and its minutes are sent', async () => {
    const place = await placeOf('11')
    await agree(place)
    const residents = await residentsOf('11')
    const { zalo, telegram, web } = residents
    const silent = ward.byWeb()
    await silent.says('xin chào')
    await silent.says('tổ 11')
    const author = await desk.at('vanhoa')
    await author.get('/meetings/new')
    const drafted = await author.submit({
      ...{
        kind: 'community',
        matter: '6',
        title: 'họp tổ dân phố 11',
        agenda: 'Tổng vệ sinh\nĐèn ngõ',
        date: '28/11/2026',
      },
      ...{ clock: '19:30', place: 'Nhà văn hóa tổ 11', chair: 'Tổ trưởng tổ dân phố 11', contact: '0203 000 0000' },
      ...{ number: '07/GM-TDP', neighbourhoodIds: place },
    })
    const meetingId = idIn(drafted.path)
    const called = await author.submit({}, { action: `/meetings/${meetingId}/call` })
    const [invite, dayBefore] = [noticeOn(called, 'Gửi giấy mời'), noticeOn(called, 'Nhắc trước một ngày')]
    expect((await author.get('/duties')).root.querySelectorAll(`a[href$="${invite}"]`)).toHaveLength(1)
    await desk.approve(invite)
    await desk.approve(dayBefore)

    ward.clock.set('2026-11-26T07:40:00+07:00')
    for (const one of Object.values(residents)) await one.says('xin chào')
    await desk.send(invite)
    expect(await heard(zalo)).toContain('Giấy mời số 07/GM-TDP')
    expect(await heard(telegram)).toContain('[Tôi sẽ dự]')
    expect(await heard(web)).toContain('19 giờ 30 thứ Bảy, 28/11/2026')
    expect((await zalo.says('bận rồi ko đi đc')).join('\n')).toContain('không dự được')
    expect((await telegram.presses('Tôi sẽ dự')).join('\n')).toContain('đã ghi ông/bà sẽ dự')
    await web.presses('Tôi cử người thay')
    expect((await web.says('Trần Thị Mẫu')).join('\n')).toContain('đã ghi Trần Thị Mẫu đi thay')

    const head = await desk.at('lanhdao')
    const visits = await head.get(`/visits?notice=${invite}`)
    const door = visits.root.querySelector('form[action*="/visits/"]')!.getAttribute('action')!.replace('/console', '')
    expect((await head.submit({}, { action: door })).status).toBe(200)
    await desk.run(climbLadders)
    const laddered = await head.get(`/meetings/${meetingId}`)
    expect(laddered.root.querySelectorAll('tr').find((row) => row.text.includes('Gửi giấy mời'))?.text).toContain(
      'Đã làm'
    )

    await desk.send(dayBefore)
    expect(await heard(telegram)).toContain('Nhắc lịch: họp tổ dân phố 11')
    ward.clock.set('2026-11-28T21:30:00+07:00')
    const keeping = await desk.at('vanhoa')
    await keeping.get(`/meetings/${meetingId}`)
    const kept = await keeping.submit(
      { minutes: 'Thống nhất tổng vệ sinh sáng Chủ nhật.', yes: '3' },
      { action: `/meetings/${meetingId}/minutes` }
    )
    expect(kept.status).toBe(200)
    await desk.deliver()
    expect(await heard(web)).toContain('Thống nhất tổng vệ sinh')
    const minutes = await desk.run((work) =>
      work.db.notice.findFirstOrThrow({ where: { sourceRow: `${meetingId}:minutes` } })
    )
    await desk.approve(minutes.id)
    ward.clock.set('2026-11-29T07:35:00+07:00')
    await desk.send(minutes.id)
    expect(await heard(web)).toBe('')
    expect(await heard(silent)).toContain('Số hộ tán thành: 3 trên tổng số')
    const proof = await desk.proofOf(invite)
    expect(proof.statistics).toMatchObject({
      ...{ zalo: { accepted: 1 }, telegram: { accepted: 1 }, web: { accepted: 2 }, visit: { delivered: 1 } },
    })
    expect(JSON.stringify(proof.approved.content)).toContain('Tổng vệ sinh; Đèn ngõ')
  }, 180_000)
})

describe('an election', () => {
  it('of a head is posted, invited to on every way, its list read, and its result told to the households', async () => {
    ward.clock.set('2026-11-30T09:00:00+07:00')
    const place = await placeOf('10')
    await agree(place)
    const author = await desk.at('vanhoa')
    await author.get('/elections/new')
    const made = await author.submit({
      ...{
        kind: 'neighbourhood_head',
        neighbourhoodId: place,
        title: 'Bầu Tổ trưởng tổ dân phố 10',
        date: '20/12/2026',
      },
      ...{ clock: '08:00', endClock: '', place: 'Nhà văn hóa tổ 10', bring: 'giấy mời', minCandidates: '1' },
      ...{ done_decision: '2026-11-30', done_candidates: '2026-11-30' },
    })
    const electionId = idIn(made.path)
    await author.submit({ candidates: 'Chu Thị Mẫu; 1970; Hưu trí' }, { action: `/elections/${electionId}/candidates` })
    const announced = await author.submit({}, { action: `/elections/${electionId}/announce` })
    expect(announced.text).toContain('Niêm yết, phát loa')
    ward.clock.set('2026-12-05T09:00:00+07:00')
    await desk.run(climbLadders)
    const again = await desk.at('vanhoa')
    const posted = noticeOn(await again.get(`/elections/${electionId}`), 'Niêm yết, phát loa')
    await desk.approve(posted)
    ward.clock.set('2026-12-11T07:40:00+07:00')
    const { zalo, telegram, web } = await residentsOf('10')
    await desk.send(posted)
    for (const one of [zalo, telegram, web]) expect(await heard(one)).toContain('không bỏ phiếu qua tin nhắn')
    expect((await telegram.presses('Xem danh sách')).join('\n')).toContain('Chu Thị Mẫu (1970), Hưu trí')
    expect((await web.presses('Nhắc tôi')).join('\n')).toContain('phường sẽ nhắc ông/bà')
    expect((await zalo.says('bầu tổ trưởng qua zalo luôn được không')).join('\n')).toContain(
      'bầu trực tiếp tại cuộc họp'
    )

    ward.clock.set('2026-12-20T11:00:00+07:00')
    const keeping = await desk.at('vanhoa')
    const page = await keeping.get(`/elections/${electionId}`)
    const total = await desk.run((work) => work.db.election.findFirstOrThrow({ where: { id: electionId } }))
    const votes = page.root.querySelector('input[name^=votes]')!.getAttribute('name')!
    const all = String(total.totalHouseholds)
    await keeping.submit({ present: all, [votes]: all, note: '' }, { action: `/elections/${electionId}/result` })
    await desk.deliver()
    expect(await heard(web)).toContain('Chu Thị Mẫu')
    const result = await desk.run((work) =>
      work.db.notice.findFirstOrThrow({ where: { sourceRow: `${electionId}:result` } })
    )
    await desk.approve(result.id)
    await desk.send(result.id)
    expect(await heard(web)).toBe('')
    expect(await heard(telegram)).toContain('Người trúng cử: Chu Thị Mẫu')
    const proof = await desk.proofOf(posted)
    expect(proof.statistics['zalo']).toEqual({ accepted: 1 })
    expect(proof.statistics['visit']!['waiting']).toBeGreaterThan(0)
  }, 180_000)
})

describe('a disclosure', () => {
  it('is made public, posted, told on every way, asked about, answered, and its proof holds', async () => {
    ward.clock.set('2026-12-22T09:00:00+07:00')
    await agree(await placeOf('9'))
    const { zalo, telegram, web } = await residentsOf('9')
    const author = await desk.at('vanhoa')
    await author.get('/disclosures/new')
    const made = await author.submit({
      ...{ category: 'D07', title: 'Kết quả rà soát hộ nghèo năm 2026', summary: 'Toàn phường có 11 hộ nghèo.' },
      ...{ decisionNumber: '52/QĐ-UBND', decisionDate: '2026-12-21', clockRule: 'DISC.GENERAL', clockDate: '' },
      supersedesId: '',
    })
    const disclosureId = idIn(made.path)
    const shown = await author.submit({}, { action: `/disclosures/${disclosureId}/publish` })
    expect(shown.text).toContain('Đã công khai đúng hạn')
    await author.submit(
      { form: 'posting', place: 'Trụ sở UBND phường', fromDate: '2026-12-22', toDate: '' },
      { action: `/disclosures/${disclosureId}/postings` }
    )
    const duties = await author.get('/duties')
    const notice = duties.root
      .querySelectorAll('a')
      .find((link) => link.text.includes('Công khai: Kết quả rà soát hộ nghèo năm 2026'))
    const noticeId = idIn(notice!.getAttribute('href')!)
    await desk.approve(noticeId)
    await desk.send(noticeId)
    for (const one of [zalo, telegram, web]) expect(await heard(one)).toContain('Niêm yết tại Trụ sở UBND phường')
    await telegram.presses('Hỏi về nội dung này')
    expect((await telegram.says('sao nhà tôi không có tên')).join('\n')).toContain('đã ghi câu hỏi')
    const answering = await desk.at('vanhoa')
    const page = await answering.get(`/disclosures/${disclosureId}`)
    const form = page.root.querySelector('form[action*="/questions/"]')!
    const action = form.getAttribute('action')!.replace('/console', '')
    const field = form.querySelector('textarea')!.getAttribute('name')!
    await answering.submit({ [field]: 'Mời ông/bà đến gặp cán bộ để xem hồ sơ.' }, { action })
    await desk.deliver()
    expect(await heard(telegram)).toContain('Mời ông/bà đến gặp cán bộ')
    expect((await desk.proofOf(noticeId)).statistics['visit']!['waiting']).toBeGreaterThan(0)
  }, 180_000)
})

describe('a consultation', () => {
  it('is opened, told on every way, answered with reasons, sealed until its end, and everybody gets the answer', async () => {
    ward.clock.set('2026-12-28T09:00:00+07:00')
    const place = await placeOf('8')
    const { zalo, telegram, web } = await residentsOf('8')
    const author = await desk.at('vanhoa')
    await author.get('/consultations/new')
    const made = await author.submit({
      ...{ title: 'làm vườn hoa ở bãi đất trống', question: 'Ông/bà có đồng ý làm vườn hoa không?' },
      ...{ background: 'Bãi đất rộng 400 mét vuông, đang bỏ không.', neighbourhoodIds: place },
      ...{ closesDate: '2027-01-20', answerDate: '2027-01-30' },
    })
    const consultationId = idIn(made.path)
    const opened = await author.submit({}, { action: `/consultations/${consultationId}/open` })
    const told = noticeOn(opened, 'Báo mở lấy ý kiến')
    await desk.approve(told)
    await desk.send(told)
    for (const one of [zalo, telegram, web])
      expect(await heard(one)).toContain('Đây là lấy ý kiến, chưa phải biểu quyết')
    await telegram.presses('Đồng ý')
    expect((await telegram.says('trẻ con có chỗ chơi')).join('\n')).toContain('giữ kín')
    await web.presses('Không đồng ý')
    await web.says('để làm bãi đỗ xe thì hơn')
    const sealed = await (await desk.at('vanhoa')).get(`/consultations/${consultationId}/opinions`)
    expect(sealed.status).toBe(409)

    ward.clock.set('2027-01-21T09:00:00+07:00')
    const answering = await desk.at('vanhoa')
    const opinions = await answering.get(`/consultations/${consultationId}/opinions`)
    expect(opinions.text).toContain('bãi đỗ xe')
    const one = opinions.root.querySelectorAll('article').find((article) => article.text.includes('bãi đỗ xe'))!
    const action = one.querySelector('form')!.getAttribute('action')!.replace('/console', '')
    const [of = ''] = action.split('/').slice(-1)
    await answering.submit(
      { [`disposition_${of}`]: 'explained', [`answer_${of}`]: 'Bãi đỗ xe đã có ở đầu ngõ.' },
      { action }
    )
    await answering.get(`/consultations/${consultationId}`)
    const words = { summary: 'Một ý kiến đồng ý, một ý kiến khác.', explanation: 'Phường làm vườn hoa có ghế đá.' }
    await answering.submit(words, { action: `/consultations/${consultationId}/answer` })
    await desk.deliver()
    expect(await heard(web)).toContain('Bãi đỗ xe đã có ở đầu ngõ')
    await zalo.says('xin chào')
    const answered = await desk.run((work) =>
      work.db.notice.findFirstOrThrow({ where: { sourceRow: `${consultationId}:answered` } })
    )
    await desk.approve(answered.id)
    await desk.send(answered.id)
    expect(await heard(zalo)).toContain('Phường làm vườn hoa có ghế đá')
    expect(await heard(web)).toBe('')
    expect((await desk.proofOf(told)).statistics).toMatchObject({ zalo: { accepted: 1 }, web: { accepted: 1 } })
  }, 180_000)
})

describe('a general notice', () => {
  it('is written at its page, gated, approved, sent on every way, and its proof holds', async () => {
    ward.clock.set('2027-02-01T09:00:00+07:00')
    const place = await placeOf('7')
    const { zalo, telegram, web } = await residentsOf('7')
    const author = await desk.at('vanhoa')
    await author.get('/notices/new?kind=general')
    const drafted = await author.submit({
      ...{ what: 'Cắt nước để sửa ống tại tổ dân phố 7', event_date: '2027-02-03', event_clock: '08:00' },
      ...{ place: 'Tổ dân phố 7', contact: '0203 000 0000' },
    })
    const noticeId = idIn(drafted.path)
    await author.submit({ ...fieldsOf(drafted.root), body: 'Cắt nước từ 8 giờ 00 thứ Hai, 03/02/2027.' })
    const blocked = await author.get(`/notices/${noticeId}`)
    expect(blocked.root.querySelector(`form[action$="/${noticeId}/submit"]`)).toBeNull()
    const words = await author.get(`/notices/${noticeId}/words`)
    const body = 'Cắt nước từ 8 giờ 00 thứ Tư, 03/02/2027. Kính mong [cách xưng hô] trữ nước trước.'
    await author.submit({ ...fieldsOf(words.root), body, en_title: '', en_body: '' })
    await author.submit({
      whom: 'everyone',
      neighbourhoods: place,
      visits: '1',
      topic: 'water',
      send_date: '',
      send_clock: '',
    })
    await desk.approve(noticeId)
    await desk.send(noticeId)
    for (const one of [zalo, telegram, web]) expect(await heard(one)).toContain('Kính mong ông/bà trữ nước trước')
    expect((await web.says('sao tôi nhận được tin này')).length).toBeGreaterThan(0)
    const { statistics } = await desk.proofOf(noticeId)
    expect(Object.keys(statistics).sort()).toEqual(['telegram', 'visit', 'web', 'zalo'])
  }, 180_000)
})

describe('an emergency', () => {
  it('leaves at night with one official and a reason, reaches every way at once, and its proof names who and why', async () => {
    ward.clock.set('2027-02-10T21:40:00+07:00')
    const { zalo, telegram, web } = await residentsOf('6')
    ward.clock.set('2027-02-10T23:30:00+07:00')
    const duty = await desk.at('tructuyen')
    await duty.get('/notices/new?kind=emergency')
    const drafted = await duty.submit({
      ...{ what: 'mưa lớn, nước lên nhanh', where: 'Ngõ 43 và bờ suối', what_to_do: 'Lên chỗ cao\nTắt cầu dao điện' },
      ...{ hotline: '112', expires_date: '2027-02-11', expires_clock: '06:00' },
    })
    const noticeId = idIn(drafted.path)
    await desk.approve(noticeId, 'tructuyen', 'tructuyen', 'Nước lên nhanh lúc nửa đêm')
    await desk.send(noticeId)
    for (const one of [zalo, telegram, web]) expect(await heard(one)).toContain('Tắt cầu dao điện')
    const { approved, writtenBy } = await desk.proofOf(noticeId, 'tructuyen')
    expect(approved.approverId).toBe(writtenBy.officialId)
  }, 180_000)
})

/** What a form of a page holds as it was rendered. */
function fieldsOf(root: HTMLElement): Record<string, string> {
  const fields = root.querySelectorAll('main input[name]:not([type=hidden]), main textarea[name]')
  return Object.fromEntries(
    fields.map((field) => [
      field.getAttribute('name')!,
      field.tagName === 'TEXTAREA' ? field.text.trim() : (field.getAttribute('value') ?? ''),
    ])
  )
}
