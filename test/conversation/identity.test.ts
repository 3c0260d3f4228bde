import { describe, expect, it } from 'vitest'
import { identityDialogue, isIdentityWish } from '../../src/conversation/dialogues/identity.ts'
import type { State } from '../../src/conversation/dialogue.ts'
import { choice, meant, play, somebody, words } from '../support/play-dialogue.ts'

const at = (step: string, kept: Record<string, unknown> = {}): State => ({ dialogue: 'identity', step, ...kept })
const linked = { kind: 'linked', initial: 'A', neighbourhood: 'Tổ dân phố 12', noticesStopped: false } as const
const code = 'H49.12-261120-0034'
const phone = '+84912344567'

describe('linking a chat', () => {
  it('explains why, and offers the platform share, a counter code or a receipt', () => {
    const { say, next } = play(identityDialogue.begin(meant('liên kết'), somebody()))
    expect(say.map((saying) => saying.say)).toEqual(['identity.why', 'identity.how'])
    expect(say[1]).toMatchObject({ asksContact: true })
    expect(next).toEqual(at('asking_proof'))
  })

  it('with a shared contact says no name, only a letter and the neighbourhood', () => {
    const { say, deeds } = play(identityDialogue.hear(at('asking_proof'), { kind: 'contact', phone }, somebody()), {
      link_by_contact: linked,
    })
    expect(deeds).toEqual([{ name: 'link_by_contact', input: { phone } }])
    expect(say[0]).toMatchObject({
      say: 'identity.linked_with_place',
      with: { initial: 'A', neighbourhood: 'tổ dân phố 12' },
    })
    expect(say[0]?.choices?.map((one) => one.id)).toEqual(['identity:wrong_person'])
  })

  it('that had stopped notices says that they stay stopped, and how they come again', () => {
    const { say } = play(identityDialogue.hear(at('asking_proof'), { kind: 'contact', phone }, somebody()), {
      link_by_contact: { ...linked, noticesStopped: true },
    })
    expect(say[0]?.and).toEqual([{ say: 'identity.notices_stopped' }])
    expect(say[0]?.choices?.map((one) => one.id)).toEqual(['identity:wrong_person', 'notices:resume'])
  })

  it('of several on one phone asks the birth year and keeps the phone', () => {
    const { next, keys } = play(identityDialogue.hear(at('asking_proof'), { kind: 'contact', phone }, somebody()), {
      link_by_contact: { kind: 'several' },
    })
    expect(keys).toEqual(['identity.several'])
    expect(next).toEqual(at('asking_birth_year', { phone }))
  })

  it.each([
    ['1973', 1973],
    ['em sinh năm 1990 ạ', 1990],
    ['sinh năm 73', 1973],
    ['05', 2005],
  ])('reads the birth year in "%s"', (text, birthYear) => {
    const { deeds } = play(identityDialogue.hear(at('asking_birth_year', { phone }), words(text), somebody()), {
      link_by_contact: linked,
    })
    expect(deeds[0]?.input).toEqual({ phone, birthYear })
  })

  it.each(['12345678', '1234 5678', 'mã 123456', 'dạ mã là 12-34-56-78 ạ'])(
    'reads the counter code in "%s"',
    (text) => {
      const { deeds } = play(identityDialogue.hear(at('asking_proof'), words(text), somebody()), {
        link_by_code: linked,
      })
      expect(deeds[0]?.name).toBe('link_by_code')
    }
  )

  it.each(['12345', '123456789', 'tôi có 12345678 việc', 'hồ sơ 2026'])('does not take "%s" for a code', (text) => {
    expect(identityDialogue.hear(at('asking_proof'), words(text), somebody())).toBeNull()
  })

  it('does not believe a typed number without the receipt', () => {
    const { keys, next } = play(
      identityDialogue.hear(at('asking_proof'), words('0912344567', 'help', { phones: [phone] }), somebody())
    )
    expect(keys).toEqual(['identity.typed_phone'])
    expect(next).toEqual(at('asking_receipt', { phone }))
  })

  it('takes code and phone of a receipt together or one after the other', () => {
    const both = words('x', 'help', { phones: [phone], dossierCodes: [code] })
    const together = play(identityDialogue.hear(at('asking_receipt'), both, somebody()), { link_by_receipt: linked })
    expect(together.deeds[0]?.input).toEqual({ phone, code, digits: '4567' })
    const first = play(
      identityDialogue.hear(at('asking_receipt'), words('x', 'help', { dossierCodes: [code] }), somebody())
    )
    expect(first.next).toEqual(at('asking_receipt', { code }))
    const second = play(identityDialogue.hear(first.next!, words('x', 'help', { phones: [phone] }), somebody()), {
      link_by_receipt: { kind: 'no_match' },
    })
    expect(second.deeds[0]?.input).toEqual({ phone, code, digits: '4567' })
    expect(second.keys).toEqual(['identity.receipt_no_match'])
  })

  it.each(['nhầm người rồi', 'không phải tôi đâu', 'nham so roi a'])(
    'of the wrong person is undone at once: %s',
    (text) => {
      const { deeds, keys } = play(
        identityDialogue.hear(at('linked'), words(text), somebody({ citizenLinked: true })),
        {
          end_link: { kind: 'ended' },
          stop_notices: { kind: 'stopped', elsewhere: false, quiet: null },
          open_hand_over: { answerDueAt: new Date('2026-11-23T01:30:00Z') } as never,
        }
      )
      expect(deeds.map((deed) => deed.name)).toEqual(['end_link', 'stop_notices', 'open_hand_over'])
      expect(deeds[2]?.input).toMatchObject({ why: 'wrong_person' })
      expect(keys).toEqual(['identity.wrong_person'])
    }
  )

  it('already linked, offers to unlink', () => {
    const { keys } = play(identityDialogue.begin(meant('liên kết'), somebody({ citizenLinked: true })))
    expect(keys).toEqual(['identity.already_linked'])
    const ended = play(identityDialogue.hear(at('linked'), choice('identity:unlink'), somebody()), {
      end_link: { kind: 'ended' },
    })
    expect(ended.keys).toEqual(['identity.unlinked'])
  })

  it('has a way to a person in every dead end', () => {
    for (const outcome of [{ kind: 'unknown' }, { kind: 'too_many' }, { kind: 'wrong_birth_year' }] as const) {
      const { say } = play(identityDialogue.hear(at('asking_proof'), { kind: 'contact', phone }, somebody()), {
        link_by_contact: outcome,
      })
      expect(say.at(-1)?.choices?.map((one) => one.id)).toContain('person')
    }
  })
})

describe('who writes here, brought up out of the blue', () => {
  it.each([
    'liên kết',
    'lien ket so dien thoai',
    'nhầm người rồi',
    'gửi nhầm rồi',
    'I received a letter for someone else',
    'thư này không phải của tôi',
    'tin này ko phải của nhà em đâu',
    'không phải tôi',
    '12345678',
    'mã 123456',
    'xác minh số điện thoại',
  ])('is heard: %s', (text) => {
    expect(isIdentityWish(text)).toBe(true)
  })

  it.each([
    'liên thông khai sinh',
    'hồ sơ không phải nộp phí à',
    '0912345678',
    'H49.12-261120-0034',
    '4567',
    'không phải em làm hỏng đèn',
    'xác minh mất bao lâu',
  ])('is not heard in other matters: %s', (text) => {
    expect(isIdentityWish(text)).toBe(false)
  })
})
