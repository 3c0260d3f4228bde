import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, atWardTime, wardDateOf } from '../../../src/platform/ward-time.ts'
import { draftConsultation, openConsultation } from '../../../src/ward/consultation/keep-consultation.ts'
import { draftDisclosure } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { announceElection } from '../../../src/ward/election/announce-election.ts'
import { draftElection, keepCandidates, type ElectionDraft } from '../../../src/ward/election/keep-election.ts'
import { recordResult } from '../../../src/ward/election/record-result.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { ladderKinds, ladders, type LadderKind } from '../../../src/ward/ladder/ladder.ts'
import { callMeeting } from '../../../src/ward/meeting/call-meeting.ts'
import { draftMeeting, type MeetingDraft } from '../../../src/ward/meeting/keep-meeting.ts'
import { keepMinutes } from '../../../src/ward/meeting/keep-minutes.ts'
import { keepPaper } from '../../../src/ward/paper/keep-paper.ts'
import { recordPosting } from '../../../src/ward/posting/record-posting.ts'
import { recordRecognition, sendForRecognition } from '../../../src/ward/recognition/record-recognition.ts'
import type { Work } from '../../../src/ward/work.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
beforeEach(async () => void (ward = await makeParticipatingWard(at)))
afterAll(() => at.drop())

type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: string }
async function done<T>(useCase: (work: Work) => Promise<Outcome<T>>): Promise<T> {
  const outcome = await ward.act(useCase)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

const today = () => wardDateOf(ward.clock.now())
const laterBy = (days: number, clock: string) => ward.clock.set(atWardTime(addDays(today(), days), clock).toISOString())
const decided = { number: '12/QĐ-UBND', reason: 'Chưa đủ số hộ.' }

async function meeting(more: Partial<MeetingDraft>): Promise<void> {
  const draft: MeetingDraft = {
    ...{ kind: 'community', matter: null, title: 'họp tổ dân phố 12', agenda: ['Việc chung'], place: 'Nhà văn hóa' },
    ...{ startsAt: atWardTime(addDays(today(), 40), '19:30'), chair: 'Tổ trưởng', contact: '0203', number: null },
    ...{ neighbourhoodIds: [ward.twelve], householdIds: [], ...more },
  }
  const { meetingId: rowId } = await done((work) => draftMeeting(work, draft))
  const { officialId } = ward
  const of = { noun: 'meeting' as const, rowId, officialId }
  await done((work) => keepPaper(work, { ...of, name: 'du-thao.pdf', bytes: Buffer.from('%PDF-1.4') }))
  const hangs = { form: 'posting' as const, place: 'Nhà văn hóa', fromDate: addDays(today(), -1), toDate: null }
  await done((work) => recordPosting(work, { ...of, ...hangs }))
  await done((work) => callMeeting(work, { meetingId: rowId }))
  if (draft.matter === null) return
  laterBy(40, '21:00')
  await done((work) => keepMinutes(work, { meetingId: rowId, minutes: 'Thống nhất.', yes: 9 }))
  laterBy(1, '09:00')
  const thing = { noun: 'meeting' as const, rowId }
  await done((work) => sendForRecognition(work, { ...thing, sentDate: today() }))
  const came = { ...thing, ...decided, outcome: 'recognised' as const, decidedDate: today() }
  await done((work) => recordRecognition(work, came))
}

async function election(more: Partial<ElectionDraft>): Promise<void> {
  const draft: ElectionDraft = {
    ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng', neighbourhoodId: ward.twelve, endsAt: null, bring: null },
    ...{ startsAt: atWardTime(addDays(today(), 40), '14:00'), place: 'Nhà văn hóa', minCandidates: 1, done: {} },
    ...more,
  }
  const { electionId: rowId } = await done((work) => draftElection(work, draft))
  const candidates = [{ fullName: 'Chu Văn Mẫu', birthYear: 1968, job: 'Hưu trí' }]
  await done((work) => keepCandidates(work, { electionId: rowId, candidates }))
  await done((work) => announceElection(work, { electionId: rowId }))
  if (draft.kind === 'deputies') return
  laterBy(40, '17:00')
  const [one] = await ward.act((work) => work.db.candidate.findMany())
  const count = { electionId: rowId, present: 8, votes: { [one!.id]: 7 }, note: null }
  await done((work) => recordResult(work, count))
  laterBy(1, '09:00')
  const thing = { noun: 'election' as const, rowId }
  await done((work) => sendForRecognition(work, { ...thing, sentDate: today() }))
  const came = { ...thing, ...decided, outcome: 'refused' as const, decidedDate: today() }
  await done((work) => recordRecognition(work, came))
}

async function disclosure(clockRule: 'DISC.GENERAL' | 'BUD.DECIDED'): Promise<void> {
  const draft = {
    ...{ category: 'D07' as const, title: 'Hộ nghèo', summary: 'Có 11 hộ.', decisionNumber: '1/QĐ', clockRule },
    ...{ decisionDate: today(), clockDate: today(), supersedesId: null },
  }
  const { disclosureId: rowId } = await done((work) => draftDisclosure(work, draft))
  const { officialId } = ward
  await done((work) => publishDisclosure(work, { disclosureId: rowId, officialId, place: 'Trang phường' }))
  for (const form of ['posting', 'loudspeaker'] as const) {
    const hangs = { form, place: 'Nhà văn hóa', fromDate: today(), toDate: null }
    await done((work) => recordPosting(work, { noun: 'disclosure', rowId, officialId, ...hangs }))
  }
}

async function consultation(): Promise<void> {
  const draft = {
    ...{ title: 'dời chợ', question: 'Có nên dời chợ?', background: 'Chợ chật.', neighbourhoodIds: [] },
    ...{ closesDate: addDays(today(), 25), answerDate: addDays(today(), 35) },
  }
  const { consultationId } = await done((work) => draftConsultation(work, draft))
  await done((work) => openConsultation(work, { consultationId }))
}

const lives: Readonly<Record<LadderKind, () => Promise<void>>> = {
  community: () => meeting({ matter: 5 }),
  convention: () => meeting({ matter: 3 }),
  year_end: () => meeting({ kind: 'year_end' }),
  dialogue: () => meeting({ kind: 'dialogue' }),
  voter_contact: () => meeting({ kind: 'voter_contact' }),
  neighbourhood_head: () => election({}),
  deputies: () => {
    const startsAt = atWardTime(addDays(today(), 180), '07:00')
    return election({ kind: 'deputies', neighbourhoodId: null, startsAt, done: { voter_list: today() } })
  },
  consultation,
  disclosure: () => disclosure('DISC.GENERAL'),
  budget: () => disclosure('BUD.DECIDED'),
  quarter: async () => {
    await disclosure('DISC.GENERAL')
    ward.clock.set('2026-12-28T09:00:00+07:00')
    await ward.act(climbLadders)
  },
  reception: async () => void (await ward.act(climbLadders)),
}

/** Steps that only a refusal brings stand beside those that only a recognition does. */
const nounOf = (kind: LadderKind): string =>
  kind === 'quarter' || kind === 'reception' || kind === 'consultation'
    ? kind
    : kind === 'disclosure' || kind === 'budget'
      ? 'disclosure'
      : kind === 'neighbourhood_head' || kind === 'deputies'
        ? 'election'
        : 'meeting'

describe('every rung', () => {
  it.each(ladderKinds)('of the ladder “%s” is written by what officials do', async (kind) => {
    await lives[kind]()
    const rungs = await ward.act((work) => work.db.rung.findMany({ where: { noun: nounOf(kind) } }))
    const written = new Set(rungs.map(({ step }) => step.split(':')[0]))
    expect(ladders[kind].filter(({ step }) => !written.has(step))).toEqual([])
  })
})
