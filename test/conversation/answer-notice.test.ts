import { beforeAll, describe, expect, it } from 'vitest'
import { route } from '../../src/conversation/route.ts'
import type { Situation } from '../../src/conversation/place.ts'
import { loadTranslate, type Translate } from '../../src/platform/i18n.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import type { Intent, Meaning } from '../../src/understanding/meaning.ts'
import type { Answerable } from '../../src/ward/notice/find-answerable.ts'
import { meant, told, who } from './talking.ts'

let translate: Translate
beforeAll(async () => void (translate = await loadTranslate()))

const id = '01900000-0000-7000-8000-00000000000a'
const other = '01900000-0000-7000-8000-00000000000b'
const button = (noun: string, rowId: string) => (what: string, vi: string) => ({ id: `${noun}:${rowId}:${what}`, vi, en: vi }) // prettier-ignore
const invitation = (rowId: string) => {
  const one = button('meeting', rowId)
  return [one('coming', 'Tôi sẽ dự'), one('delegate', 'Tôi cử người thay'), one('not_coming', 'Không dự được')]
}
const asked = button('consultation', id)
const consultation = [asked('agree', 'Đồng ý'), asked('disagree', 'Không đồng ý'), asked('other', 'Ý kiến khác')]
const polls = button('election', id)
const election = [polls('list', 'Xem danh sách'), polls('remind', 'Nhắc tôi')]

const meeting = {
  ...{ id, kind: 'community', title: 'họp tổ 12', agenda: [], place: 'Nhà văn hóa', at: '2026-11-28T12:30:00.000Z' },
  ...{ chair: 'ông Tổ trưởng', contact: '', papers: [], status: 'called', cancelledWhy: null, minutes: null },
  ...{ myAnswer: null, delegate: null },
}
const brief = { id, title: 'dời chợ', question: 'Dời?', closesDate: '2026-12-15', answerDate: null, papers: [], mine: null } // prettier-ignore
const outcomes = {
  reply_to_meeting: { kind: 'kept', meeting, answer: 'coming', delegate: null },
  show_meeting: meeting,
  give_opinion: { kind: 'kept', consultation: brief },
  show_consultation: { ...brief, status: 'open' },
  remind_of_election: { kind: 'kept' },
  list_my_reports: { reports: [] },
}

/** Words come in a calm moment, after these notices. */
function says(meaning: Meaning, notices: Answerable, place: Situation['place'] = { state: null, choices: [] }) {
  const situation = { place, who, misses: 0, handedOver: false, notices }
  const { step } = route({ kind: 'words', meaning }, situation, (text, { choices }) =>
    answerTo({ choices: choices.map((one) => ({ id: one.id, label: translate(one.label, one.with, 'vi') })) }, text)
  )
  return told(step, outcomes)
}
const heard = (text: string, intent: Intent = 'out_of_scope', decision: Meaning['decision'] = 'human') =>
  meant(intent, text, { decision, confidence: 0.4, top: [{ intent, confidence: 0.4 }] })
const last = (choices: Answerable['last']): Answerable => ({ last: choices, earlier: [] })
const before = (...earlier: Answerable['earlier'][number][]): Answerable => ({ last: null, earlier })

describe('to an invitation that was the last thing said', () => {
  // as the model reads them
  it.each<[string, Intent, Meaning['decision'], string]>([
    ['Tôi sẽ dự', 'out_of_scope', 'human', 'coming'],
    ['toi se du', 'my_data', 'human', 'coming'],
    ['gia đình tôi sẽ đến', 'complaint_denunciation', 'ask', 'coming'],
    ['nhà tôi có mặt', 'my_data', 'ask', 'coming'],
    ['tôi dự', 'meeting_info', 'human', 'coming'],
    ['tôi tham gia', 'rate_satisfaction', 'human', 'coming'],
    ['dạ em dự ạ', 'thanks_bye', 'ask', 'coming'],
    ['1', 'rate_satisfaction', 'ask', 'coming'],
    ['vâng', 'affirm', 'act', 'coming'],
    ['ok', 'affirm', 'act', 'coming'],
    ['dạ được ạ', 'affirm', 'act', 'coming'],
    ['3', 'rate_satisfaction', 'ask', 'not_coming'],
    ['bận rồi ko đi đc', 'deny', 'human', 'not_coming'],
    ['hôm đó tôi mắc việc không tới được', 'citizen_reception', 'ask', 'not_coming'],
    ['tôi cử người thay', 'out_of_scope', 'human', 'delegate'],
  ])('%s', (text, intent, decision, answer) => {
    const { done } = says(heard(text, intent, decision), last(invitation(id)))
    expect(done.filter(({ name }) => name !== 'show_meeting')).toEqual([
      { name: 'reply_to_meeting', input: expect.objectContaining({ meetingId: id, answer }) as unknown },
    ])
  })

  it.each<[string, Intent, Meaning['decision']]>([
    ['dừng', 'unsubscribe', 'ask'],
    ['đường trước nhà ngập không đi được', 'report_problem', 'human'],
    ['tôi sẽ đến phường nộp hồ sơ', 'dossier_status', 'ask'],
    ['mai phường có làm việc không', 'office_info', 'act'],
    ['cảm ơn', 'thanks_bye', 'act'],
    ['họp lúc mấy giờ vậy', 'meeting_info', 'act'],
    ['hàng xóm chặn cổng tôi không đi được', 'complaint_denunciation', 'ask'],
  ])('%s is no answer', (text, intent, decision) => {
    const { done } = says(heard(text, intent, decision), last(invitation(id)))
    expect(done.map(({ name }) => name)).not.toContain('reply_to_meeting')
  })

  it('a nod changes no answer given before', () => {
    const { done, keys } = told(
      route(
        { kind: 'words', meaning: heard('vâng', 'affirm', 'act') },
        { place: { state: null, choices: [] }, who, misses: 0, handedOver: false, notices: last(invitation(id)) },
        () => null
      ).step,
      { show_meeting: { ...meeting, myAnswer: 'delegate', delegate: 'Trần Thị Lan' } }
    )
    expect(done.map(({ name }) => name)).toEqual(['show_meeting'])
    expect(keys).toEqual(['meeting.said.delegate_named'])
  })

  it('is heard beside another wish of the same message', () => {
    const parts = [heard('tôi sẽ dự'), heard('ngân sách phường đâu', 'disclosure_info', 'act')]
    const meaning = { ...heard('tôi sẽ dự. ngân sách phường đâu'), parts }
    expect(says(meaning, last(invitation(id))).done.map(({ name }) => name)).toEqual(expect.arrayContaining(['reply_to_meeting', 'find_disclosures'])) // prettier-ignore
  })

  it('goes before a question of the ward that is older than it', () => {
    const place = { state: { dialogue: 'dossier' as const, step: 'asking_code' }, choices: [{ id: 'person', label: 'conversation.menu.person' }] } // prettier-ignore
    expect(says(heard('1'), last(invitation(id)), place).done[0]?.name).toBe('reply_to_meeting')
    const danger = { state: { dialogue: 'danger' as const, step: 'asking_where', kind: 'fire' }, choices: [] }
    expect(says(heard('1'), last(invitation(id)), danger).done.map(({ name }) => name)).not.toContain('reply_to_meeting') // prettier-ignore
  })
})

describe('to other notices', () => {
  it.each<[string, Answerable['last'], string]>([
    ['đồng ý', consultation, 'consultation.ask_reason'],
    ['vâng', consultation, 'consultation.ask_reason'],
    ['2', consultation, 'consultation.ask_reason'],
    ['tôi đồng ý vì chợ cũ chật quá', consultation, 'consultation.yours.agree'],
    ['nhac toi nha', election, 'election.will_remind'],
    ['2', election, 'election.will_remind'],
  ])('%s', (text, choices, key) => expect(says(heard(text), last(choices)).keys[0]).toBe(key))

  it('a yes to one that asks nothing is a nod; with no notice before it the ward asks what is meant', () => {
    const yes = heard('vâng', 'affirm', 'act')
    expect(says(yes, last([])).keys).toEqual(['notices.read'])
    expect(says(yes, last(election)).keys).toEqual(['notices.read'])
    expect(says(yes, before(invitation(id))).keys).toEqual(['small_talk.affirm'])
  })
})

describe('to a notice of some days ago', () => {
  it.each(['Tôi sẽ dự', 'dạ tôi sẽ dự ạ', 'gia đình tôi sẽ đến', 'nhà tôi có mặt', 'tôi dự họp'])('%s', (text) => {
    const { done } = says(heard(text), before(election, invitation(id)))
    expect(done[0]).toMatchObject({ name: 'reply_to_meeting', input: { meetingId: id, answer: 'coming' } })
  })

  it.each(['1', 'có', 'đi', 'em đến', 'không'])('%s may be said to anything', (text) => {
    const { done } = says(heard(text), before(invitation(id)))
    expect(done.map(({ name }) => name)).not.toContain('reply_to_meeting')
  })

  it('who is meant of two is asked', () => {
    const { done } = says(heard('tôi sẽ dự'), before(invitation(id), invitation(other)))
    expect(done.map(({ name }) => name)).toEqual(['find_meetings'])
  })

  it('"đồng ý" puts the question once more; the words of other buttons press them', () => {
    expect(says(heard('Đồng ý'), before(consultation)).keys[0]).toBe('consultation.shown')
    expect(says(heard('nhắc tôi nhé'), before(election)).keys).toEqual(['election.will_remind'])
  })
})

describe('while a reason is waited for', () => {
  it('words are that reason, whatever notice came last', () => {
    const state = { dialogue: 'consultation', step: 'asking_reason', id: other, stance: 'disagree' } as const
    const reason = heard('để làm bãi đỗ xe thì hơn', 'report_problem', 'ask')
    const answered = says(reason, last(consultation), { state, choices: [] })
    expect(answered.done.at(-1)).toMatchObject({
      name: 'give_opinion',
      input: { stance: 'disagree', reason: reason.text },
    })
  })
})
