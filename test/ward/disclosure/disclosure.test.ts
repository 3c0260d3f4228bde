import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { doIn } from '../../support/make-talk.ts'
import { makeParticipatingWard, type ParticipatingWard } from '../../support/participating-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'
import {
  answerDisclosureQuestion,
  askAboutDisclosure,
  listQuestions,
} from '../../../src/ward/disclosure/ask-about-disclosure.ts'
import { categories, isPermanent, isSpoken, requiredForms } from '../../../src/ward/disclosure/disclosure.ts'
import { categoriesAsked, findDisclosures, showDisclosure } from '../../../src/ward/disclosure/find-disclosures.ts'
import { draftDisclosure, editDisclosure, type DisclosureDraft } from '../../../src/ward/disclosure/keep-disclosure.ts'
import { findDisclosure, listDisclosures, quarterlyList } from '../../../src/ward/disclosure/list-disclosures.ts'
import { endDisclosure, formStates, publishDisclosure } from '../../../src/ward/disclosure/publish-disclosure.ts'
import { listRungs } from '../../../src/ward/ladder/list-rungs.ts'
import { isLongEnough } from '../../../src/ward/posting/posting.ts'
import { recordPosting } from '../../../src/ward/posting/record-posting.ts'

let at: TestDatabase
let ward: ParticipatingWard
beforeAll(async () => void (at = await freshDatabase()))
afterAll(() => at.drop())
beforeEach(async () => void (ward = await makeParticipatingWard(at)))

const draft = (more: Partial<DisclosureDraft> = {}): DisclosureDraft => ({
  ...{ category: 'D02', title: 'Dự toán ngân sách phường năm 2027', summary: 'Thu, chi dự kiến năm 2027.' },
  ...{ decisionNumber: '41/QĐ-UBND', decisionDate: '2026-11-20', clockRule: 'DISC.GENERAL', clockDate: '2026-11-20' },
  ...{ supersedesId: null },
  ...more,
})
async function published(more: Partial<DisclosureDraft> = {}): Promise<string> {
  const made = await ward.act((work) => draftDisclosure(work, draft(more)))
  if (!made.ok) throw new Error(made.refusal)
  const { disclosureId } = made.value
  await ward.act((work) =>
    publishDisclosure(work, { disclosureId, officialId: ward.officialId, place: 'Trang phường' })
  )
  return disclosureId
}
const post = (
  rowId: string,
  form: 'posting' | 'loudspeaker' | 'neighbourhood_head',
  fromDate: string,
  toDate: string | null = null
) =>
  ward.act((work) =>
    recordPosting(work, {
      noun: 'disclosure',
      rowId,
      form,
      place: 'Trụ sở',
      fromDate,
      toDate,
      officialId: ward.officialId,
    })
  )

describe('the fourteen contents', () => {
  it('each have their forms; two hang for good, six are spoken', () => {
    expect(categories).toHaveLength(14)
    expect(categories.filter(isPermanent)).toEqual(['D04', 'D13'])
    expect(categories.filter(isSpoken)).toEqual(['D07', 'D08', 'D09', 'D10', 'D11', 'D12'])
    expect(requiredForms('D07')).toEqual(['website', 'posting', 'loudspeaker', 'neighbourhood_head'])
  })

  it.each([
    ['ngân sách phường năm nay thu chi thế nào', ['D02']],
    ['tien dong gop lam duong di dau het roi', ['D05', 'D08']],
    ['danh sach ho ngheo nam nay', ['D07']],
    ['quy hoach khu minh the nao', ['D03']],
    ['cho xem cái công khai', []],
    ['cho xem quy chế thực hiện dân chủ', ['D04']],
    ['quy che dan chu o phuong', ['D04']],
    ['quy tắc ứng xử của cán bộ', ['D04']],
    ['quý vị cho hỏi danh sách nhập ngũ', ['D09']],
    ['danh mục công khai quý 3', []],
    ['cong khai quy 3', []],
    ['quy định nuôi chó mèo', []],
    ['quỹ vì người nghèo thu được bao nhiêu', ['D05', 'D08']],
    ['quy vi nguoi ngheo thu duoc bao nhieu', ['D05', 'D08']],
    ['tiền quỹ tổ năm nay', ['D05', 'D08']],
    ['phi ve sinh', ['D12']],
    ['cho tôi xem bản kế hoạch', ['D01']],
  ])('are found by what residents call them: %s', (text, expected) => expect(categoriesAsked(text)).toEqual(expected))
})

describe('what is asked for', () => {
  const titlesFor = async (text: string) => {
    const found = await doIn(ward)(await ward.strangerOf(ward.twelve), findDisclosures, { text })
    return found.disclosures.map(({ title }) => title)
  }

  it('is found by its title where no content is named, or none of the content is public', async () => {
    await published({ category: 'D14', title: 'Kết quả khảo sát nghĩa trang Đồi Thông' })
    await published({ category: 'D01', title: 'Kế hoạch diệt chuột quý 3 năm 2026' })
    await published()
    expect(await titlesFor('cho xem cái nghĩa trang đồi thông')).toEqual(['Kết quả khảo sát nghĩa trang Đồi Thông'])
    expect(await titlesFor('diet chuot')).toEqual(['Kế hoạch diệt chuột quý 3 năm 2026'])
    expect(await titlesFor('phí ở nghĩa trang')).toEqual(['Kết quả khảo sát nghĩa trang Đồi Thông'])
    expect(await titlesFor('quyết định thanh tra')).toEqual([])
    expect(await titlesFor('phường công khai những gì')).toHaveLength(3)
  })
})

describe('a disclosure', () => {
  it.each<[Partial<DisclosureDraft>, string]>([
    [{}, '2026-11-30'],
    [{ clockRule: 'BUD.QUARTER', clockDate: '2026-09-30' }, '2026-10-12'],
    [{ clockRule: 'BUD.SUPPORT.POLICY', clockDate: '2026-11-20' }, '2026-11-26'],
    [{ clockRule: 'BUD.DECIDED', clockDate: '2026-11-20' }, '2026-12-21'],
  ])('is due by the clock of its rule: %o', async (more, dueDate) => {
    expect(await ward.act((work) => draftDisclosure(work, draft(more)))).toMatchObject({ value: { dueDate } })
  })

  it('is counted by no rule that was not in force', async () => {
    const old = draft({ clockRule: 'BUD.QUARTER', clockDate: '2025-09-30' })
    expect(await ward.act((work) => draftDisclosure(work, old))).toEqual({ ok: false, refusal: 'no_rule_in_force' })
  })

  it('is public once published, late or not, and cannot be rewritten', async () => {
    const disclosureId = await published()
    expect(
      await ward.act((work) => listDisclosures(work, { isPublic: true, search: 'du toan ngan sach' }))
    ).toHaveLength(1)
    expect(await ward.act((work) => editDisclosure(work, { disclosureId, ...draft() }))).toEqual({
      ok: false,
      refusal: 'public_already',
    })
    ward.clock.set('2026-12-03T09:00:00+07:00')
    const late = await ward.act((work) => draftDisclosure(work, draft()))
    const lateId = late.ok ? late.value.disclosureId : ''
    const place = { officialId: ward.officialId, place: 'Trang phường' }
    expect(await ward.act((work) => publishDisclosure(work, { disclosureId: lateId, ...place }))).toEqual({
      ok: true,
      value: { late: true },
    })
  })

  it('comes down after thirty days in one piece and not before', async () => {
    const disclosureId = await published()
    await post(disclosureId, 'posting', '2026-11-23')
    const end = () => ward.act((work) => endDisclosure(work, { disclosureId }))
    ward.clock.set('2026-12-21T09:00:00+07:00')
    expect(await end()).toEqual({ ok: false, refusal: 'posting_not_over' })
    ward.clock.set('2026-12-22T09:00:00+07:00')
    expect(await end()).toEqual({ ok: true, value: undefined })
    expect(
      (await ward.act((work) => findDisclosure(work, { id: disclosureId })))?.postings.every(
        ({ toDate }) => toDate !== null
      )
    ).toBe(true)
  })

  it('that hangs for good does not come down', async () => {
    const disclosureId = await published({ category: 'D13' })
    expect(await ward.act((work) => endDisclosure(work, { disclosureId }))).toEqual({ ok: false, refusal: 'permanent' })
  })

  it('says which forms are still missing', async () => {
    const disclosureId = await published({ category: 'D07' })
    await post(disclosureId, 'loudspeaker', '2026-11-21', '2026-11-22')
    const states = () => ward.act((work) => formStates(work, { id: disclosureId, category: 'D07' }))
    expect((await states()).filter(({ enough }) => !enough).map(({ form }) => form)).toEqual([
      'posting',
      'loudspeaker',
      'neighbourhood_head',
    ])
    await post(disclosureId, 'loudspeaker', '2026-11-21', '2026-11-23')
    expect((await states()).filter(({ enough }) => !enough).map(({ form }) => form)).toEqual([
      'posting',
      'neighbourhood_head',
    ])
  })

  it('replaces an older one, which stays in the quarter’s list', async () => {
    const first = await published()
    const second = await published({ supersedesId: first })
    const list = await ward.act((work) => quarterlyList(work, { quarterEnd: '2026-12-31' }))
    expect(list.map(({ id, status }) => [id, status])).toEqual([
      [first, 'ended'],
      [second, 'published'],
    ])
    expect(await ward.act((work) => quarterlyList(work, { quarterEnd: '2026-09-30' }))).toEqual([])
  })

  it('has its reminders before it is due, and none after it is public', async () => {
    const made = await ward.act((work) => draftDisclosure(work, draft()))
    const disclosureId = made.ok ? made.value.disclosureId : ''
    const rungs = () => ward.act((work) => listRungs(work, { noun: 'disclosure', rowId: disclosureId }))
    expect((await rungs()).map(({ step, lawfulDate }) => [step, lawfulDate])).toEqual([
      ['due_soon', '2026-11-27'],
      ['due', '2026-11-30'],
    ])
    await ward.act((work) =>
      publishDisclosure(work, { disclosureId, officialId: ward.officialId, place: 'Trang phường' })
    )
    expect((await rungs()).every(({ status }) => status === 'done')).toBe(true)
  })
})

describe('what takes the place of another', () => {
  const refused = { ok: false, refusal: 'no_such_disclosure' }

  it('is another one: none supersedes itself', async () => {
    const made = await ward.act((work) => draftDisclosure(work, draft()))
    const disclosureId = made.ok ? made.value.disclosureId : ''
    const itself = { disclosureId, ...draft({ supersedesId: disclosureId }) }
    expect(await ward.act((work) => editDisclosure(work, itself))).toEqual(refused)
  })

  it('has been public: a draft is edited instead', async () => {
    const made = await ward.act((work) => draftDisclosure(work, draft()))
    const supersedesId = made.ok ? made.value.disclosureId : ''
    expect(await ward.act((work) => draftDisclosure(work, draft({ supersedesId })))).toEqual(refused)
  })
})

describe('evidence', () => {
  it('several short pieces are not consecutive days', () => {
    const evidence = [
      { form: 'posting' as const, fromDate: '2026-10-01', toDate: '2026-10-15' },
      { form: 'posting' as const, fromDate: '2026-10-17', toDate: '2026-11-01' },
    ]
    expect(isLongEnough(evidence, 'posting', 30, '2026-11-23')).toBe(false)
  })

  it('is of what was done: tomorrow is refused', async () => {
    const disclosureId = await published()
    expect(await post(disclosureId, 'posting', '2026-11-24')).toEqual({ ok: false, refusal: 'not_yet' })
    expect(await post(disclosureId, 'posting', '2026-11-20', '2026-11-19')).toEqual({
      ok: false,
      refusal: 'ends_before_it_begins',
    })
  })
})

describe('the fund of a neighbourhood', () => {
  it('is never the budget of the ward: what is public of it, or nothing', async () => {
    await published({ category: 'D02', title: 'Thu chi ngân sách phường' })
    const asked = async () =>
      doIn(ward)(await ward.strangerOf(ward.twelve), findDisclosures, { text: 'quỹ tổ thu chi sao' })
    expect(await asked()).toEqual({ disclosures: [], all: 0 })
    await published({ category: 'D05', title: 'Các khoản đóng góp của tổ dân phố 12' })
    expect((await asked()).disclosures.map(({ title }) => title)).toEqual(['Các khoản đóng góp của tổ dân phố 12'])
  })
})

describe('a resident', () => {
  it('gets what was asked for; a list of persons stays at the posting', async () => {
    await published()
    const list = await published({ category: 'D07', title: 'Danh sách hộ nghèo năm 2026' })
    await post(list, 'posting', '2026-11-23')
    const talk = await ward.chatOf('7-1')
    const found = await doIn(ward)(talk, findDisclosures, { text: 'cho em hỏi danh sách hộ nghèo' })
    expect(found.disclosures.map(({ title }) => title)).toEqual(['Danh sách hộ nghèo năm 2026'])
    expect(await doIn(ward)(talk, showDisclosure, { disclosureId: list })).toMatchObject({
      atPosting: true,
      posted: { place: 'Trụ sở' },
    })
  })

  it('asks, and the answer comes to the same chat alone', async () => {
    const disclosureId = await published()
    const [talk, other] = [await ward.chatOf('7-1'), await ward.chatOf('7-2')]
    expect(await doIn(ward)(talk, askAboutDisclosure, { disclosureId, question: 'Sao chi nhiều thế?' })).toEqual({
      kind: 'kept',
    })
    const [question] = await ward.act((work) => listQuestions(work, { disclosureId }))
    const answer = { questionId: question!.id, answer: 'Do sửa trường học.' }
    expect((await ward.act((work) => answerDisclosureQuestion(work, answer))).ok).toBe(true)
    expect(await ward.act((work) => answerDisclosureQuestion(work, answer))).toEqual({
      ok: false,
      refusal: 'answered_already',
    })
    expect(await ward.heardBy(talk)).toEqual(['disclosure.answered'])
    expect(await ward.heardBy(other)).toEqual([])
  })
})
