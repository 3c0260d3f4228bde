import fc from 'fast-check'

/** What can happen to the families of a ward, in the order in which the ward hears of it. */
export type Happening =
  | {
      do: 'birth'
      family: number
      consent: 'mother' | 'father' | 'none'
      late: number
      nature: 'first' | 'adoption' | 're_registration'
    }
  | { do: 'wedding'; family: number; other: number; consents: 'both' | 'one'; handed: boolean }
  | { do: 'death'; family: number; who: 'mother' | 'father' | 'grandmother' | 'child'; ago: number }
  | { do: 'annul' | 'again' | 'rename'; which: number }
  | { do: 'withdraw'; family: number; how: 'letters' | 'loss' | 'everything' }
  /** To nine in the morning, so many days on. */
  | { do: 'morning'; days: number }
  | { do: 'wait'; hours: number }
  | { do: 'tend'; crash: boolean }
  | { do: 'approve' | 'clear' }
  | { do: 'deliver'; outcome: 'accepted' | 'unknown' | 'refused' }

export const families = 4

const family = fc.integer({ min: 0, max: families - 1 })
const one = <T extends string>(...values: T[]) => fc.constantFrom(...values)
const what = <T extends string>(value: T) => fc.constant(value)

const birth = (late: number) =>
  fc.record({
    do: what('birth'),
    family,
    consent: one('mother', 'mother', 'mother', 'father', 'none'),
    late: fc.integer({ min: 0, max: late }),
    nature: one('first', 'first', 'first', 'first', 'first', 'adoption', 're_registration'),
  })
const wedding = fc.record({
  do: what('wedding'),
  family,
  other: family,
  consents: one('both', 'both', 'both', 'one'),
  handed: fc.constantFrom(true, true, true, false),
})
const approve: Happening = { do: 'approve' }
const clear: Happening = { do: 'clear' }
const morning = (days: number): Happening => ({ do: 'morning', days })
const tend = fc.record({ do: what('tend'), crash: fc.boolean() })
const deliver = fc.record({ do: what('deliver'), outcome: one('accepted', 'accepted', 'unknown', 'refused') })

const disturbances = {
  death: fc.record({
    do: what('death'),
    family,
    who: one('father', 'child', 'mother', 'grandmother'),
    // told at once, or so late that the house mourns no more
    ago: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 50, max: 80 })),
  }),
  toldAgain: fc.record({ do: one('annul', 'again', 'rename', 'rename'), which: fc.nat(20) }),
  withdraw: fc.record({ do: what('withdraw'), family, how: one('letters', 'letters', 'loss', 'everything') }),
  tend,
  deliver,
  wait: fc.record({ do: what('wait'), hours: fc.integer({ min: 1, max: 40 }) }),
  birth: birth(12),
}
export type Disturbance = keyof typeof disturbances

/** What comes between consent and the letter: each of these has hurt somebody where nobody looked. */
const disturbance = (likely: Disturbance | null): fc.Arbitrary<Happening> =>
  fc.oneof(
    { weight: 3, arbitrary: disturbances.death },
    { weight: 3, arbitrary: disturbances.toldAgain },
    { weight: 2, arbitrary: disturbances.withdraw },
    { weight: 2, arbitrary: disturbances.tend },
    { weight: 1, arbitrary: disturbances.deliver },
    { weight: 1, arbitrary: disturbances.wait },
    { weight: 1, arbitrary: disturbances.birth },
    ...(likely === null ? [] : [{ weight: 26, arbitrary: disturbances[likely] }])
  )

/**
 * The way of a letter, consent → event → its days → approval → the outbox → out; nothing, or one or two things, come
 * between. Of streams without a way hardly any led to a letter, and a test in which nothing leaves proves nothing.
 */
function story(likely: Disturbance | null): fc.Arbitrary<Happening[]> {
  const happens = disturbance(likely)
  const troubled = fc.array(fc.record({ at: fc.nat(6), happens, atHome: fc.constantFrom(true, true, false) }), {
    minLength: 1,
    maxLength: 2,
  })
  return fc
    .record({
      begins: fc.oneof({ weight: 4, arbitrary: birth(3) }, { weight: 1, arbitrary: wedding }),
      days: fc.integer({ min: 3, max: 5 }),
      tended: tend,
      delivered: deliver,
      between: likely === null ? fc.oneof(fc.constant([]), troubled) : troubled,
    })
    .map(({ begins, days, tended, delivered, between }) => {
      const way: Happening[] = [begins, morning(days), { do: 'tend', crash: false }, clear, approve, tended, delivered]
      for (const { at, happens: one, atHome } of between) {
        way.splice(at + 1, 0, atHome && 'family' in one ? { ...one, family: begins.family } : one)
      }
      return way
    })
}

/** Two to four stories one after the other, and what is left lying in between; `likely`: what most often disturbs them. */
export const streams = (likely: Disturbance | null = null): fc.Arbitrary<Happening[]> =>
  fc.array(story(likely), { minLength: 2, maxLength: 4 }).map((stories) => stories.flat())
