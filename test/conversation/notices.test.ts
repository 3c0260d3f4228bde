import { describe, expect, it } from 'vitest'
import { isNoticeWish, noticesDialogue } from '../../src/conversation/dialogues/notices.ts'
import type { Step } from '../../src/conversation/dialogue.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import type { Meaning } from '../../src/understanding/meaning.ts'

const meaning = (text: string, intent: Meaning['intent']): Meaning => ({ text, intent }) as Meaning
const idle = { dialogue: 'notices', step: 'idle' } as const
const translate = await loadTranslate()
const who = { language: 'vi' } as Parameters<typeof noticesDialogue.begin>[1]
const begin = (text: string, intent: Meaning['intent'] = 'unsubscribe'): Step =>
  noticesDialogue.begin(meaning(text, intent), who)
const deedOf = (step: Step) => ('ask' in step ? step.ask : null)
/** What is said once the ward has done it. */
function saidAfter(step: Step, outcome: unknown): string[] {
  if (!('ask' in step)) throw new Error('no deed was asked for')
  const next = step.then(outcome as never)
  return 'ask' in next ? [] : next.say.flatMap(({ say, and = [] }) => [say, ...and.map((more) => more.say)])
}
function choicesAfter(step: Step, outcome: unknown): string[] {
  if (!('ask' in step)) throw new Error('no deed was asked for')
  const next = step.then(outcome as never)
  return 'ask' in next ? [] : next.say.flatMap(({ choices = [] }) => choices.map(({ id }) => id))
}
const standing = { stopped: false, only: null, spared: [], invitedAtDoor: false, quiet: null }

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

  const onlyWater = { ...standing, only: ['water'], spared: ['power', 'other'] }
  const quiet = { fromClock: '20:00', toClock: '07:00' }

  it('several topics are one answer, and each answer has its way back', () => {
    const step = begin('chỉ nhận tin cúp nước và cúp điện')
    expect(saidAfter(step, { ...standing, only: ['water', 'power'] })).toEqual(['notices.only'])
    expect(choicesAfter(step, onlyWater)).toContain('notices:resume')
    expect(choicesAfter(begin('không nhận tin văn nghệ'), standing)).toContain('notices:resume')
    const hours = begin('đừng nhắn sau 8 giờ tối')
    expect(saidAfter(hours, standing)).toEqual(['notices.quiet'])
    expect(choicesAfter(hours, standing)).toEqual(['notices:any_hour'])
    expect(deedOf(noticesDialogue.hear(idle, { kind: 'choice', choiceId: 'notices:any_hour' }, who)!)?.input).toEqual({
      wish: { kind: 'no_quiet' },
    })
  })

  it('says what is so: of who has stopped all, and of who wants one topic more', () => {
    const stopped = { ...standing, stopped: true, spared: ['culture'] }
    expect(saidAfter(begin('không nhận tin văn nghệ'), stopped)).toEqual(['notices.spare_stopped'])
    const more = begin('cho tôi nhận thêm tin cúp nước', 'subscribe')
    expect(saidAfter(more, standing)).toEqual(['notices.want'])
    expect(saidAfter(more, onlyWater)).toEqual(['notices.only'])
  })

  it.each(['đừng gửi giấy mời họp nữa', 'tôi không muốn nhận giấy mời họp tổ', 'không nhận tin bầu cử nữa'])(
    'what the law has the ward tell comes to the door instead: %s',
    (text) => {
      const step = begin(text)
      expect(deedOf(step)?.input).toEqual({ wish: { kind: 'invitations', by: 'door' } })
      expect(saidAfter(step, standing)).toEqual(['notices.invitations_at_door'])
      expect(choicesAfter(step, standing)).toEqual(['notices:invitations'])
      const back = noticesDialogue.hear(idle, { kind: 'choice', choiceId: 'notices:invitations' }, who)!
      expect(deedOf(back)?.input).toEqual({ wish: { kind: 'invitations', by: 'chat' } })
      expect(saidAfter(back, standing)).toEqual(['notices.invitations_here'])
    }
  )

  it('a stop, how it stands and what still comes all say: the door', () => {
    const atDoor = /đưa đến nhà/
    const keys = ['stopped', 'already_stopped', 'which_at_door', 'invitations_at_door', 'standing.stopped', 'standing.invited_at_door'] // prettier-ignore
    for (const key of keys) expect(translate(`notices.${key}`)).toMatch(atDoor)
    const which = noticesDialogue.hear(idle, { kind: 'choice', choiceId: 'notices:which' }, who)!
    expect(saidAfter(which, standing)).toEqual(['notices.which'])
    expect(saidAfter(which, { ...standing, stopped: true })).toEqual(['notices.which_at_door'])
    expect(saidAfter(which, { ...standing, invitedAtDoor: true })).toEqual(['notices.which_at_door'])
  })

  it('a stop says that the other chats of this person stopped as well, a start that hours of rest stay', () => {
    const stop = begin('dừng')
    expect(saidAfter(stop, { kind: 'stopped', elsewhere: false, quiet: null })).toEqual(['notices.stopped'])
    expect(saidAfter(stop, { kind: 'stopped', elsewhere: true, quiet: null })).toEqual([
      'notices.stopped',
      'notices.stopped_elsewhere',
    ])
    const start = begin('nhận tin', 'subscribe')
    expect(saidAfter(start, { kind: 'resumed', elsewhere: false, quiet })).toEqual([
      'notices.resumed',
      'notices.standing.quiet',
    ])
  })

  it('shows how it stands, by the names of the topics', () => {
    const show = begin('tôi đang nhận những tin nào')
    expect(saidAfter(show, standing)).toEqual(['notices.standing.all'])
    expect(saidAfter(show, { ...standing, stopped: true })).toEqual(['notices.standing.stopped'])
    expect(saidAfter(show, onlyWater)).toEqual(['notices.standing.only'])
    expect(saidAfter(show, { ...standing, only: [], spared: ['water', 'other'] })).toEqual([
      'notices.standing.only_invitations',
    ])
    const some = { ...standing, spared: ['water', 'health'], invitedAtDoor: true, quiet }
    expect(saidAfter(show, some)).toEqual([
      'notices.standing.some',
      'notices.standing.invited_at_door',
      'notices.standing.quiet',
    ])
    expect(translate('notices.standing.some', { topics: 'water,culture' })).toContain('cấp nước và văn hóa')
    expect(translate('notices.standing.some', { topics: 'water,power' }, 'en')).toContain(
      'water supply and power supply'
    )
  })

  it.each([
    ['accepted', 'none', 'zalo', 'sent'],
    ['suppressed', 'opted_out', 'visit', 'opted_out'],
    ['waiting', 'opted_out', 'visit', 'visit_opted_out'],
    ['suppressed', 'no_agreement', 'visit', 'no_agreement'],
    ['waiting', 'no_agreement', 'visit', 'visit_no_agreement'],
    ['waiting', 'no_way', 'visit', 'visit'],
    ['waiting', 'wrong_number', 'visit', 'visit'],
    ['suppressed', 'no_way', 'visit', 'not_visited'],
    ['suppressed', 'wrong_number', 'visit', 'not_visited'],
    ['suppressed', 'topic_spared', 'visit', 'spared'],
    ['suppressed', 'moved_away', 'visit', 'left_out'],
    ['delivered', 'no_way', 'visit', 'told_at_door'],
    ['delivered', 'none', 'visit', 'told_at_door', { ofHousehold: true }],
    ['expired', 'too_old', 'zalo', 'too_late'],
    ['expired', 'too_old', 'visit', 'too_late'],
    ['waiting', 'none', 'zalo', 'paused', { noticeStatus: 'paused' }],
    ['waiting', 'no_way', 'visit', 'visit', { noticeStatus: 'paused' }],
    ['suppressed', 'in_digest', 'zalo', 'digest'],
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
})

describe('what is new', () => {
  const at = new Date('2026-11-20T02:00:00Z')
  const sent = [
    { noticeId: 'b', title: 'Cúp nước sáng thứ Bảy', at },
    { noticeId: 'a', title: 'Họp tổ dân phố 12', at },
  ]
  const step = () => begin('có tin gì mới không', 'subscribe')

  it('is a numbered list, with a button for each', () => {
    const asked = step()
    const next = 'ask' in asked ? asked.then(sent as never) : asked
    const [list] = 'ask' in next ? [] : next.say
    expect(list).toMatchObject({
      say: 'notices.latest.list',
      with: { lines: '1. Cúp nước sáng thứ Bảy (thứ Sáu, 20/11/2026)\n2. Họp tổ dân phố 12 (thứ Sáu, 20/11/2026)' },
    })
    expect(choicesAfter(step(), sent)).toEqual(['notices:read:b', 'notices:read:a'])
  })

  it('says so where there is nothing, and what else may be asked', () => {
    expect(saidAfter(step(), [])).toEqual(['notices.latest.none'])
    expect(choicesAfter(step(), [])).toEqual(['intent:meeting_info', 'intent:disclosure_info', 'person'])
  })
})
