import { describe, expect, it } from 'vitest'
import { isNoticeWish, noticesDialogue } from '../../src/conversation/dialogues/notices.ts'
import type { Step } from '../../src/conversation/dialogue.ts'
import type { Meaning } from '../../src/understanding/meaning.ts'

const meaning = (text: string, intent: Meaning['intent']): Meaning => ({ text, intent }) as Meaning
const who = {} as Parameters<typeof noticesDialogue.begin>[1]
const begin = (text: string, intent: Meaning['intent'] = 'unsubscribe'): Step =>
  noticesDialogue.begin(meaning(text, intent), who)
const deedOf = (step: Step) => ('ask' in step ? step.ask : null)
/** What is said once the ward has done it. */
function saidAfter(step: Step, outcome: unknown): string[] {
  if (!('ask' in step)) throw new Error('no deed was asked for')
  const next = step.then(outcome as never)
  return 'ask' in next ? [] : next.say.map(({ say }) => say)
}
const standing = { stopped: false, spared: [], wanted: [], quiet: null }

describe('wishes about notices', () => {
  it.each([
    ['dừng', 'unsubscribe', 'stop_notices'],
    ['nhận tin', 'subscribe', 'stop_notices'],
    ['chỉ nhận tin cúp nước', 'subscribe', 'wish_notices'],
    ['đừng nhắn sau 8 giờ tối', 'unsubscribe', 'wish_notices'],
    ['tôi đang nhận những tin nào', 'subscribe', 'wish_notices'],
    ['sao tôi không nhận được tin họp tổ', 'subscribe', 'explain_notices'],
    ['vi sao toi ko nhan duoc thong bao', 'unsubscribe', 'explain_notices'],
    ['cho tôi danh sách nhà cần đến', 'subscribe', 'visit_doors'],
  ] as const)('%s', (text, intent, deed) => expect(deedOf(begin(text, intent))?.name).toBe(deed))

  it.each([
    'tôi không nhận tin cúp nước nữa',
    'chỉ nhận tin cúp nước',
    'đừng gửi tin văn nghệ nữa',
    'đừng nhắn sau 8 giờ tối',
    'sao tôi không nhận được tin họp tổ',
    'danh sách nhà cần đến',
  ])('is heard as one whatever else it names: %s', (text) =>
    expect(isNoticeWish(meaning(text, 'other_agency'))).toBe(true)
  )

  it.each([
    'nhà tôi bị cúp nước từ sáng',
    'sao tôi chưa nhận được kết quả hồ sơ',
    'không có nước không có điện',
    'bao giờ có điện lại',
    'tôi muốn nhận trợ cấp',
    'đừng xả rác sau 8 giờ tối',
  ])('and this is another matter: %s', (text) => expect(isNoticeWish(meaning(text, 'other_agency'))).toBe(false))

  it('an only-wish says what goes on by law, once a topic', () => {
    const step = begin('chỉ nhận tin cúp nước và cúp điện')
    expect(saidAfter(step, standing)).toEqual(['notices.only', 'notices.only'])
    expect(saidAfter(begin('đừng nhắn sau 8 giờ tối'), standing)).toEqual(['notices.quiet'])
  })

  it('shows how it stands', () => {
    const show = begin('tôi đang nhận những tin nào')
    expect(saidAfter(show, standing)).toEqual(['notices.standing.all'])
    expect(saidAfter(show, { ...standing, stopped: true })).toEqual(['notices.standing.stopped'])
    const some = { ...standing, spared: ['water'], quiet: { fromClock: '20:00', toClock: '07:00' } }
    expect(saidAfter(show, some)).toEqual(['notices.standing.quiet', 'notices.standing.some'])
  })

  it.each([
    ['accepted', 'none', 'zalo', 'sent'],
    ['suppressed', 'opted_out', 'visit', 'opted_out'],
    ['waiting', 'no_agreement', 'visit', 'no_agreement'],
    ['waiting', 'no_way', 'visit', 'visit'],
    ['waiting', 'night', 'zalo', 'waiting'],
    ['refused', 'citizen_left', 'zalo', 'blocked'],
    ['held', 'none', 'zalo', 'digest'],
    ['unknown', 'no_answer', 'zalo', 'unsure'],
    ['exhausted', 'provider_down', 'zalo', 'failed'],
    ['suppressed', 'mourning', 'visit', 'mourning'],
    ['suppressed', 'overtaken', 'visit', 'replaced'],
    ['waiting', 'none', 'zalo', 'stopped', { noticeStatus: 'stopped' }],
    ['delivered', 'none', 'zalo', 'household', { ofHousehold: true }],
    ['waiting', 'no_way', 'visit', 'visit', { ofHousehold: true }],
  ] as const)('why not: %s, %s by %s is told as "%s"', (status, why, way, told, more: object = {}) => {
    const step = begin('sao tôi không nhận được tin')
    const standard = {
      title: 'Họp',
      noticeStatus: 'finished',
      ofHousehold: false,
      at: new Date('2026-11-25T02:00:00Z'),
    }
    const latest = [{ ...standard, status, why, way, ...more }]
    expect(saidAfter(step, { standing, latest })).toEqual([`notices.why.${told}`])
    expect(saidAfter(step, { standing, latest: [] })).toEqual(['notices.why.nothing'])
  })

  it('the head of a neighbourhood ticks off a door by a button, others are told whom the list is for', () => {
    const step = noticesDialogue.hear(
      { dialogue: 'notices', step: 'x' },
      { kind: 'choice', choiceId: 'notices:told:n1:7' },
      who
    )!
    expect(deedOf(step)?.input).toEqual({ tick: { noticeId: 'n1', slot: 7 } })
    expect(saidAfter(step, { kind: 'not_head' })).toEqual(['notices.doors.not_head'])
    expect(saidAfter(step, { kind: 'doors', neighbourhood: 'Tổ dân phố 12', left: 0, doors: [] })).toEqual([
      'notices.doors.none',
    ])
  })
})
