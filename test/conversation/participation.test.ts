import { describe, expect, it } from 'vitest'
import { consultationDialogue } from '../../src/conversation/dialogues/consultation.ts'
import { stanceIn } from '../../src/conversation/dialogues/stance-in.ts'
import { disclosureDialogue } from '../../src/conversation/dialogues/disclosure.ts'
import { electionDialogue } from '../../src/conversation/dialogues/election.ts'
import { meetingDialogue } from '../../src/conversation/dialogues/meeting.ts'
import { nameOfDelegate } from '../../src/conversation/dialogues/delegate-name.ts'
import { readRsvp } from '../../src/conversation/dialogues/rsvp-words.ts'
import type { Heard } from '../../src/conversation/dialogue.ts'
import { route } from '../../src/conversation/route.ts'
import { choice, meant, told, unsure, who, words } from './talking.ts'

const id = '01900000-0000-7000-8000-00000000000a'
const meeting = {
  ...{
    id,
    kind: 'community',
    title: 'họp tổ dân phố 12',
    agenda: ['Sửa đường ngõ 43.', 'Thu quỹ;'],
    place: 'Nhà văn hóa tổ 12',
  },
  ...{ at: '2026-11-28T12:30:00.000Z', chair: 'ông Tổ trưởng', contact: '0203 000 0012', papers: ['Dự toán.pdf'] },
  ...{ status: 'called', cancelledWhy: null, minutes: null, myAnswer: null, delegate: null },
} as const
const twelve = { code: '12', name: 'Tổ dân phố 12' }
const found = { find_meetings: { neighbourhood: twelve, lives: 'here', local: true, meetings: [meeting] } }
const kept = (answer: string, delegate: string | null = null) => ({
  reply_to_meeting: { kind: 'kept', meeting, answer, delegate },
})
const invited = { dialogue: 'meeting' as const, step: 'invited', meetingId: id }

describe('what residents say to an invitation', () => {
  it.each([
    ['bận rồi ko đi đc', 'not_coming'],
    ['ban ca dem roi', 'not_coming'],
    ['hôm đó tôi mắc việc không tới được', 'not_coming'],
    ['em xin phép vắng ạ', 'not_coming'],
    ['I cannot come', 'not_coming'],
    ['bận ca đêm rồi, cho vợ đi thay đc ko', 'delegate'],
    ['cho vợ đi thay', 'delegate'],
    ['nho con trai di hop thay', 'delegate'],
    ['tôi cử người đi họp hộ', 'delegate'],
    ['my wife will come instead of me', 'delegate'],
    ['tôi sẽ dự', 'coming'],
    ['nhà em sẽ đi nhé', 'coming'],
    ['we will come', 'coming'],
    ['họp lúc mấy giờ vậy', null],
    ['khong di co bi phat khong', null],
    ['đường trước nhà hỏng', null],
    ['toi se du', 'coming'],
    ['gia đình tôi sẽ đến', 'coming'],
    ['nhà tôi có mặt', 'coming'],
    ['tôi dự', 'coming'],
    ['tôi tham gia', 'coming'],
    ['dạ em dự ạ', 'coming'],
    ['vâng, tôi đi được nhé', 'coming'],
    ['đường trước nhà ngập không đi được', null],
    ['duong ngap khong di duoc', null],
    ['xe hư không đi được', null],
    ['con tôi ốm không đi học được', null],
    ['nhà ngập không đi đâu được', null],
    ['đường ngập quá tôi không đi họp được', 'not_coming'],
    ['nhà có việc không đi được', 'not_coming'],
  ])('%s: %s', (text, expected) => expect(readRsvp(text)).toBe(expected))

  it.each([
    ['vợ tôi là Trần Thị Lan Anh', 'Trần Thị Lan Anh'],
    ['cho Nguyễn Văn Bình đi thay', 'Nguyễn Văn Bình'],
    ['Cho vợ đi thay', null],
    ['tran thi lan', null],
    ['Nguyễn Văn Bình đi thay', 'Nguyễn Văn Bình'],
    ['Nguyễn Văn Bình đi thay tôi', 'Nguyễn Văn Bình'],
    ['Vợ tôi Trần Thị Lan dự thay', 'Trần Thị Lan'],
    ['Vợ Trần Thị Lan họp thay nhé', 'Trần Thị Lan'],
    ['Dạ Lê Văn Tám ạ', 'Lê Văn Tám'],
    ['Bận Ca Đêm', null],
    ['CẢM ƠN PHƯỜNG', null],
    ['HỒ SƠ CỦA TÔI XONG CHƯA', null],
  ])('the name in %s: %s', (text, expected) => expect(nameOfDelegate(text)).toBe(expected))
})

describe('a meeting', () => {
  it('is told in the words of the invitation, with the ways to answer', () => {
    const answer = told(meetingDialogue.begin(meant('meeting_info', 'bao giờ họp tổ'), who), found)
    expect(answer.keys).toEqual(['meeting.invite'])
    expect(answer.say[0]?.with).toMatchObject({ agenda: 'Sửa đường ngõ 43; Thu quỹ', at: meeting.at })
    expect(answer.choices).toEqual(['coming', 'delegate', 'not_coming', 'papers'].map((one) => `meeting:${id}:${one}`))
    expect(answer.choices.every((one) => Buffer.byteLength(one) <= 64)).toBe(true)
  })

  it('is answered by a button of an old message, whatever was talked of since', () => {
    const place = { state: { dialogue: 'dossier' as const, step: 'asking_code' }, choices: [] }
    const routed = route(choice(`meeting:${id}:coming`), { place, who, misses: 0, handedOver: false }, () => null)
    const answer = told(routed.step, kept('coming'))
    expect(answer.done).toEqual([
      { name: 'reply_to_meeting', input: { meetingId: id, answer: 'coming', delegate: null } },
    ])
    expect(answer.keys).toEqual(['meeting.kept.coming'])
  })

  it('is declined in words, also days after the invitation', () => {
    const late = told(meetingDialogue.begin(meant('meeting_info', 'bận rồi ko đi họp đc'), who), {
      ...found,
      ...kept('not_coming'),
    })
    expect(late.keys).toEqual(['meeting.kept.not_coming'])
    const unread = route(
      unsure('bận rồi ko đi đc'),
      { place: { state: null, choices: [] }, who, misses: 0, handedOver: false },
      () => null
    )
    expect(told(unread.step, { ...found, ...kept('not_coming') }).keys).toEqual(['meeting.kept.not_coming'])
  })

  it('somebody else comes: the name is asked for and kept', () => {
    const asked = told(
      meetingDialogue.hear(invited, words('meeting_info', 'bận ca đêm rồi, cho vợ đi thay đc ko'), who),
      kept('delegate')
    )
    expect(asked.keys).toEqual(['meeting.ask_delegate'])
    for (const name of ['Trần Thị Lan', 'tran thi lan', 'dạ tên là trần thị lan ạ']) {
      const named = told(meetingDialogue.hear(asked.next!, unsure(name), who), kept('delegate', 'Trần Thị Lan'))
      expect(named.keys).toEqual(['meeting.kept.delegate'])
    }
    const after = told(meetingDialogue.hear(asked.next!, words('affirm', 'thôi để tôi sẽ đi'), who), kept('coming'))
    expect(after.keys).toEqual(['meeting.kept.coming'])
  })

  const named = { dialogue: 'meeting' as const, step: 'asking_delegate', meetingId: id }
  const asDelegate = (heard: Heard) => told(meetingDialogue.hear(named, heard, who), kept('delegate', 'x'))

  it.each([
    ['condolence', 'bố tôi mất rồi'],
    ['dossier_status', 'hồ sơ của tôi xong chưa'],
    ['thanks_bye', 'cảm ơn'],
  ] as const)('asked for a name, another matter is none: %s, %s', (intent, text) => {
    expect(meetingDialogue.hear(named, words(intent, text), who)).toBeNull()
  })

  it('a stop is no name, however it was read', () => {
    for (const text of ['dừng', 'dung', 'Dừng lại']) {
      const ask = words('unsubscribe', text, { decision: 'ask' })
      expect(meetingDialogue.hear(named, ask, who)).toBeNull()
    }
  })

  it.each(['mai tôi báo lại', 'chưa biết ai', 'de toi tinh da', 'để hỏi con đã', 'toi nay toi nhan'])(
    'the name may come later: %s',
    (text) => {
      const later = asDelegate(words('feedback_status', text))
      expect(later.keys).toEqual(['meeting.delegate_later'])
      expect(later.done).toEqual([])
    }
  )

  it('what may be a name or something else is shown back before it is kept', () => {
    const shown = asDelegate(unsure('y bhin nie'))
    expect(shown.keys).toEqual(['meeting.is_delegate'])
    expect(shown.say[0]?.with).toEqual({ name: 'y bhin nie' })
    const yes = told(meetingDialogue.hear(shown.next!, choice(`meeting:${id}:named`), who), kept('delegate', 'y bhin nie')) // prettier-ignore
    expect(yes.done[0]?.input).toEqual({ meetingId: id, answer: 'delegate', delegate: 'y bhin nie' })
    const no = told(meetingDialogue.hear(shown.next!, choice(`meeting:${id}:delegate`), who), kept('delegate'))
    expect(no.keys).toEqual(['meeting.ask_delegate'])
    const instead = told(
      meetingDialogue.hear(shown.next!, unsure('trần thị lan'), who),
      kept('delegate', 'trần thị lan')
    )
    expect(instead.keys).toEqual(['meeting.kept.delegate'])
    // the button of an old message, when the name is forgotten
    expect(told(meetingDialogue.hear(invited, choice(`meeting:${id}:named`), who), kept('delegate')).keys).toEqual(['meeting.ask_delegate']) // prettier-ignore
  })

  it('a question in between is not an answer', () => {
    expect(meetingDialogue.hear(invited, words('dossier_status', 'hồ sơ tôi đâu'), who)).toBeNull()
  })

  it('where one lives is asked when it is not known, and none is said plainly', () => {
    const asked = told(meetingDialogue.begin(meant('meeting_info', 'lịch họp'), who), {
      find_meetings: { neighbourhood: null, meetings: [] },
    })
    expect(asked.keys).toEqual(['meeting.ask_where'])
    const outcomes = {
      choose_neighbourhood: { kind: 'chosen', ...twelve },
      find_meetings: { neighbourhood: twelve, lives: 'here', local: true, meetings: [] },
    }
    const none = told(meetingDialogue.hear(asked.next!, unsure('tổ 12'), who), outcomes)
    expect(none.keys).toEqual(['meeting.none'])
    expect(none.choices).toEqual(['welcome:change', 'person'])
  })

  const unplaced = (...meetings: unknown[]) => ({ find_meetings: { neighbourhood: null, lives: 'unknown', local: true, meetings } }) // prettier-ignore
  const placed = { choose_neighbourhood: { kind: 'chosen', ...twelve }, ...found, ...kept('not_coming') }

  it('no answer is kept for a meeting that may not be theirs: where they live is asked first, and the words are not lost', () => {
    const dialogue = { ...meeting, title: 'đối thoại với Chủ tịch phường' }
    const asked = told(meetingDialogue.begin(meant('meeting_info', 'bận rồi ko đi đc mai'), who), unplaced(dialogue))
    expect(asked.keys).toEqual(['meeting.ask_where'])
    expect(asked.choices).toEqual([`meeting:${id}:show`, 'person'])
    expect(asked.done.map(({ name }) => name)).toEqual(['find_meetings'])
    const answered = told(meetingDialogue.hear(asked.next!, unsure('tổ 12'), who), placed)
    expect(answered.done.map(({ name }) => name)).toEqual(['choose_neighbourhood', 'find_meetings', 'reply_to_meeting'])
    expect(answered.keys).toEqual(['meeting.kept.not_coming'])
    const question = told(meetingDialogue.begin(meant('meeting_info', 'tổ mình mai họp gì'), who), unplaced(dialogue))
    expect(question.keys).toEqual(['meeting.ask_where'])
    expect(told(meetingDialogue.hear(question.next!, unsure('tổ 12'), who), placed).keys).toEqual(['meeting.invite'])
    // where no neighbourhood meets by itself, the ward's own is everybody's
    const all = { find_meetings: { ...unplaced(dialogue).find_meetings, local: false } }
    expect(told(meetingDialogue.begin(meant('meeting_info', 'bao giờ họp'), who), all).keys).toEqual(['meeting.invite'])
  })

  it('of another neighbourhood is told, never answered in words, and changes nothing of where they live', () => {
    const entities = { neighbourhood: '12' }
    for (const lives of ['elsewhere', 'unknown']) {
      const there = { find_meetings: { ...found.find_meetings, lives } }
      for (const text of ['tổ 12 họp khi nào', 'tổ 12 bận rồi không đi họp được']) {
        const answer = told(meetingDialogue.begin(meant('meeting_info', text, { entities }), who), there)
        expect(answer.keys).toEqual(['meeting.invite'])
        expect(answer.done).toEqual([{ name: 'find_meetings', input: { named: '12' } }])
      }
    }
    const none = { find_meetings: { neighbourhood: twelve, lives: 'elsewhere', local: true, meetings: [] } }
    expect(told(meetingDialogue.begin(meant('meeting_info', 'tổ 12 họp gì', { entities }), who), none).choices).toEqual(['person']) // prettier-ignore
  })

  it('of several one is chosen; one that is off or gone says so', () => {
    const two = {
      find_meetings: { neighbourhood: twelve, meetings: [meeting, { ...meeting, id: id.replace('a', 'b') }] },
    }
    expect(told(meetingDialogue.begin(meant('meeting_info', 'họp'), who), two).choices).toHaveLength(2)
    const show = (shown: unknown) =>
      told(meetingDialogue.hear(invited, choice(`meeting:${id}:show`), who), { show_meeting: shown }).keys
    expect(show({ ...meeting, status: 'cancelled', cancelledWhy: 'mưa' })).toEqual(['meeting.cancelled'])
    expect(show({ ...meeting, status: 'held', minutes: 'Đã thống nhất.' })).toEqual(['meeting.minutes'])
    expect(show(null)).toEqual(['meeting.gone'])
  })
})

describe('an election', () => {
  const head = {
    ...{
      id,
      kind: 'neighbourhood_head',
      title: 'Bầu Tổ trưởng tổ dân phố 12',
      at: '2026-12-06T01:00:00.000Z',
      endsAt: null,
    },
    ...{ place: 'Nhà văn hóa tổ 12', bring: 'giấy mời', status: 'announced', result: null },
    candidates: [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }],
    posted: { place: 'Nhà văn hóa tổ 12', fromDate: '2026-11-29' },
  } as const
  const elections = { find_elections: { neighbourhood: twelve, elections: [head] } }

  it.each(['bầu tổ trưởng qua zalo luôn được không', 'co link bau online k', 'can I vote here'])(
    'takes no vote: %s',
    (text) => {
      const answer = told(electionDialogue.begin(meant('election_info', text), who), elections)
      expect(answer.keys).toEqual(['election.not_here.neighbourhood_head', 'election.posted'])
      expect(answer.choices).toEqual([`election:${id}:list`, `election:${id}:remind`])
      expect(answer.done.map(({ name }) => name)).toEqual(['find_elections'])
    }
  )

  it('tells day, place and list, in the posted order and without an address', () => {
    const answer = told(electionDialogue.begin(meant('election_info', 'bao giờ bầu tổ trưởng'), who), elections)
    expect(answer.keys).toEqual(['election.told.neighbourhood_head', 'election.posted', 'election.bring'])
    const list = told(
      electionDialogue.hear({ dialogue: 'election', step: 'idle' }, choice(`election:${id}:list`), who),
      { show_election: head }
    )
    expect(list.say[0]).toMatchObject({ say: 'election.list', with: { lines: '– Chu Văn Mẫu (1968), Hưu trí' } })
    const reminded = told(
      electionDialogue.hear({ dialogue: 'election', step: 'idle' }, choice(`election:${id}:remind`), who),
      { remind_of_election: { kind: 'kept' } }
    )
    expect(reminded.keys).toEqual(['election.will_remind'])
  })

  it.each([
    ['bầu tổ trưởng qua zalo luôn được không', 'election.head_not_here'],
    ['bao giờ bầu tổ trưởng', 'election.head'],
    ['bao giờ bầu đại biểu hội đồng nhân dân', 'election.general'],
    ['bầu đại biểu quốc hội online được không', 'election.general_not_here'],
  ])('with no day set, how it is done and a person: %s', (text, key) => {
    const answer = told(electionDialogue.begin(meant('election_info', text), who), {
      find_elections: { neighbourhood: null, elections: [] },
    })
    expect(answer.keys).toEqual([key, 'person.answer_by_closed'])
  })

  const unplaced = { find_elections: { neighbourhood: null, lives: 'unknown', local: true, elections: [] } }

  it('of one neighbourhood is found after asking where they live; that nobody votes here is said at once', () => {
    const asked = told(electionDialogue.begin(meant('election_info', 'bao giờ bầu tổ trưởng'), who), unplaced)
    expect(asked.keys).toEqual(['election.ask_where'])
    const placed = { choose_neighbourhood: { kind: 'chosen', ...twelve }, ...elections }
    expect(told(electionDialogue.hear(asked.next!, unsure('tổ 12'), who), placed).keys[0]).toBe('election.told.neighbourhood_head') // prettier-ignore
    const vote = told(electionDialogue.begin(meant('election_info', 'bầu tổ trưởng qua zalo luôn được không'), who), unplaced) // prettier-ignore
    expect(vote.keys).toEqual(['election.head_not_here', 'election.ask_where'])
    const deputies = told(electionDialogue.begin(meant('election_info', 'bao giờ bầu đại biểu quốc hội'), who), unplaced) // prettier-ignore
    expect(deputies.keys[0]).toBe('election.general')
    expect(electionDialogue.hear(asked.next!, words('dossier_status', 'hồ sơ tôi đâu'), who)).toBeNull()
  })

  it('of a named neighbourhood is looked up', () => {
    const entities = { neighbourhood: '12' }
    const answer = told(electionDialogue.begin(meant('election_info', 'Bao giờ bầu tổ trưởng tổ 12?', { entities }), who), elections) // prettier-ignore
    expect(answer.done).toEqual([{ name: 'find_elections', input: { named: '12' } }])
    expect(answer.keys[0]).toBe('election.told.neighbourhood_head')
  })

  it('that is over tells its result', () => {
    const held = { ...head, status: 'held', result: { of: 'head', names: ['Chu Văn Mẫu'], present: 7, total: 9 } }
    const answer = told(electionDialogue.begin(meant('election_info', 'ai trúng tổ trưởng'), who), {
      find_elections: { neighbourhood: twelve, elections: [held] },
    })
    expect(answer.keys).toEqual(['election.result_elected'])
  })

  it.each([
    ['Đã bầu đủ 25 đại biểu.', 'election.result_deputies', []],
    [null, 'election.held', ['person']],
  ])('of deputies that is over tells %s and invites nobody to it', (note, key, choices) => {
    const held = { ...head, kind: 'deputies', status: 'held', result: { of: 'deputies', note } }
    const answer = told(electionDialogue.begin(meant('election_info', 'kết quả bầu hđnd'), who), {
      find_elections: { neighbourhood: twelve, elections: [held] },
    })
    expect(answer.keys).toEqual([key])
    expect(answer.choices).toEqual(choices)
  })

  it('whose hour has come offers no reminder', () => {
    const today = { ...head, at: who.now.toISOString() }
    const answer = told(electionDialogue.begin(meant('election_info', 'bầu tổ trưởng'), who), {
      find_elections: { neighbourhood: twelve, elections: [today] },
    })
    expect(answer.choices).toEqual([`election:${id}:list`])
  })
})

describe('a disclosure', () => {
  const budget = {
    ...{
      id,
      category: 'D02',
      title: 'Dự toán 2027',
      summary: 'Thu, chi.',
      decisionNumber: '41/QĐ-UBND',
      decisionDate: '2026-11-20',
    },
    ...{ papers: ['Dự toán.pdf'], posted: { place: 'Trụ sở', fromDate: '2026-11-23', toDate: null }, atPosting: false },
  } as const
  const one = { find_disclosures: { disclosures: [{ id, title: 'Dự toán 2027' }], all: 1 }, show_disclosure: budget }

  it('is told with its decision, where it hangs and its files', () => {
    const answer = told(disclosureDialogue.begin(meant('disclosure_info', 'ngân sách phường'), who), one)
    expect(answer.keys).toEqual(['disclosure.shown', 'disclosure.posted', 'disclosure.papers'])
    expect(answer.choices).toEqual([`disclosure:${id}:ask`, 'person'])
  })

  it('with names of people is read where it hangs', () => {
    const answer = told(disclosureDialogue.begin(meant('disclosure_info', 'danh sách hộ nghèo'), who), {
      ...one,
      show_disclosure: { ...budget, atPosting: true },
    })
    expect(answer.keys).toEqual(['disclosure.shown', 'disclosure.posted', 'disclosure.at_posting'])
  })

  it('is asked about, and the words are kept as the question', () => {
    const asked = told(
      disclosureDialogue.hear({ dialogue: 'disclosure', step: 'idle' }, choice(`disclosure:${id}:ask`), who)
    )
    const answer = told(disclosureDialogue.hear(asked.next!, unsure('sao chi nhiều thế'), who), {
      ask_about_disclosure: { kind: 'kept' },
    })
    expect(answer.done[0]?.input).toEqual({ disclosureId: id, question: 'sao chi nhiều thế' })
    expect(answer.keys).toEqual(['disclosure.question_kept'])
  })

  it('that is not there goes to a person', () => {
    const answer = told(disclosureDialogue.begin(meant('disclosure_info', 'quy hoạch'), who), {
      find_disclosures: { disclosures: [], all: 0 },
    })
    expect(answer.keys).toEqual(['disclosure.nothing', 'person.answer_by_closed'])
  })
})

describe('a consultation', () => {
  const asked = {
    ...{
      id,
      title: 'dời chợ',
      question: 'Có nên dời chợ không?',
      background: '',
      closesDate: '2026-12-15',
      answerDate: '2026-12-25',
    },
    ...{ status: 'open', papers: [], mine: null, summary: null, explanation: null },
  } as const
  const open = { find_consultations: { consultations: [asked] } }
  const given = (kind: string) => ({ give_opinion: { kind, consultation: asked } })

  it.each([
    ['tôi đồng ý vì chợ cũ chật quá', 'agree'],
    ['nha toi hoan toan dong y', 'agree'],
    ['dạ đồng ý ạ, chợ cũ ngập suốt', 'agree'],
    ['thôi tôi không đồng ý nữa, xa quá', 'disagree'],
    ['ko dong y nha', 'disagree'],
    ['tui phản đối, người già đi sao nổi', 'disagree'],
    ['chưa đồng ý', 'disagree'],
    ['đồng ý nhưng phải có xe buýt', 'unclear'],
    ['tôi đồng ý không dời chợ', 'unclear'],
    ['không phải tôi không đồng ý', 'unclear'],
    ['tôi không có gì phải phản đối', 'unclear'],
    ['bà con có đồng ý không', 'unclear'],
    ['tôi đồng ý rồi lại không đồng ý', 'unclear'],
    ['mai chợ có họp không', null],
    ['bao nhiêu người đồng ý rồi', null],
    ['mấy hộ đồng ý', null],
    ['bà con nói đồng ý', 'unclear'],
    ['người ta nói đồng ý', 'unclear'],
  ] as const)('said in words: %s is %s', (text, stance) => expect(stanceIn(text)).toBe(stance))

  it('an opinion said in words is kept with its reason and named; one not plain is asked for', () => {
    const shown = told(consultationDialogue.begin(meant('consultation_opinion', 'góp ý dời chợ'), who), open)
    const text = 'tôi không đồng ý, xa quá'
    const kept = told(consultationDialogue.hear(shown.next!, unsure(text), who), given('kept'))
    expect(kept.done[0]?.input).toEqual({ consultationId: id, stance: 'disagree', reason: text })
    expect(kept.keys.slice(0, 2)).toEqual(['consultation.yours.disagree', 'consultation.kept'])
    const changed = told(consultationDialogue.hear(kept.next!, unsure('thôi tôi đồng ý'), who), given('changed'))
    expect(changed.keys.slice(0, 2)).toEqual(['consultation.yours.agree', 'consultation.changed'])
    const half = 'đồng ý nhưng phải có xe buýt'
    const asked = told(consultationDialogue.hear(shown.next!, unsure(half), who))
    expect(asked.keys).toEqual(['consultation.choose'])
    const other = told(consultationDialogue.hear(asked.next!, choice(`consultation:${id}:other`), who), given('kept'))
    expect(other.done[0]?.input).toEqual({ consultationId: id, stance: 'other', reason: half })
    expect(consultationDialogue.hear(shown.next!, unsure('mai chợ có họp không'), who)).toBeNull()
    expect(consultationDialogue.hear(shown.next!, { kind: 'words', meaning: meant('complaint_denunciation', 'tôi phản đối') }, who)).toBeNull() // prettier-ignore
  })

  it('is put with its end, and said to be no vote', () => {
    const answer = told(consultationDialogue.begin(meant('consultation_opinion', 'góp ý dời chợ'), who), open)
    expect(answer.keys).toEqual(['consultation.shown', 'consultation.no_vote'])
    expect(answer.choices.every((one) => Buffer.byteLength(one) <= 64)).toBe(true)
  })

  it('takes a stance, asks why, and keeps both', () => {
    const shown = told(consultationDialogue.begin(meant('consultation_opinion', 'góp ý'), who), open)
    const why = told(consultationDialogue.hear(shown.next!, choice(`consultation:${id}:disagree`), who))
    expect(why.keys).toEqual(['consultation.ask_reason'])
    const kept = told(consultationDialogue.hear(why.next!, unsure('xa quá, người già đi sao nổi'), who), given('kept'))
    expect(kept.done[0]?.input).toEqual({
      consultationId: id,
      stance: 'disagree',
      reason: 'xa quá, người già đi sao nổi',
    })
    expect(kept.keys).toEqual(['consultation.kept', 'consultation.answer_by'])
    const plain = told(
      consultationDialogue.hear(why.next!, choice(`consultation:${id}:no_reason`), who),
      given('changed')
    )
    expect(plain.keys[0]).toBe('consultation.changed')
  })

  it('what was said at the beginning need not be said again', () => {
    const text = 'tôi không đồng ý dời chợ đi chỗ khác vì xa quá người già không đi nổi'
    const shown = told(consultationDialogue.begin(meant('consultation_opinion', text), who), open)
    const kept = told(consultationDialogue.hear(shown.next!, choice(`consultation:${id}:disagree`), who), given('kept'))
    expect(kept.done[0]?.input).toEqual({ consultationId: id, stance: 'disagree', reason: text })
  })

  it('for single neighbourhoods is found after asking where they live, with what was said', () => {
    const text = 'tôi không đồng ý dời chợ đi chỗ khác vì xa quá người già không đi nổi'
    const none = { find_consultations: { neighbourhood: null, local: true, consultations: [] } }
    const where = told(consultationDialogue.begin(meant('consultation_opinion', text), who), none)
    expect(where.keys).toEqual(['consultation.ask_where'])
    const placed = { choose_neighbourhood: { kind: 'chosen', ...twelve }, ...open }
    const shown = told(consultationDialogue.hear(where.next!, unsure('to 12'), who), placed)
    expect(shown.keys).toEqual(['consultation.shown', 'consultation.no_vote'])
    const kept = told(consultationDialogue.hear(shown.next!, choice(`consultation:${id}:disagree`), who), given('kept'))
    expect(kept.done[0]?.input).toEqual({ consultationId: id, stance: 'disagree', reason: text })
  })

  it('after its end takes nothing; without one, a person reads what somebody thinks', () => {
    const late = told(
      consultationDialogue.hear(
        { dialogue: 'consultation', step: 'asking_reason', id, stance: 'agree' },
        unsure('vì đẹp'),
        who
      ),
      given('closed')
    )
    expect(late.keys).toEqual(['consultation.closed'])
    const none = told(
      consultationDialogue.begin(meant('consultation_opinion', 'tôi góp ý không nên dời chợ ra bờ sông'), who),
      {
        find_consultations: { consultations: [] },
      }
    )
    expect(none.keys).toEqual(['to_person.consultation_opinion', 'person.answer_by_closed'])
  })
})
