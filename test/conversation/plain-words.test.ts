import { beforeAll, describe, expect, it } from 'vitest'
import type { DeedName } from '../../src/conversation/deeds.ts'
import type { Place } from '../../src/conversation/place.ts'
import { route } from '../../src/conversation/route.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import { loadModel } from '../../src/understanding/load-model.ts'
import type { Model } from '../../src/understanding/train-model.ts'
import { understand } from '../../src/understanding/understand.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import type { Translate } from '../../src/platform/i18n.ts'
import { now, told, who } from './talking.ts'

let model: Model
let translate: Translate
beforeAll(async () => {
  model = loadModel()
  translate = await loadTranslate()
}, 180_000)

const nowhere: Place = { state: null, choices: [] }

/** What the real model, the real words of the buttons and the routes make of it. */
function hear(text: string, outcomes: Partial<Record<DeedName, unknown>> = {}, place: Place = nowhere) {
  const heard = { kind: 'words', meaning: understand(text, { now, model }) } as const
  const labels = place.choices.map((one) => ({ id: one.id, label: translate(one.label, one.with, 'vi') }))
  const situation = { place, who, misses: 0, handedOver: false }
  return told(route(heard, situation, (words) => answerTo({ choices: labels }, words)).step, outcomes)
}
/** Where the conversation stands after that. */
const after = ({ next, say }: ReturnType<typeof told>): Place => ({
  state: next,
  choices: say.findLast(({ choices }) => choices !== undefined)?.choices ?? [],
})

const id = '01900000-0000-7000-8000-00000000000a'
const twelve = { code: '12', name: 'Tổ dân phố 12' }
const meeting = {
  ...{ id, kind: 'community', title: 'họp tổ dân phố 12', agenda: ['Sửa đường'], place: 'Nhà văn hóa tổ 12' },
  ...{ at: '2026-11-28T12:30:00.000Z', chair: 'Tổ trưởng', contact: '0203 000 0012', papers: [] },
  ...{ status: 'called', cancelledWhy: null, minutes: null, myAnswer: null, delegate: null },
} as const
const meetings = { find_meetings: { neighbourhood: twelve, lives: 'unknown', local: true, meetings: [meeting] } }

describe('trouble told with a plea to the ward is a report', () => {
  it.each([
    'Rác quá 3 ngày không ai thu gom, báo phường xử lý giúp',
    '3 hôm nay không thấy xe rác, nhờ phường báo giúp',
    'rac 4 ngay roi k ai hot, nho phuong xu ly',
    'Đèn đường hẻm 5 tắt cả tháng, báo phường sửa giúp',
    'cong tac nuoc tran ra duong nho phuong xu ly giup',
    'Nhà bên mở karaoke tới khuya, đề nghị phường nhắc nhở',
    'e muon bc phong tro ben canh on ao qa',
  ])('%s', (text) => {
    const draft = { kind: 'draft', missing: 'where', candidates: [], similar: [] }
    expect(
      hear(text, { draft_report: draft, list_my_reports: { reports: [] } }).done.map(({ name }) => name)
    ).toContain('draft_report')
  })
})

describe('a meeting of a neighbourhood that is named is told, where one lives or not', () => {
  it.each([
    ['tổ 12 họp khi nào', '12'],
    ['khu 5 bao giờ họp', '5'],
    ['tổ dân phố số 3 mấy giờ họp vậy', '3'],
    ['tdp 12 hop luc nao', '12'],
    ['to 5 khi nao hop vay', '5'],
    ['họp tổ 7 ngày mấy', '7'],
    ['to 12 hop', '12'],
  ])('%s', (text, named) => {
    const answer = hear(text, meetings)
    expect(answer.done).toEqual([{ name: 'find_meetings', input: { named } }])
    expect(answer.keys).toEqual(['meeting.invite'])
  })

  it('of a number the ward does not have says so, and tells of no other', () => {
    const found = { find_meetings: { ...meetings.find_meetings, neighbourhood: null, unknown: '88' } }
    expect(hear('tổ 88 họp khi nào', found).keys).toEqual(['meeting.no_such_neighbourhood'])
  })
})

describe('where one lives', () => {
  it.each(['tổ 12', 'ba o to 12', 'thôi tôi ở tổ 12', 'dạ nhà em thuộc tổ mười hai ạ'])('is kept: %s', (text) => {
    const answer = hear(text, { choose_neighbourhood: { kind: 'chosen', ...twelve } })
    expect(answer.done).toEqual([{ name: 'choose_neighbourhood', input: { code: '12' } }])
  })

  it.each(['khu 5 họp?', 'rác tổ 5', 'vụ tổ 9 đó'])('is nothing that is told beside: %s', (text) => {
    const answer = hear(text, { ...meetings, list_my_reports: { reports: [] } })
    expect(answer.done.map(({ name }) => name)).not.toContain('choose_neighbourhood')
  })

  it('is asked, and words that name no place go where they belong', () => {
    const asked = hear('bao giờ họp tổ', { find_meetings: { ...meetings.find_meetings, neighbourhood: null } })
    expect(asked.keys).toEqual(['meeting.ask_where'])
    expect(hear('tui bầu cho ông Ba luôn được ko', {}, after(asked)).done[0]?.name).toBe('find_elections')
  })
})

describe('after an invitation', () => {
  const invited = () => after(hear('tổ 12 họp khi nào', meetings))
  const deeds = (myAnswer: string | null = null) => ({
    show_meeting: { ...meeting, myAnswer },
    reply_to_meeting: { kind: 'kept', meeting, answer: 'not_coming', delegate: null },
  })

  it.each([
    'mấy giờ nhỉ',
    'o dau the',
    'họp gì vậy',
    'có bắt buộc đi không',
    'mang theo gì không',
    'ko đi có bị phạt ko',
    'tui ko bt chữ, họp cái chi rứa',
  ])('a short question is about that meeting: %s', (text) =>
    expect(hear(text, deeds(), invited()).keys).toEqual(['meeting.asked'])
  )

  it('asked for the name of who comes instead, it stays asked', () => {
    const asking: Place = { state: { dialogue: 'meeting', step: 'asking_delegate', meetingId: id }, choices: [] }
    const answer = hear('mấy giờ nhỉ', deeds('delegate'), asking)
    expect(answer.keys).toEqual(['meeting.asked'])
    expect(answer.next).toEqual(asking.state)
  })

  it('hours of the office are still those of the office', () => {
    expect(hear('mấy giờ phường mở cửa', deeds(), invited()).done.map(({ name }) => name)).toEqual(['find_ward_facts'])
  })

  it('and so is one that comes after a regret', () => {
    const regretted: Place = { state: { dialogue: 'meeting', step: 'invited', meetingId: id }, choices: [] }
    const answer = hear('doi y roi ba di duoc', { reply_to_meeting: { kind: 'kept', meeting, answer: 'coming' } }, regretted) // prettier-ignore
    expect(answer.done[0]?.input).toMatchObject({ answer: 'coming' })
  })

  it.each(['đổi ý rồi, bận rồi ko đi đc', 'bấm nhầm, tui không đi được'])('a second thought is kept: %s', (text) => {
    const said = after(hear('ok có mặt', { ...deeds(), reply_to_meeting: { kind: 'kept', meeting, answer: 'coming' } }, invited())) // prettier-ignore
    expect(hear(text, deeds('coming'), said).done).toEqual([
      { name: 'reply_to_meeting', input: { meetingId: id, answer: 'not_coming', delegate: null } },
    ])
    expect(hear('bấm nhầm', deeds('coming'), said).keys).toEqual(['meeting.said.coming', 'meeting.invite'])
  })
})

describe('nobody votes here', () => {
  const election = {
    ...{ id, kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', at: '2026-12-20T01:00:00.000Z' },
    ...{ endsAt: null, place: 'Nhà văn hóa tổ 12', bring: null, status: 'announced', result: null, posted: null },
    candidates: [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }],
  } as const
  const elections = {
    find_elections: { neighbourhood: twelve, lives: 'here', local: true, elections: [election] },
    show_election: election,
  }
  const no = 'election.not_here.neighbourhood_head'

  it.each([
    'tui bầu cho ông Ba luôn được ko',
    'toi bo phieu cho co Tam',
    'tôi chọn chị Hoa làm tổ trưởng',
    'toi bau qua day duoc ko',
  ])('whatever it is taken for: %s', (text) => expect(hear(text, elections).keys[0]).toBe(no))

  it.each(['ai ứng cử', 'danh sách người ứng cử tổ trưởng'])('who stands is told at once: %s', (text) =>
    expect(hear(text, elections).keys).toEqual(['election.list'])
  )

  it('and whom to choose the ward does not say', () => {
    expect(hear('bầu ai thì tốt hả cháu', elections).keys).toEqual(['election.no_advice', 'election.list'])
    const told = after(hear('bao giờ bầu tổ trưởng', elections))
    expect(hear('nên chọn ai', elections, told).keys).toEqual(['election.no_advice', 'election.list'])
    expect(hear('cháu bầu giùm bà với', elections, told).keys[0]).toBe(no)
  })

  it.each(['bầu số 2', 'tui chọn số 1', 'chọn ông Mẫu', 'cho tôi bầu luôn'])('under the list: %s', (text) => {
    const told = hear('bao giờ bầu tổ trưởng', elections)
    expect(hear(text, elections, after(told)).keys[0]).toBe(no)
  })

  it('and a result is not told before there is one', () => {
    expect(hear('kết quả bầu tổ trưởng sao rồi', elections).keys.slice(0, 2)).toEqual([
      'election.no_result_yet',
      'election.told.neighbourhood_head',
    ])
  })

  it('a pregnant woman does not vote', () => {
    const otherwise = { ...elections, list_my_reports: { reports: [] } }
    expect(hear('em đang bầu cho em hỏi chế độ thai sản', otherwise).keys).not.toContain(no)
  })
})

describe('what the ward asks', () => {
  const asked = {
    ...{ id, title: 'dời chợ ra khu đất mới', question: 'Có đồng ý dời chợ không?', background: '' },
    ...{ closesDate: '2026-12-15', answerDate: null, status: 'open', papers: [], mine: null },
    ...{ summary: null, explanation: null },
  } as const
  const open = {
    find_consultations: { neighbourhood: twelve, local: false, consultations: [asked] },
    show_consultation: asked,
    give_opinion: { kind: 'kept', consultation: asked },
  }
  const input = (told: ReturnType<typeof hear>) => told.done.find(({ name }) => name === 'give_opinion')?.input

  it('is not shown to somebody who speaks of another matter, whose words are not lost', () => {
    const other = hear('tui có ý kiến về việc mở đường', open)
    expect(other.keys).toEqual(['consultation.not_asked'])
    const draft = { kind: 'draft', missing: 'where', candidates: [], similar: [] }
    const sent = hear('1', { draft_report: draft }, after(other))
    expect(sent.done[0]).toMatchObject({ name: 'draft_report', input: { text: 'tui có ý kiến về việc mở đường' } })
    for (const text of ['tui có ý kiến về việc dời chợ', 'tôi muốn góp ý về dự thảo'])
      expect(hear(text, open).keys[0]).toBe('consultation.shown')
  })

  it('a second thought, said when a reason is asked or later, is the opinion kept', () => {
    const shown = after(hear('góp ý việc dời chợ', open))
    const reason = after(hear('đồng ý', open, shown))
    expect(input(hear('đổi ý rồi, tui không đồng ý', open, reason))).toMatchObject({ stance: 'disagree' })
    const later = after(hear('đổi ý rồi, tui không đồng ý', open, reason))
    expect(input(hear('đổi ý rồi, tui đồng ý', open, later))).toMatchObject({ stance: 'agree' })
  })

  it('a reason that speaks the other way is asked about before anything is kept', () => {
    const reason = after(hear('đồng ý', open, after(hear('góp ý việc dời chợ', open))))
    const unsure = hear('tui không đồng ý chợ cũ chật quá', open, reason)
    expect(unsure.keys).toEqual(['consultation.choose'])
    expect(input(unsure)).toBeUndefined()
    expect(input(hear('gần nhà hơn', open, reason))).toMatchObject({ stance: 'agree', reason: 'gần nhà hơn' })
  })
})

describe('after an opinion', () => {
  const asked = {
    ...{ id, title: 'dời chợ ra khu đất mới', question: 'Có đồng ý dời chợ không?', background: '' },
    ...{ closesDate: '2026-12-15', answerDate: null, status: 'open', papers: [], mine: null },
    ...{ summary: null, explanation: null },
  } as const
  const given = { give_opinion: { kind: 'changed', consultation: asked } }
  const shown: Place = { state: { dialogue: 'consultation', step: 'shown', id }, choices: [] }

  it('said in few words, the reason that follows is added to it', () => {
    const kept = after(hear('tui không đồng ý', given, shown))
    const more = hear('xa quá già yếu đi không nổi', given, kept)
    expect(more.done[0]?.input).toEqual({
      ...{ consultationId: id, stance: 'disagree', reason: 'tui không đồng ý. xa quá già yếu đi không nổi' },
    })
    expect(more.keys).toEqual(['consultation.reason_kept'])
  })

  it('who takes it for a vote is told that it is none', () => {
    expect(hear('tui bỏ phiếu ở đây luôn hả', given, shown).keys).toEqual(['consultation.no_vote'])
    const reason: Place = {
      state: { dialogue: 'consultation', step: 'asking_reason', id, stance: 'agree' },
      choices: [],
    }
    expect(hear('nên để bà con bỏ phiếu cho công bằng', given, reason).done[0]?.name).toBe('give_opinion')
  })
})

describe('a report that is shown', () => {
  it.each(['k co anh', 'không có ảnh', 'hok có hình'])('is not dropped by who has no photo: %s', (text) => {
    const choices = [
      { id: 'report:send', label: 'report.button.send' },
      { id: 'report:drop', label: 'report.button.drop' },
    ]
    const preview: Place = { state: { dialogue: 'report', step: 'preview' }, choices }
    expect(hear(text, {}, preview).done.map(({ name }) => name)).not.toContain('drop_report')
  })
})

describe('what is offered where words are unsure', () => {
  it('is no mourning to somebody who lost a thing', () => {
    const reports = { list_my_reports: { reports: [] }, find_agency: { kind: 'none' } }
    expect(hear('ad ơi phòng trọ e bị mất đồ, báo ai', reports).choices).not.toContain('intent:condolence')
  })

  it('is no praise to somebody who is angry', () => {
    const reports = { list_my_reports: { reports: [] }, find_procedures: { kind: 'none' } }
    const text = 'Đm phường làm ăn kiểu gì, hồ sơ xin phép xây dựng của tôi ngâm 2 tuần rồi'
    expect(hear(text, reports).choices).not.toContain('intent:praise')
  })
})

describe('"gửi lại đi"', () => {
  it('right after "dừng" brings notices back', () => {
    const stopped = after(hear('dừng'))
    for (const text of ['gửi lại đi', 'gui lai di', 'thôi nhắn tiếp đi'])
      expect(hear(text, {}, stopped).done).toEqual([{ name: 'stop_notices', input: { stopped: false } }])
  })

  it('of notices does so at any time', () => {
    expect(hear('gửi lại thông báo cho tôi').done).toEqual([{ name: 'stop_notices', input: { stopped: false } }])
  })
})
