import { Bug } from '../../platform/bug.ts'
import type { Seal } from '../../platform/seal.ts'
import { recordCitizens } from '../citizen/record-citizens.ts'
import { recordDossiers } from '../dossier/record-dossiers.ts'
import { keepNeighbourhood } from '../neighbourhood/keep-neighbourhood.ts'
import { draftNotice } from '../notice/draft-notice.ts'
import { submitNotice } from '../notice/submit-notice.ts'
import { addOfficial } from '../official/add-official.ts'
import { keepWardFact } from '../ward-fact/keep-ward-fact.ts'
import { createWard, type NewWard } from '../ward/create-ward.ts'
import { loadReference } from '../ward/load-reference.ts'
import type { Work } from '../work.ts'
import { sampleDossiers } from './sample-dossiers.ts'
import { seedParticipation } from './sample-participation.ts'
import { sampleNotice } from './sample-notice.ts'
import { sampleFacts, sampleOfficials, samplePassword } from './sample-offices.ts'
import { seedDesk } from './seed-desk.ts'
import { seedReports } from './seed-reports.ts'
import { sampleNeighbourhoods, sampleResidents } from './sample-residents.ts'

/** Invented; no such ward, no such province. */
export const sampleWard: NewWard = { slug: 'cam-binh', name: 'phường Cẩm Bình', province: 'tỉnh Hải Ninh' }

/**
 * Fills the sample ward through the ward's own use cases, in one transaction: whole or not at all. Done twice it adds only
 * what is missing. `seal` is the unbound one, for the ward's web account.
 */
export async function seedSample(work: Work, seal: Seal): Promise<void> {
  const isNew = (await work.db.ward.count({ where: { id: work.wardId } })) === 0
  if (isNew) mustDo(await createWard(work, seal, sampleWard))
  else await loadReference(work)
  for (const name of sampleNeighbourhoods) mustDo(await keepNeighbourhood(work, { name }))
  const residents = sampleResidents()
  const { faults } = await recordCitizens(work, residents, 'import:sample')
  if (faults.length > 0) throw new Bug(`the sample residents have faults: ${faults.map((one) => one.fault).join(', ')}`)
  await nameHeads(work)
  await recordDossiers(work, sampleDossiers(residents))
  for (const fact of sampleFacts) unless('already_there', await keepWardFact(work, fact))
  for (const official of sampleOfficials) await addOnce(work, official)
  const leader = await work.db.official.findFirst({ where: { login: 'lanhdao' }, select: { id: true } })
  if (leader !== null) await seedParticipation(work, leader.id)
  await seedReports(work)
  await seedDesk(work)
  await submitOneNotice(work)
}

/** The first head of household of each neighbourhood is its head; tổ 12's has an account too. */
async function nameHeads(work: Work): Promise<void> {
  for (const [place, name] of sampleNeighbourhoods.entries()) {
    const household = `HK-${String(place + 1).padStart(2, '0')}-01`
    const head = await work.db.citizen.findFirst({
      where: { household: { code: household }, headOfHousehold: true },
      select: { reference: true },
    })
    mustDo(await keepNeighbourhood(work, { name, ...(head ? { headReference: head.reference } : {}) }))
  }
}

/** Written by one official, ready for another: the way of every notice can be tried at once. */
async function submitOneNotice(work: Work): Promise<void> {
  const author = await work.db.official.findFirst({ where: { login: 'vanhoa' }, select: { id: true } })
  const place = await work.db.neighbourhood.findFirst({ where: { code: '12' }, select: { id: true } })
  if (author === null || place === null) throw new Bug('the sample ward has no author for its notice')
  const drafted = await draftNotice(work, { ...sampleNotice(work.now, place.id), authorId: author.id })
  mustDo(drafted)
  if (drafted.ok && drafted.value.isNew)
    mustDo(await submitNotice(work, { noticeId: drafted.value.id, officialId: author.id }))
}

async function addOnce(work: Work, official: (typeof sampleOfficials)[number]): Promise<void> {
  if ((await work.db.official.count({ where: { login: official.login } })) > 0) return
  mustDo(await addOfficial(work, { ...official, password: samplePassword }))
}

type Outcome = { ok: true; value: unknown } | { ok: false; refusal: string }

function mustDo(outcome: Outcome): void {
  if (!outcome.ok) throw new Bug(`the sample ward could not be made: ${outcome.refusal}`)
}

function unless(expected: string, outcome: Outcome): void {
  if (!outcome.ok && outcome.refusal !== expected) mustDo(outcome)
}
