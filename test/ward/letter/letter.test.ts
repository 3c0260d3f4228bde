import { describe, expect, test } from 'vitest'
import { atWardTime } from '../../../src/platform/ward-time.ts'
import {
  approvalsNeeded,
  mayCondoleByChat,
  planLetter,
  withApproval,
  type LetterFacts,
  type LetterKind,
} from '../../../src/ward/letter/letter.ts'
import { usualLetterRules as rules } from '../../../src/ward/letter/load-letter-rules.ts'
import { isOpenAt, isTaboo, nextOpening } from '../../../src/ward/message/sending-window.ts'

/** A letter that nothing stands against, ten days after the entry. */
function facts(
  kind: LetterKind,
  more: Partial<Omit<LetterFacts, 'event'>> & { event?: Partial<LetterFacts['event']> } = {}
): LetterFacts {
  return {
    kind,
    today: '2026-11-25',
    consents: kind === 'marriage' ? ['given', 'given'] : ['given'],
    death: false,
    maybeDeath: false,
    mourningSince: null,
    childDeath: false,
    sameDeath: false,
    otherLetter: false,
    ...more,
    event: {
      nature: 'first',
      annulled: false,
      registeredDate: '2026-11-15',
      recordedDate: '2026-11-15',
      diedDate: null,
      handedOverDate: '2026-11-15',
      ...more.event,
    },
  }
}
const plan = (...args: Parameters<typeof facts>) => {
  const { status, why, nextDate } = planLetter(facts(...args), rules)
  return [status, why ?? nextDate].filter((one) => one !== null).join(' ')
}

describe('a birth letter', () => {
  test('is ready once the child is registered, a parent has agreed and three days have passed', () => {
    expect(plan('birth')).toBe('ready')
  })
  test.each([
    ['2026-11-25', 'held 2026-11-28'],
    ['2026-11-23', 'held 2026-11-26'],
    ['2026-11-22', 'ready'],
  ])('recorded on %s is %s on the 25th: it is held for three days', (recordedDate, expected) => {
    expect(plan('birth', { event: { recordedDate } })).toBe(expected)
  })
  test('told late by the feed is held from the day it was told: a death may be as late', () => {
    expect(plan('birth', { event: { registeredDate: '2026-11-05', recordedDate: '2026-11-24' } })).toBe(
      'held 2026-11-27'
    )
  })
  test('needs one parent’s consent, and silence is no consent', () => {
    expect(plan('birth', { consents: ['none', 'given'] })).toBe('ready')
    expect(plan('birth', { consents: ['none', 'none'] })).toBe('waiting consent')
    expect(plan('birth', { consents: [] })).toBe('waiting consent')
  })
  test('stops when one of the parents takes consent back, whatever the other said', () => {
    expect(plan('birth', { consents: ['given', 'withdrawn'] })).toBe('stopped withdrawn')
  })
  test('stops when the child or a parent has died', () => {
    expect(plan('birth', { death: true })).toBe('stopped death')
    expect(plan('birth', { death: true, consents: ['none'] })).toBe('stopped death')
  })
  test('goes to a person when a death is registered under a name like theirs', () => {
    expect(plan('birth', { maybeDeath: true })).toBe('review maybe_death')
  })
})

describe('a marriage letter', () => {
  test('needs the consent of both spouses', () => {
    expect(plan('marriage')).toBe('ready')
    expect(plan('marriage', { consents: ['given', 'none'] })).toBe('waiting consent')
    expect(plan('marriage', { consents: ['given'] })).toBe('waiting consent')
  })
  test('waits until the certificate is handed over', () => {
    expect(plan('marriage', { event: { handedOverDate: null } })).toBe('waiting certificate')
    expect(plan('marriage', { event: { handedOverDate: '2026-11-27' } })).toBe('waiting certificate')
    expect(plan('marriage', { event: { handedOverDate: '2026-11-25' } })).toBe('ready')
  })
})

describe.each(['birth', 'marriage'] as const)('a letter of joy (%s)', (kind) => {
  test.each(['re_registration', 'adoption', 'late', 'correction'] as const)('never comes of a %s', (nature) => {
    expect(plan(kind, { event: { nature } })).toBe('stopped not_first')
  })
  test('stops when the entry is annulled', () => {
    expect(plan(kind, { event: { annulled: true } })).toBe('stopped annulled')
  })
  test('never reaches a house in mourning, up to the 49th day', () => {
    expect(plan(kind, { mourningSince: '2026-11-24' })).toBe('stopped mourning')
    expect(plan(kind, { mourningSince: '2026-10-07' })).toBe('stopped mourning')
    expect(plan(kind, { mourningSince: '2026-10-06' })).toBe('ready')
  })
  test('does not ask a house in mourning for its consent either', () => {
    expect(plan(kind, { mourningSince: '2026-11-24', consents: ['none', 'none'] })).toBe('stopped mourning')
  })
  test('is not sent any more after thirty days', () => {
    expect(plan(kind, { event: { registeredDate: '2026-10-26' } })).toBe('ready')
    expect(plan(kind, { event: { registeredDate: '2026-10-25' } })).toBe('stopped too_old')
  })
  test('and another letter for the same household both wait for a person', () => {
    expect(plan(kind, { otherLetter: true })).toBe('review two_letters')
  })
})

describe('a wish for a great age', () => {
  test('is kept from a mourning house for a hundred days', () => {
    expect(plan('longevity', { mourningSince: '2026-08-17' })).toBe('stopped mourning')
    expect(plan('longevity', { mourningSince: '2026-08-16' })).toBe('ready')
  })
  test('comes only when the family has said yes', () => {
    expect(plan('longevity', { consents: ['none'] })).toBe('waiting consent')
    expect(plan('longevity', { consents: ['withdrawn'] })).toBe('stopped withdrawn')
  })
})

describe('a condolence', () => {
  test('is ready at once, consent or not: by hand; and is stopped by no mourning', () => {
    expect(plan('condolence', { consents: [], mourningSince: '2026-11-24', event: { diedDate: '2026-11-24' } })).toBe(
      'ready'
    )
  })
  test('for a child is never written before a person has decided: only a person speaks to the parents', () => {
    expect(plan('condolence', { childDeath: true, event: { diedDate: '2026-11-24' } })).toBe('review child_death')
  })
  test('of a name under which another death is registered waits for a person: told twice, or two who died?', () => {
    expect(plan('condolence', { sameDeath: true, event: { diedDate: '2026-11-24' } })).toBe('review same_death')
  })
  test('is not written any more after the 49th day', () => {
    expect(plan('condolence', { event: { diedDate: '2026-10-07' } })).toBe('ready')
    expect(plan('condolence', { event: { diedDate: '2026-10-06' } })).toBe('stopped too_old')
  })
  test('for a death entered late or anew without its day is not written by itself', () => {
    expect(plan('condolence', { event: { nature: 'late' } })).toBe('stopped no_date')
    expect(plan('condolence', { event: { nature: 're_registration' } })).toBe('stopped no_date')
  })
  test('needs two officials, and they are two persons', () => {
    expect(approvalsNeeded('condolence')).toBe(2)
    const first = withApproval('condolence', { approvedById: null, secondById: null }, 'a')
    expect(first).toMatchObject({ complete: false })
    expect(withApproval('condolence', first!.approvals, 'a')).toBeNull()
    expect(withApproval('condolence', first!.approvals, 'b')).toMatchObject({ complete: true })
    expect(withApproval('birth', { approvedById: null, secondById: null }, 'a')).toMatchObject({ complete: true })
  })
  test('goes by chat before the funeral only, and in the first three days where its day is not known', () => {
    const dates = { diedDate: '2026-11-23', funeralDate: '2026-11-25', registeredDate: '2026-11-24' }
    expect(mayCondoleByChat(dates, '2026-11-25', rules)).toBe(true)
    expect(mayCondoleByChat(dates, '2026-11-26', rules)).toBe(false)
    expect(mayCondoleByChat({ ...dates, funeralDate: null }, '2026-11-26', rules)).toBe(true)
    expect(mayCondoleByChat({ ...dates, funeralDate: null }, '2026-11-27', rules)).toBe(false)
  })
  test('is brought by hand around Tết', () => {
    const dates = { diedDate: '2027-02-04', funeralDate: '2027-02-07', registeredDate: '2027-02-04' }
    expect(mayCondoleByChat(dates, '2027-02-05', rules)).toBe(false)
  })
})

describe('the hours', () => {
  const at = (text: string) => new Date(`${text}:00+07:00`)
  test.each([
    ['2026-11-25T07:59', false, false],
    ['2026-11-25T08:00', true, true],
    ['2026-11-25T16:59', true, true],
    ['2026-11-25T17:00', true, false],
    ['2026-11-25T18:00', false, false],
  ])('at %s a greeting may leave: %s, a condolence: %s', (instant, greeting, condolence) => {
    expect(isOpenAt(rules.greeting, at(instant))).toBe(greeting)
    expect(isOpenAt(rules.condolence, at(instant))).toBe(condolence)
  })
  test.each([
    // Tết 2027: mùng 1 is 06/02, the last day of Chạp is the 29th
    ['2027-02-04', false, false],
    ['2027-02-05', false, true],
    ['2027-02-06', true, true],
    ['2027-02-08', true, true],
    ['2027-02-09', false, false],
  ])('%s is taboo for greetings: %s, for condolences: %s', (date, greeting, condolence) => {
    expect(isTaboo(date, rules.greeting.taboo)).toBe(greeting)
    expect(isTaboo(date, rules.condolence.taboo)).toBe(condolence)
  })
  test('what may not leave waits for the next opening, over the taboo days', () => {
    expect(nextOpening(rules.greeting, at('2026-11-25T09:00'))).toEqual(at('2026-11-25T09:00'))
    expect(nextOpening(rules.greeting, at('2026-11-25T20:00'))).toEqual(atWardTime('2026-11-26', '08:00'))
    expect(nextOpening(rules.greeting, at('2026-11-25T05:00'))).toEqual(atWardTime('2026-11-25', '08:00'))
    expect(nextOpening(rules.greeting, at('2027-02-05T18:30'))).toEqual(atWardTime('2027-02-09', '08:00'))
    expect(nextOpening(rules.condolence, at('2027-02-04T18:30'))).toEqual(atWardTime('2027-02-09', '08:00'))
  })
})
