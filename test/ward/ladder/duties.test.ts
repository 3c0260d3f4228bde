import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { answerDisclosureQuestion, askAboutDisclosure } from '../../../src/ward/disclosure/ask-about-disclosure.ts'
import { draftDisclosure } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { climbLadders } from '../../../src/ward/ladder/climb-ladders.ts'
import { listDuties } from '../../../src/ward/ladder/list-duties.ts'
import { postReception } from '../../../src/ward/reception/post-reception.ts'
import { openConsole, signedIn, type TestConsole } from '../../support/console-client.ts'
import { doIn } from '../../support/make-talk.ts'
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

const weekMs = 7 * 86_400_000
const duties = () => ward.act((work) => listDuties(work, { by: new Date(work.now.getTime() + weekMs) }))

async function published(): Promise<string> {
  const made = await ward.act((work) =>
    draftDisclosure(work, {
      ...{ category: 'D02', title: 'Dự toán năm 2027', summary: 'Thu, chi.', decisionNumber: '41/QĐ-UBND' },
      ...{ decisionDate: '2026-11-20', clockRule: 'DISC.GENERAL', clockDate: '2026-11-20', supersedesId: null },
    })
  )
  if (!made.ok) throw new Error(made.refusal)
  const { disclosureId } = made.value
  await ward.act((work) =>
    publishDisclosure(work, { disclosureId, officialId: ward.officialId, place: 'Trang phường' })
  )
  return disclosureId
}

describe('a resident’s question on a disclosure', () => {
  const asked = async (disclosureId: string) =>
    doIn(ward)(await ward.chatOf('12-1'), askAboutDisclosure, { disclosureId, question: 'Chi cho đường bao nhiêu?' })

  it('stands among the duties, on the first page and in the list, until it is answered', async () => {
    const disclosureId = await published()
    await asked(disclosureId)
    await asked(disclosureId)
    expect((await duties()).questions).toMatchObject([
      { disclosureId, title: 'Dự toán năm 2027', count: 2, answerBy: '2026-11-27', late: false },
    ])
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get('/duties')).text).toContain('Câu hỏi của người dân chờ trả lời')
    const home = await client.get('/')
    expect(home.text).toMatch(/2\s*Câu hỏi về nội dung công khai/)
    expect((await client.get('/disclosures')).text).toContain('2 câu')
    for (const { id } of await ward.act((work) => work.db.disclosureQuestion.findMany()))
      await ward.act((work) => answerDisclosureQuestion(work, { questionId: id, answer: '3 tỷ đồng.' }))
    expect((await duties()).questions).toEqual([])
  })

  it('is late once its working days are over', async () => {
    await asked(await published())
    ward.clock.set('2026-11-28T09:00:00+07:00')
    expect((await duties()).questions).toMatchObject([{ late: true }])
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get('/')).text).toContain('1 nội dung trả lời trễ')
    expect((await client.get('/disclosures')).text).toMatch(/1 câu\s*Trễ/)
  })
})

describe('the duties of officials', () => {
  const rung = (more: Record<string, unknown>) => ({
    ...{ id: newId(), noun: 'meeting', rowId: newId(), step: 'papers', ruleId: 'MEET.DOCS', audience: 'officials' },
    ...{ dueAt: new Date('2026-11-01T08:00:00+07:00'), lawfulDate: new Date('2026-11-01'), version: 0, ...more },
  })

  it('of today are not hidden by the many that nobody ever ticked', async () => {
    const today = rung({ dueAt: new Date('2026-11-23T14:00:00+07:00') })
    const old = Array.from({ length: 230 }, () => rung({}))
    await ward.act((work) => work.db.rung.createMany({ data: [...old, today] }))
    const found = await duties()
    expect(found.rungs.at(-1)?.id).toBe(today.id)
    expect([found.rungs.length, found.older]).toEqual([200, 31])
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get('/duties')).text).toContain('Còn 31 việc cũ hơn')
  })

  it('do not hold what residents have been told, or will be', async () => {
    const told = rung({ step: 'invite', audience: 'residents' })
    await ward.act((work) => work.db.rung.createMany({ data: [told] }))
    expect((await duties()).rungs.map(({ id }) => id)).toEqual([told.id])
    await ward.act((work) =>
      work.db.notice.create({
        data: {
          ...{
            id: newId(),
            number: 1,
            kind: 'meeting',
            title: 'Mời họp',
            words: {},
            audience: {},
            status: 'scheduled',
          },
          ...{ source: 'ladder_meeting', sourceRow: `${told.rowId}:invite`, createdAt: new Date() },
        },
      })
    )
    expect((await duties()).rungs).toEqual([])
  })

  it('hold the list that ends the quarter, until the official says that it hangs', async () => {
    await published()
    ward.clock.set('2026-12-23T09:00:00+07:00')
    await ward.act(climbLadders)
    expect((await duties()).rungs.filter(({ noun }) => noun === 'quarter')).toEqual([])
    ward.clock.set('2026-12-26T09:00:00+07:00')
    await ward.act(climbLadders)
    await ward.act(climbLadders)
    expect((await duties()).rungs.filter(({ noun }) => noun === 'quarter')).toMatchObject([
      { step: 'list', period: '2026-12-31', ruleId: 'DISC.QUARTERLIST', lawfulDate: '2026-12-31' },
    ])
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get('/duties')).text).toContain('Niêm yết danh mục công khai: quý 4/2026')
    const page = await client.get('/disclosures/quarter?end=2026-12-31')
    expect(page.text).toContain('Đã niêm yết danh mục')
    const done = await client.submit({ end: '2026-12-31' }, { action: '/disclosures/quarter/posted' })
    expect(done.text).not.toContain('quý 4/2026')
    expect((await client.get('/disclosures/quarter?end=2026-12-31')).text).not.toContain('Đã niêm yết danh mục')
  })

  it('ask for next month’s receptions to be posted, until one is', async () => {
    ward.clock.set('2026-11-23T09:00:00+07:00')
    await ward.act(climbLadders)
    expect((await duties()).rungs).toMatchObject([
      { noun: 'reception', step: 'schedule', period: '2026-12', ruleId: 'TCD.SCHEDULE' },
    ])
    const client = await signedIn(console, ward, ['leader'])
    expect((await client.get('/duties')).text).toContain('Niêm yết lịch tiếp công dân: tháng 12/2026')
    const session = { date: '2026-12-10', from: '08:00', to: '11:00', place: 'Trụ sở', host: 'Chủ tịch', seats: 10 }
    expect((await ward.act((work) => postReception(work, session))).ok).toBe(true)
    await ward.act(climbLadders)
    expect((await duties()).rungs).toEqual([])
  })
})
