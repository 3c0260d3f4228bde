import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAttendance } from '../../../src/ward/grievance/find-attendance.ts'
import { findGrievance, listGrievances, listPassedOn } from '../../../src/ward/grievance/list-grievances.ts'
import { purgeGrievances } from '../../../src/ward/grievance/purge-grievances.ts'
import { settleGrievance } from '../../../src/ward/grievance/settle-grievance.ts'
import { withholdWords } from '../../../src/ward/grievance/withhold-words.ts'
import { permissionsOf, roles } from '../../../src/ward/official/permission.ts'
import type { Work } from '../../../src/ward/work.ts'
import { findEverywhere } from '../../support/find-everywhere.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard

beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
  await ward.run((work) => named(work, 'tiepdan'))
})
afterAll(() => at.drop())

/** The official who is named to receive citizens. */
const named = (work: Work, login: string) =>
  work.db.official.create({ data: { login, fullName: 'Cán bộ tiếp dân', passwordHash: 'x', roles: ['reception'] } })

const secret = 'tổ trưởng ăn chặn tiền hỗ trợ lũ'

async function withheld(...messages: string[]) {
  const chat = await ward.openChat()
  for (const text of messages) await ward.run((work) => withholdWords(work, chat, text))
  const row = await ward.run((work) => work.db.grievance.findFirstOrThrow({ where: { conversationId: chat } }))
  return { chat, grievanceId: row.id }
}
const counted = () =>
  ward.run((work) => work.db.feedbackTally.findMany({ select: { what: true, count: true }, orderBy: { what: 'asc' } }))

describe('what sounds like an accusation', () => {
  it('is sealed for one role alone; the list says when, never what', async () => {
    const readers = roles.filter((role) => permissionsOf([role]).has('handle_grievances'))
    expect(readers).toEqual(['reception'])
    const { grievanceId } = await withheld(secret, 'tôi có bằng chứng')
    const lines = await ward.run(listGrievances)
    expect(lines.find(({ id }) => id === grievanceId)).toMatchObject({ channel: 'web', messages: 2 })
    expect(JSON.stringify(lines)).not.toContain('ăn chặn')
    expect(await ward.run((work) => findEverywhere(work, secret))).toEqual(['grievance'])
    const page = await ward.run((work) => findGrievance(work, { grievanceId }))
    expect(page).toMatchObject({ value: { words: [{ text: secret }, { text: 'tôi có bằng chứng' }] } })
    const read = await ward.run((work) => work.db.auditLine.findFirst({ where: { action: 'grievance.read' } }))
    expect(read?.details).toEqual({ grievanceId })
    await ward.run((work) => settleGrievance(work, { grievanceId, as: 'denunciation' }))
  })

  it('settled as a denunciation leaves a number and the way on, and nothing of what was said', async () => {
    const { chat, grievanceId } = await withheld(secret)
    const before = await counted()
    expect(await ward.run((work) => findEverywhere(work, secret))).toEqual(['grievance'])
    expect(await ward.run((work) => settleGrievance(work, { grievanceId, as: 'denunciation' }))).toMatchObject({
      ok: true,
    })
    expect(await ward.run((work) => findEverywhere(work, secret))).toEqual([])
    expect(await ward.run((work) => work.db.grievance.count({ where: { id: grievanceId } }))).toBe(0)
    expect(await counted()).toEqual(before.map((one) => ({ ...one, count: one.count + 1 })))
    expect((await ward.told(chat)).map(({ say }) => say)).toEqual(['grievance.told.denunciation'])
    expect(await ward.run((work) => settleGrievance(work, { grievanceId, as: 'complaint' }))).toMatchObject({
      refusal: 'not_found',
    })
  })

  it('handed on where the law wants it keeps to whom, when and the number, and no words and no chat', async () => {
    const { grievanceId } = await withheld(`${secret}, có biên nhận`)
    const settle = (date: string, to = 'Thanh tra tỉnh') =>
      ward.run((work) =>
        settleGrievance(work, { grievanceId, as: 'denunciation', passedOn: { to, date, number: '12/TCD' } })
      )
    expect(await settle('2026-11-20', ' ')).toMatchObject({ refusal: 'agency_missing' })
    expect(await settle('hôm qua')).toMatchObject({ refusal: 'date_missing' })
    expect(await settle('2026-11-25')).toMatchObject({ refusal: 'date_in_future' })
    expect(await settle('2026-11-20')).toMatchObject({ ok: true })
    expect(await ward.run(listPassedOn)).toMatchObject([{ to: 'Thanh tra tỉnh', date: '2026-11-20', number: '12/TCD' }])
    expect(await ward.run((work) => findEverywhere(work, 'có biên nhận'))).toEqual([])
  })

  it('that is none, such as conduct at the counter, becomes the report it is, with its code', async () => {
    const { chat, grievanceId } = await withheld('cán bộ quầy 3 quát tôi khi nộp hồ sơ')
    const settled = await ward.run((work) => settleGrievance(work, { grievanceId, as: 'not_one' }))
    if (!settled.ok) throw new Error(settled.refusal)
    const row = await ward.run((work) => work.db.feedback.findFirstOrThrow({ where: { code: settled.value.code } }))
    expect(row).toMatchObject({ status: 'awaiting_intake', kind: 'regulation', conversationId: chat, intake: 'web' })
    expect((await ward.told(chat)).map(({ say }) => say)).toEqual(['grievance.told.is_report'])
    expect(await ward.run((work) => work.db.grievance.count({ where: { id: grievanceId } }))).toBe(0)
  })

  it('waits while its chat is writing a report', async () => {
    const { chat, grievanceId } = await withheld('thái độ cán bộ')
    await ward.run((work) =>
      work.db.feedback.createMany({
        data: [{ intake: 'web', conversationId: chat, enteredAt: work.now, createdAt: work.now }],
      })
    )
    expect(await ward.run((work) => settleGrievance(work, { grievanceId, as: 'not_one' }))).toMatchObject({
      refusal: 'resident_is_writing',
    })
  })

  it('that nobody settles in thirty days goes unread', async () => {
    const { grievanceId } = await withheld('không ai xem')
    ward.clock.pass(29 * 86_400)
    await ward.run(purgeGrievances)
    expect(await ward.run((work) => work.db.grievance.count({ where: { id: grievanceId } }))).toBe(1)
    ward.clock.pass(2 * 86_400)
    await ward.run(purgeGrievances)
    expect(await ward.run((work) => work.db.grievance.count({ where: { id: grievanceId } }))).toBe(0)
  })
})

describe('where nobody is named to read it', () => {
  it('nothing goes unread: it waits, and the ward is told so, until somebody is', async () => {
    const alone = await makeFeedbackWard(at)
    const chat = await alone.openChat()
    await alone.run((work) => withholdWords(work, chat, secret))
    alone.clock.pass(31 * 86_400)
    await alone.run(purgeGrievances)
    expect(await alone.run(findAttendance)).toEqual({ isAttended: false, waiting: 1 })
    await alone.run((work) => named(work, 'tiepdan'))
    expect(await alone.run(findAttendance)).toEqual({ isAttended: true, waiting: 1 })
    await alone.run(purgeGrievances)
    expect(await alone.run(findAttendance)).toEqual({ isAttended: true, waiting: 0 })
  })
})
