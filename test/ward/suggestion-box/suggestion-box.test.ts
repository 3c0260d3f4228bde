import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBoxOpening, listBoxOpenings } from '../../../src/ward/suggestion-box/list-box-openings.ts'
import { closeBox, openBox } from '../../../src/ward/suggestion-box/open-box.ts'
import { recordPaper, type Paper } from '../../../src/ward/suggestion-box/record-paper.ts'
import { findEverywhere } from '../../support/find-everywhere.ts'
import { makeFeedbackWard, type FeedbackWard } from '../../support/feedback-ward.ts'
import { freshDatabase, type TestDatabase } from '../../support/test-ward.ts'

let at: TestDatabase
let ward: FeedbackWard
beforeAll(async () => {
  at = await freshDatabase()
  ward = await makeFeedbackWard(at)
})
afterAll(() => at.drop())

async function opened(place: string): Promise<string> {
  const done = await ward.as('oneStop', (work) =>
    openBox(work, { place, openedBy: [ward.ids.oneStop, ward.ids.specialist] })
  )
  if (!done.ok) throw new Error(done.refusal)
  return done.value.openingId
}
const record = (paper: Paper) => ward.as('oneStop', (work) => recordPaper(work, paper))

describe('the suggestion box', () => {
  it('is opened by two officials, never by one or by one twice, and is one session at a time', async () => {
    const open = (openedBy: string[]) => ward.run((work) => openBox(work, { place: 'Sân trụ sở', openedBy }))
    expect(await open([ward.ids.oneStop])).toMatchObject({ refusal: 'two_needed' })
    expect(await open([ward.ids.oneStop, ward.ids.oneStop])).toMatchObject({ refusal: 'two_needed' })
    expect(await open([ward.ids.oneStop, ward.ids.leader])).toMatchObject({ ok: true })
    expect(await open([ward.ids.specialist, ward.ids.leader])).toMatchObject({ refusal: 'open_already' })
  })

  it('gives every paper its number; what was written stands in the register with its scan', async () => {
    const openingId = await opened('Cổng chợ')
    const scan = { bytes: new Uint8Array([1, 2, 3]), mime: 'image/jpeg' }
    const first = await record({ openingId, became: 'report', text: 'Đề nghị thêm ghế đá', scan, key: '1' })
    expect(first).toMatchObject({ value: { number: 1 } })
    expect(await record({ openingId, became: 'report', text: 'Đề nghị thêm ghế đá', scan, key: '1' })).toEqual(first)
    expect(await record({ openingId, became: 'blank', key: '2' })).toMatchObject({ value: { number: 2, code: null } })
    if (!first.ok) throw new Error(first.refusal)
    const row = await ward.row(first.value.feedbackId!)
    expect(row).toMatchObject({ intake: 'suggestion_box', kind: 'suggestion', status: 'awaiting_intake' })
    expect(await ward.run((work) => work.db.feedbackFile.count({ where: { feedbackId: row.id } }))).toBe(1)
    expect(await ward.as('oneStop', (work) => closeBox(work, { openingId }))).toMatchObject({ value: { papers: 2 } })
    expect(await record({ openingId, became: 'blank', key: '3' })).toMatchObject({ refusal: 'closed_already' })
    const page = await ward.run((work) => findBoxOpening(work, { openingId }))
    expect(page).toMatchObject({
      value: {
        opening: { openedBy: ['Cán bộ oneStop', 'Cán bộ specialist'], papers: 2 },
        papers: [
          { number: 1, became: 'report' },
          { number: 2, became: 'blank' },
        ],
      },
    })
    expect((await ward.run(listBoxOpenings)).length).toBeGreaterThan(1)
  })

  it('copies no words of an accusation: the paper goes to the person named for it and is counted', async () => {
    const openingId = await opened('Tầng 1')
    const words = 'ông ấy nhận tiền của dân'
    expect(await record({ openingId, became: 'grievance', text: words, key: 'g' })).toMatchObject({
      value: { number: 1, feedbackId: null },
    })
    expect(await ward.run((work) => findEverywhere(work, words))).toEqual([])
    expect(await ward.run((work) => work.db.feedbackTally.findFirst({ select: { what: true, count: true } }))).toEqual({
      what: 'denunciation',
      count: 1,
    })
  })

  it('wants the words of a report, and the counter to enter it', async () => {
    const openingId = await opened('Tầng 2')
    expect(await record({ openingId, became: 'report', text: ' ', key: 'x' })).toMatchObject({
      refusal: 'words_missing',
    })
    const bySpecialist = await ward.as('specialist', (work) =>
      recordPaper(work, { openingId, became: 'report', text: 'thêm đèn', key: 'y' })
    )
    expect(bySpecialist).toMatchObject({ refusal: 'not_yours_to_do' })
  })
})
