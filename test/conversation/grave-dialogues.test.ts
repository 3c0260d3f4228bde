import { describe, expect, it } from 'vitest'
import { dangerDialogue } from '../../src/conversation/dialogues/danger.ts'
import { griefDialogue } from '../../src/conversation/dialogues/grief.ts'
import { grievanceDialogue } from '../../src/conversation/dialogues/grievance.ts'
import { toPersonDialogue } from '../../src/conversation/dialogues/to-person.ts'
import { verifyDialogue } from '../../src/conversation/dialogues/verify.ts'
import { emergencyKinds } from './emergency-kinds.ts'
import { choice, handOver, meant, told, unsure, who, words } from './talking.ts'

describe('danger', () => {
  it.each(emergencyKinds)('names the number first and calls a person at once: %s', (emergency) => {
    const quiet = ['domestic_violence', 'self_harm', 'child'].includes(emergency)
    const answer = told(dangerDialogue.begin(meant('emergency', 'cứu với', { emergency }), who))
    expect(answer.keys[0]).toMatch(new RegExp(`^danger\\.${emergency}`))
    expect(answer.done).toEqual([
      { name: 'open_hand_over', input: { why: `emergency:${emergency}`, urgent: true, restricted: quiet } },
    ])
    expect(answer.next).toMatchObject({ dialogue: 'danger', step: 'asking_where', kind: emergency })
    if (!quiet) expect(answer.choices).toEqual([])
  })

  it('says that officials were alerted only where one was', () => {
    const fire = meant('emergency', 'cháy nhà', { emergency: 'fire' })
    expect(told(dangerDialogue.begin(fire, who), { open_hand_over: { ...handOver, alerted: 2 } }).keys[1]).toBe(
      'danger.alerted'
    )
    expect(told(dangerDialogue.begin(fire, who), { open_hand_over: handOver }).keys[1]).toBe('danger.noted_first')
  })

  it('takes whatever comes next as where it is, not as another wish', () => {
    const state = { dialogue: 'danger' as const, step: 'asking_where', kind: 'fire' }
    for (const heard of [
      unsure('số 5 ngõ 43'),
      words('office_info', 'gần nhà văn hóa tổ 4'),
      { kind: 'location' as const, latitude: 1, longitude: 2 },
    ]) {
      expect(told(dangerDialogue.hear(state, heard, who)).keys).toEqual(['danger.noted'])
    }
    expect(told(dangerDialogue.hear(state, unsure('dập được rồi ạ'), who))).toMatchObject({
      keys: ['danger.over'],
      next: null,
    })
    expect(dangerDialogue.hear(state, words('human', 'cho gặp cán bộ'), who)).toBeNull()
  })

  it('adds what is plainly a report to the danger, and offers to make a report of it', () => {
    const state = { dialogue: 'danger' as const, step: 'asking_where', kind: 'fire' }
    const lamp = told(dangerDialogue.hear(state, words('report_problem', 'bóng đèn đầu ngõ 12 hỏng'), who))
    expect(lamp.keys).toEqual(['danger.noted_or_report'])
    expect(lamp.choices).toEqual(['intent:report_problem'])
    expect(lamp.done[0]).toMatchObject({ name: 'open_hand_over' })
    expect(lamp.next).toMatchObject({ dialogue: 'danger' })
    const quiet = { ...state, kind: 'domestic_violence' }
    expect(told(dangerDialogue.hear(quiet, words('report_problem', 'đèn ngõ 12 hỏng'), who))).toMatchObject({
      keys: ['danger.quiet_noted'],
      choices: ['intent:report_problem'],
    })
  })

  it.each([
    ['chồng tôi lại đánh tôi, tôi sợ lắm', 'danger.domestic_violence_woman'],
    ['ck em danh em', 'danger.domestic_violence_woman'],
    ['vợ tôi cầm dao dọa giết tôi', 'danger.domestic_violence'],
    ['con trai đánh mẹ tôi', 'danger.domestic_violence'],
  ])('asks a frightened person in a low voice: %s', (text, key) => {
    const answer = told(dangerDialogue.begin(meant('emergency', text, { emergency: 'domestic_violence' }), who))
    expect(answer.keys).toEqual([key, 'danger.quiet_offer'])
    expect(answer.choices).toEqual(['danger:call_me', 'danger:chat_only', 'danger:erase_how'])
  })

  it('asks for a number only when a call is wanted, and hands it over', () => {
    const asked = told(
      dangerDialogue.hear(
        { dialogue: 'danger', step: 'asking_where', kind: 'domestic_violence' },
        choice('danger:call_me'),
        who
      )
    )
    expect(asked).toMatchObject({ keys: ['danger.ask_phone'], next: { step: 'asking_phone' } })
    const given = told(dangerDialogue.hear(asked.next!, unsure('0912 345 678 sau 9 giờ'), who))
    expect(given.keys).toEqual(['danger.phone_noted'])
    expect(given.done[0]?.input).toMatchObject({ urgent: true, restricted: true })
  })

  it.each([
    ['Con toi sot cao co giat tim tai roi', 'danger.medical'],
    ['thằng nhỏ nuốt cục pin', 'danger.medical'],
    ['bố dượng đánh cháu ngất rồi', 'danger.child'],
    ['có người nhốt đứa bé bên kia', 'danger.child'],
  ])('a sick child gets the ambulance, a harmed one protection: %s', (text, key) => {
    expect(told(dangerDialogue.begin(meant('emergency', text, { emergency: 'child' }), who)).keys[0]).toBe(key)
  })

  it('asks what is the matter when only the button was pressed, and calls nobody yet', () => {
    const answer = told(dangerDialogue.begin(meant('emergency', ''), who))
    expect(answer).toMatchObject({ keys: ['danger.other', 'danger.ask_what'], done: [] })
  })
})

describe('a death', () => {
  it('is met with sympathy alone first, and papers only when asked for', () => {
    const answer = told(griefDialogue.begin(meant('condolence', 'ông nhà bà đi rồi cháu ơi'), who))
    expect(answer.keys).toEqual(['grief.sorry', 'grief.no_hurry'])
    expect(answer.choices).toEqual(['grief:call', 'grief:later', 'grief:papers'])
    expect(answer.done.map(({ name }) => name)).toEqual(['tell_death'])
  })

  it('told by a neighbour is asked about before anything happens', () => {
    const answer = told(griefDialogue.begin(meant('condolence', 'bà cụ ở cuối xóm mất rồi, con cháu ở xa'), who))
    expect(answer.keys).toEqual(['grief.neighbour'])
    expect(answer.done.map(({ name }) => name)).toEqual(['open_hand_over', 'tell_death'])
  })

  it('calls a person at once where help or a visit is asked for', () => {
    for (const text of [
      'nhờ phường gửi lời chia buồn tới nhà cụ Nhạn',
      'Bà em mất, mong phường cử đoàn đến viếng',
      'nha ba co dam, moi phuong den thap huong',
    ]) {
      const answer = told(griefDialogue.begin(meant('condolence', text), who))
      expect(answer.keys).toEqual(['grief.sorry', 'grief.called'])
      expect(answer.done[0]?.input).toEqual({ why: 'topic:condolence' })
    }
  })

  it('shows the papers without offers of anything else', () => {
    const answer = told(griefDialogue.hear({ dialogue: 'grief', step: 'offering' }, choice('grief:papers'), who))
    expect(answer.done[0]).toEqual({ name: 'find_procedures', input: { words: 'đăng ký khai tử' } })
    expect(answer.choices).toEqual(['grief:call', 'grief:later'])
    expect(answer.keys.at(-1)).toBe('grief.papers_offer')
  })

  it('takes yes, later and no in words', () => {
    const state = { dialogue: 'grief' as const, step: 'offering' }
    expect(told(griefDialogue.hear(state, words('affirm', 'vâng'), who)).keys).toEqual(['grief.called'])
    expect(told(griefDialogue.hear(state, words('deny', 'thôi để sau'), who))).toMatchObject({
      keys: ['grief.later'],
      next: null,
    })
    for (const what of ['vâng nhờ cán bộ gọi giúp, 0912 345 678', 'cho gặp cán bộ'])
      expect(told(griefDialogue.hear(state, words('human', what), who)).keys).toEqual(['grief.called'])
    for (const what of ['tôi phải làm gì', 'bây giờ phải làm sao', 'gio lam gi truoc ha chau']) {
      expect(told(griefDialogue.hear(state, words('help', what), who)).keys.at(-1)).toBe('grief.papers_offer')
      expect(told(griefDialogue.hear(state, unsure(what), who)).keys.at(-1)).toBe('grief.papers_offer')
    }
    expect(griefDialogue.hear(state, words('help', 'toi bau qua day duoc ko', { decision: 'ask' }), who)).toBeNull()
    expect(griefDialogue.hear(state, words('dossier_status', 'hồ sơ tôi đâu rồi'), who)).toBeNull()
  })

  it.each([
    'Cháu bé không giữ được, xin đừng gửi thư chúc mừng nữa ạ',
    'vk t hu thai r con gui thu mung, rut lai di',
    'Con em mất dồi, sao còn gửi thư mừng mất rồi',
    'cháu ơi thằng bé nó không ở lại với mẹ nó đừng có gửi thư mừng nữa',
    'Cháu tôi ko may đã mất sau sinh ba ngày. Yêu cầu huỷ ngay thư chúc mừng',
    'con toi khong giu duoc, xin dung gui gi ve no nua',
  ])('stops every letter after a loss and then keeps silent: %s', (text) => {
    const answer = told(toPersonDialogue.begin(meant('letter_problem', text), who))
    expect(answer.keys).toEqual(['grief.letter_loss'])
    expect(answer.done.map(({ name }) => name)).toEqual(['withdraw_letters', 'stop_notices', 'open_hand_over'])
    expect(answer.done[2]?.input).toMatchObject({ restricted: true })
    expect(answer).toMatchObject({ next: null, choices: [] })
  })

  it.each([
    ['sao cái thư lại ghi tên cháu bà là Châu Bảo nó là Bảo Châu cơ mà', 'to_person.letter_wrong'],
    ['bà còn sống sờ sờ ra đây mà thư chia buồn lại ghi tên bà', 'to_person.letter_wrong'],
    ['đừng gửi thư từ gì cho nhà tui nữa', 'to_person.letter_stop'],
    ['khoi thu moc nua nha, k thich khoe', 'to_person.letter_stop'],
  ])('says sorry for a letter that was only wrong or unwanted: %s', (text, key) => {
    expect(told(toPersonDialogue.begin(meant('letter_problem', text), who)).keys[0]).toBe(key)
  })
})

describe('complaints and denunciations', () => {
  it('are not taken: nothing is asked, the words are not kept, and the way is shown', () => {
    const answer = told(
      grievanceDialogue.begin(
        meant('complaint_denunciation', 'Ông A tổ trưởng ăn chặn tiền hỗ trợ lũ, tôi có bằng chứng'),
        who
      )
    )
    expect(answer.done).toEqual([
      { name: 'open_hand_over', input: { why: 'grievance', restricted: true, forgetWords: true } },
    ])
    expect(answer.keys).toEqual(['grievance.guide'])
    expect(answer.choices).toEqual([
      'grievance:how',
      'grievance:reception',
      'grievance:inspectorate',
      'grievance:report',
    ])
  })

  it('stay unkept when the citizen goes on telling', () => {
    const state = { dialogue: 'grievance' as const, step: 'guiding' }
    for (const heard of [
      unsure('ông ấy lấy mỗi nhà hai trăm'),
      words('report_problem', 'ông ấy lấy tiền của dân'),
      { kind: 'photo' as const, fetchKey: 'photo-1' },
    ]) {
      const answer = told(grievanceDialogue.hear(state, heard, who))
      expect(answer.keys).toEqual(['grievance.no_more'])
      expect(answer.done[0]?.input).toMatchObject({ forgetWords: true })
    }
    expect(grievanceDialogue.hear(state, words('office_info', 'mấy giờ mở cửa'), who)).toBeNull()
  })

  it('give a number of the inspectorate only where the ward has one', () => {
    const state = { dialogue: 'grievance' as const, step: 'guiding' }
    const agency = { code: 'inspectorate', name: 'Thanh tra tỉnh', topics: [], phone: null, address: null, hours: null }
    const unknown = told(grievanceDialogue.hear(state, choice('grievance:inspectorate'), who), {
      find_agency: { kind: 'one', agency },
    })
    expect(unknown.keys[0]).toBe('grievance.inspectorate_unknown')
    const known = told(grievanceDialogue.hear(state, choice('grievance:inspectorate'), who), {
      find_agency: { kind: 'one', agency: { ...agency, phone: '0203 000 0009' } },
    })
    expect(known).toMatchObject({ keys: ['grievance.inspectorate'], say: [{ with: { phone: '0203 000 0009' } }] })
  })

  it('may turn out to be a report after all, by the citizen saying so', () => {
    const answer = told(
      grievanceDialogue.hear({ dialogue: 'grievance', step: 'guiding' }, choice('grievance:report'), who)
    )
    expect(answer.choices).toContain('intent:report_problem')
  })

  it('never begin as a report, however the report was asked for', () => {
    const state = { dialogue: 'to_person' as const, step: 'asking_what', intent: 'report_problem' }
    expect(
      toPersonDialogue.hear(
        state,
        words('complaint_denunciation', 'cán bộ đòi 2 triệu mới ký', { decision: 'human', confidence: 0.3 }),
        who
      )
    ).toBeNull()
  })

  it.each([
    ['nhà bên xây lấn sang đất nhà tôi nửa mét', ['grievance.mediation_land']],
    ['hàng xóm cãi nhau suốt vì con gà', ['grievance.mediation']],
    ['nó lấn ranh giới rồi còn dọa đánh tôi', ['grievance.stay_safe', 'grievance.mediation_land']],
  ])('between neighbours lead to mediation: %s', (text, keys) => {
    expect(told(grievanceDialogue.begin(meant('neighbour_dispute', text), who))).toMatchObject({ keys, done: [] })
  })
})

describe('is this really you', () => {
  it.each([
    ['co nguoi xung can bo phuong bao chuyen 2 trieu lam so do, that khong', 'verify.do_not_pay'],
    ['Bấm vào cái link xanh xanh này được không', 'verify.do_not_pay'],
    ['tôi lỡ chuyển tiền cho nó rồi, có phải phường không', 'verify.already_paid'],
    ['giấy mời này có phải của phường gửi không', 'verify.how_to_tell'],
  ])('is answered by what to do first: %s', (text, key) => {
    expect(told(verifyDialogue.begin(meant('verify_message', text), who)).keys).toEqual([
      key,
      'verify.check_hotline',
      'verify.ask_number',
    ])
  })

  it('never repeats a link or a number that a stranger gave', () => {
    const text = 'http://dichvucong-phuong.top có thật không, số 0912345678 gọi'
    const answer = told(
      verifyDialogue.begin(meant('verify_message', text, { entities: { phones: ['+84912345678'] } }), who)
    )
    expect(JSON.stringify(answer.say)).not.toMatch(/dichvucong-phuong|912345678/)
    expect(answer.keys[2]).toBe('verify.ask_use_number')
  })

  it('hands the number over when it is given, by words or by button', () => {
    const asked = told(verifyDialogue.hear({ dialogue: 'verify', step: 'offering' }, choice('verify:give_number'), who))
    expect(asked.keys).toEqual(['verify.send_number'])
    const given = told(
      verifyDialogue.hear(asked.next!, words('affirm', '0912345678', { entities: { phones: ['+84912345678'] } }), who)
    )
    expect(given.keys).toEqual(['verify.number_passed_on', 'person.answer_by_closed'])
    expect(given.sentences[1]?.with).toMatchObject({ at: '2026-11-23T01:30:00.000Z' })
  })

  it('says how to check here where the ward has no number of its own', () => {
    const none = told(verifyDialogue.begin(meant('verify_message', 'tin này thật không'), who), {
      find_ward_facts: { hotline: null },
    })
    expect(none.keys[1]).toBe('verify.check_here')
  })
})
