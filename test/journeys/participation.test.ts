import { parse } from 'node-html-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerConsultation } from '../../src/ward/consultation/answer-opinions.ts'
import { listConsultations } from '../../src/ward/consultation/list-consultations.ts'
import { answerDisclosureQuestion, listQuestions } from '../../src/ward/disclosure/ask-about-disclosure.ts'
import { listDisclosures } from '../../src/ward/disclosure/list-disclosures.ts'
import { findElection, listElections } from '../../src/ward/election/find-elections.ts'
import { recordResult } from '../../src/ward/election/record-result.ts'
import { climbLadders } from '../../src/ward/ladder/climb-ladders.ts'
import { keepMinutes } from '../../src/ward/meeting/keep-minutes.ts'
import { listMeetings } from '../../src/ward/meeting/list-meetings.ts'
import type { Work } from '../../src/ward/work.ts'
import { deliverConversation } from '../../src/delivery/deliver-conversation.ts'
import { openRunningWard, type RunningWard } from '../support/running-ward.ts'

let ward: RunningWard
beforeAll(async () => void (ward = await openRunningWard({ at: '2026-11-23T09:30:00+07:00' })), 180_000)
afterAll(() => ward.close())

/** Does something as the ward's leader. */
async function act<T>(useCase: (work: Work) => Promise<T>): Promise<T> {
  const { id } = await ward.wired.transact(ward.ward.id, 'operator', (work) =>
    work.db.official.findFirstOrThrow({ where: { login: 'lanhdao' }, select: { id: true } })
  )
  return ward.wired.transact(ward.ward.id, `official:${id}`, useCase)
}

/** What waits for the chats leaves; what each chat heard is read by its next turn. */
async function deliver(): Promise<void> {
  const waiting = await act((work) =>
    work.db.outbox.findMany({
      where: { status: 'waiting' },
      select: { conversationId: true },
      distinct: ['conversationId'],
    })
  )
  for (const { conversationId } of waiting) await deliverConversation(ward.wired.delivery, ward.ward.id, conversationId)
}

const page = async (path: string) => {
  const answer = await ward.app.inject({ url: `/${ward.ward.slug}${path}` })
  const root = parse(answer.body)
  return {
    status: answer.statusCode,
    root,
    text: (root.querySelector('main')?.structuredText ?? '').replace(/\s+/g, ' '),
    answer,
  }
}

describe('a meeting', () => {
  it('of a group that is named is told at once, to a chat that has not said where it lives', async () => {
    expect((await ward.byWeb().says('hom nao hop to 12 vay')).join('\n')).toContain('họp tổ dân phố 12. Nội dung')
  })

  it('is asked for, answered in words, reminded of, and its minutes come back', async () => {
    const talk = ward.byZalo()
    await talk.says('to 12')
    const invited = (await talk.says('bao giờ họp tổ dân phố vậy')).join('\n')
    expect(invited).toContain('Trân trọng kính mời đại diện hộ dự họp tổ dân phố 12. Nội dung: Sửa đường ngõ 43')
    expect(invited).toContain('19 giờ 30 thứ Bảy, 28/11/2026')
    expect((await talk.says('bận ca đêm rồi, cho vợ đi thay đc ko')).join('\n')).toContain('họ tên người dự thay')
    expect((await talk.says('Trần Thị Mẫu')).join('\n')).toContain('đã ghi Trần Thị Mẫu đi thay')

    ward.clock.set('2026-11-27T17:31:00+07:00')
    expect(await act(climbLadders)).toBeGreaterThan(0)
    await deliver()
    ward.clock.set('2026-11-28T21:30:00+07:00')
    const [meeting] = await act((work) => listMeetings(work, { status: 'called' }))
    const kept = await act((work) =>
      keepMinutes(work, { meetingId: meeting!.id, minutes: 'Thống nhất sửa đường.', yes: 6 })
    )
    expect(kept.ok).toBe(true)
    await deliver()
    const said = (await talk.says('1')).join('\n') // the next turn shows nothing of it twice
    expect(said).not.toContain('Thống nhất sửa đường')
    const board = await page(`/meetings/${meeting!.id}`)
    expect(board.text).toContain('Thống nhất sửa đường.')
    ward.clock.set('2026-11-23T09:45:00+07:00')
  }, 120_000)
})

describe('an election', () => {
  it('is never held in the chat, and its result is told', async () => {
    const talk = ward.byWeb()
    await talk.says('to 12')
    const no = (await talk.says('bầu tổ trưởng qua zalo luôn được không')).join('\n')
    expect(no).toContain('Dạ không ạ. Luật quy định bầu trực tiếp tại cuộc họp, mỗi hộ một đại diện.')
    expect(no).toContain('08 giờ 00 Chủ nhật, 20/12/2026')
    expect((await talk.presses('Xem danh sách')).join('\n')).toContain('– Đinh Văn Mẫu (1966), Hưu trí')
    expect((await talk.presses('Nhắc tôi')).join('\n')).toContain('phường sẽ nhắc ông/bà')
    ward.clock.set('2026-12-20T11:00:00+07:00')
    const [line] = await act((work) => listElections(work))
    const election = await act((work) => findElection(work, { id: line!.id }))
    const [first, second] = election!.candidates
    const votes = { [first!.id]: election!.totalHouseholds!, [second!.id]: 0 }
    const result = { electionId: line!.id, present: election!.totalHouseholds!, votes, note: null }
    expect(await act((work) => recordResult(work, result))).toMatchObject({ value: { elected: ['Đinh Văn Mẫu'] } })
    const told = await act((work) => work.db.outbox.findMany({ where: { source: 'election' } }))
    expect(told).toHaveLength(1)
    ward.clock.set('2026-11-23T10:00:00+07:00')
  }, 120_000)
})

describe('a disclosure', () => {
  it('is asked for, asked about, and answered in the same chat', async () => {
    const talk = ward.byWeb()
    await talk.says('to 7')
    const shown = (await talk.says('cho xem công khai ngân sách phường')).join('\n')
    expect(shown).toContain('Dự toán ngân sách phường trình HĐND (văn bản 41/QĐ-UBND')
    expect(shown).toContain('Niêm yết tại Trụ sở UBND phường')
    await talk.presses('Hỏi về nội dung này')
    expect((await talk.says('sao chi đầu tư nhiều thế')).join('\n')).toContain('đã ghi câu hỏi')
    const budget = (await act((work) => listDisclosures(work, { category: 'D02' })))[0]!
    const [question] = await act((work) => listQuestions(work, { disclosureId: budget.id }))
    expect(
      (await act((work) => answerDisclosureQuestion(work, { questionId: question!.id, answer: 'Do xây trường.' }))).ok
    ).toBe(true)
  }, 120_000)
})

describe('a consultation', () => {
  it('takes an opinion with its reason, shows nothing before its end, and answers the one who gave it', async () => {
    const talk = ward.byWeb()
    await talk.says('to 7')
    const put = (await talk.says('tôi muốn góp ý về việc lấy ý kiến dời chợ')).join('\n')
    expect(put).toContain('Đây là lấy ý kiến, chưa phải biểu quyết')
    await talk.presses('Không đồng ý')
    expect((await talk.says('xa quá, người già đi không nổi')).join('\n')).toContain('giữ kín đến khi kết thúc')
    const [asked] = await act((work) => listConsultations(work))
    const answer = { consultationId: asked!.id, summary: 'Một ý kiến.', explanation: 'Có xe đưa đón.' }
    expect(await act((work) => answerConsultation(work, answer))).toEqual({ ok: false, refusal: 'still_open' })
    ward.clock.set('2026-12-18T09:00:00+07:00')
    expect(await act((work) => answerConsultation(work, answer))).toMatchObject({ ok: true, value: { told: 1 } })
    ward.clock.set('2026-11-23T10:30:00+07:00')
  }, 120_000)
})

describe('the public board', () => {
  it.each(['/meetings', '/elections', '/disclosures', '/disclosures/quarter', '/consultations'])(
    '%s is a page',
    async (path) => {
      const { status, root } = await page(path)
      expect(status).toBe(200)
      expect(root.querySelectorAll('h1')).toHaveLength(1)
      const ids = root.querySelectorAll('[id]').map((one) => one.id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  )

  it('has every meeting but drafts, with its files, and as a calendar', async () => {
    const { root } = await page('/meetings')
    const links = root.querySelectorAll('tbody th a').map((one) => one.getAttribute('href')!)
    expect(links.length).toBe(2)
    const { answer } = await page('/meetings.ics')
    expect(answer.headers['content-type']).toContain('text/calendar')
    expect(answer.body).toContain('BEGIN:VEVENT')
    expect(answer.body).not.toContain('hội nghị cuối năm')
    const pages = await Promise.all(links.map((href) => ward.app.inject({ url: href })))
    const paper = pages
      .flatMap(({ body }) => parse(body).querySelectorAll('a[href*="/papers/"]'))[0]!
      .getAttribute('href')!
    const file = await ward.app.inject({ url: paper })
    expect(file.headers['content-type']).toBe('application/pdf')
    expect(file.headers['x-content-type-options']).toBe('nosniff')
    const elsewhere = paper.replace('/meetings/', '/disclosures/')
    expect((await ward.app.inject({ url: elsewhere })).statusCode).toBe(404)
  })

  it('finds a disclosure without diacritics', async () => {
    expect((await page('/disclosures?q=du+toan')).text).toContain('Dự toán ngân sách phường')
    expect((await page('/disclosures?q=xyz')).text).toContain('Chưa có nội dung nào như vậy')
  })
})
