import { newId } from '../../src/platform/ids.ts'
import type { CivilEventRecord } from '../../src/ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../../src/ward/civil-event/record-civil-events.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import type { Role } from '../../src/ward/official/permission.ts'
import type { Work } from '../../src/ward/work.ts'
import { makeTestWard, type TestDatabase } from './test-ward.ts'

/** Wednesday 25/11/2026, nine in the morning. */
export const morning = '2026-11-25T09:00:00+07:00'

/** An invented family: mother, father, grandmother of one household; and a neighbour of another. */
const family = [
  { reference: 'CD-ME', fullName: 'Nguyễn Thị Lành', birthYear: 1996, gender: 'female', householdCode: 'HK-1' },
  { reference: 'CD-BO', fullName: 'Trần Văn Thuận', birthYear: 1994, gender: 'male', householdCode: 'HK-1' },
  { reference: 'CD-BA', fullName: 'Lê Thị Hiền', birthYear: 1944, gender: 'female', householdCode: 'HK-1' },
  { reference: 'CD-XA', fullName: 'Phạm Văn Khoan', birthYear: 1980, gender: 'male', householdCode: 'HK-2' },
] as const

/** A ward with a family, two officials who may approve, and short ways to events, chats and letters. */
export async function makeLetterWard(at: TestDatabase) {
  const ward = await makeTestWard(at)
  ward.clock.set(morning)
  const officials = { culture: newId(), leader: newId() }
  const roles: Record<keyof typeof officials, Role> = { culture: 'culture_social', leader: 'leader' }
  await ward.run(async (work) => {
    await work.db.official.createMany({
      data: Object.entries(officials).map(([login, id]) => ({
        id,
        login,
        fullName: `Cán bộ ${login}`,
        passwordHash: 'x',
        roles: [roles[login as keyof typeof officials]],
      })),
    })
    await recordCitizens(work, family, 'import:test')
  })

  const citizen = (reference: string) =>
    ward.run((work) => work.db.citizen.findFirstOrThrow({ where: { reference }, include: { household: true } }))
  const as = <T>(who: keyof typeof officials, useCase: (work: Work) => Promise<T>) =>
    ward.run(useCase, `official:${officials[who]}`)
  const tell = (...records: CivilEventRecord[]) => ward.run((work) => recordCivilEvents(work, records, 'import:test'))

  /** A chat proven to be this citizen's. */
  async function chatOf(reference: string): Promise<string> {
    const { id: citizenId } = await citizen(reference)
    const id = newId()
    await ward.run(async (work) => {
      const account =
        (await work.db.channelAccount.findFirst()) ??
        (await work.db.channelAccount.create({
          data: { channel: 'zalo', reference: 'oa', settings: work.seal.json({}) },
        }))
      await work.db.conversation.create({
        data: {
          id,
          accountId: account.id,
          channel: 'zalo',
          addressHash: work.seal.hash('address', id),
          address: work.seal.text(id),
          createdAt: work.now,
        },
      })
      await work.db.chatLink.create({
        data: {
          conversationId: id,
          citizenId,
          provenBy: 'counter_code',
          linkedAt: work.now,
          lastSeenAt: work.now,
        },
      })
    })
    return id
  }

  const letters = () => ward.run((work) => work.db.letter.findMany({ orderBy: { id: 'asc' } }))
  const tasks = () => ward.run((work) => work.db.letterTask.findMany({ orderBy: { id: 'asc' } }))
  /** The one letter there is. */
  async function letter() {
    const all = await letters()
    if (all.length !== 1) throw new Error(`there are ${all.length} letters`)
    return all[0]!
  }
  return { ...ward, officials, as, citizen, tell, chatOf, letters, letter, tasks }
}

export type LetterWard = Awaited<ReturnType<typeof makeLetterWard>>

export const aBirth = (more: Partial<CivilEventRecord> = {}): CivilEventRecord => ({
  kind: 'birth',
  registerNumber: '45/2026',
  registeredDate: '2026-11-25',
  bornDate: '2026-11-10',
  people: [
    { role: 'child', fullName: 'Trần Minh Khôi', birthYear: 2026, gender: 'male' },
    { role: 'mother', fullName: 'Nguyễn Thị Lành', birthYear: 1996, gender: 'female', consent: 'chat' },
    { role: 'father', fullName: 'Trần Văn Thuận', birthYear: 1994, gender: 'male' },
  ],
  ...more,
})

export const aMarriage = (more: Partial<CivilEventRecord> = {}): CivilEventRecord => ({
  kind: 'marriage',
  registerNumber: '12/2026',
  registeredDate: '2026-11-24',
  handedOverDate: '2026-11-24',
  people: [
    { role: 'husband', fullName: 'Phạm Văn Khoan', birthYear: 1980, gender: 'male', consent: 'chat' },
    { role: 'wife', fullName: 'Đỗ Thị Mận', birthYear: 1985, gender: 'female', consent: 'paper' },
  ],
  ...more,
})

export const aDeath = (more: Partial<CivilEventRecord> = {}): CivilEventRecord => ({
  kind: 'death',
  registerNumber: '7/2026',
  registeredDate: '2026-11-25',
  diedDate: '2026-11-24',
  people: [
    { role: 'deceased', fullName: 'Lê Thị Hiền', birthYear: 1944, gender: 'female' },
    { role: 'relative', fullName: 'Trần Văn Thuận', birthYear: 1994, gender: 'male' },
  ],
  ...more,
})
