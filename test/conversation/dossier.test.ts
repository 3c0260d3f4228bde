import { beforeAll, describe, expect, it } from 'vitest'
import type { DeedCall } from '../../src/conversation/deeds.ts'
import type { Heard, State, Step, Who } from '../../src/conversation/dialogue.ts'
import { dossierDialogue } from '../../src/conversation/dialogues/dossier.ts'
import { loadTranslate, type Translate } from '../../src/platform/i18n.ts'
import { normalise } from '../../src/platform/vietnamese/normalise.ts'
import { findEntities } from '../../src/understanding/entities/find-entities.ts'
import type { Intent, Meaning } from '../../src/understanding/meaning.ts'
import type { DossierDetail } from '../../src/ward/dossier/describe-dossier.ts'
import type { DossierStanding } from '../../src/ward/dossier/dossier-standing.ts'
import { dossierStatuses, statusGroupOf } from '../../src/ward/dossier/dossier.ts'
import type { DossierAnswer } from '../../src/ward/dossier/look-up-dossier.ts'
import type { Saying } from '../../src/ward/message/message.ts'
import { vn } from '../ward/dossier/dossier-fixtures.ts'

const code = 'H49.12-261120-0034'
const late = 'H49.12-261105-0007'
const now = vn('2026-11-21 10:00')

const who: Who = {
  language: 'vi',
  now,
  channel: 'web',
  wardName: 'phường Cẩm Bình',
  neighbourhoodKnown: true,
  citizenLinked: false,
  officialLinked: false,
}

let translate: Translate
beforeAll(async () => {
  translate = await loadTranslate()
})

function meant(text: string, intent: Intent = 'dossier_status', decision: Meaning['decision'] = 'act'): Meaning {
  const { entities } = findEntities(normalise(text).text, now)
  return {
    text,
    intent,
    confidence: 1,
    decision,
    top: [{ intent, confidence: 1 }],
    entities,
    language: 'vi',
    masked: '',
  }
}

const onTime: DossierStanding = {
  timing: 'on_time',
  appointmentAt: vn('2026-11-23 16:00'),
  promisedAt: null,
  newAppointmentAt: null,
  workingDays: 1,
  provisional: false,
}

const detail = (change: Partial<DossierDetail> = {}): DossierDetail => ({
  code,
  procedureName: 'Đăng ký khai sinh',
  group: statusGroupOf(change.status ?? 'in_progress'),
  standing: onTime,
  status: 'in_progress',
  unit: 'Bộ phận Tư pháp - Hộ tịch',
  note: null,
  delayReason: null,
  receivedAt: vn('2026-11-20 08:15'),
  isTold: false,
  explainer: null,
  ...change,
})

const lateDetail = detail({
  code: late,
  delayReason: 'Chờ xác minh ở nơi cư trú cũ.',
  explainer: { name: 'bà Hạnh', unit: 'Bộ phận Một cửa', phone: '0203 000 0000' },
  standing: {
    timing: 'late',
    appointmentAt: vn('2026-11-27 16:00'),
    promisedAt: vn('2026-11-12 16:00'),
    newAppointmentAt: vn('2026-11-27 16:00'),
    workingDays: 7,
    provisional: false,
  },
})

/** A ward with these dossiers and the digits that prove each. */
function ward(dossiers: Record<string, { digits: string; detail: DossierDetail }>, mine: string[] = []) {
  const calls: DeedCall[] = []
  const answer = (call: DeedCall): unknown => {
    calls.push(call)
    switch (call.name) {
      case 'look_up_dossier': {
        const found = dossiers[call.input.code]
        if (!found || (call.input.proof !== undefined && call.input.proof !== found.digits))
          return { kind: 'no_answer' }
        const { code: own, procedureName, group, standing } = found.detail
        const full = call.input.proof === found.digits || mine.includes(own)
        return (
          full ? { kind: 'full', ...found.detail } : { kind: 'brief', code: own, procedureName, group, standing }
        ) satisfies DossierAnswer
      }
      case 'list_followed_dossiers':
        return mine.length === 0
          ? { kind: 'none' }
          : { kind: 'some', dossiers: mine.map((one) => dossiers[one]!.detail), more: 0 }
      case 'follow_dossier':
        return dossiers[call.input.code]
          ? { kind: call.input.notify === false ? 'stopped' : 'following' }
          : { kind: 'not_proven' }
      case 'open_hand_over':
        return { answerDueAt: vn('2026-11-23 08:30') }
      default:
        throw new Error(`no such deed in this test: ${call.name}`)
    }
  }
  const play = (step: Step | null): { next: State | null; say: readonly Saying[] } => {
    if (step === null) return { next: null, say: [] }
    return 'ask' in step ? play(step.then(answer(step.ask) as never)) : step
  }
  return {
    calls,
    begin: (text: string, intent?: Intent) => play(dossierDialogue.begin(meant(text, intent), who)),
    hear: (state: State | null, heard: Heard | string, intent?: Intent, decision?: Meaning['decision']) =>
      play(
        dossierDialogue.hear(
          state!,
          typeof heard === 'string' ? { kind: 'words', meaning: meant(heard, intent, decision) } : heard,
          who
        )
      ),
  }
}

const usual = () =>
  ward({ [code]: { digits: '4567', detail: detail() }, [late]: { digits: '2211', detail: lateDetail } })
const words = (say: readonly Saying[], language: 'vi' | 'en' = 'vi') =>
  say.map((one) => translate(one.say, one.with, language))
const ids = (say: readonly Saying[]) => say.at(-1)?.choices?.map(({ id }) => id)

describe('the conversations officials may read', () => {
  it('voice 2: where is my dossier, typed without marks and with O for 0', () => {
    const { begin, hear } = usual()
    const first = begin('ho so H49.12-26112O-OO34 cua toi den dau roi a')
    expect(words(first.say)).toEqual([
      'Dạ, hồ sơ H49.12-261120-0034 (đăng ký khai sinh): đang giải quyết, hẹn trả 16 giờ 00 thứ Hai, 23/11/2026. Để xem chi tiết, xin ông/bà nhắn 4 số cuối của điện thoại ghi trên giấy hẹn.',
    ])
    const second = hear(first.next, '4567', 'out_of_scope', 'ask')
    expect(words(second.say)).toEqual([
      'Dạ, hồ sơ đang ở bộ phận Tư pháp - Hộ tịch, nhận lúc 08 giờ 15 thứ Sáu, 20/11/2026. Hồ sơ còn trong hạn 1 ngày làm việc, hẹn trả 16 giờ 00 thứ Hai, 23/11/2026. Ông/bà có muốn phường nhắn ngay khi có kết quả không ạ?',
    ])
    expect(ids(second.say)).toEqual([`dossier:notify:${code}`, 'cancel'])
    expect(words(hear(second.next, { kind: 'choice', choiceId: `dossier:notify:${code}` }).say)).toEqual([
      'Dạ, có kết quả hoặc có thay đổi về hồ sơ H49.12-261120-0034, phường sẽ nhắn ngay tại đây.',
    ])
  })

  it('voice 3: late, and the ward’s fault', () => {
    const { begin, hear } = usual()
    const first = begin('Hẹn ngày 12 mà nay 24 rồi vẫn chưa có là sao?')
    expect(words(first.say)).toEqual([
      'Dạ, phường xin lỗi ông/bà. Xin cho biết mã hồ sơ trên giấy hẹn để phường trả lời đúng ạ.',
    ])
    const second = hear(first.next, 'H49.12-261105-0007, 2211')
    expect(words(second.say)).toEqual([
      'Hồ sơ H49.12-261105-0007 trễ hẹn 7 ngày làm việc vì chờ xác minh ở nơi cư trú cũ. Phường xin lỗi ông/bà. Ngày hẹn mới: thứ Sáu, 27/11/2026. Người giải thích: bà Hạnh, Bộ phận Một cửa, 0203 000 0000.',
    ])
    expect(ids(second.say)?.slice(0, 2)).toEqual(['person', 'intent:citizen_reception'])
  })
})

describe('proof', () => {
  it.each([
    '4567',
    '4 số cuối là 4567',
    'dạ 4567 ạ',
    'bốn năm sáu bảy',
    '4 5 6 7',
    'so dt 0912 344 567',
    'sđt của em là 0912344567',
    'đuôi 4567 nha cô',
  ])('reads the digits of "%s"', (text) => {
    const { hear, calls } = usual()
    const state: State = { dialogue: 'dossier', step: 'asking_proof', codes: [code] }
    expect(ids(hear(state, text, 'out_of_scope', 'ask').say)?.[0]).toBe(`dossier:notify:${code}`)
    expect(calls).toMatchObject([{ input: { code, proof: '4567' } }])
  })

  it.each([
    ['đèn đường trước nhà số 1234 tắt cả tuần nay rồi phường ơi', 'report_problem', 'act'],
    ['nộp từ năm 2025 tới giờ rồi', 'dossier_status', 'ask'],
    ['hẹn ngày 12/11/2026 mà', 'dossier_status', 'ask'],
  ] as const)('does not guess with the number in "%s"', (text, intent, decision) => {
    const { hear, calls } = usual()
    hear({ dialogue: 'dossier', step: 'asking_proof', codes: [code] }, text, intent, decision)
    expect(calls).toEqual([])
  })

  it('asks again when it is not four digits, without counting it as a guess', () => {
    const { hear, calls } = usual()
    const state: State = { dialogue: 'dossier', step: 'asking_proof', codes: [code] }
    expect(hear(state, '456', 'out_of_scope', 'ask')).toEqual({
      next: state,
      say: [{ say: 'dossier.ask_four_digits' }],
    })
    expect(calls).toEqual([])
  })

  it('says and asks the very same after an unknown code and after a wrong proof', () => {
    const { begin, hear } = usual()
    const unknown = begin('H49.12-261120-9999')
    const wrong = hear(begin(code).next, '0000', 'out_of_scope', 'ask')
    const unknownAgain = hear(unknown.next, '0000', 'out_of_scope', 'ask')
    expect(unknown.say).toEqual(wrong.say)
    expect(unknownAgain.say).toEqual(wrong.say)
    expect(unknown.next?.step).toBe(wrong.next?.step)
    expect(ids(wrong.say)).toContain('person')
  })

  it('takes code and digits in one message, but not the year of a story', () => {
    const { begin, calls } = usual()
    expect(ids(begin(`${code} số đuôi 4567`).say)?.[0]).toBe(`dossier:notify:${code}`)
    begin(`hồ sơ ${code} tôi nộp hồi 2025 tới giờ chưa thấy gì cả`)
    expect(calls.at(-1)).toMatchObject({ input: { code } })
    expect(calls.at(-1)?.input).not.toHaveProperty('proof')
  })
})

describe('codes', () => {
  it('answers several one after another, in the order written, asking the ward in the order of their codes', () => {
    const { begin, hear, calls } = usual()
    const first = begin(`${code} và ${late}`)
    expect(calls.map((call) => ('code' in call.input ? call.input.code : ''))).toEqual([late, code])
    expect(first.say.map((one) => one.with?.dossierCode ?? one.say)).toEqual([code, late, 'dossier.ask_proof_several'])
    const second = hear(first.next, '4567', 'out_of_scope', 'ask')
    expect(second.say.map((one) => one.with?.dossierCode ?? one.say)).toEqual([code, 'dossier.no_answer'])
  })

  it('answers the first three of many and says so', () => {
    const { begin } = usual()
    const { say } = begin(['0001', '0002', '0003', '0004'].map((serial) => `H49.12-261120-${serial}`).join(', '))
    expect(say.map((one) => one.say)).toEqual(['dossier.no_answer', 'dossier.first_ones'])
  })

  it.each([
    ['H49.12-251332-0001', 'no_such_date'],
    ['H49.12-261225-0001', 'future_date'],
  ])('asks to check the receipt for %s, and asks the ward nothing', (doubtful, why) => {
    const { begin, calls } = usual()
    const step = begin(`mã ${doubtful}`)
    expect(step.say[0]?.say).toBe(`dossier.doubtful.${why}`)
    expect(ids(step.say)).toEqual([`dossier:anyway:${doubtful}`, 'person'])
    expect(calls).toEqual([])
  })

  it('looks up a doubtful code all the same when it is printed so', () => {
    const { hear, calls } = usual()
    hear({ dialogue: 'dossier', step: 'idle' }, { kind: 'choice', choiceId: 'dossier:anyway:H49.12-251332-0001' })
    expect(calls).toMatchObject([{ name: 'look_up_dossier', input: { code: 'H49.12-251332-0001' } }])
  })

  it('asks for the whole code when only its end came', () => {
    const { hear } = usual()
    expect(hear({ dialogue: 'dossier', step: 'asking_code' }, '0034', 'out_of_scope', 'ask').say[0]?.say).toBe(
      'dossier.ask_whole_code'
    )
  })

  it('keeps every choice within 64 bytes even for the longest code', () => {
    const longest = '000.00.12.H15.123.123.123.123-261120-0034567'
    const { begin } = ward({ [longest]: { digits: '4567', detail: detail({ code: longest }) } }, [longest])
    for (const id of ids(begin(longest).say) ?? []) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64)
    expect(Buffer.byteLength(`dossier:unfollow:${longest}`)).toBeLessThanOrEqual(64)
  })
})

describe('whose dossier it is', () => {
  it('asks for the code when nothing is known of this chat', () => {
    expect(usual().begin('hồ sơ của tôi tới đâu rồi').say[0]?.say).toBe('dossier.ask_code')
  })

  it('shows the one dossier it knows of, and lets choose among several', () => {
    const dossiers = {
      [code]: { digits: '4567', detail: detail({ isTold: true }) },
      [late]: { digits: '2211', detail: lateDetail },
    }
    expect(ids(ward(dossiers, [code]).begin('hồ sơ của tôi').say)).toEqual([`dossier:unfollow:${code}`, 'person'])
    const several = ward(dossiers, [code, late]).begin('hồ sơ của tôi')
    expect(ids(several.say)).toEqual([`dossier:show:${code}`, `dossier:show:${late}`, 'dossier:other'])
    expect(several.say[0]?.choices?.map(({ label, with: values }) => translate(label, values))).toEqual([
      '261120-0034: đang làm',
      '261105-0007: đang làm',
      'Hồ sơ khác',
    ])
  })

  it('helps who has lost the receipt', () => {
    const { begin, hear } = usual()
    expect(ids(begin('em làm mất giấy hẹn rồi').say)).toContain('person')
    expect(hear({ dialogue: 'dossier', step: 'asking_code' }, 'hong nho ma', 'dossier_status', 'ask').say[0]?.say).toBe(
      'dossier.lost_receipt'
    )
  })

  it('tells who may withdraw a dossier and calls a person', () => {
    const { begin, calls } = usual()
    expect(begin('cho tôi rút hồ sơ H49.12-261120-0034').say.map((one) => one.say)).toEqual([
      'dossier.withdraw',
      'dossier.withdraw_person',
    ])
    expect(calls).toEqual([{ name: 'open_hand_over', input: { why: 'topic:dossier_status' } }])
  })
})

describe('statuses', () => {
  it.each(dossierStatuses)('explains %s with the next step, in both languages', (status) => {
    const notes = [null, 'Giấy chứng sinh bản chính.']
    for (const note of notes) {
      const { begin } = ward({ [code]: { digits: '4567', detail: detail({ status, note }) } }, [code])
      const { say } = begin(code)
      for (const language of ['vi', 'en'] as const) {
        const text = words(say, language).join(' ')
        expect(text, 'every sentence and every value is there').not.toMatch(/\{\{|\$t|dossier\.|undefined/)
        expect(text.split(/\s+/).length).toBeLessThanOrEqual(60)
      }
      expect(ids(say), 'a way on').not.toEqual([])
    }
  })

  it.each([
    ['bổ sung giấy tờ nghĩa là gì', 'awaiting_papers'],
    ['"nghĩa vụ tài chính" là sao hả em', 'awaiting_payment'],
    ['không được tiếp nhận là sao', 'not_accepted'],
    ['dang xu ly la gi', 'in_progress'],
  ])('tells what "%s" asks', (text, status) => {
    const { begin, hear } = usual()
    expect(begin(text).say[0]?.say).toBe(`dossier.explain.${status}`)
    const shown: State = { dialogue: 'dossier', step: 'shown', codes: [code] }
    expect(hear(shown, text)).toMatchObject({ next: shown, say: [{ say: `dossier.explain.${status}` }] })
  })

  it('says so when a day may still change', () => {
    const { begin } = ward({
      [code]: { digits: '4567', detail: detail({ standing: { ...onTime, provisional: true } }) },
    })
    expect(words(begin(code).say)[0]).toContain('có thể thay đổi')
  })

  it('says sorry and who to ask when neither reason nor new day is known', () => {
    const standing = { ...lateDetail.standing, newAppointmentAt: null }
    const { begin } = ward(
      { [late]: { digits: '2211', detail: { ...lateDetail, delayReason: null, explainer: null, standing } } },
      [late]
    )
    expect(words(begin(late).say)).toEqual([
      'Hồ sơ H49.12-261105-0007 trễ hẹn 7 ngày làm việc. Phường xin lỗi ông/bà. Phường chưa có ngày hẹn mới. Bộ phận Một cửa sẽ giải thích; ông/bà cũng có thể nhắn "gặp cán bộ".',
    ])
  })
})

describe('going on', () => {
  const shown: State = { dialogue: 'dossier', step: 'shown', codes: [code] }

  it('takes yes and no to "shall we tell you"', () => {
    const { hear, calls } = usual()
    expect(hear(shown, 'ok', 'affirm').say[0]?.say).toBe('dossier.following')
    expect(calls).toMatchObject([{ name: 'follow_dossier', input: { code, notify: true } }])
    expect(hear(shown, 'thôi khỏi', 'deny').say[0]?.say).toBe('conversation.left')
  })

  it('lets go of what belongs elsewhere', () => {
    const state: State = { dialogue: 'dossier', step: 'asking_proof', codes: [code] }
    const elsewhere: Heard = { kind: 'words', meaning: meant('mấy giờ phường mở cửa', 'office_info') }
    expect(dossierDialogue.hear(state, elsewhere, who)).toBeNull()
    expect(dossierDialogue.hear(state, { kind: 'choice', choiceId: 'procedure:1' }, who)).toBeNull()
  })

  it('asks for proof when a button of another chat’s dossier is pressed', () => {
    const { hear } = usual()
    const step = hear(
      { dialogue: 'dossier', step: 'idle' },
      { kind: 'choice', choiceId: 'dossier:notify:H49.12-261120-7777' }
    )
    expect(step).toMatchObject({ next: { step: 'asking_proof' }, say: [{ say: 'dossier.ask_proof' }] })
  })
})
