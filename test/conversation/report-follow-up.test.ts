import { describe, expect, it } from 'vitest'
import { reportFollowUpDialogue } from '../../src/conversation/dialogues/report-follow-up.ts'
import { scoreIn } from '../../src/conversation/dialogues/score-in.ts'
import type { State } from '../../src/conversation/dialogue.ts'
import type { MyReport, ReportPage } from '../../src/ward/feedback/report-chat.ts'
import { choice, meant, play, somebody, words } from '../support/play-dialogue.ts'

const who = somebody()
const mine = (n: number, text: string, more: Partial<MyReport> = {}): MyReport => ({
  code: `PA-2611-000${n}`, title: text, text, status: 'in_progress', own: true, submittedAt: new Date('2026-11-20T03:00:00Z'), place: '', awaitsRating: false, ...more,
}) // prettier-ignore
const five = [
  mine(1, 'Đèn đường tổ 12 tắt'),
  mine(2, 'Rác đầu kiệt 43'),
  mine(3, 'Rác chợ Mới'),
  mine(4, 'Nắp cống hẻm 12 bể'),
  mine(5, 'Karaoke ồn ở Trần Phú'),
]
const page = (more: Partial<ReportPage> = {}): ReportPage => ({
  ...mine(2, 'Rác đầu kiệt 43'),
  dueAt: null,
  unit: null,
  agency: null,
  nudgeDate: null,
  question: null,
  answer: null,
  mainCode: null,
  ...more,
})
const at = (step: string, more: object = {}): State => ({ dialogue: 'report_follow_up', step, ...more })
const begin = (text: string, more: Parameters<typeof meant>[2] = {}) =>
  reportFollowUpDialogue.begin(meant(text, 'feedback_status', more, 'act'), who)

describe('a later message', () => {
  it('goes to the report its words name, and says to which', () => {
    const added = play(begin('cái đèn vẫn chưa ai sửa'), {
      list_my_reports: { reports: five },
      follow_up_report: { kind: 'noted', code: 'PA-2611-0001' },
    })
    expect(added.deeds[1]).toEqual({
      name: 'follow_up_report',
      input: { code: 'PA-2611-0001', text: 'cái đèn vẫn chưa ai sửa' },
    })
    expect(added.say[0]).toMatchObject({ say: 'report_follow_up.noted', with: { code: 'PA-2611-0001' } })
  })

  it('is asked back with a numbered list where it could be several, and nothing is written before', () => {
    const asked = play(begin('vẫn chưa ai sửa'), { list_my_reports: { reports: five } })
    expect(asked.keys).toEqual(['report_follow_up.which'])
    expect(asked.deeds.map(({ name }) => name)).toEqual(['list_my_reports'])
    expect(asked.say[0]?.choices?.map(({ id }) => id).at(-1)).toBe('report_follow_up:new')
    const added = play(reportFollowUpDialogue.hear(asked.next!, choice('report_follow_up:add:PA-2611-0004'), who), {
      follow_up_report: { kind: 'noted', code: 'PA-2611-0004' },
    })
    expect(added.deeds[0]?.input).toEqual({ code: 'PA-2611-0004', text: 'vẫn chưa ai sửa' })
  })

  it('begins a new report when it is a new matter', () => {
    const asked = play(begin('vẫn chưa ai sửa'), { list_my_reports: { reports: five } })
    const step = reportFollowUpDialogue.hear(asked.next!, choice('report_follow_up:new'), who)
    expect(step !== null && 'ask' in step && step.ask).toMatchObject({
      name: 'draft_report',
      input: { text: 'vẫn chưa ai sửa' },
    })
  })

  it('that only begins a new report begins one', () => {
    const step = begin('cho tui phản ánh cái')
    expect('ask' in step && step.ask.name).toBe('draft_report')
    expect(play(begin('phản ánh của tôi vẫn chưa ai sửa'), { list_my_reports: { reports: five } }).keys).toEqual([
      'report_follow_up.which',
    ])
  })

  it('a photo without words is asked back, even with one report only', () => {
    const photo = { kind: 'photo', fetchKey: 'f1' } as const
    const asked = play(reportFollowUpDialogue.hear(at('idle'), photo, who), {
      list_my_reports: { reports: [five[0]!] },
    })
    expect(asked.keys).toEqual(['report_follow_up.which_photo'])
    const added = play(reportFollowUpDialogue.hear(asked.next!, choice('report_follow_up:add:PA-2611-0001'), who), {
      follow_up_report: { kind: 'noted', code: 'PA-2611-0001' },
    })
    expect(added.deeds[0]?.input).toMatchObject({ photo: 'f1' })
  })

  it('a photo right after a report was spoken of belongs to it', () => {
    const added = play(
      reportFollowUpDialogue.hear(at('shown', { code: 'PA-2611-0002' }), { kind: 'photo', fetchKey: 'f1' }, who),
      {
        list_my_reports: { reports: five },
        follow_up_report: { kind: 'noted', code: 'PA-2611-0002' },
      }
    )
    expect(added.deeds[1]?.input).toMatchObject({ code: 'PA-2611-0002', photo: 'f1' })
  })

  it('about an answered report asks how the answer was', () => {
    const added = play(begin('karaoke lại hát nữa rồi'), {
      list_my_reports: { reports: five },
      follow_up_report: { kind: 'answered', code: 'PA-2611-0005' },
    })
    expect(added.keys).toEqual(['report_follow_up.added_answered', 'report_follow_up.how_was_it'])
  })
})

describe('how far a report is', () => {
  it('is told by its code, with words added to it or not', () => {
    const code = { feedbackCodes: ['PA-2611-0002'] }
    expect(
      play(begin('PA-2611-0002 tới đâu rồi', code), { show_my_report: { kind: 'report', report: page() } }).keys
    ).toEqual(['report_follow_up.state.in_progress'])
    expect(play(begin('PA 2611 0002', code), { show_my_report: { kind: 'not_yours' } }).keys).toEqual([
      'report_follow_up.not_yours',
    ])
    const added = play(begin('pa-2611-0002 rác còn nhiều hơn hôm trước', code), {
      follow_up_report: { kind: 'noted', code: 'PA-2611-0002' },
    })
    expect(added.deeds[0]?.input).toEqual({ code: 'PA-2611-0002', text: 'rác còn nhiều hơn hôm trước' })
  })

  it('is told at once with one report, and by a list with several', () => {
    expect(
      play(begin('phản ánh của tôi tới đâu rồi'), {
        list_my_reports: { reports: [five[1]!] },
        show_my_report: { kind: 'report', report: page() },
      }).keys
    ).toEqual(['report_follow_up.state.in_progress'])
    const listed = play(begin('phản ánh của tôi tới đâu rồi'), { list_my_reports: { reports: five } })
    expect(listed.say[0]?.choices).toHaveLength(5)
    expect(play(begin('tới đâu rồi'), { list_my_reports: { reports: [] } }).keys).toEqual(['report_follow_up.none'])
  })

  it.each([
    [
      'answered',
      { answer: { outcome: 'resolved', text: 'Đã thay nắp' }, awaitsRating: true },
      ['report_follow_up.state.answered', 'report_follow_up.answer', 'report_follow_up.how_was_it'],
    ],
    ['forwarded', { agency: 'Điện lực', nudgeDate: '2026-11-28' }, ['report_follow_up.state.forwarded']],
    [
      'awaiting_intake',
      { dueAt: new Date('2026-11-25T03:00:00Z') },
      ['report_follow_up.state.awaiting_intake', 'report_follow_up.due'],
    ],
  ] as const)('says what %s means', (status, more, keys) => {
    expect(
      play(begin('PA-2611-0002', { feedbackCodes: ['PA-2611-0002'] }), {
        show_my_report: { kind: 'report', report: page({ status, ...more }) },
      }).keys
    ).toEqual(keys)
  })
})

describe('taking a report back', () => {
  it('is confirmed first', () => {
    const asked = play(begin('thôi rút lại cái vụ karaoke'), { list_my_reports: { reports: five } })
    expect(asked.keys).toEqual(['report_follow_up.confirm_withdraw'])
    const done = play(
      reportFollowUpDialogue.hear(asked.next!, choice('report_follow_up:withdraw_now:PA-2611-0005'), who),
      { withdraw_report: { kind: 'withdrawn' } }
    )
    expect(done.keys).toEqual(['report_follow_up.withdraw.withdrawn'])
  })

  it('asks which, where it could be several', () => {
    expect(play(begin('tôi muốn rút phản ánh'), { list_my_reports: { reports: five } }).keys).toEqual([
      'report_follow_up.which_show',
    ])
  })
})

describe('a mark for the answer', () => {
  it.each([
    ['2, trám có một nửa', 2], ['5', 5], ['cho 4 điểm', 4], ['3 sao', 3], ['rất hài lòng', 5], ['không hài lòng', 2], ['chưa hài lòng lắm', 2], ['hài lòng', 4], ['tạm được', 3], ['rất tệ', 1],
    ['5 hôm rồi chưa thấy gì', null], ['tổ 3 cũng vậy', null], ['vẫn còn', null],
  ] as const)('"%s" is %s', (text, score) => expect(scoreIn(text)).toBe(score)) // prettier-ignore

  it('with its words reopens the report and asks what was not good', () => {
    const rated = play(
      reportFollowUpDialogue.hear(
        at('rating', { code: 'PA-2611-0002' }),
        words('2, trám có một nửa', 'rate_satisfaction'),
        who
      ),
      { rate_report: { kind: 'reopened', code: 'PA-2611-0002' } }
    )
    expect(rated.deeds[0]?.input).toEqual({ code: 'PA-2611-0002', score: 2, comment: 'trám có một nửa' })
    expect(rated.say[0]?.choices).toHaveLength(5)
    const why = play(reportFollowUpDialogue.hear(rated.next!, choice(rated.say[0]!.choices![0]!.id), who), {
      explain_report: { kind: 'kept' },
    })
    expect(why.deeds[0]?.input).toEqual({ code: 'PA-2611-0002', reason: 'not_done' })
  })

  it('by a button of last week means last week’s report', () => {
    const rated = play(reportFollowUpDialogue.hear(at('idle'), choice('report_follow_up:rate:PA-2610-0007:5'), who), {
      rate_report: { kind: 'completed', code: 'PA-2610-0007' },
    })
    expect(rated.deeds[0]?.input).toEqual({ code: 'PA-2610-0007', score: 5 })
  })

  it('is for the only answered report, asked back for several, and says so when there is none', () => {
    const step = () => reportFollowUpDialogue.begin(meant('4 điểm', 'rate_satisfaction', {}, 'act'), who)
    expect(
      play(step(), {
        list_my_reports: { reports: [mine(1, 'x', { status: 'answered', awaitsRating: true })] },
        rate_report: { kind: 'completed', code: 'PA-2611-0001' },
      }).keys
    ).toEqual(['report_follow_up.rated.completed'])
    const two = [1, 2].map((n) => mine(n, 'x', { status: 'answered', awaitsRating: true }))
    const asked = play(step(), { list_my_reports: { reports: two } })
    expect(asked.keys).toEqual(['report_follow_up.which_rate'])
    expect(
      play(reportFollowUpDialogue.hear(asked.next!, choice('report_follow_up:mark:PA-2611-0002'), who), {
        rate_report: { kind: 'completed', code: 'PA-2611-0002' },
      }).deeds[0]?.input
    ).toMatchObject({ score: 4 })
    const none = { list_my_reports: { reports: five }, list_open_surveys: { surveys: [] } }
    const rated = play(step(), { ...none, rate_service: { kind: 'rated', ratingId: 'r' } })
    expect(rated.keys).toEqual(['satisfaction.rated'])
    expect(rated.deeds.at(-1)).toEqual({ name: 'rate_service', input: { surveyId: '', score: 4 } })
  })

  it('every choice fits the smallest channel', () => {
    const longest = 'report_follow_up:why:PA-2611-00421:1:attitude'
    expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(64)
    expect(Buffer.byteLength(`report:place:${'0'.repeat(36)}`)).toBeLessThanOrEqual(64)
  })
})
