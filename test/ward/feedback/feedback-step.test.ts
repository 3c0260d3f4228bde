import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endStatuses,
  feedbackStatuses,
  openStatuses,
  outcomes,
  parties,
  refusalReasons,
  transitions,
  visibilities,
  type FeedbackEvent,
  type FeedbackStatus,
  type Need,
  type Party,
} from '../../../src/ward/feedback/feedback.ts'
import {
  feedbackGuards,
  stepFeedback,
  type FeedbackFacts,
  type Guards,
  type StepCommand,
} from '../../../src/ward/feedback/feedback-step.ts'

const report = (status: FeedbackStatus, more: Partial<FeedbackFacts> = {}): FeedbackFacts => ({
  id: 'r1',
  status,
  resumeTo: null,
  visibility: 'private',
  restricted: null,
  leads: false,
  authorId: 'author',
  dissatisfied: 0,
  handlerId: null,
  leaderAgreed: false,
  waitedOut: true,
  recent: true,
  seenKeys: new Set(),
  ...more,
})

/** A command that satisfies every guard; a test takes one thing away. */
const whole = (event: FeedbackEvent, party: Party, more: Partial<StepCommand> = {}): StepCommand => ({
  event,
  key: 'k1',
  by: { parties: [party], id: 'somebody' },
  today: '2026-11-21',
  text: 'Nắp cống trước số 5 kiệt 43 bị bể',
  reason: event === 'refuse' ? 'no_content' : 'sai bộ phận',
  classification: { kind: 'problem', field: 'drainage', urgency: 'normal', authority: 'ward' },
  main: { id: 'r2', status: 'in_progress', mainId: null },
  unit: 'Kinh tế - Hạ tầng',
  agency: 'Công ty Điện lực',
  date: '2026-11-20',
  outcome: 'resolved',
  proofs: 1,
  visibility: 'private',
  score: event === 'reopen' ? 2 : 5,
  ratingReason: 'not_done',
  ...more,
})

const refusalOf = (facts: FeedbackFacts, command: StepCommand) => {
  const step = stepFeedback(facts, command)
  return step.ok ? null : step.refusal
}

/** A report in the state a row starts from, so that the row can be taken. */
const readyFor = (transition: (typeof transitions)[number], more: Partial<FeedbackFacts> = {}) =>
  report(transition.from, {
    resumeTo: transition.to === 'in_progress' ? 'in_progress' : 'awaiting_intake',
    leaderAgreed: true,
    ...more,
  })

/** What breaks each need and nothing else: what is said, and how the report stands. */
const broken: Record<Need, [Partial<StepCommand>, Partial<FeedbackFacts>]> = {
  words: [{ text: ' ' }, {}],
  classified: [{ classification: { kind: 'problem' } }, {}],
  question: [{ text: '' }, {}],
  refusal_reason: [{ reason: '' }, {}],
  main_report: [{ main: null }, {}],
  reason: [{ reason: '' }, {}],
  unit: [{ unit: '' }, {}],
  resumes_here: [{}, { resumeTo: null }],
  waited_out: [{}, { waitedOut: false }],
  leader_agrees: [{ by: { parties: ['one_stop', 'specialist'], id: 'x' } }, { leaderAgreed: false }],
  agency_and_date: [{ agency: '' }, {}],
  outcome_and_proof: [{ outcome: '' }, {}],
  other_hands: [{ by: { parties: ['specialist'], id: 'author' } }, { dissatisfied: 2 }],
  other_approver: [{ by: { parties: ['leader'], id: 'author' } }, {}],
  redacted: [{ visibility: 'public', publicText: 'Gọi ông Trần Văn Bảy 0912 345 678' }, {}],
  verdict: [{ by: { parties: ['citizen'], id: null }, score: 1 }, {}],
  dissatisfied: [{ score: 4 }, {}],
  recent: [{}, { recent: false }],
  answer_text: [{ text: '' }, {}],
  not_leading: [{}, { leads: true }],
}

type Table = typeof transitions

function reachedFrom(start: FeedbackStatus, table: Table): Set<FeedbackStatus> {
  const reached = new Set([start])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const { from, to } of table) if (reached.has(from)) reached.add(to)
  }
  return reached
}

const unreachable = (table: Table) => {
  const reached = reachedFrom('draft', table)
  return feedbackStatuses.filter((status) => !reached.has(status))
}

const stuck = (table: Table) =>
  openStatuses.filter((start) => {
    const reached = reachedFrom(start, table)
    return !endStatuses.some((end) => reached.has(end))
  })

/** Needs of rows that are broken and still let the step pass. */
const toothless = (guards: Guards) =>
  transitions.flatMap((transition) =>
    transition.needs
      .filter((need) => {
        const [command, facts] = broken[need]
        const said = whole(transition.event, transition.by[0]!, command)
        return stepFeedback(readyFor(transition, facts), said, guards).ok
      })
      .map((need) => `${transition.from} ${transition.event} ${transition.to} ${need}`)
  )

describe('the way of a report', () => {
  it('has fifteen states and thirty-six transitions', () => {
    expect(feedbackStatuses).toHaveLength(15)
    expect(transitions).toHaveLength(36)
    expect(new Set(transitions.map(({ from, event, to }) => `${from} ${event} ${to}`)).size).toBe(36)
  })

  it('reaches every state from the draft, and a table without a way to one is found', () => {
    expect(unreachable(transitions)).toEqual([])
    for (const status of feedbackStatuses.filter((one) => one !== 'draft')) {
      const without = transitions.filter(({ to }) => to !== status)
      expect(unreachable(without), status).toContain(status)
    }
  })

  it('can come to an end from every open state, and a table in which one cannot is found', () => {
    expect(stuck(transitions)).toEqual([])
    for (const status of openStatuses) {
      const without = transitions.filter(({ from }) => from !== status)
      expect(stuck(without), status).toContain(status)
    }
  })

  it.each(transitions.flatMap((transition) => transition.by.map((party) => ({ ...transition, party }))))(
    '$from goes by $event of the $party to $to when everything is in order',
    (transition) => {
      const facts = readyFor(transition)
      const command = whole(transition.event, transition.party)
      expect(stepFeedback(facts, command)).toMatchObject({
        ok: true,
        value: { kind: 'moved', transition: { from: transition.from, to: transition.to } },
      })
    }
  )

  it('goes no way that is not in the table, whoever asks and whatever is said', () => {
    const events = [...new Set(transitions.map(({ event }) => event))]
    const allowed = new Set(
      transitions.flatMap(({ from, event, to, by }) => by.map((party) => `${from} ${event} ${to} ${party}`))
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...feedbackStatuses),
        fc.constantFrom(...events),
        fc.constantFrom(...parties),
        fc.record({
          text: fc.constantFrom('', '  ', 'chữ'),
          reason: fc.constantFrom('', 'outside_authority', 'lý do', ...refusalReasons),
          unit: fc.constantFrom('', 'Tư pháp'),
          agency: fc.constantFrom('', 'Điện lực'),
          date: fc.constantFrom('', '2026-13-40', '2026-11-20', '2027-01-01'),
          outcome: fc.constantFrom('', 'x', ...outcomes),
          proofs: fc.constantFrom(0, 1),
          promisedDate: fc.constantFrom('', '2026-12-31'),
          score: fc.integer({ min: -1, max: 6 }),
          ratingReason: fc.constantFrom('', 'vague'),
          visibility: fc.constantFrom(...visibilities),
        }),
        fc.record({
          resumeTo: fc.constantFrom('awaiting_intake' as const, 'in_progress' as const, null),
          restricted: fc.constantFrom('complaint' as const, null),
          leads: fc.boolean(),
          dissatisfied: fc.integer({ min: 0, max: 3 }),
          waitedOut: fc.boolean(),
          leaderAgreed: fc.boolean(),
          recent: fc.boolean(),
        }),
        (status, event, party, details, facts) => {
          const step = stepFeedback(
            report(status, facts),
            whole(event, party, { main: null, classification: {}, ...details })
          )
          if (!step.ok || step.value.kind === 'repeated') return
          const { from, to } = step.value.transition
          expect(from).toBe(status)
          expect(allowed.has(`${from} ${event} ${to} ${party}`)).toBe(true)
          if (to === 'merged' || to === 'received') expect(event).not.toBe('accept') // no classification was given
        }
      ),
      { numRuns: 3000 }
    )
  })

  it('takes what comes twice once: any number of replays ends where one does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...transitions), fc.integer({ min: 1, max: 10 }), (transition, times) => {
        let facts = readyFor(transition)
        let moved = 0
        for (let n = 0; n < times; n++) {
          const step = stepFeedback(facts, whole(transition.event, transition.by[0]!))
          if (!step.ok) throw new Error(step.refusal)
          if (step.value.kind === 'repeated') continue
          moved++
          facts = { ...facts, status: step.value.transition.to, seenKeys: new Set([...facts.seenKeys, 'k1']) }
        }
        expect(moved).toBe(1)
        expect(facts.status).toBe(transition.to)
      })
    )
  })

  it('has a guard that bites on every need of every row', () => {
    expect(toothless(feedbackGuards)).toEqual([])
  })

  it.each(Object.keys(feedbackGuards) as Need[])('a table whose guard "%s" has lost its teeth is found', (need) => {
    const rows = transitions.filter(({ needs }) => needs.includes(need))
    expect(rows.length).toBeGreaterThan(0)
    const found = toothless({ ...feedbackGuards, [need]: () => null })
    expect(found).toEqual(rows.map(({ from, event, to }) => `${from} ${event} ${to} ${need}`))
  })

  it('is moved by nobody but the parties of its row', () => {
    for (const { from, event, by, to } of transitions) {
      for (const party of parties.filter((one) => !by.includes(one))) {
        expect(
          refusalOf(readyFor({ from, event, by, to, needs: [] }), whole(event, party)),
          `${from} ${event} ${party}`
        ).toBe('not_yours_to_do')
      }
    }
  })
})

describe('guards of practice §4', () => {
  it('an answer without an outcome is refused', () => {
    expect(refusalOf(report('in_progress'), whole('propose_answer', 'specialist', { outcome: undefined }))).toBe(
      'outcome_missing'
    )
  })

  it('an answer "đã xử lý xong" without a photo or document is refused, other outcomes need none', () => {
    expect(refusalOf(report('in_progress'), whole('propose_answer', 'specialist', { proofs: 0 }))).toBe('proof_missing')
    expect(
      refusalOf(report('in_progress'), whole('propose_answer', 'specialist', { proofs: 0, outcome: 'not_found' }))
    ).toBeNull()
  })

  it('an answer without words is refused', () => {
    expect(refusalOf(report('in_progress'), whole('propose_answer', 'specialist', { text: ' ' }))).toBe('text_missing')
  })

  it('"đưa vào kế hoạch" names the day of the next word', () => {
    const planned = { outcome: 'planned', proofs: 0 }
    expect(refusalOf(report('in_progress'), whole('propose_answer', 'specialist', planned))).toBe(
      'promised_date_missing'
    )
    expect(
      refusalOf(
        report('in_progress'),
        whole('propose_answer', 'specialist', { ...planned, promisedDate: '2026-03-31' })
      )
    ).toBe('promised_date_missing')
    expect(
      refusalOf(
        report('in_progress'),
        whole('propose_answer', 'specialist', { ...planned, promisedDate: '2027-03-31' })
      )
    ).toBeNull()
  })

  it('forwarding without an agency, a date or with a date to come is refused', () => {
    const forward = (more: Partial<StepCommand>) =>
      refusalOf(report('received', { leaderAgreed: true }), whole('forward', 'one_stop', more))
    expect(forward({ agency: '' })).toBe('agency_missing')
    expect(forward({ date: undefined })).toBe('date_missing')
    expect(forward({ date: '2026-11-22' })).toBe('date_in_future')
    expect(forward({})).toBeNull()
  })

  it('forwarding needs a leader who agrees', () => {
    expect(refusalOf(report('received'), whole('forward', 'one_stop'))).toBe('leader_must_agree')
    expect(refusalOf(report('received'), whole('forward', 'leader'))).toBeNull()
  })

  it('"ngoài thẩm quyền" is no reason to refuse: it is forwarded', () => {
    expect(refusalOf(report('awaiting_intake'), whole('refuse', 'one_stop', { reason: 'outside_authority' }))).toBe(
      'forward_instead'
    )
    expect(refusalReasons).not.toContain('outside_authority')
  })

  it('a reason for not accepting is one of the fixed list', () => {
    expect(refusalOf(report('awaiting_intake'), whole('refuse', 'one_stop', { reason: 'bận' }))).toBe('reason_unknown')
    for (const reason of refusalReasons)
      expect(refusalOf(report('awaiting_intake'), whole('refuse', 'one_stop', { reason }))).toBeNull()
  })

  it('reports are merged one level deep, into an open one, and not into themselves', () => {
    const merge = (main: StepCommand['main'], facts: Partial<FeedbackFacts> = {}) =>
      refusalOf(report('received', facts), whole('merge', 'one_stop', { main }))
    expect(merge({ id: 'r2', status: 'merged', mainId: 'r3' })).toBe('main_is_merged')
    expect(merge({ id: 'r2', status: 'completed', mainId: null })).toBe('main_closed')
    expect(merge({ id: 'r2', status: 'answered', mainId: null })).toBe('main_closed')
    expect(merge({ id: 'r1', status: 'received', mainId: null })).toBe('merge_with_itself')
    expect(merge({ id: 'r2', status: 'received', mainId: null }, { leads: true })).toBe('others_are_merged_here')
    expect(merge({ id: 'r2', status: 'received', mainId: null })).toBeNull()
  })

  it.each([
    ['merged', 'split', 'one_stop'],
    ['assigned', 'return', 'specialist'],
    ['awaiting_approval', 'send_back', 'leader'],
  ] as const)('%s by %s needs a reason', (from, event, party) => {
    expect(refusalOf(report(from), whole(event, party, { reason: '  ' }))).toBe('reason_missing')
  })

  it('after the second dissatisfaction the same officer answers no more', () => {
    const again = report('in_progress', { dissatisfied: 2, authorId: 'somebody' })
    expect(refusalOf(again, whole('propose_answer', 'specialist'))).toBe('author_again')
    expect(refusalOf({ ...again, authorId: 'another' }, whole('propose_answer', 'specialist'))).toBe('author_again')
    expect(
      refusalOf({ ...again, authorId: 'another', handlerId: 'somebody' }, whole('propose_answer', 'specialist'))
    ).toBeNull()
    expect(refusalOf({ ...again, authorId: 'another' }, whole('propose_answer', 'leader'))).toBeNull()
  })

  it('nobody approves an answer of their own', () => {
    expect(refusalOf(report('awaiting_approval', { authorId: 'somebody' }), whole('approve', 'leader'))).toBe(
      'author_cannot_approve'
    )
    expect(
      refusalOf(report('awaiting_approval'), whole('approve', 'leader', { by: { parties: ['leader'], id: null } }))
    ).toBe('author_cannot_approve')
  })

  it('nothing is published that still names people, phones, plates or house numbers', () => {
    const publish = (publicText?: string) =>
      refusalOf(
        report('awaiting_approval'),
        whole('approve', 'leader', { visibility: 'public_without_name', publicText })
      )
    expect(publish('Nhà bà Nguyễn Thị Hoa đổ rác')).toBe('not_redacted')
    expect(publish('xe 30A-123.45 đậu')).toBe('not_redacted')
    expect(publish('trước số nhà 12')).toBe('not_redacted')
    expect(publish()).toBe('not_redacted')
    expect(publish('Rác đầu kiệt 43 đường Thạch Hãn')).toBeNull()
  })

  it('a restricted report is never visible', () => {
    for (const visibility of ['public', 'public_without_name'] as const) {
      const command = whole('approve', 'leader', { visibility, publicText: 'Rác đầu ngõ' })
      expect(refusalOf(report('awaiting_approval', { restricted: 'domestic_violence' }), command)).toBe(
        'restricted_stays_private'
      )
    }
  })

  it('the machine closes nothing before its time', () => {
    expect(refusalOf(report('awaiting_details', { waitedOut: false }), whole('close_incomplete', 'system'))).toBe(
      'not_waited_out'
    )
    expect(refusalOf(report('answered', { waitedOut: false }), whole('complete', 'system'))).toBe('not_waited_out')
  })

  it('a bad mark needs its reason, a good one completes', () => {
    expect(refusalOf(report('answered'), whole('reopen', 'citizen', { ratingReason: undefined }))).toBe(
      'score_reason_missing'
    )
    expect(refusalOf(report('answered'), whole('reopen', 'citizen', { score: 3 }))).toBe('score_missing')
    expect(refusalOf(report('answered'), whole('complete', 'citizen', { score: 2 }))).toBe('score_missing')
    expect(refusalOf(report('answered'), whole('complete', 'citizen', { score: 3 }))).toBeNull()
  })

  it('what comes again after thirty days is a new report', () => {
    expect(refusalOf(report('completed', { recent: false }), whole('recur', 'citizen'))).toBe('too_long_ago')
  })

  it('details asked for in the middle of the work lead back into the middle of the work', () => {
    const back = stepFeedback(report('awaiting_details', { resumeTo: 'in_progress' }), whole('give_details', 'citizen'))
    expect(back).toMatchObject({ ok: true, value: { transition: { to: 'in_progress' } } })
    const intake = stepFeedback(
      report('awaiting_details', { resumeTo: 'awaiting_intake' }),
      whole('give_details', 'citizen')
    )
    expect(intake).toMatchObject({ ok: true, value: { transition: { to: 'awaiting_intake' } } })
  })
})
