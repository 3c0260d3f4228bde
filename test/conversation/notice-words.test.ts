import { beforeAll, describe, expect, it } from 'vitest'
import type { Step, Who } from '../../src/conversation/dialogue.ts'
import type { Place, Situation } from '../../src/conversation/place.ts'
import { route } from '../../src/conversation/route.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import { loadModel } from '../../src/understanding/load-model.ts'
import type { Model } from '../../src/understanding/train-model.ts'
import { understand } from '../../src/understanding/understand.ts'

let model: Model
beforeAll(() => {
  model = loadModel()
}, 180_000)

const now = new Date('2026-11-25T03:00:00Z')
const who: Who = {
  language: 'vi',
  now,
  channel: 'zalo',
  wardName: 'phường Thử',
  neighbourhoodKnown: true,
  citizenLinked: true,
  officialLinked: false,
}
const nowhere: Place = { state: null, choices: [] }

/** What the real model and the routes make of the words. */
function hear(text: string, place: Place = nowhere, more: Partial<Situation> = {}) {
  const heard = { kind: 'words', meaning: understand(text, { now, model }) } as const
  return route(heard, { place, who, misses: 0, handedOver: false, ...more }, (words) =>
    answerTo({ choices: place.choices }, words)
  )
}
const deedOf = (step: Step) => ('ask' in step ? step.ask : null)
const stopping = { name: 'stop_notices', input: { stopped: true } }
const starting = { name: 'stop_notices', input: { stopped: false } }

const asked: Place = {
  state: { dialogue: 'report', step: 'confirming', draftId: 'x' },
  choices: [
    { id: 'report:send', label: 'Gửi' },
    { id: 'report:drop', label: 'Thôi' },
  ],
}
const delegate: Place = { state: { dialogue: 'meeting', step: 'asking_delegate', meetingId: 'm' }, choices: [] }
const frightened: Place = {
  state: { dialogue: 'danger', step: 'asking_where', kind: 'domestic_violence' },
  choices: [
    { id: 'danger:call', label: 'Gọi tôi ngay' },
    { id: 'danger:write', label: 'Chỉ nhắn tin' },
  ],
}

describe('"dừng", which every message tells people to write', () => {
  it.each([
    'dừng',
    'Dừng ạ',
    'dừng nhé',
    'dừng lại',
    'DỪNG!',
    '"dừng"',
    'ngừng',
    'stop',
    'hủy nhận tin',
    'dung nhan tin',
  ])('%s stops notices, wherever one stands', (text) => {
    for (const place of [nowhere, asked, delegate]) expect(deedOf(hear(text, place).step)).toEqual(stopping)
  })

  it('in danger stops notices as well, and help stays where it was', () => {
    const routed = hear('dừng', frightened)
    expect(deedOf(routed.step)).toEqual(stopping)
    expect(routed.keepPlace).toBe(true)
    expect(deedOf(hear('nhắn tin', frightened).step)).not.toEqual(starting)
  })

  it('without marks stops them too, where it cannot be "đúng"', () => {
    for (const text of ['dung', 'dung a', 'DUNG']) expect(deedOf(hear(text).step)).toEqual(stopping)
    expect(deedOf(hear('dung', nowhere, { handedOver: true }).step)).not.toEqual(stopping)
    const question: Place = {
      state: null,
      choices: [
        { id: 'yes', label: 'Đúng' },
        { id: 'no', label: 'Không' },
      ],
    }
    expect(deedOf(hear('dung', question).step)).not.toEqual(stopping)
    expect(deedOf(hear('đúng').step)).not.toEqual(stopping)
  })

  it.each(['nhận tin', 'nhan tin', 'nhận tin lại', 'Nhận tin ạ', 'nhận lại thông báo'])('%s starts them', (text) => {
    for (const place of [nowhere, asked, delegate]) expect(deedOf(hear(text, place).step)).toEqual(starting)
  })
})

describe('what is no wish about notices', () => {
  it.each([
    ['Rác quá 3 ngày không ai thu gom, báo phường xử lý giúp', 'draft_report'],
    ['Hồ sơ quá 5 ngày rồi mà không thấy báo gì', 'list_followed_dossiers'],
    ['Đèn đường hư quá 2 tuần không ai sửa, báo rồi', 'find_agency'],
    ['Hàng xóm hát karaoke sau 10 giờ đêm, báo không ai xử lý', 'draft_report'],
    ['Cúp nước từ 8h đến 17h mà không báo gì', 'list_my_reports'],
    ['Cán bộ hẹn trước 10 giờ mà không nhận hồ sơ', 'list_my_reports'],
    ['tổ trưởng không báo họp cho nhà tôi', 'find_meetings'],
    ['sao tôi chưa nhận được kết quả hồ sơ', 'list_followed_dossiers'],
    ['sao tôi không được nhận trợ cấp', 'list_my_reports'],
    ['nhà tôi bị cúp nước từ sáng', 'find_agency'],
  ])('%s', (text, deed) => expect(deedOf(hear(text).step)?.name).toBe(deed))
})

describe('what is new, or would be read again, is listed', () => {
  it.each([
    'hôm nay phường có tin gì mới không',
    'hom nay phuong co tin gi moi khong',
    'có tin gì mới không',
    'co thong bao gi moi ko',
    'có gì mới không cháu',
    'phường vừa gửi thông báo gì vậy',
    'phường mới ra thông báo gì thế',
    'tổ dân phố có thông báo gì không ạ',
    'thông báo mới của phường là gì',
    'tin hôm qua',
    'cho tôi xem lại thông báo',
    'xem lai tin cu',
    'doc lai thong bao hom truoc cho toi voi',
    'toi muon xem lai thong bao',
    'any news from the ward',
  ])('%s', (text) => expect(deedOf(hear(text).step)?.name).toBe('latest_notices'))

  it.each([
    'phường có thông báo thu tiền rác không',
    'tôi không nhận được thông báo mới',
    'dừng gửi tin mới',
    'hồ sơ của tôi có gì mới không',
    'có tin nhắn lừa đảo xưng là công an',
    'xem lại hồ sơ giúp tôi',
    'xem lại phản ánh của tôi',
    'chỉ nhận tin cúp nước',
    'nhận tin',
    'có thông báo cúp điện mà không nói giờ nào',
  ])('and not for %s', (text) => expect(deedOf(hear(text).step)?.name).not.toBe('latest_notices'))
})

describe('what did not come is explained, and nothing is stopped for it', () => {
  it.each([
    'Vì sao tôi không nhận được?',
    'vi sao toi k nhan dc',
    'sao k nhận được tin',
    'vi sao toi khong nhan duoc thu moi',
    'sao nhà tôi chưa nhận được thiệp mời họp',
    'sao nhà tôi hok nhận được thông báo',
    'Tôi không nhận được thông báo',
    'Tôi không nhận được thông báo cúp nước',
    'nhà tôi không nhận được tin cúp điện hôm qua',
    'không nhận được tin nhắn của phường là sao vậy',
    'sao không thấy phường báo cúp điện',
    'phường không gửi thông báo gì cho tôi cả',
    'không ai báo cho tôi biết cúp nước',
    "why didn't I get the notice",
  ])('%s', (text) => expect(deedOf(hear(text).step)?.name).toBe('explain_notices'))

  it('or is at least among what is offered', () => {
    const { step } = hear('không thấy phường gửi tin gì')
    const offered = 'ask' in step ? step.then({ reports: [] } as never) : step
    expect('ask' in offered ? [] : offered.say[0]?.choices?.map(({ id }) => id)).toContain('notices:why')
  })
})

describe('what is one', () => {
  it.each([
    ['đừng nhắn từ 12 giờ đêm đến 6 giờ sáng', { kind: 'quiet', fromClock: '00:00', toClock: '06:00' }],
    ['đừng nhắn sau 8 giờ tối', { kind: 'quiet', fromClock: '20:00', toClock: '07:00' }],
    ['nhắn lúc nào cũng được', { kind: 'no_quiet' }],
    ['chỉ nhận tin cúp nước', { kind: 'only', topics: ['water'] }],
    ['chỉ nhận tin họp tổ', { kind: 'only', topics: [] }],
    ['tôi không nhận tin cúp nước nữa', { kind: 'spare', topics: ['water'] }],
    ['chị ơi cho tôi nhận tin cúp nước', { kind: 'want', topics: ['water'] }],
    ['đừng gửi giấy mời họp nữa', { kind: 'invitations', by: 'door' }],
    ['tôi không muốn nhận giấy mời họp tổ', { kind: 'invitations', by: 'door' }],
    ['không nhận tin bầu cử nữa', { kind: 'invitations', by: 'door' }],
  ])('%s', (text, wish) => expect(deedOf(hear(text).step)).toEqual({ name: 'wish_notices', input: { wish } }))
})
