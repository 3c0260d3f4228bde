import { importLawRules } from '../../src/ward/law/import-law-rules.ts'
import { linkByContact } from '../../src/ward/citizen/link-by-contact.ts'
import { recordCitizens } from '../../src/ward/citizen/record-citizens.ts'
import { readFileSync } from 'node:fs'
import { newId } from '../../src/platform/ids.ts'
import { callMeeting } from '../../src/ward/meeting/call-meeting.ts'
import { draftMeeting, type MeetingDraft } from '../../src/ward/meeting/keep-meeting.ts'
import type { Talk } from '../../src/ward/talk.ts'
import type { Work } from '../../src/ward/work.ts'
import { doIn, makeTalk } from './make-talk.ts'
import { okay } from './okay.ts'
import { readReference } from './read-reference.ts'
import { makeTestWard, type TestDatabase, type TestWard } from './test-ward.ts'

export type ParticipatingWard = TestWard & {
  officialId: string
  /** tổ 12 with nine households, tổ 7 with three. */
  twelve: string
  seven: string
  /** Does something as the ward's official. */
  act<T>(useCase: (work: Work) => Promise<T>): Promise<T>
  /** A chat of somebody of a household: "12-1" to "12-9", "7-1" to "7-3". */
  chatOf(household: string): Promise<Talk>
  /** A chat of somebody the ward does not know, who has said where they live. */
  strangerOf(neighbourhoodId: string): Promise<Talk>
  /** What a chat was told, as keys, since it began. */
  heardBy(talk: Talk): Promise<string[]>
}

const households = [...Array.from({ length: 9 }, (_, i) => `12-${i + 1}`), ...Array.from({ length: 3 }, (_, i) => `7-${i + 1}`)] // prettier-ignore

const phoneOf = (household: string): string => `09123440${String(households.indexOf(household) + 10)}`

/** An invented ward with two neighbourhoods, twelve households, the rule table and an official; Monday 23/11/2026, 9 o'clock. */
export async function makeParticipatingWard(at: TestDatabase): Promise<ParticipatingWard> {
  const ward = await makeTestWard(at)
  ward.clock.set('2026-11-23T09:00:00+07:00')
  await ward.run(loadRulesAndDays)
  await ward.run((work) =>
    recordCitizens(
      work,
      households.map((household, i) => ({
        ...{ reference: household, fullName: `Nguyễn Văn Thử ${String.fromCharCode(65 + i)}`, birthYear: 1970 },
        ...{ phone: phoneOf(household), neighbourhood: household.split('-')[0]!, householdCode: household },
        headOfHousehold: true,
      }))
    )
  )
  const officialId = newId()
  await ward.run((work) =>
    work.db.official.create({
      data: { id: officialId, login: 'o', fullName: 'Cán bộ Thử', passwordHash: 'x', roles: ['leader'] },
    })
  )
  const idOf = (code: string) =>
    ward.run(async (work) => (await work.db.neighbourhood.findFirstOrThrow({ where: { code } })).id)
  return {
    ...ward,
    ...{ officialId, twelve: await idOf('12'), seven: await idOf('7') },
    act: (useCase) => ward.run(useCase, `official:${officialId}`),
    async chatOf(household) {
      const talk = await makeTalk(ward)
      await doIn(ward)(talk, linkByContact, { phone: `+84${phoneOf(household).slice(1)}` })
      return talk
    },
    async strangerOf(neighbourhoodId) {
      const talk = await makeTalk(ward)
      await ward.run((work) =>
        work.db.conversation.updateMany({ where: { id: talk.conversationId }, data: { neighbourhoodId } })
      )
      return talk
    },
    heardBy: ({ conversationId }) =>
      ward.run(async (work) => {
        const rows = await work.db.outbox.findMany({ where: { conversationId }, orderBy: { id: 'asc' } })
        return rows.map(({ saying }) => work.seal.openJson<{ say: string }>(saying).say)
      }),
  }
}

/** The meeting about the road: the evening of 28/11/2026, written down and not called yet. */
export const roadMeeting = (ward: ParticipatingWard, more: Partial<MeetingDraft> = {}): MeetingDraft => ({
  ...{ kind: 'community', matter: null, title: 'họp tổ dân phố 12', agenda: ['Sửa đường'], place: 'Nhà văn hóa tổ 12' },
  ...{ startsAt: new Date('2026-11-28T19:30:00+07:00'), chair: 'Tổ trưởng', contact: '0203 000 0012', number: '12/GM' },
  ...{ neighbourhoodIds: [ward.twelve], householdIds: [], ...more },
})

/** The same, called; its id. */
export async function calledMeeting(ward: ParticipatingWard, more: Partial<MeetingDraft> = {}): Promise<string> {
  const { meetingId } = okay(await ward.act((work) => draftMeeting(work, roadMeeting(ward, more))))
  okay(await ward.act((work) => callMeeting(work, { meetingId })))
  return meetingId
}

type Day = Record<'date' | 'kind' | 'name' | 'source' | 'confidence', string>

/** Only what clocks need of the reference: the procedures would take most of the time. */
async function loadRulesAndDays(work: Work): Promise<void> {
  const text = readFileSync(new URL('../../prisma/reference/law-rules.csv', import.meta.url), 'utf8')
  await importLawRules(work, { text })
  await work.db.calendarDay.createMany({
    data: readReference<Day>('calendar-days.csv').map(({ date, kind, name, source, confidence }) => ({
      ...{ id: newId(), date: new Date(`${date}T00:00:00Z`), kind, name, source, confidence },
    })),
  })
}
