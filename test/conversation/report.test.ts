import { describe, expect, it } from 'vitest'
import { reportDialogue } from '../../src/conversation/dialogues/report.ts'
import { placeIn } from '../../src/conversation/dialogues/report-wishes.ts'
import type { Situation } from '../../src/conversation/place.ts'
import { route } from '../../src/conversation/route.ts'
import type { State } from '../../src/conversation/dialogue.ts'
import type { DraftView } from '../../src/ward/feedback/report-chat.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import { choice, meant, play, somebody, words } from '../support/play-dialogue.ts'

const view = (more: Partial<DraftView> = {}): DraftView => ({
  title: 'Cống trước nhà số 5, kiệt 43 bị bể',
  kind: 'problem',
  visibility: 'private',
  place: 'Kiệt 43 Thạch Hãn',
  candidates: [],
  photos: 0,
  missing: null,
  added: null,
  duplicates: [],
  ...more,
})
const duplicate = {
  code: 'PA-2611-0040',
  topic: 'drainage',
  place: 'Kiệt 43 Thạch Hãn',
  words: null,
  submittedAt: new Date('2026-11-20T03:00:00Z'),
  dueAt: new Date('2026-12-01T10:00:00Z'),
}
const at = (step: string, more: object = {}): State => ({ dialogue: 'report', step, ...more })
const who = somebody()

describe('a report is written', () => {
  it('asks what when nothing was said yet, then where, each once', () => {
    const what = play(reportDialogue.begin(meant('cho tui phản ánh cái', 'report_problem'), who), {
      draft_report: view({ title: '', missing: 'what', place: null }),
    })
    expect(what.keys).toEqual(['report.ask_what'])
    const where = play(reportDialogue.hear(what.next!, words('cái cống nó bể', 'report_problem'), who), {
      draft_report: view({ missing: 'where', place: null }),
    })
    expect(where.keys).toEqual(['report.ask_where'])
    const shown = play(reportDialogue.hear(where.next!, words('chỗ quán bà Tư', 'help'), who), {
      draft_report: view({ missing: 'where', place: 'chỗ quán bà Tư' }),
    })
    expect(shown.deeds[0]?.input).toMatchObject({ where: 'chỗ quán bà Tư' })
    expect(shown.keys).toEqual(['report.noted_at', 'report.who.private', 'report.send'])
  })

  it('takes the next messages of a burst into the same draft', () => {
    const more = play(
      reportDialogue.hear(at('preview'), words('nó bể rồi nước chảy lênh láng', 'report_problem', {}, 'act'), who),
      { draft_report: view() }
    )
    expect(more.deeds).toEqual([{ name: 'draft_report', input: { text: 'nó bể rồi nước chảy lênh láng' } }])
  })

  it('answers the next message of a burst by what it added, and shows all of it again only when more has changed', () => {
    const first = play(reportDialogue.begin(meant('cống trước nhà số 5, kiệt 43 bị bể', 'report_problem'), who), {
      draft_report: view({ added: 'cống trước nhà số 5, kiệt 43 bị bể' }),
    })
    expect(first.keys).toEqual(['report.noted_at', 'report.who.private', 'report.send'])
    const buttons = first.say.at(-1)?.choices
    const next = (heard: Parameters<typeof reportDialogue.hear>[1], after: Partial<DraftView>) =>
      play(reportDialogue.hear(first.next!, heard, who), { draft_report: view(after) })

    const more = next(words('nước chảy lênh láng', 'report_problem'), { added: 'nước chảy lênh láng' })
    expect(more.keys).toEqual(['report.added'])
    expect(more.say[0]).toMatchObject({ with: { text: 'nước chảy lênh láng' }, choices: buttons })
    expect(next({ kind: 'photo', fetchKey: 'p' }, { photos: 1 }).keys).toEqual(['report.send_with_photos'])
    const captioned = next({ kind: 'photo', fetchKey: 'p', caption: 'đây này' }, { photos: 1, added: 'đây này' })
    expect(captioned.keys).toEqual(['report.added_with_photos'])
    const all = ['report.noted_at', 'report.who.private', 'report.send']
    expect(next(words('à ở kiệt 12', 'report_problem'), { added: 'à ở kiệt 12', place: 'Kiệt 12' }).keys).toEqual(all)
    expect(next(words('alo', 'greeting'), { added: null }).keys).toEqual(all)
  })

  it('asks whether it is that one again, without telling all of both again', () => {
    const found = play(reportDialogue.begin(meant('cống kiệt 43 bể', 'report_problem'), who), {
      draft_report: view({ duplicates: [duplicate], added: 'cống kiệt 43 bể' }),
    })
    const more = play(reportDialogue.hear(found.next!, words('nước chảy lênh láng', 'report_problem'), who), {
      draft_report: view({ duplicates: [duplicate], added: 'nước chảy lênh láng' }),
    })
    expect(more.keys).toEqual(['report.added_words', 'report.is_it_this'])
    expect(more.say.at(-1)?.choices).toEqual(found.say.at(-1)?.choices)
  })

  it('takes "gửi" where the place was asked for no place, and words about the draft for none of it', () => {
    const state: State = { dialogue: 'report', step: 'asking_where', whereAsked: true }
    const sent = play(reportDialogue.hear(state, words('gui'), who), { draft_report: view({ missing: 'where' }) })
    expect(sent.deeds).toEqual([{ name: 'draft_report', input: {} }])
    const preview: State = { dialogue: 'report', step: 'preview' }
    const asked = play(reportDialogue.hear(preview, words('cho hỏi cái đèn tới đâu rồi'), who), {
      draft_report: view({}),
    })
    expect(asked.keys[0]).toBe('report_follow_up.state.draft')
    expect(asked.deeds).toEqual([{ name: 'draft_report', input: {} }])
    const more = play(reportDialogue.hear(preview, words('tình trạng này kéo dài ba tháng rồi'), who), {
      draft_report: view({}),
    })
    expect(more.deeds[0]?.input).toMatchObject({ text: 'tình trạng này kéo dài ba tháng rồi' })
    const back = play(reportDialogue.hear(preview, words('thôi rút lại phiếu'), who), {
      drop_report: { kind: 'dropped' },
    })
    expect(back.keys).toEqual(['report.dropped'])
    expect(reportDialogue.hear(preview, words('1 sao, chậm quá', 'rate_satisfaction'), who)).toBeNull()
  })

  it('shows a likely duplicate before sending, and joining tells of the other’s result', () => {
    const found = play(reportDialogue.begin(meant('cống kiệt 43 bể', 'report_problem'), who), {
      draft_report: view({ duplicates: [duplicate] }),
    })
    expect(found.keys).toEqual(['report.noted_at', 'report.duplicate', 'report.is_it_this'])
    expect(found.say.at(-1)?.choices?.map(({ id }) => id)).toEqual(['report:join:PA-2611-0040', 'report:new'])
    const joined = play(reportDialogue.hear(found.next!, choice('report:join:PA-2611-0040'), who), {
      join_report: { kind: 'joined', code: 'PA-2611-0040', status: 'in_progress', dueAt: duplicate.dueAt },
    })
    expect(joined.keys).toEqual(['report.joined_due'])
    const other = play(reportDialogue.hear(found.next!, choice('report:new'), who), {
      draft_report: view({ duplicates: [duplicate] }),
    })
    expect(other.keys).toEqual(['report.noted_at', 'report.who.private', 'report.send'])
  })

  it('never gives away the words of another’s private report', () => {
    const found = play(reportDialogue.begin(meant('cống kiệt 43 bể', 'report_problem'), who), {
      draft_report: view({ duplicates: [duplicate] }),
    })
    expect(JSON.stringify(found.say[1])).not.toContain('nhà')
  })

  it('numbers two duplicates and keeps "việc mới" the last', () => {
    const found = play(reportDialogue.begin(meant('cống bể', 'report_problem'), who), {
      draft_report: view({ duplicates: [duplicate, { ...duplicate, code: 'PA-2611-0041' }] }),
    })
    expect(found.say.at(-1)?.choices?.map(({ id }) => id)).toEqual([
      'report:join:PA-2611-0040',
      'report:join:PA-2611-0041',
      'report:new',
    ])
  })

  describe('"gửi" to "có phải việc này không" never joins the other’s report', () => {
    const offered: State = at('checking_duplicates', { offered: ['PA-2611-0040'] })
    const heard = (text: string) =>
      play(reportDialogue.hear(offered, words(text), who), { draft_report: view({ duplicates: [duplicate] }) })
    const choices = [
      { id: 'report:join:PA-2611-0040', label: 'Đúng, báo tôi kết quả' },
      { id: 'report:new', label: 'Không, việc khác' },
    ]
    const situation: Situation = {
      place: { state: offered, choices: choices.map(({ id, label }) => ({ id, label })) },
      who,
      misses: 0,
      handedOver: false,
    }
    const routed = (text: string) => {
      const answer = (said: string) => answerTo({ choices }, said)
      const { step } = route(words(text), situation, answer)
      return play(step, {
        draft_report: view({ duplicates: [duplicate] }),
        join_report: { kind: 'joined', code: 'PA-2611-0040', status: 'in_progress', dueAt: null },
      })
    }

    it.each(['gửi', 'gui', 'gửi đi', 'gửi giúp tôi', 'gửi luôn nha', 'thôi cứ gửi đi', 'việc mới', 'phiếu mới nhé'])(
      '"%s" is their own report, shown before it is sent',
      (text) => {
        expect(heard(text)).toMatchObject({ deeds: [{ name: 'draft_report', input: {} }] })
        expect(routed(text).keys).toEqual(['report.noted_at', 'report.who.private', 'report.send'])
      }
    )

    it.each(['ừ gửi đi', 'đúng rồi gửi đi', 'ok gửi', 'dạ gửi giúp', 'gửi cho tôi', 'khoan gửi', 'đừng gửi'])(
      '"%s" can mean either and is asked again',
      (text) => {
        const again = routed(text)
        expect(again).toMatchObject({ keys: ['report.join_or_own'], deeds: [] })
        expect(again.next).toEqual(offered)
        expect(again.say[0]?.choices?.map(({ id }) => id)).toEqual(['report:join:PA-2611-0040', 'report:new'])
      }
    )

    it.each(['đúng', 'đúng rồi', '1', 'phải', 'Đúng, báo tôi kết quả', 'đúng, báo kết quả cho tôi'])(
      '"%s" joins',
      (text) => {
        expect(routed(text).keys).toEqual(['report.joined'])
      }
    )
  })

  it.each(['đừng gửi', 'khoan gửi', 'chưa gửi nha', 'ko gửi nữa'])(
    '"%s" before sending sends nothing and shows the draft again',
    (text) => {
      const held = play(reportDialogue.hear(at('preview'), words(text), who), { draft_report: view() })
      expect(held.deeds).toEqual([{ name: 'draft_report', input: {} }])
      expect(held.keys[0]).toBe('report_follow_up.state.draft')
    }
  )

  it('more of the matter where the place was asked is no place, and the place is asked once more', () => {
    const asked: State = { dialogue: 'report', step: 'asking_where', whereAsked: true }
    const more = play(reportDialogue.hear(asked, words('nước chảy lênh láng'), who), {
      draft_report: view({ missing: 'where', place: null }),
    })
    expect(more.deeds).toEqual([{ name: 'draft_report', input: { text: 'nước chảy lênh láng' } }])
    expect(more.keys).toEqual(['report.ask_where'])
    const still = play(reportDialogue.hear(more.next!, words('rác chất đống nữa'), who), { draft_report: view() })
    expect(still.deeds[0]?.input).toMatchObject({ where: 'rác chất đống nữa' })
    const place = play(reportDialogue.hear(asked, words('trước cống chợ'), who), { draft_report: view() })
    expect(place.deeds[0]?.input).toMatchObject({ where: 'trước cống chợ' })
  })

  it('words in which "gửi" tells of the matter are more of it', () => {
    const text = 'tháng trước tôi đã gửi đơn mà chưa ai tới dọn'
    const more = play(reportDialogue.hear(at('preview'), words(text), who), { draft_report: view() })
    expect(more.deeds).toEqual([{ name: 'draft_report', input: { text } }])
  })

  it('says sent only with a code and the hour of the intake', () => {
    const sent = play(reportDialogue.hear(at('preview'), choice('report:send'), who), {
      send_report: {
        kind: 'sent',
        code: 'PA-2611-0042',
        intakeDueAt: new Date('2026-11-25T03:00:00Z'),
        provisional: false,
      },
    })
    expect(sent.say).toEqual([
      { say: 'report.sent', with: { code: 'PA-2611-0042', intakeDueAt: '2026-11-25T03:00:00.000Z' } },
    ])
    expect(sent.next).toBeNull()
    expect(
      play(reportDialogue.hear(at('preview'), words('gửi đi em', 'affirm'), who), {
        send_report: { kind: 'nothing_to_send' },
      }).keys
    ).toEqual(['report.nothing_to_send'])
  })

  it('lets the resident say who may see it', () => {
    const asked = play(reportDialogue.hear(at('preview'), choice('report:who'), who))
    expect(asked.say[0]?.choices?.map(({ id }) => id)).toEqual([
      'report:visibility:private',
      'report:visibility:public_without_name',
      'report:visibility:public',
    ])
    const chosen = play(reportDialogue.hear(asked.next!, choice('report:visibility:public_without_name'), who), {
      draft_report: view({ visibility: 'public_without_name' }),
    })
    expect(chosen.keys).toContain('report.who.public_without_name')
    expect(reportDialogue.hear(asked.next!, choice('report:visibility:hidden'), who)).toBeNull()
  })

  it('asks which of several alleys of one number, once', () => {
    const asked = play(reportDialogue.begin(meant('rác kiệt 43', 'report_problem'), who), {
      draft_report: view({
        place: null,
        missing: 'where',
        candidates: [
          { placeId: 'p1', label: 'Kiệt 43 Thạch Hãn' },
          { placeId: 'p2', label: 'Hẻm 43 Lê Lợi' },
        ],
      }),
    })
    expect(asked.keys).toEqual(['report.which_place'])
    expect(
      play(reportDialogue.hear(asked.next!, choice('report:place:p2'), who), { draft_report: view() }).deeds[0]?.input
    ).toEqual({ placeId: 'p2' })
  })

  it('takes photos and a pin at any step', () => {
    const photo = play(reportDialogue.hear(at('asking_what'), { kind: 'photo', fetchKey: 'f1' }, who), {
      draft_report: view({ photos: 1 }),
    })
    expect(photo.deeds[0]?.input).toEqual({ photo: 'f1' })
    expect(photo.keys.at(-1)).toBe('report.send_with_photos')
    const pin = play(
      reportDialogue.hear(at('asking_where'), { kind: 'location', latitude: 16.4, longitude: 107.5 }, who),
      { draft_report: view() }
    )
    expect(pin.deeds[0]?.input).toEqual({ latitude: 16.4, longitude: 107.5 })
  })

  it.each([
    'gửi ảnh căn cước của tôi nè',
    'tôi gửi đơn khiếu nại ạ',
    'chụp cái cccd gửi qua nha',
    'gửi kèm đơn xin xác nhận',
  ])('refuses papers with the reason: %s', (text) => {
    expect(play(reportDialogue.hear(at('asking_what'), words(text, 'report_problem'), who)).keys).toEqual([
      'report.no_papers',
    ])
  })

  it('a photo that says it is an identity card is not kept', () => {
    const refused = play(
      reportDialogue.hear(at('preview'), { kind: 'photo', fetchKey: 'f1', caption: 'ảnh căn cước' }, who)
    )
    expect(refused).toMatchObject({ keys: ['report.no_papers'], deeds: [] })
  })

  it('leaves an accusation, a dossier and another clear wish to those who know them', () => {
    expect(
      reportDialogue.hear(at('preview'), words('ông A ăn chặn tiền', 'complaint_denunciation', {}, 'ask'), who)
    ).toBeNull()
    expect(
      reportDialogue.hear(
        at('preview'),
        words('H49.12-261120-0034', 'dossier_status', { dossierCodes: ['H49.12-261120-0034'] }),
        who
      )
    ).toBeNull()
    expect(
      reportDialogue.hear(at('preview'), words('mấy giờ phường làm việc', 'office_info', {}, 'act'), who)
    ).toBeNull()
  })

  it('keeps praise and suggestions apart', () => {
    const praise = play(reportDialogue.begin(meant('khen cô Hạnh nhiệt tình', 'praise'), who), {
      draft_report: view({ kind: 'praise', place: null }),
    })
    expect(praise.deeds[0]?.input).toMatchObject({ kind: 'praise' })
  })

  it('is dropped without a trace', () => {
    expect(
      play(reportDialogue.hear(at('preview'), choice('report:drop'), who), { drop_report: { kind: 'dropped' } }).keys
    ).toEqual(['report.dropped'])
  })
})

describe('a photo', () => {
  it.each(['không có ảnh cháu ạ', 'ko chụp đc hình', 'hong co hinh con oi', 'no photo'])(
    'is welcome and never required: "%s" adds nothing, and the report can be sent',
    (text) => {
      const { keys, say, next } = play(
        reportDialogue.hear({ dialogue: 'report', step: 'preview' }, words(text), somebody())
      )
      expect(keys).toEqual(['report.without_photo'])
      expect(say[0]?.choices?.[0]?.id).toBe('report:send')
      expect(next?.step).toBe('preview')
    }
  )
})

describe('where it is', () => {
  it.each([
    ['cống tắc mùi hôi lắm ở đầu ngõ 43', 'đầu ngõ 43'],
    ['rác chất đống trước cổng trường', 'trước cổng trường'],
    ['số 5 kiệt 43', 'số 5 kiệt 43'],
    ['gần nhà văn hóa tổ 12', 'gần nhà văn hóa tổ 12'],
  ])('is kept without what happened there: %s', (text, where) => {
    expect(placeIn(text)).toBe(where)
  })
})
