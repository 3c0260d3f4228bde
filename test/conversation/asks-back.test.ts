import { describe, expect, it } from 'vitest'
import { asksBack, givesNone } from '../../src/conversation/dialogues/asks-back.ts'
import { consultationDialogue } from '../../src/conversation/dialogues/consultation.ts'
import { nameMeant } from '../../src/conversation/dialogues/delegate-name.ts'
import { disclosureDialogue } from '../../src/conversation/dialogues/disclosure.ts'
import { meetingDialogue } from '../../src/conversation/dialogues/meeting.ts'
import { receptionDialogue } from '../../src/conversation/dialogues/reception.ts'
import { reportDialogue } from '../../src/conversation/dialogues/report.ts'
import { wardFactsDialogue } from '../../src/conversation/dialogues/ward-facts.ts'
import type { State } from '../../src/conversation/dialogue.ts'
import { route } from '../../src/conversation/route.ts'
import { told, unsure, who, words } from './talking.ts'

const id = '01900000-0000-7000-8000-00000000000a'

const asking = [
  ...['tai lieu dau', 'tài liệu đâu rồi', 'họp mấy giờ', 'thế họp ở đâu', 'hop ve cai gi', 'co phai dong tien khong'],
  ...['di thay co can giay gi khong', 'co duoc an com khong', 'sao phai ghi ten', 'sao hoi hoai vay', 'ai vay'],
  ...['nguoi thue nha di thay duoc khong', 'dong gop bao nhieu tien mot ho', 'khi nao het han', 'bao gio sua'],
  ...[
    'ai thay y kien cua tui',
    'chup hinh o dau',
    'gui anh duoc khong',
    'so dien thoai phuong so may',
    'xong chua vay',
  ],
]
const telling = [
  ...['chị Tài', 'anh Đâu', 'anh Đâu Văn Giờ', 'Trần Thị Lan', 'le thi gui', 'Khổng Văn Hà', 'nguyen thi ai van'],
  ...['đào thị mây', 'ba Ha', 'chi Sao', 'đầu ngõ 43', 'dau ngo 43', 'truoc nha tui chu dau', 'gần chợ chứ đâu'],
  ...['xa quá già đi không nổi', 'chua bao gio thay sua', 'tôi không biết', 'vo toi', 'con trai tôi đi thay'],
]

describe('while a name, a place or a reason is asked for', () => {
  it.each(asking)('%s: asks something', (text) => expect(asksBack(text)).toBe(true))
  it.each(telling)('%s: asks nothing', (text) => expect(asksBack(text)).toBe(false))

  it.each(['thoi', 'khong hoi nua', 'cam on', 'chua nghi ra', 'khong biet noi sao', 'thôi không gặp nữa'])(
    '%s: gives no answer',
    (text) => expect(givesNone(text)).toBe(true)
  )
  it.each(['khong can doi cho', 'khong noi duoc vi xa', 'khong hoi y dan', 'thôi dời chợ đi'])(
    '%s: is an answer all the same',
    (text) => expect(givesNone(text)).toBe(false)
  )
})

describe('asked who comes to the meeting instead', () => {
  const meeting = {
    ...{ id, kind: 'community', title: 'họp tổ dân phố 12', agenda: ['Sửa đường'], place: 'Nhà văn hóa tổ 12' },
    ...{ at: '2026-11-28T12:30:00.000Z', chair: 'ông Tổ trưởng', contact: '0203 000 0012', papers: ['Dự toán.pdf'] },
    ...{ status: 'called', cancelledWhy: null, minutes: null, myAnswer: 'delegate', delegate: null },
  } as const
  const named: State = { dialogue: 'meeting', step: 'asking_delegate', meetingId: id }
  const outcomes = {
    show_meeting: meeting,
    reply_to_meeting: { kind: 'kept', meeting, answer: 'coming', delegate: null },
  }
  const answer = (text: string) => told(meetingDialogue.hear(named, unsure(text), who), outcomes)

  it.each([
    ['tài liệu đâu', 'meeting.papers'],
    ['tai lieu dau roi', 'meeting.papers'],
    ['gửi lại giấy mời', 'meeting.invite'],
    ['gui lai giay moi cho tui', 'meeting.invite'],
    ['họp mấy giờ', 'meeting.asked'],
    ['thế họp ở đâu', 'meeting.asked'],
    ['hop ve cai gi', 'meeting.asked'],
    ['di thay co can giay gi khong', 'meeting.asked'],
    ['nguoi thue nha di thay duoc khong', 'meeting.asked'],
    ['ai vay', 'meeting.asked'],
  ])('%s is answered with %s and the name stays asked for', (text, key) => {
    const beside = answer(text)
    expect(beside.keys.at(-1)).toBe(key)
    expect(beside.next).toEqual(named)
  })

  it.each(['thôi tôi tự đi', 'thoi de toi tu di', 'tui se tu di', 'thôi e tự đi'])(
    '%s ends it: they come themselves',
    (text) => {
      expect(answer(text).done).toEqual([
        { name: 'reply_to_meeting', input: { meetingId: id, answer: 'coming', delegate: null } },
      ])
    }
  )

  it('who takes the delegate back chooses again', () => {
    expect(answer('thoi khong cu ai nua').choices).toEqual(['coming', 'delegate', 'not_coming'].map((one) => `meeting:${id}:${one}`)) // prettier-ignore
  })

  it.each(['vợ tôi', 'con trai tôi đi thay', 'ông xã'])('%s: the name is still asked for, and nothing else', (text) => {
    expect(answer(text)).toMatchObject({ keys: ['meeting.ask_delegate_again'], next: named })
  })

  it.each([
    ['chị Tài', 'perhaps', 'chị Tài'],
    ['anh Đâu', 'perhaps', 'anh Đâu'],
    ['anh Đâu Văn Giờ', 'name', 'Đâu Văn Giờ'],
    ['le thi gui', 'name', 'le thi gui'],
    ['ten vo toi la lan', 'perhaps', 'lan'],
    ['vợ tôi tên là Trần Thị Hợp', 'name', 'Trần Thị Hợp'],
    ['Lan', 'perhaps', 'Lan'],
    ['cho thang Ti di', 'perhaps', 'thang Ti'],
  ])('%s is a name (%s)', (text, kind, name) => expect(nameMeant(text)).toEqual({ kind, name }))

  it('a question about the office is answered, and the name may follow', () => {
    const place = { state: named, choices: [] }
    const aside = words('office_info', 'phuong lam viec may gio')
    const routed = route(aside, { place, who, misses: 0, handedOver: false }, () => null)
    expect(routed.keepPlace).toBe(true)
    expect(told(routed.step).next).toBeNull()
    const thanks = route(words('thanks_bye', 'cảm ơn'), { place, who, misses: 0, handedOver: false }, () => null)
    expect(thanks.keepPlace).toBeUndefined()
  })
})

describe('asked for a reason', () => {
  const asked = {
    ...{ id, title: 'dời chợ', question: 'Dời chợ?', background: '', closesDate: '2026-12-15', answerDate: null },
    ...{ status: 'open', papers: ['Bản vẽ.pdf'], mine: null, summary: null, explanation: null },
  } as const
  const reason: State = { dialogue: 'consultation', step: 'asking_reason', id, stance: 'disagree' }
  const outcomes = { show_consultation: asked, give_opinion: { kind: 'kept', consultation: asked } }
  const answer = (text: string) => told(consultationDialogue.hear(reason, unsure(text), who), outcomes)
  const given = (text: string) => answer(text).done.find(({ name }) => name === 'give_opinion')?.input

  it.each([
    'khi nao het han',
    'tài liệu xem ở đâu',
    'ai thay y kien cua tui',
    'co phai ghi ten khong',
    'sao hoi hoai vay',
  ])('%s is answered and no opinion is kept yet', (text) => {
    expect(given(text)).toBeUndefined()
    expect(answer(text)).toMatchObject({ next: reason, choices: [`consultation:${id}:no_reason`] })
  })

  it('a question about something else belongs elsewhere', () => {
    expect(consultationDialogue.hear(reason, words('meeting_info', 'hop to may gio'), who)).toBeNull()
    for (const text of [
      'vi sao toi khong nhan duoc thu moi',
      'chỉ gửi tin buổi sáng thôi',
      'cho toi xem lai thong bao',
    ])
      expect(consultationDialogue.hear(reason, unsure(text), who)).toBeNull()
  })

  it.each(['tien dau ma doi cho', 'xa qua gia di khong noi', 'ai chịu trách nhiệm nếu cháy'])(
    '%s is a reason',
    (text) => expect(given(text)).toMatchObject({ stance: 'disagree', reason: text })
  )

  it.each(['thoi khong noi nua', 'khong biet noi sao', 'chưa nghĩ ra'])('%s is an opinion without a reason', (text) =>
    expect(given(text)).toMatchObject({ stance: 'disagree', reason: null })
  )
})

describe('asked for a place', () => {
  const where: State = { dialogue: 'report', step: 'asking_where', whereAsked: true }
  const draft = { missing: null, kind: 'problem', title: 'đèn hỏng', place: null, candidates: [], duplicates: [], photos: 0, added: null, visibility: 'private' } // prettier-ignore
  const answer = (text: string) => told(reportDialogue.hear(where, unsure(text), who), { draft_report: draft })

  it.each(['sao phai hoi cho', 'bao gio sua', 'co can ghi ten khong', 'ai sửa', 'toi khong biet duong gi'])(
    '%s is no place',
    (text) => expect(answer(text)).toMatchObject({ keys: ['report.why_where'], done: [] })
  )

  it('who does not know it a second time goes on without one', () => {
    const again = told(reportDialogue.hear(answer('không rõ').next!, unsure('không biết'), who), {
      draft_report: draft,
    })
    expect(again.done).toEqual([{ name: 'draft_report', input: {} }])
  })

  it.each(['truoc nha tui chu dau', 'đầu ngõ 43', 'chung cư Hoa Sữa'])('%s is one', (text) =>
    expect(answer(text).done[0]?.input).toMatchObject({ where: text })
  )
})

describe('asked for words to keep', () => {
  const note: State = { dialogue: 'reception', step: 'asking_note', receptionId: id }
  const question: State = { dialogue: 'disclosure', step: 'asking', id }

  it.each(['may gio', 'o dau vay', 'cần mang gì'])('%s is no note of a reception', (text) =>
    expect(receptionDialogue.hear(note, unsure(text), who)).toBeNull()
  )
  it('"thôi không gặp nữa" books nothing', () => {
    expect(told(receptionDialogue.hear(note, unsure('thôi không gặp nữa'), who))).toMatchObject({
      done: [],
      next: null,
    })
  })
  it.each(['thôi', 'không hỏi nữa', 'cảm ơn'])('%s is no question about a content', (text) =>
    expect(told(disclosureDialogue.hear(question, unsure(text), who)).done).toEqual([])
  )
  it('the hour of a meeting is no question about a content', () => {
    expect(disclosureDialogue.hear(question, words('meeting_info', 'hop to may gio'), who)).toBeNull()
  })
  it('the opening hours are no neighbourhood', () => {
    const which: State = { dialogue: 'ward_facts', step: 'asking_neighbourhood' }
    expect(wardFactsDialogue.hear(which, words('office_info', 'may gio mo cua'), who)).toBeNull()
  })
})
