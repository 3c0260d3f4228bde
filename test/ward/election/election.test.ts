import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { doIn } from '../../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import { announceElection, cancelElection } from '../../../src/ward/election/announce-election.ts'
import { findElection, findElections } from '../../../src/ward/election/find-elections.ts'
import {
  draftElection,
  editElection,
  keepCandidates,
  type ElectionDraft,
} from '../../../src/ward/election/keep-election.ts'
import { recordResult } from '../../../src/ward/election/record-result.ts'
import { remindOfElection } from '../../../src/ward/election/remind-of-election.ts'
import { deeds } from '../../../src/conversation/deeds.ts'
import { settleRung } from '../../../src/ward/ladder/plan-ladder.ts'
import { listRungs } from '../../../src/ward/ladder/list-rungs.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())
beforeEach(async () => void (ward = await makeParticipatingWard(at)))

const draft = (more: Partial<ElectionDraft> = {}): ElectionDraft => ({
  ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', neighbourhoodId: ward.twelve },
  ...{ startsAt: new Date('2026-12-06T08:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa tổ 12', bring: 'giấy mời' },
  ...{ minCandidates: 2, done: { decision: '2026-11-14', candidates: '2026-11-20' } },
  ...more,
})
const two = [
  { fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' },
  { fullName: 'Lê Thị Thử', birthYear: 1980, job: 'Giáo viên' },
]

async function announced(): Promise<string> {
  const made = await ward.act((work) => draftElection(work, draft()))
  const electionId = made.ok ? made.value.electionId : ''
  await ward.act((work) => keepCandidates(work, { electionId, candidates: two }))
  expect(await ward.act((work) => announceElection(work, { electionId }))).toEqual({
    ok: true,
    value: { totalHouseholds: 9 },
  })
  return electionId
}

describe('the election of a neighbourhood head', () => {
  it('needs as many candidates as the ward has set, each old enough', async () => {
    const made = await ward.act((work) => draftElection(work, draft()))
    const electionId = made.ok ? made.value.electionId : ''
    const one = { electionId, candidates: two.slice(0, 1) }
    const young = { electionId, candidates: [{ ...two[0]!, birthYear: 2006 }] }
    expect(await ward.act((work) => keepCandidates(work, young))).toEqual({ ok: false, refusal: 'too_young' })
    await ward.act((work) => keepCandidates(work, one))
    expect(await ward.act((work) => announceElection(work, { electionId }))).toEqual({
      ok: false,
      refusal: 'too_few_candidates',
    })
  })

  it('is refused with the rule named where a step was not taken in time', async () => {
    const made = await ward.act((work) => draftElection(work, draft({ done: { decision: '2026-11-17' } })))
    const electionId = made.ok ? made.value.electionId : ''
    await ward.act((work) => keepCandidates(work, { electionId, candidates: two }))
    const missed = [
      { ruleId: 'TT.D20', lawfulDate: '2026-11-16' },
      { ruleId: 'TT.D15', lawfulDate: '2026-11-21' },
    ]
    expect(await ward.act((work) => announceElection(work, { electionId }))).toMatchObject({
      refusal: 'lead_time_missed',
      missed,
    })
  })

  it('has a ladder on which what was done stands as done', async () => {
    const electionId = await announced()
    const rungs = await ward.act((work) => listRungs(work, { noun: 'election', rowId: electionId }))
    expect(rungs.map(({ step, status }) => [step, status])).toEqual([
      ['decision', 'done'],
      ['candidates', 'done'],
      ['team', 'planned'],
      ['posted', 'planned'],
      ['invite', 'planned'],
      ['day_before', 'planned'],
      ['result_sent', 'planned'],
    ])
  })

  it('is told to its own neighbourhood, list and all; another hears nothing', async () => {
    await announced()
    const mine = await doIn(ward)(await ward.chatOf('12-1'), findElections, {})
    expect(mine.elections).toMatchObject([{ candidates: two, status: 'announced', result: null }])
    const seven = await ward.chatOf('7-1')
    expect(await doIn(ward)(seven, findElections, {})).toMatchObject({ local: true, lives: 'here', elections: [] })
    expect((await doIn(ward)(seven, findElections, { named: '12' })).elections).toHaveLength(1)
  })

  it('reminds and tells of changes who asked for it', async () => {
    const electionId = await announced()
    const talk = await ward.chatOf('12-1')
    expect(await doIn(ward)(talk, remindOfElection, { electionId })).toEqual({ kind: 'kept' })
    const later = draft({ startsAt: new Date('2026-12-13T08:00:00+07:00') })
    expect((await ward.act((work) => editElection(work, { electionId, ...later }))).ok).toBe(true)
    await ward.act((work) => cancelElection(work, { electionId, why: 'thiếu người ứng cử' }))
    expect(await ward.heardBy(talk)).toEqual(['election.moved', 'election.cancelled'])
  })

  it.each([
    [5, ['Chu Văn Mẫu']],
    [4, []],
  ])('%i of nine households: elected %j', async (votes, elected) => {
    const electionId = await announced()
    const page = await ward.act((work) => findElection(work, { id: electionId }))
    const [a, b] = page!.candidates
    ward.clock.set('2026-12-06T10:00:00+07:00')
    const result = { electionId, present: 7, votes: { [a!.id]: votes, [b!.id]: 7 - votes }, note: null }
    expect(await ward.act((work) => recordResult(work, { ...result, present: 10 }))).toMatchObject({
      refusal: 'more_than_there_are',
    })
    expect(await ward.act((work) => recordResult(work, { ...result, votes: {} }))).toMatchObject({
      refusal: 'votes_missing',
    })
    expect(await ward.act((work) => recordResult(work, result))).toEqual({ ok: true, value: { elected } })
  })

  it('once announced stays what it is and where, and its words may be mended to the last', async () => {
    const electionId = await announced()
    const edit = (more: Partial<ElectionDraft>) =>
      ward.act((work) => editElection(work, { electionId, ...draft(more) }))
    expect(await edit({ neighbourhoodId: ward.seven })).toEqual({ ok: false, refusal: 'announced_already' })
    ward.clock.set('2026-12-05T09:00:00+07:00')
    expect((await edit({ bring: 'giấy mời, căn cước' })).ok).toBe(true)
    expect((await edit({ place: 'Trường tiểu học' })).ok).toBe(true)
  })

  it('moved to a later day counts what was ticked off in time', async () => {
    const made = await ward.act((work) => draftElection(work, draft({ done: { decision: '2026-11-14' } })))
    const electionId = made.ok ? made.value.electionId : ''
    await ward.act((work) => keepCandidates(work, { electionId, candidates: two }))
    ward.clock.set('2026-11-20T09:00:00+07:00')
    await ward.act((work) => announceElection(work, { electionId }))
    const rungs = await ward.act((work) => listRungs(work, { noun: 'election', rowId: electionId }))
    const rungId = rungs.find(({ step }) => step === 'candidates')!.id
    await ward.act((work) =>
      settleRung(work, { noun: 'election', rowId: electionId, rungId, officialId: ward.officialId })
    )
    ward.clock.set('2026-11-24T09:00:00+07:00')
    const later = draft({ done: { decision: '2026-11-14' }, startsAt: new Date('2026-12-07T08:00:00+07:00') })
    expect((await ward.act((work) => editElection(work, { electionId, ...later }))).ok).toBe(true)
  })

  it('does not take more votes than there are households present', async () => {
    const electionId = await announced()
    const [a, b] = (await ward.act((work) => findElection(work, { id: electionId })))!.candidates
    ward.clock.set('2026-12-06T10:00:00+07:00')
    const result = { electionId, present: 7, votes: { [a!.id]: 5, [b!.id]: 3 }, note: null }
    expect(await ward.act((work) => recordResult(work, result))).toMatchObject({ refusal: 'more_than_there_are' })
  })

  it('tells its result once however often it is written down, and again once it is mended', async () => {
    const electionId = await announced()
    const talk = await ward.chatOf('12-1')
    await doIn(ward)(talk, remindOfElection, { electionId })
    const [a, b] = (await ward.act((work) => findElection(work, { id: electionId })))!.candidates
    const record = (votes: number, clock: string) => {
      ward.clock.set(`2026-12-06T${clock}+07:00`)
      const result = { electionId, present: 7, votes: { [a!.id]: votes, [b!.id]: 1 }, note: null }
      return ward.act((work) => recordResult(work, result))
    }
    const same = [await record(5, '10:00:00'), await record(5, '10:00:09')]
    expect(same.map(({ ok }) => ok)).toEqual([true, true])
    expect(await ward.heardBy(talk)).toEqual(['election.result_elected'])
    await record(4, '10:01:00')
    await record(5, '10:02:00')
    expect(await ward.heardBy(talk)).toEqual([
      'election.result_elected',
      'election.result_none',
      'election.result_elected',
    ])
  })

  it('takes no vote: no deed within reach of a chat is one', () => {
    expect(
      Object.keys(deeds).filter((name) => /vote|ballot|elect/.test(name) && !/find|show|remind/.test(name))
    ).toEqual([])
  })
})

describe('the election of deputies', () => {
  it('tells until when its list may be complained of, its result in words, and says nothing of households', async () => {
    const done = { voter_list: '2026-11-20' }
    const deputies = draft({
      ...{ kind: 'deputies', title: 'bầu cử HĐND', neighbourhoodId: null, done },
      startsAt: new Date('2027-03-14T07:00:00+07:00'),
    })
    const made = await ward.act((work) => draftElection(work, deputies))
    const electionId = made.ok ? made.value.electionId : ''
    expect((await ward.act((work) => announceElection(work, { electionId }))).ok).toBe(true)
    const talk = await ward.chatOf('12-1')
    const voterList = { postedDate: '2026-11-20', complainUntilDate: '2026-12-20' }
    expect((await doIn(ward)(talk, findElections, {})).elections).toMatchObject([{ voterList }])
    await doIn(ward)(talk, remindOfElection, { electionId })
    ward.clock.set('2027-03-16T09:00:00+07:00')
    const result = { electionId, present: null, votes: {}, note: null }
    expect(await ward.act((work) => recordResult(work, result))).toEqual({ ok: false, refusal: 'note_missing' })
    const note = 'Đã bầu đủ 25 đại biểu.'
    expect((await ward.act((work) => recordResult(work, { ...result, note }))).ok).toBe(true)
    expect(await ward.heardBy(talk)).toEqual(['election.result_deputies'])
    expect((await doIn(ward)(talk, findElections, {})).elections).toMatchObject([{ result: { of: 'deputies', note } }])
  })
})
