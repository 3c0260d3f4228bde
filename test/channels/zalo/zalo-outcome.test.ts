import { expect, it } from 'vitest'
import { zaloOutcome } from '../../../src/channels/zalo/zalo-outcome.ts'

const at = (iso: string, chance = 0) => ({ now: new Date(iso), chance })
const judge = (code: number, message = '') => zaloOutcome({ code, message }, at('2026-11-23T02:00:10Z'))

it.for([
  [-32, 'try_later', 'rate_limited'],
  [-200, 'try_later', 'provider_down'],
  [-211, 'try_later', 'quota'],
  [-218, 'try_later', 'quota'],
  [-234, 'try_later', 'night'],
  [-201, 'refused', 'content'],
  [-210, 'refused', 'content'],
  [-213, 'refused', 'citizen_left'],
  [-217, 'refused', 'citizen_left'],
  [-227, 'refused', 'citizen_left'],
  [-244, 'refused', 'citizen_left'],
  [-230, 'refused', 'window_closed'],
  [-232, 'refused', 'window_closed'],
  [-221, 'refused', 'account'],
  [-242, 'refused', 'account'],
  [-403, 'refused', 'not_a_chat'],
] as const)('Zalo’s %i is %s, %s', ([code, kind, why]) => {
  expect(judge(code).outcome).toMatchObject({ kind, why })
})

it('an invalid user id is no chat, other invalid fields are bad content', () => {
  expect(judge(-201, 'user_id is invalid!').outcome).toEqual({ kind: 'refused', why: 'not_a_chat' })
  expect(judge(-201, 'text is invalid!').outcome).toEqual({ kind: 'refused', why: 'content' })
})

it('the account’s troubles and a breach of Zalo’s standards are told to a human, a closed window is not', () => {
  expect([-221, -248, -320, -777].map((code) => judge(code).alarm)).toEqual([true, true, true, true])
  expect([-230, -32, -244, -210].map((code) => judge(code).alarm)).toEqual([false, false, false, false])
})

it('a code nobody knows is waited out', () => {
  expect(judge(-777).outcome).toEqual({ kind: 'try_later', why: 'provider_down', afterSeconds: 300 })
})

it('too many calls wait for the next minute', () => {
  expect(judge(-32).outcome).toMatchObject({ afterSeconds: 50 })
})

it('the night ends at 06:05 in the ward, spread over ten minutes', () => {
  const night = (iso: string, chance = 0) => zaloOutcome({ code: -234, message: '' }, at(iso, chance)).outcome
  expect(night('2026-11-23T15:05:00Z')).toMatchObject({ afterSeconds: 8 * 3600 })
  expect(night('2026-11-22T22:05:00Z')).toMatchObject({ afterSeconds: 3600 })
  expect(night('2026-11-22T22:05:00Z', 0.5)).toMatchObject({ afterSeconds: 3900 })
})

it('template by phone speaks its own dialect', () => {
  const byPhone = (code: number) =>
    zaloOutcome({ code, message: '' }, { ...at('2026-11-23T02:00:00Z'), byPhone: true }).outcome
  expect(byPhone(-118)).toEqual({ kind: 'refused', why: 'not_a_chat' })
  expect(byPhone(-141)).toEqual({ kind: 'refused', why: 'citizen_left' })
  expect(byPhone(-115)).toEqual({ kind: 'refused', why: 'account' })
  expect(byPhone(-144)).toMatchObject({ kind: 'try_later', why: 'quota' })
  expect(byPhone(-133)).toMatchObject({ kind: 'try_later', why: 'night' })
})
