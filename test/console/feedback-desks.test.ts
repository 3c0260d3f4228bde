import { beforeAll, describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { withholdWords } from '../../src/ward/grievance/withhold-words.ts'
import { signedIn, type ConsoleClient, type TestConsole } from '../support/console-client.ts'
import { openDesk } from '../support/open-desk.ts'
import { makeFeedbackWard, type FeedbackWard } from '../support/feedback-ward.ts'

let ward: FeedbackWard
let console: TestConsole
let oneStop: ConsoleClient

beforeAll(async () => {
  const desk = await openDesk(makeFeedbackWard)
  ;({ ward, console } = desk)
  oneStop = await signedIn(console, ward, ['one_stop'])
  return desk.close
})

describe('satisfaction', () => {
  it('says 528/528 as it was counted, and both ways of counting beside each other', async () => {
    await oneStop.get('/satisfaction')
    const ballots = { held_on: '2026-11-20', source: 'paper', handed_out: '528', level_5: '400', level_4: '128' }
    const kept = await oneStop.submit(ballots, { action: '/satisfaction/ballots' })
    expect(kept.text).toContain('Đã lưu số phiếu')
    const page = await oneStop.get('/satisfaction?from=2026-10-01&to=2026-12-31')
    expect(page.text).toContain('528/528 (100 %)')
    expect(page.text).toContain('Quyết định 766')
  })

  it('refuses more marks than were handed out, beside the field', async () => {
    await oneStop.get('/satisfaction')
    const ballots = { held_on: '2026-11-20', source: 'paper', handed_out: '10', level_5: '11' }
    const page = await oneStop.submit(ballots, { action: '/satisfaction/ballots' })
    expect(page.status).toBe(422)
    expect(page.root.querySelector('#handed_out-fault')).not.toBeNull()
    expect(page.root.querySelector('#level_5')?.getAttribute('value')).toBe('11')
  })
})

describe('the suggestion box', () => {
  it('is opened by two, its papers numbered and entered, and closed', async () => {
    await oneStop.get('/suggestion-box')
    const alone = await oneStop.submit({ place: 'Cổng trụ sở' }, { action: '/suggestion-box' })
    expect(alone.root.querySelector('#second-fault')).not.toBeNull()
    const session = await oneStop.submit(
      { place: 'Cổng trụ sở', second: ward.ids.leader },
      { action: '/suggestion-box' }
    )
    expect(session.text).toContain('Đã mở phiên')
    const scan = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer()
    const first = await oneStop.upload(
      { became: 'report', kind: 'suggestion', text: 'Đề nghị sửa ghế đá', name: '' },
      { field: 'scan', name: 'thu.jpg', content: scan }
    )
    expect(first.text).toContain('Đã lưu thư số 1')
    expect(first.text).toMatch(/PA-\d{4}-\d{4}/)
    const path = first.path.slice('/console'.length)
    await oneStop.submit({ became: 'blank' }, { action: `${path}/paper` })
    expect((await oneStop.submit({}, { action: `${path}/close` })).text).toContain('Đã đóng: 2 thư')
    const row = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { intake: 'suggestion_box' } }))
    expect(await ward.run((work) => work.db.feedbackFile.count({ where: { feedbackId: row.id } }))).toBe(1)
  })
})

describe('reception', () => {
  it('is posted in time, booked with a number, and who came is marked', async () => {
    await oneStop.get('/reception')
    const wish = {
      date: '2026-11-23',
      from: '7h30',
      to: '11h30',
      place: 'Phòng tiếp công dân',
      host: 'Chủ tịch UBND phường',
      seats: '8',
    }
    const late = await oneStop.submit(wish, { action: '/reception' })
    expect([200, 422]).toContain(late.status)
    const posted = await oneStop.submit({ ...wish, date: '2026-12-08' }, { action: '/reception' })
    expect(posted.text).toContain('Đã niêm yết')
    const link = posted.root.querySelectorAll('tbody th a').at(-1)!.getAttribute('href')!.slice('/console'.length)
    await oneStop.get(link)
    const accused = await oneStop.submit(
      { name: 'Lý Thị Mão', note: 'tố cáo ông A ăn chặn' },
      { action: `${link}/book` }
    )
    expect(accused.root.querySelector('#note-fault')).not.toBeNull()
    await oneStop.get(link)
    const booked = await oneStop.submit(
      { name: 'Lý Thị Mão', phone: '0203 000 0106', note: 'đất đai' },
      { action: `${link}/book` }
    )
    expect(booked.text).toContain('Số thứ tự: 1')
    ward.clock.set('2026-12-08T02:00:00Z')
    oneStop = await signedIn(console, ward, ['one_stop'])
    const day = await oneStop.get(link)
    const came = day.root.querySelector('form[action$="/came"]')!.getAttribute('action')!.slice('/console'.length)
    expect((await oneStop.submit({}, { action: came })).text).toContain('Đã đến')
  })
})

describe('what was withheld from the chat', () => {
  it('is read by the named person alone, each reading noted, and gone once settled', async () => {
    const chat = await ward.openChat()
    await ward.byWorker((work) => withholdWords(work, chat, 'Ông X nhận tiền bôi trơn'))
    const named = await signedIn(console, ward, ['reception'])
    const list = await named.get('/grievances')
    expect(list.text).not.toContain('bôi trơn')
    const path = list.root.querySelector('tbody th a')!.getAttribute('href')!.slice('/console'.length)
    expect((await named.get(path)).text).toContain('bôi trơn')
    for (const role of ['one_stop', 'leader', 'specialist'] as const)
      expect((await (await signedIn(console, ward, [role])).get(path)).status, role).toBe(403)
    await named.get(path)
    expect((await named.submit({ as: '' }, { action: `${path}/settle` })).status).toBe(422)
    await named.submit({ as: 'denunciation' }, { action: `${path}/settle` })
    expect((await named.get(path)).status).toBe(404)
    const read = await ward.run((work) => work.db.auditLine.count({ where: { action: 'grievance.read' } }))
    expect(read).toBeGreaterThan(0)
  })
})

describe('a word that was promised', () => {
  it('is asked for on the page of its report when its day is near, and given with one press', async () => {
    ward.clock.set('2026-11-25T02:00:00Z')
    const { feedbackId } = await ward.report(await ward.openChat())
    const answer = {
      outcome: 'planned',
      text: Buffer.from('x'),
      promisedDate: new Date('2026-11-30'),
      status: 'approved',
    }
    await ward.run(async ({ db, seal, now }) => {
      await db.feedback.updateMany({ where: { id: feedbackId }, data: { status: 'completed' } })
      await db.feedbackAnswer.create({
        data: { ...answer, feedbackId, text: seal.text('Kế hoạch.'), proposedAt: now, decidedAt: now },
      })
    })
    const client = await signedIn(console, ward, ['one_stop'])
    expect((await client.get('/feedback')).text).toContain('Hẹn báo lại')
    const page = await client.get(`/feedback/${feedbackId}`)
    expect(page.text).toContain('Phường đã hẹn báo lại người dân trước ngày 30/11/2026')
    ward.clock.pass(60)
    const action = `/feedback/${feedbackId}/keep-promise`
    const blank = await client.submit({ promise_word: '' }, { action })
    expect(blank.root.querySelector('#promise_word-fault')).not.toBeNull()
    const done = await client.submit({ promise_word: 'Tháng 12 sẽ làm.' }, { action })
    expect(done.text).toContain('Đã báo lại người dân.')
    expect((await client.get('/feedback')).text).not.toContain('Hẹn báo lại')
  })
})
