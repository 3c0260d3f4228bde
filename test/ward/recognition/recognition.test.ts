import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { draftElection, keepCandidates } from '../../../src/ward/election/keep-election.ts'
import { recordResult } from '../../../src/ward/election/record-result.ts'
import { listRungs } from '../../../src/ward/ladder/list-rungs.ts'
import {
  recordRecognition,
  sendForRecognition,
  type Recognised,
} from '../../../src/ward/recognition/record-recognition.ts'
import { openConsole, signedIn, type TestConsole } from '../../support/console-client.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
let console: TestConsole
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => {
  ward = await makeParticipatingWard(at)
  console = await openConsole(at, ward)
})
afterAll(() => at.drop())

async function elected(): Promise<string> {
  const drafted = await ward.act((work) =>
    draftElection(work, {
      ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', neighbourhoodId: ward.twelve },
      ...{ startsAt: new Date('2026-12-20T14:00:00+07:00'), endsAt: null, place: 'Nhà văn hóa', bring: null },
      ...{ minCandidates: 1, done: {} },
    })
  )
  const electionId = drafted.ok ? drafted.value.electionId : ''
  const candidates = [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }]
  await ward.act((work) => keepCandidates(work, { electionId, candidates }))
  await ward.act((work) => announceElection(work, { electionId }))
  ward.clock.set('2026-12-20T17:00:00+07:00')
  const [one] = await ward.act((work) => work.db.candidate.findMany({ where: { electionId } }))
  await ward.act((work) => recordResult(work, { electionId, present: 8, votes: { [one!.id]: 7 }, note: null }))
  return electionId
}

const of = (rowId: string) => ({ noun: 'election' as const, rowId })
const send = (rowId: string, sentDate: string) =>
  ward.act((work) => sendForRecognition(work, { ...of(rowId), sentDate }))
const came = (rowId: string, more: Partial<Recognised> = {}) =>
  ward.act((work) =>
    recordRecognition(work, {
      ...{ ...of(rowId), outcome: 'recognised', number: '12/QĐ-UBND', decidedDate: '2026-12-24', reason: null },
      ...more,
    })
  )
const stepOf = async (rowId: string, step: string) =>
  (await ward.act((work) => listRungs(work, of(rowId)))).find((rung) => rung.step === step)
const told = (rowId: string) =>
  ward.act((work) => work.db.notice.findMany({ where: { sourceRow: `${rowId}:recognition` } }))

describe('the recognition of an election', () => {
  it('counts its five working days from the day the result was sent, and is told to the households', async () => {
    const rowId = await elected()
    expect(await came(rowId)).toEqual({ ok: false, refusal: 'not_sent' })
    ward.clock.set('2026-12-22T09:00:00+07:00')
    expect(await send(rowId, '2026-12-19')).toEqual({ ok: false, refusal: 'before_it_was_held' })
    expect((await send(rowId, '2026-12-22')).ok).toBe(true)
    expect(await stepOf(rowId, 'result_sent')).toMatchObject({ status: 'done' })
    expect(await stepOf(rowId, 'recognition')).toMatchObject({
      ...{ status: 'planned', ruleId: 'MEET.RECOGNISE', lawfulDate: '2026-12-29' },
    })
    ward.clock.set('2026-12-24T09:00:00+07:00')
    expect((await came(rowId)).ok).toBe(true)
    expect(await stepOf(rowId, 'recognition')).toMatchObject({ status: 'done' })
    const [notice] = await told(rowId)
    expect(notice).toMatchObject({ status: 'draft', audience: { households: true, neighbourhoods: [ward.twelve] } })
    expect(JSON.stringify(notice?.words)).toMatch(/12\/QĐ-UBND.*Chu Văn Mẫu/)
  })

  it('that is refused says why, and asks for another election', async () => {
    const rowId = await elected()
    ward.clock.set('2026-12-24T09:00:00+07:00')
    await send(rowId, '2026-12-22')
    expect(await came(rowId, { outcome: 'refused' })).toEqual({ ok: false, refusal: 'reason_missing' })
    expect((await came(rowId, { outcome: 'refused', reason: 'Thiếu biên bản kiểm phiếu' })).ok).toBe(true)
    expect(JSON.stringify((await told(rowId))[0]?.words)).toContain('Thiếu biên bản kiểm phiếu')
    expect(await stepOf(rowId, 'again')).toMatchObject({ status: 'planned', ruleId: 'TT.AGAIN' })
    expect((await came(rowId)).ok).toBe(true)
    expect(await stepOf(rowId, 'again')).toMatchObject({ status: 'cancelled' })
    expect(await told(rowId)).toHaveLength(1)
    await ward.act((work) => work.db.notice.updateMany({ data: { status: 'finished' } }))
    expect(await came(rowId, { outcome: 'refused', reason: 'x' })).toEqual({ ok: false, refusal: 'told_already' })
  })

  it('is recorded at the page of the election', async () => {
    const rowId = await elected()
    ward.clock.set('2026-12-24T09:00:00+07:00')
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get(`/elections/${rowId}`)).text).toContain('Công nhận kết quả')
    const sent = await client.submit({ sentDate: '2026-12-22' }, { action: `/elections/${rowId}/recognition/sent` })
    expect(sent.text).toContain('Nhận văn bản công nhận kết quả')
    const form = { outcome: 'refused', number: '3/UBND', decidedDate: '2026-12-24', reason: '' }
    const bad = await client.submit(form, { action: `/elections/${rowId}/recognition` })
    expect(bad.status).toBe(422)
    expect(bad.root.querySelector('.faults a')?.getAttribute('href')).toBe('#reason')
    expect(bad.root.querySelector('input[name=number]')?.getAttribute('value')).toBe('3/UBND')
  })
})
