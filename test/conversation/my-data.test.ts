import { describe, expect, it } from 'vitest'
import { myDataDialogue } from '../../src/conversation/dialogues/my-data.ts'
import { noticesDialogue } from '../../src/conversation/dialogues/notices.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import type { MyData } from '../../src/ward/data-request/describe-my-data.ts'
import { choice, meant, play, somebody, words } from '../support/play-dialogue.ts'

const data: MyData = {
  since: new Date('2026-11-01T03:00:00Z'),
  messagesKeptDays: 30,
  messages: 4,
  neighbourhood: 'Tổ dân phố 12',
  noticesStopped: false,
  citizen: null,
  officialLinked: false,
  followedDossiers: 0,
  requests: [],
}
const opened = {
  kind: 'opened',
  requestId: 'r',
  acknowledgeBy: new Date('2026-11-25T10:00:00Z'),
  dueAt: new Date('2026-12-11T10:00:00Z'),
} as const

describe('"dữ liệu của tôi"', () => {
  it('says what is kept and what can be done about it', () => {
    const { keys, say } = play(myDataDialogue.begin(meant('dữ liệu của tôi', 'my_data'), somebody()), {
      describe_my_data: data,
    })
    expect(keys).toEqual(['my_data.chat_with_place', 'my_data.what_next'])
    expect(say.at(-1)?.choices?.map((one) => one.id)).toEqual([
      'notices:stop',
      'my_data:correct',
      'my_data:delete',
      'welcome:change',
      'identity:link',
    ])
  })

  it('shows the register to the one it belongs to, with requests that wait', () => {
    const full: MyData = {
      ...data,
      noticesStopped: true,
      followedDossiers: 2,
      citizen: {
        fullName: 'Trần Văn Thử',
        birthYear: 1970,
        phone: '+84 9•• ••• 567',
        hasHousehold: true,
        consents: ['greeting_birth'],
      },
      requests: [{ kind: 'delete', dueAt: opened.dueAt }],
    }
    const { keys, say } = play(myDataDialogue.begin(meant('dữ liệu', 'my_data'), somebody({ citizenLinked: true })), {
      describe_my_data: full,
    })
    expect(keys).toEqual([
      'my_data.chat_with_place',
      'my_data.dossiers',
      'my_data.register',
      'my_data.consents',
      'my_data.waiting_delete',
      'my_data.what_next',
    ])
    expect(say.at(-1)?.choices?.map((one) => one.id)).toContain('identity:unlink')
  })

  it.each(['xóa dữ liệu của tôi', 'xoá hết đi', 'delete my data'])('asks before it deletes: %s', (text) => {
    const confirming = play(myDataDialogue.begin(meant(text, 'my_data'), somebody()))
    expect(confirming.keys).toEqual(['my_data.confirm_delete'])
    expect(confirming.deeds).toEqual([])
    const sent = play(myDataDialogue.hear(confirming.next!, choice('my_data:send'), somebody()), {
      open_data_request: opened,
    })
    expect(sent.deeds[0]?.input).toEqual({ kind: 'delete', text: '' })
    expect(sent.say[0]?.with).toEqual({ ack: opened.acknowledgeBy.toISOString(), at: opened.dueAt.toISOString() })
  })

  it('sends a correction only after it was read back', () => {
    const asking = play(
      myDataDialogue.hear({ dialogue: 'my_data', step: 'idle' }, choice('my_data:correct'), somebody())
    )
    const confirming = play(myDataDialogue.hear(asking.next!, words('tên tôi là Thuỷ chứ không phải Thúy'), somebody()))
    expect(confirming.say[0]).toMatchObject({
      say: 'my_data.confirm_correct',
      with: { text: 'tên tôi là Thuỷ chứ không phải Thúy' },
    })
    const sent = play(myDataDialogue.hear(confirming.next!, choice('my_data:send'), somebody()), {
      open_data_request: opened,
    })
    expect(sent.keys).toEqual(['my_data.sent_correct'])
  })

  it('does not swallow another wish while it waits for a correction', () => {
    const state = { dialogue: 'my_data', step: 'asking_correction' } as const
    expect(myDataDialogue.hear(state, words('đèn đường hỏng', 'report_problem', {}, 'act'), somebody())).toBeNull()
  })

  it('does not send from a button of an old question', () => {
    expect(myDataDialogue.hear({ dialogue: 'my_data', step: 'idle' }, choice('my_data:send'), somebody())).toBeNull()
  })

  it('begins linking where that is meant', () => {
    expect(play(myDataDialogue.begin(meant('liên kết số điện thoại', 'my_data'), somebody())).keys[0]).toBe(
      'identity.why'
    )
  })

  it('has words with dates in both languages', async () => {
    const translate = await loadTranslate()
    const values = { ack: opened.acknowledgeBy.toISOString(), at: opened.dueAt.toISOString() }
    expect(translate('my_data.sent_delete', values)).toContain('17 giờ 00 thứ Sáu, 11/12/2026')
    expect(translate('my_data.sent_delete', values, 'en')).toContain('17:00 on Friday, 11 December 2026')
  })
})

describe('notices', () => {
  it.each([
    ['thoi dung nhan tin nua', 'unsubscribe'],
    ['dừng', 'help'],
    ['đừng gửi tin nữa', 'help'],
  ] as const)('stop when asked: %s', (text, intent) => {
    const { keys, deeds } = play(noticesDialogue.begin(meant(text, intent), somebody()), {
      stop_notices: { kind: 'stopped', elsewhere: false, quiet: null },
    })
    expect(deeds[0]?.input).toEqual({ stopped: true })
    expect(keys).toEqual(['notices.stopped'])
  })

  it('come again when asked', () => {
    const { keys, deeds } = play(noticesDialogue.begin(meant('nhận tin', 'subscribe'), somebody()), {
      stop_notices: { kind: 'resumed', elsewhere: false, quiet: null },
    })
    expect(deeds[0]?.input).toEqual({ stopped: false })
    expect(keys).toEqual(['notices.resumed'])
  })

  it('that the law demands are explained', () => {
    const idle = { dialogue: 'notices', step: 'idle' } as const
    const { keys } = play(noticesDialogue.hear(idle, choice('notices:which'), somebody()), {
      wish_notices: { stopped: false, only: null, spared: [], invitedAtDoor: false, quiet: null },
    })
    expect(keys).toEqual(['notices.which'])
  })
})
