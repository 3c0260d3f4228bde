import { describe, expect, it } from 'vitest'
import {
  clockOf,
  dossierStatuses,
  isTerminal,
  nationalCodeOf,
  statusGroupOf,
  statusOfNationalCode,
} from '../../../src/ward/dossier/dossier.ts'
import type { DossierStatus } from '../../../src/ward/dossier/dossier.ts'
import { applyFeed, dossierTransitions, isLegalTransition } from '../../../src/ward/dossier/dossier-transition.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 1, minute))
const known = (status: DossierStatus, minute: number, sequence?: number) => ({
  status,
  occurredAt: at(minute),
  sequence,
})

describe('the statuses of a dossier', () => {
  it('carry the numbers of the national portal', () => {
    expect(dossierStatuses.map(nationalCodeOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect([4, 9, 10].map(statusOfNationalCode)).toEqual(['in_progress', 'done', 'returned'])
    expect([0, 11, 2.5, Number.NaN].map(statusOfNationalCode)).toEqual([null, null, null, null])
  })

  it('go on as the national portal allows and no other way', () => {
    const numbers = Object.entries(dossierTransitions).map(([from, to]) => [
      nationalCodeOf(from as DossierStatus),
      to.map(nationalCodeOf),
    ])
    expect(Object.fromEntries(numbers)).toEqual({
      1: [2, 3, 5, 7],
      2: [4, 5, 6, 7, 8],
      3: [],
      4: [5, 6, 7, 8, 9],
      5: [4, 7, 8],
      6: [4, 7, 8],
      7: [8],
      8: [],
      9: [10],
      10: [],
    })
    expect(isLegalTransition('done', 'in_progress')).toBe(false)
  })

  it('end at not accepted, withdrawn, stopped and returned', () => {
    expect(dossierStatuses.filter(isTerminal).map(nationalCodeOf)).toEqual([3, 7, 8, 10])
  })

  it('run the ward’s clock only while the ward has the papers', () => {
    expect(dossierStatuses.filter((status) => clockOf(status) === 'running').map(nationalCodeOf)).toEqual([2, 4])
    expect(dossierStatuses.filter((status) => clockOf(status) === 'paused').map(nationalCodeOf)).toEqual([5, 6])
  })

  it('show a stranger with the code no more than how far it is', () => {
    expect(dossierStatuses.map(statusGroupOf)).toEqual([
      'sent',
      'being_handled',
      'closed',
      'being_handled',
      'waiting_for_citizen',
      'waiting_for_citizen',
      'closed',
      'closed',
      'result_ready',
      'finished',
    ])
  })
})

describe('a message of the one-stop system', () => {
  it('about an unknown dossier registers it in any status', () => {
    expect(applyFeed(null, known('in_progress', 5))).toEqual({ kind: 'registered' })
  })

  it('that is newer moves the dossier', () => {
    expect(applyFeed(known('received', 1), known('in_progress', 2))).toEqual({
      kind: 'moved',
      from: 'received',
      isUnusual: false,
    })
  })

  it('that is older is kept as history and never moves the dossier back', () => {
    expect(applyFeed(known('in_progress', 5), known('received', 1))).toEqual({ kind: 'history', why: 'older' })
    expect(applyFeed(known('done', 5), known('awaiting_papers', 1))).toEqual({ kind: 'history', why: 'older' })
  })

  it('that comes twice has one effect', () => {
    expect(applyFeed(known('received', 1), known('received', 1))).toEqual({ kind: 'repeated' })
    expect(applyFeed(known('received', 1, 7), known('received', 1, 7))).toEqual({ kind: 'repeated' })
  })

  it('with the same status and a later time brings details only', () => {
    expect(applyFeed(known('in_progress', 1), known('in_progress', 9))).toEqual({ kind: 'same_status' })
  })

  it('is ordered by the source’s numbers before its clock', () => {
    expect(applyFeed(known('in_progress', 9, 3), known('done', 1, 4))).toMatchObject({ kind: 'moved' })
    expect(applyFeed(known('in_progress', 1, 4), known('received', 9, 3))).toEqual({ kind: 'history', why: 'older' })
  })

  it('without a number is ordered by the clock', () => {
    expect(applyFeed(known('in_progress', 1, 4), known('done', 9, 0))).toMatchObject({ kind: 'moved' })
    expect(applyFeed(known('in_progress', 5, 4), known('received', 1))).toEqual({ kind: 'history', why: 'older' })
  })

  it.each(['done', 'returned'] as const)('cannot undo a dossier that is %s', (status) => {
    expect(applyFeed(known(status, 1), known('in_progress', 9))).toEqual({ kind: 'history', why: 'would_undo_result' })
    expect(applyFeed(known(status, 1), known('awaiting_papers', 9))).toEqual({
      kind: 'history',
      why: 'would_undo_result',
    })
  })

  it('undoes a result when it says that it is a correction', () => {
    expect(applyFeed(known('done', 1), { ...known('in_progress', 9), isCorrection: true })).toEqual({
      kind: 'moved',
      from: 'done',
      isUnusual: true,
    })
    expect(applyFeed(known('returned', 1), { ...known('done', 9), isCorrection: true })).toMatchObject({
      kind: 'moved',
    })
  })

  it('hands a finished dossier over', () => {
    expect(applyFeed(known('done', 1), known('returned', 9))).toEqual({ kind: 'moved', from: 'done', isUnusual: false })
  })

  it('with a jump the portal does not know is kept and flagged', () => {
    expect(applyFeed(known('received', 1), known('done', 9))).toEqual({
      kind: 'moved',
      from: 'received',
      isUnusual: true,
    })
    expect(applyFeed(known('stopped', 1), known('in_progress', 9))).toMatchObject({ kind: 'moved', isUnusual: true })
  })

  it('at the same instant counts as later only when the step is known', () => {
    expect(applyFeed(known('received', 1), known('in_progress', 1))).toMatchObject({ kind: 'moved' })
    expect(applyFeed(known('in_progress', 1), known('received', 1))).toEqual({ kind: 'history', why: 'older' })
  })

  it('in any order of arrival leaves the same status', () => {
    const feed = [known('received', 1), known('in_progress', 2), known('awaiting_papers', 3), known('in_progress', 4)]
    const story = [...feed, known('done', 5)]
    const orders = story.map((_, i) => [...story.slice(i), ...story.slice(0, i)]).concat([[...story].reverse()])
    for (const order of orders) {
      let state: (typeof story)[number] | null = null
      for (const message of order) {
        const effect = applyFeed(state, message)
        if (effect.kind !== 'history' && effect.kind !== 'repeated') state = message
      }
      expect(state?.status).toBe('done')
    }
  })
})
