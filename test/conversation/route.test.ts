import { describe, expect, it } from 'vitest'
import type { Step, Who } from '../../src/conversation/dialogue.ts'
import type { Situation } from '../../src/conversation/place.ts'
import { route, type Routed } from '../../src/conversation/route.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import type { Intent, Meaning } from '../../src/understanding/meaning.ts'

const who: Who = {
  language: 'vi',
  now: new Date('2026-11-21T02:00:00Z'),
  channel: 'web',
  wardName: 'phường Thử',
  neighbourhoodKnown: true,
  citizenLinked: false,
  officialLinked: false,
}
const calm: Situation = { place: { state: null, choices: [] }, who, misses: 0, handedOver: false }

const meaning = (intent: Intent, more: Partial<Meaning> = {}): Meaning => ({
  text: 'x',
  intent,
  confidence: 0.9,
  decision: 'act',
  top: [{ intent, confidence: 0.9 }],
  entities: { dossierCodes: [], doubtfulDossierCodes: [], feedbackCodes: [], phones: [], citizenId: false },
  language: 'vi',
  masked: 'x',
  ...more,
})

const labels: Record<string, string> = { yes: 'Đúng', no: 'Không' }
const hears = (said: Meaning, situation: Situation = calm, reports: readonly unknown[] = []): Routed => {
  const routed = heardAs(said, situation)
  const { step } = routed
  // whoever is not understood may mean a report of their own
  return 'ask' in step && step.ask.name === 'list_my_reports' ? { ...routed, step: after(step, { reports }) } : routed
}
const heardAs = (said: Meaning, situation: Situation): Routed =>
  route({ kind: 'words', meaning: said }, situation, (text) =>
    answerTo(
      {
        choices: situation.place.choices.map((choice) => ({
          id: choice.id,
          label: labels[choice.label] ?? choice.label,
        })),
      },
      text
    )
  )
const presses = (choiceId: string, situation: Situation = calm): Routed =>
  route({ kind: 'choice', choiceId }, situation, () => null)

/** What a step does first: the deed it asks for, or the keys it says. */
const first = (step: Step): string =>
  'ask' in step ? `deed:${step.ask.name}` : step.say.map((saying) => saying.say).join(' ')
/** The step that follows what came of the deed. */
const after = (step: Step, outcome: unknown): Step => ('ask' in step ? step.then(outcome as never) : step)
const choicesOf = (step: Step): string[] =>
  'ask' in step ? [] : step.say.flatMap((saying) => saying.choices ?? []).map((choice) => choice.id)

describe('what comes first', () => {
  it.each(['rứa mệ ra phường gặp ai', 'toi len uy ban thi gap ai vay'])('“%s” asks for the counter', (text) => {
    expect(first(hears(meaning('human', { text, decision: 'ask' })).step)).toBe('deed:find_ward_facts')
  })

  it('to see anybody at all is to be handed over, not shown the way', () => {
    const text = 'cho tôi lên phường gặp ai cũng được'
    expect(first(hears(meaning('human', { text, decision: 'human' })).step)).not.toBe('deed:find_ward_facts')
  })

  it('danger goes before the answer to a pending question', () => {
    const asked = {
      ...calm,
      place: { state: { dialogue: 'dossier' as const, step: 'asking_code' }, choices: [{ id: 'yes', label: 'yes' }] },
    }
    expect(first(hears(meaning('emergency', { text: 'cháy nhà', emergency: 'fire' }), asked).step)).toBe(
      'deed:open_hand_over'
    )
  })

  it('keeps the words said in danger, in case they were a matter of their own', () => {
    const text = 'bóng đèn đầu ngõ 12 hỏng'
    const state = { dialogue: 'danger' as const, step: 'asking_where', kind: 'fire' }
    const routed = hears(meaning('report_problem', { text }), { ...calm, place: { state, choices: [] } })
    expect(routed.said).toBe(text)
  })

  it('"huỷ" leaves any dialogue', () => {
    const asked = { ...calm, place: { state: { dialogue: 'dossier' as const, step: 'asking_code' }, choices: [] } }
    for (const text of ['huỷ', 'Huy', 'hủy bỏ', 'THOÁT', 'bỏ qua.']) {
      const { step } = hears(meaning('deny', { text }), asked)
      expect(step).toMatchObject({ next: null, say: [{ say: 'conversation.left' }] })
    }
  })

  it('a complaint goes to its guidance however sure or unsure the reading is', () => {
    for (const decision of ['act', 'ask', 'human'] as const) {
      expect(first(hears(meaning('complaint_denunciation', { decision })).step)).toBe(
        first(hears(meaning('complaint_denunciation')).step)
      )
    }
    expect(first(hears(meaning('complaint_denunciation', { decision: 'human' })).step)).not.toContain('not_understood')
  })

  it('a dossier code is a question about that dossier even where the words are unclear', () => {
    const entities = { ...meaning('help').entities, dossierCodes: ['H49.12-261120-0034'] }
    expect(first(hears(meaning('help', { decision: 'human', entities })).step)).toBe('deed:look_up_dossier')
  })
})

describe('what is not understood', () => {
  it('asks again with a menu of which one leads to a person', () => {
    const { step, misses } = hears(meaning('help', { decision: 'human' }))
    expect(first(step)).toBe('conversation.not_understood')
    expect(choicesOf(step)).toContain('person')
    expect(misses).toBe(1)
  })

  it('calls a person the second time', () => {
    const { step, misses } = hears(meaning('help', { decision: 'human' }), { ...calm, misses: 1 })
    expect(first(step)).toBe('deed:open_hand_over')
    expect(misses).toBe(0)
  })

  it('goes silently to the person who is already called', () => {
    const { step } = hears(meaning('help', { decision: 'human' }), { ...calm, misses: 1, handedOver: true })
    expect(step).toEqual({ next: null, say: [] })
  })

  it('of somebody with open reports is asked back as one of these, or offers them', () => {
    const reports = [
      {
        code: 'PA-2611-0001',
        title: 'Đèn đường tổ 12 tắt',
        text: 'Đèn đường tổ 12 tắt',
        place: '',
        status: 'in_progress',
      },
      { code: 'PA-2611-0002', title: 'Rác chợ Mới', text: 'Rác chợ Mới', place: '', status: 'assigned' },
    ]
    const asked = hears(meaning('office_info', { text: 'sao cái đèn chưa thấy gì', decision: 'ask' }), calm, reports)
    expect(choicesOf(asked.step)).toEqual(['report_follow_up:add:PA-2611-0001', 'report_follow_up:add:PA-2611-0002', 'report_follow_up:new', 'intent:other']) // prettier-ignore
    const offered = hears(meaning('help', { text: 'alo phường ơi', decision: 'human' }), calm, reports)
    expect(choicesOf(offered.step)).toContain('intent:feedback_status')
    expect(offered.said).toBe('alo phường ơi')
  })

  const sent = (status: string) => ({
    code: 'PA-2611-0003',
    title: 'Cống đầu ngõ 43 tắc',
    text: 'Cống đầu ngõ 43 tắc',
    place: '',
    status,
    submittedAt: new Date('2026-11-10T02:00:00Z'),
  })
  const stillBroken = meaning('feedback_status', { text: 'vẫn hỏng y nguyên', decision: 'human' })

  it.each(['answered', 'completed', 'in_progress', 'closed_incomplete'])(
    '"vẫn hỏng y nguyên" of somebody whose last report is %s offers to go on with that one',
    (status) => {
      const { step, misses } = hears(stillBroken, calm, [sent(status)])
      expect(first(step)).toBe('report_follow_up.still_wrong')
      expect(choicesOf(step)).toEqual(['report_follow_up:add:PA-2611-0003', 'report_follow_up:new', 'person'])
      expect(misses).toBe(0)
    }
  )

  it('"vẫn hỏng y nguyên" of somebody who sent nothing here is asked what it is', () => {
    const { step } = hears(stillBroken)
    expect(first(step)).toBe('report_follow_up.none')
    expect(choicesOf(step)).toEqual(['intent:report_problem', 'person'])
    expect(first(hears(stillBroken, calm, [sent('withdrawn')]).step)).toBe('report_follow_up.none')
  })

  it('in the middle band offers the three likeliest and "something else"', () => {
    const top = (['procedure_info', 'office_info', 'dossier_status'] as const).map((intent) => ({
      intent,
      confidence: 0.3,
    }))
    const { step } = hears(meaning('procedure_info', { decision: 'ask', top }))
    expect(choicesOf(after(step, { kind: 'none' }))).toEqual([
      'intent:procedure_info',
      'intent:office_info',
      'intent:dossier_status',
      'intent:other',
    ])
    const named = after(step, { kind: 'one', procedure: { id: '0190', name: 'Đăng ký tạm trú' } })
    expect(choicesOf(named)).toEqual(['procedure:0190', 'intent:office_info', 'intent:dossier_status', 'intent:other'])
  })

  it('a matter that names a neighbourhood is not the answer to where one lives', () => {
    const asked = {
      ...calm,
      place: {
        state: { dialogue: 'welcome' as const, step: 'asking_neighbourhood', known: [] },
        choices: [{ id: 'welcome:n:5', label: 'Tổ 5' }],
      },
    }
    const report = meaning('report_problem', { text: 'rác ở tổ 5 nhiều quá' })
    expect(first(hears(report, asked).step)).not.toBe('deed:choose_neighbourhood')
    expect(first(hears(meaning('subscribe', { text: 'dạ em ở tổ 5' }), asked).step)).toBe('deed:choose_neighbourhood')
  })

  it('a question of fee or papers after unsure words is about those words', () => {
    const asked = { ...calm, place: { state: null, choices: [], said: 'dk tam tru can j z' } }
    const { step } = hears(meaning('help', { decision: 'human', text: 'hết bao nhiêu tiền vậy' }), asked)
    expect('ask' in step && step.ask).toEqual({
      name: 'find_procedures',
      input: { words: 'dk tam tru can j z hết bao nhiêu tiền vậy' },
    })
  })
})

it('yes, no and thanks are never offered as wishes', () => {
  const top = (['deny', 'affirm', 'thanks_bye'] as const).map((intent) => ({ intent, confidence: 0.3 }))
  expect(first(hears(meaning('deny', { decision: 'ask', top })).step)).toBe('conversation.not_understood')
})

describe('a death in the family', () => {
  const unsure = (text: string) => heardAs(meaning('procedure_info', { text, decision: 'ask' }), calm).step

  it.each([
    'chào con, ôn nhà mệ mất tuần trước rồi, chừ mệ phải làm răng',
    'cho qua hỏi, bà nhà qua mới mất hổm rày, giờ cắt hộ khẩu mần sao',
    'mẹ em mất rồi, giờ em không biết làm gì',
    'chong toi moi mat hom qua',
    'ba con mất sáng nay',
  ])('is met with sympathy, however it is said: %s', (text) => {
    const step = after(unsure(text), { kind: 'none' })
    expect(first(step)).toBe('grief.sorry grief.no_hurry')
  })

  it.each([
    'giấy của mẹ em mất rồi',
    'ba tôi mất xe hôm qua',
    'bà ơi mất rồi giấy hẹn',
    'mã hồ sơ em làm mất rồi',
    'chồng em mất việc rồi',
    'nhà tôi mất nước mấy hôm',
    'em làm giấy hẹn mà mất rồi',
    'giay hen cua vo toi mat roi',
  ])('is not heard where something is lost: %s', (text) => {
    expect(first(unsure(text))).not.toBe('deed:tell_death')
  })
})

describe('words of which we are unsure', () => {
  const ask = (intent: Intent, text: string, others: Intent[] = []) =>
    hears(
      meaning(intent, {
        text,
        decision: 'ask',
        top: [intent, ...others].map((one) => ({ intent: one, confidence: one === intent ? 0.4 : 0.1 })),
      })
    ).step

  it('that swear call a person with an apology; nobody is offered to praise', () => {
    const step = ask('praise', 'đụ má phường làm ăn như cc')
    expect('ask' in step && [step.ask.name, step.ask.input]).toEqual(['open_hand_over', { why: 'anger' }])
  })

  it('that say they report begin the report, which is shown before it is sent', () => {
    const step = ask('report_problem', 'Thay mặt bà con ngõ 43, tôi xin phản ánh việc đèn đường hỏng đã hơn một tháng')
    expect(first(step)).toBe('deed:draft_report')
  })

  it('never offer a death to who has not spoken of one', () => {
    const offered = (text: string) => choicesOf(ask('meeting_info', text, ['condolence']))
    expect(offered('mẹ tôi 82 tuổi có được tiền người cao tuổi không')).not.toContain('intent:condolence')
    expect(offered('nhà có đám tang thì sao')).toContain('intent:condolence')
  })

  it('call another body by its name', () => {
    const step = ask('meeting_info', 'quên mật khẩu vneid giờ làm sao', ['other_agency'])
    expect(choicesOf(after(step, { kind: 'one', agency: { code: 'police', name: 'Công an phường' } }))).toEqual(['intent:meeting_info', 'agency:police', 'intent:other']) // prettier-ignore
    expect(choicesOf(after(step, { kind: 'none' }))).toContain('intent:other_agency')
  })
})

describe('what another body does', () => {
  const water = { code: 'water', name: 'Công ty cấp nước', topics: [], phone: null, address: null, hours: null }
  const weak = meaning('out_of_scope', {
    text: 'nước chảy yếu mấy hôm nay',
    decision: 'ask',
    top: [
      { intent: 'out_of_scope', confidence: 0.9 },
      { intent: 'report_problem', confidence: 0.05 },
    ],
  })

  it('is answered from the directory where the words name it, though they sound like no business of the ward', () => {
    const { step } = heardAs(weak, calm)
    expect(first(step)).toBe('deed:find_agency')
    expect('ask' in step && step.ask.input).toEqual({ words: weak.text, surely: true })
    expect(first(after(step, { kind: 'one', agency: water }))).toBe('agency.who')
  })

  it('is not guessed: where the directory names nothing, it goes on as before', () => {
    const { step } = heardAs({ ...weak, decision: 'act' }, calm)
    expect(first(after(step, { kind: 'none' }))).toBe('small_talk.out_of_scope')
    expect(first(heardAs(meaning('report_problem', { text: 'nước chảy yếu' }), calm).step)).not.toBe('deed:find_agency')
  })
})

describe('"why does nobody answer"', () => {
  const handOver = { already: true, answerDueAt: new Date('2026-11-23T01:30:00Z'), officeOpen: false, hours: [] }
  const waits = (text: string, situation = calm) => heardAs(meaning('my_data', { text }), situation)

  it.each([
    'sao phường không trả lời tin nhắn của tôi',
    'sao ko ai rep vay',
    'nhắn từ hôm qua mà chưa thấy ai trả lời',
    'why does nobody answer my messages',
    'they never really answered me',
  ])('is told when the person on duty answers, whatever it was taken for: %s', (text) => {
    const { step } = waits(text)
    expect(first(step)).toBe('deed:open_hand_over')
    expect(first(after(after(step, handOver), { reports: [] }))).toBe('person.already')
  })

  it.each(['phản ánh của tôi sao chưa ai trả lời', 'hồ sơ nộp rồi sao không trả lời', 'tôi không trả lời được câu đó'])(
    'of a report or a dossier, or of oneself, is another question: %s',
    (text) => {
      expect(first(heardAs(meaning('my_data', { text }), calm).step)).toBe('deed:describe_my_data')
    }
  )

  it('keeps the question that is still open, and shows it again', () => {
    const place = {
      state: { dialogue: 'dossier' as const, step: 'asking_code' },
      choices: [{ id: 'yes', label: 'yes' }],
    }
    const routed = waits('sao phường không trả lời tin nhắn của tôi', { ...calm, place })
    expect(routed.keepPlace).toBe(true)
    const step = after(after(routed.step, handOver), { reports: [] })
    expect(first(step)).toBe('person.already conversation.still_asked')
    expect(choicesOf(step)).toEqual(['yes'])
    expect('next' in step && step.next).toBeNull()
  })

  it('shows the reports that are under way', () => {
    const report = { code: 'PA-2611-0003', title: 'Cống tắc', text: 'Cống tắc', place: '', status: 'in_progress' }
    const step = after(after(waits('sao phường không trả lời tôi').step, handOver), { reports: [report] })
    expect(choicesOf(step)).toEqual(['report_follow_up:show:PA-2611-0003'])
  })
})

describe('a button', () => {
  it('of an intent opens its dialogue', () => {
    expect(first(presses('intent:procedure_info').step)).toContain('procedure.')
  })

  it('of an older message still works where it names its dialogue', () => {
    expect(first(presses('procedure:0190a0a0-0000-7000-8000-000000000000').step)).toBe('deed:show_procedure')
  })

  it.each(['yes', 'nonsense', 'dossier:nothing-like-it', 'intent:no_such_intent', '', '1', '__proto__'])(
    'that belongs nowhere any more (%j) asks instead of guessing',
    (choiceId) => {
      expect(first(presses(choiceId).step)).toBe('conversation.choice_expired')
    }
  )
})

describe('several wishes in one message', () => {
  it('are answered one after the other', () => {
    const parts = [meaning('greeting'), meaning('office_info')]
    const { step } = hears(meaning('office_info', { parts }))
    expect(first(step)).toBe(first(hears(meaning('office_info')).step))
  })
})
